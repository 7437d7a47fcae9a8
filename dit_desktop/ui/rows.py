# SPDX-License-Identifier: Apache-2.0
"""A list of records: a quiet table whose rows are opened by Enter, a double click or by going to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from dit_desktop.ui.listing import quieten
from dit_desktop.ui.style import em

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel


class Rows(QTableView):
    """Rows chosen one at a time; columns that find no room are left out from the end."""

    chosen = Signal(int)  # the number of the row a person went to

    def __init__(
        self, name: str, model: QAbstractItemModel, *, column: float = 11, parent: QWidget | None = None
    ) -> None:
        """Show a table; `name` is what a screen reader calls it, and a column is so many ems wide at least."""
        super().__init__(parent)
        self._column = column
        header = quieten(self, model, name)
        header.setMinimumSectionSize(em(self))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._telling = True

    def go_to(self, number: int) -> None:
        """Mark a row without calling it a choice; any other number marks none."""
        self._telling = False
        if 0 <= number < self.model().rowCount():
            self.selectRow(number)
        else:
            self.clearSelection()
        self._telling = True

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        found = self.selectionModel().selectedRows()
        if found and self._telling:
            self.chosen.emit(found[0].row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = max(1, self.viewport().width() // round(em(self) * self._column))
        for number in range(self.model().columnCount()):
            self.setColumnHidden(number, number >= room)
