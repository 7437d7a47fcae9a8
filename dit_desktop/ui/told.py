# SPDX-License-Identifier: Apache-2.0
"""In which session somebody was told of a break: a line to read, and where it is put right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.lines import Press
from dit_desktop.ui.link import Link
from dit_desktop.ui.pages.page import plain
from dit_desktop.ui.reading import whole
from dit_desktop.ui.style import space
from dit_desktop.ui.written import WrittenLine

_MOST = 999  # sessions


class ToldLine(QWidget):
    """Pressed, it lets the number be typed."""

    edited = Signal(object)  # the number of the session, or None: not told yet

    def __init__(self, words: str, session: int | None, *, read_only: bool) -> None:
        """Show in words what is known."""
        super().__init__()
        self.link = Link(words)
        self.number = WrittenLine(whole(1, _MOST), optional=True)
        self.number.setAccessibleName(_("Told in session"))
        self.number.setAccessibleDescription(words)
        self.number.show_value(session or None)
        self.number.returnPressed.connect(self._keep)
        self._typed = QWidget()
        typed, box = Flow(self._typed, gap=space(self)), Flow(self, gap=0)
        typed.addWidget(QLabel(_("Told in session")))
        typed.addWidget(self.number)
        typed.addWidget(Press(_("Keep"), _("Keep"), self._keep))
        box.addWidget(self.link)
        box.addWidget(self._typed)
        self._trouble = plain("small", "danger", wraps=True)
        box.addWidget(self._trouble)
        self._typed.hide()
        self._trouble.hide()
        self.link.setEnabled(not read_only)
        self.link.clicked.connect(self._begin)
        self.setFocusProxy(self.link)

    def _begin(self) -> None:
        self.link.hide()
        self._typed.show()
        self.setFocusProxy(self.number)
        self.number.setFocus()
        self.number.selectAll()

    def _keep(self) -> None:
        trouble = self.number.trouble()
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        if not trouble:
            self.edited.emit(self.number.value())
