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
        """Show in words what is known; a list has many of these, so what is typed into is made when it is wanted."""
        super().__init__()
        self._session = session
        self._box = Flow(self, gap=0)
        self.link = Link(words)
        self.link.setEnabled(not read_only)
        self.link.clicked.connect(self._begin)
        self._box.addWidget(self.link)
        self.setFocusProxy(self.link)

    def _begin(self) -> None:
        number, asked = WrittenLine(whole(1, _MOST), optional=True), _("Told in session")
        number.setAccessibleName(asked)
        number.setAccessibleDescription(self.link.text())
        number.show_value(self._session)
        trouble = plain("small", "danger", wraps=True)
        trouble.hide()

        def keep() -> None:
            trouble.setText(number.trouble())
            trouble.setVisible(bool(number.trouble()))
            if number.trouble():
                return
            if number.value() != (self._session or None):
                self.edited.emit(number.value())
                return
            typed.deleteLater()
            trouble.deleteLater()
            self.setFocusProxy(self.link)
            self.link.show()
            self.link.setFocus()

        typed = QWidget()
        row = Flow(typed, gap=space(self))
        for widget in (QLabel(asked), number, Press(_("Keep"), _("Keep"), keep)):
            row.addWidget(widget)
        number.returnPressed.connect(keep)
        self.link.hide()
        self._box.addWidget(typed)
        self._box.addWidget(trouble)
        self.setFocusProxy(number)
        number.setFocus()
        number.selectAll()
