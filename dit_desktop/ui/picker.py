# SPDX-License-Identifier: Apache-2.0
"""A short list that shows one of its lines and says which was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from dit_desktop.ui.wheel import pass_wheel

if TYPE_CHECKING:
    from collections.abc import Sequence


class Picker(QComboBox):
    """One line for each of a few things."""

    chosen = Signal(int)  # which one, from 0

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty list; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.activated.connect(self.chosen)
        pass_wheel(self)

    def show_lines(self, lines: Sequence[str], current: int) -> None:
        """Show these lines, the current one on top."""
        if list(lines) != [self.itemText(at) for at in range(self.count())]:
            self.clear()
            self.addItems(list(lines))
        self.setCurrentIndex(current)
