# SPDX-License-Identifier: Apache-2.0
"""The versions of a record, the latest last; choosing one shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.wheel import pass_wheel

if TYPE_CHECKING:
    from collections.abc import Sequence


class Versions(QComboBox):
    """One line for each version, with its state in words."""

    chosen = Signal(int)  # which one, from 0

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty list; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.activated.connect(self.chosen)
        pass_wheel(self)

    def show_versions(self, states: Sequence[str], current: int) -> None:
        """Show versions by their states, the current one on top."""
        words = [
            _("Version {number}, {state}").format(number=number, state=state) for number, state in enumerate(states, 1)
        ]
        if words != [self.itemText(at) for at in range(self.count())]:
            self.clear()
            self.addItems(words)
        self.setCurrentIndex(current)
        self.setVisible(bool(states))
