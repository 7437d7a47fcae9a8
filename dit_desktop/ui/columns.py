# SPDX-License-Identifier: Apache-2.0
"""Two columns side by side while there is room for both, one at a time when the text is large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.style import em

_BOTH = 58  # ems below which two columns would be too narrow to read


class Columns(QWidget):
    """What is worked on, and what stands beside it."""

    def __init__(
        self, main: tuple[str, QWidget], beside: tuple[str, QWidget], shares: tuple[int, int] = (3, 2)
    ) -> None:
        """Put two named widgets next to each other, in these shares of the width."""
        super().__init__()
        self._widgets = (main[1], beside[1])
        self._narrow = False
        self._tabs = QTabBar(drawBase=False)
        self._tabs.setAccessibleName(_("Columns"))
        for title, _widget in (main, beside):
            self._tabs.addTab(title)
        self._tabs.currentChanged.connect(self._show)
        self._tabs.hide()
        self._splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        for widget in self._widgets:
            widget.setMinimumWidth(1)
            self._splitter.addWidget(widget)
        self._splitter.setSizes([share * 100 for share in shares])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._tabs)
        box.addWidget(self._splitter, 1)

    def look_beside(self) -> None:
        """Bring what stands beside into sight."""
        self._tabs.setCurrentIndex(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one column when there is room for one only."""
        super().resizeEvent(event)
        narrow = self.width() < em(self) * _BOTH
        if narrow != self._narrow:
            self._narrow = narrow
            self._tabs.setVisible(narrow)
            self._show()

    def _show(self, *_changed: int) -> None:
        for number, widget in enumerate(self._widgets):
            widget.setVisible(not self._narrow or number == self._tabs.currentIndex())
