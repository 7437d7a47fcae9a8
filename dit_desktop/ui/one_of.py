# SPDX-License-Identifier: Apache-2.0
"""Several buttons of which one is pressed in, turned alike by mouse, keys and assistive technology."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup


class OneOf(QButtonGroup):
    """A screen reader says of each that it is one of several.

    Assistive technology turns such a button without a click, so Qt's own `idClicked` would
    miss it, and `idToggled` also speaks when the program shows where one is.
    """

    turned = Signal(int)  # the button that a person chose, also if it was the chosen one already

    def __init__(self, parent: QObject | None = None) -> None:
        """Make it empty."""
        super().__init__(parent)
        self._marking = False
        self._told = -1  # the button that was told of in this very moment
        self.idToggled.connect(self._toggled)
        self.idClicked.connect(self._clicked)

    def add(self, button: QAbstractButton, number: int) -> None:
        """Take in a button under a number from 0."""
        button.setCheckable(True)
        button.setAutoExclusive(True)
        self.addButton(button, number)

    def mark(self, number: int) -> None:
        """Show one as pressed in, without calling it anybody's choice."""
        self._marking = True
        self.button(number).setChecked(True)
        self._marking = False

    def _toggled(self, number: int, on: bool) -> None:  # noqa: FBT001 - a slot
        if on and not self._marking:
            self._told = number
            QTimer.singleShot(0, self, self._rest)  # the same click says so once more
            self.turned.emit(number)

    def _clicked(self, number: int) -> None:
        if number != self._told:
            self.turned.emit(number)

    def _rest(self) -> None:
        self._told = -1
