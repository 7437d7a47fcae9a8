# SPDX-License-Identifier: Apache-2.0
"""The versions of a record side by side in a row, the latest last; choosing one shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from collections.abc import Sequence


class Versions(QWidget):
    """One button for each version, with its state in words."""

    chosen = Signal(int)  # which one, from 0

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty row; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = Flow(self, gap=space(self))
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)

    def show_versions(self, states: Sequence[str], current: int) -> None:
        """Show versions by their states; the current one is pressed in."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, state in enumerate(states):
            words = _("Version {number}, {state}").format(number=number + 1, state=state)
            button = QPushButton(words, self, checkable=True, checked=number == current)
            self._group.addButton(button, number)
            self._flow.addWidget(button)
            button.show()
        self.setVisible(bool(states))
