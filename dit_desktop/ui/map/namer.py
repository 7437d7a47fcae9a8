# SPDX-License-Identifier: Apache-2.0
"""The line in which somebody new on the map is given a name, where they will stand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.style import em, inset, space


class Namer(QFrame):
    """A line and a button; Enter keeps, Escape leaves."""

    named = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make it, out of sight."""
        super().__init__(parent, frameShape=QFrame.Shape.StyledPanel)
        self.setProperty("card", True)
        self.setAutoFillBackground(True)
        self._line = QLineEdit()
        self._line.setAccessibleName(_("Name or initials"))
        self._line.setPlaceholderText(_("Name or initials"))
        self._line.setMinimumWidth(em(self) * 10)
        inset(self._line)
        self._keep = QPushButton(_("Put on the map"))
        self._keep.clicked.connect(self._name)
        self._line.returnPressed.connect(self._name)
        row = QHBoxLayout(self)
        row.setContentsMargins(*[space(self)] * 4)
        row.addWidget(self._line)
        row.addWidget(self._keep)
        self.hide()

    def ask(self) -> None:
        """Begin with nothing."""
        self._line.clear()
        self.show()
        self.raise_()
        self._line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape keeps nobody."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def clear(self) -> None:
        """Go away with what was typed."""
        self._line.clear()
        self.hide()

    def _name(self) -> None:
        name = self._line.text().strip()
        if name:
            self.named.emit(name)
