# SPDX-License-Identifier: Apache-2.0
"""Two columns side by side while there is room for both, one above the other when the text is large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from dit_desktop.ui.style import em

_BOTH = 58  # ems below which two columns would be too narrow to read


class Columns(QSplitter):
    """What is worked on, and what stands beside it."""

    def __init__(self, main: QWidget, beside: QWidget, shares: tuple[int, int], parent: QWidget | None = None) -> None:
        """Put `beside` next to `main`, in these shares of the width."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self._shares = shares
        for widget in (main, beside):
            widget.setMinimumWidth(1)
            self.addWidget(widget)
        self.setSizes([share * 100 for share in shares])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Turn when there is room for one column only."""
        narrow = self.width() < em(self) * _BOTH
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.orientation() is not wanted:
            self.setOrientation(wanted)
            self.setSizes([share * 100 for share in self._shares])
        super().resizeEvent(event)
