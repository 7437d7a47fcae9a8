# SPDX-License-Identifier: Apache-2.0
"""The kinds of buttons there are: the one that a page is for, and small ones with an icon only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from dit_desktop.ui.icons import icon
from dit_desktop.ui.strokes import TARGET
from dit_desktop.ui.style import em


class IconButton(QToolButton):
    """An icon to click, as large as the text asks; its words are its name and its tool tip."""

    def __init__(self, icon_name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(icon(icon_name, "muted"))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rename(words)
        self._resize()

    def rename(self, words: str, name: str = "") -> None:
        """Give it other words; a name says more where the place on the screen does not help."""
        self.setToolTip(words)
        self.setAccessibleName(name or words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._resize()

    def _resize(self) -> None:
        size = round(em(self) * 1.2)
        self.setIconSize(QSize(size, size))
        self.setFixedSize(max(TARGET, size + em(self)), max(TARGET, size + em(self)))


def primary(words: str, parent: QWidget | None = None) -> QPushButton:
    """The filled button for what a page is there for; at most one on a page."""
    button = QPushButton(words, parent)
    button.setDefault(True)
    return button
