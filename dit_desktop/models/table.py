# SPDX-License-Identifier: Apache-2.0
"""A table of any rows, its columns declared with their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW: Final = Qt.ItemDataRole.UserRole  # the row's own object
_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its heading and what it shows of a row."""

    heading: str
    shown: Callable[[Row], str]


class Table(QAbstractTableModel, Generic[Row]):
    """Rows of one kind; only rows that differ are announced as changed."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        identity: Callable[[Row], Any],
        parent: QObject | None = None,
        *,
        spoken: Callable[[Row], str] | None = None,
    ) -> None:
        """Make an empty table; `identity` tells whether two rows stand for the same thing.

        `spoken` is all of a row in words, for whom a view leaves out columns; a screen reader
        hears it as the description of the first.
        """
        super().__init__(parent)
        self._columns = list(columns)
        self._identity = identity
        self._spoken = spoken
        self._rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        if [self._identity(row) for row in rows] != [self._identity(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for number, row in enumerate(rows):
            if row != self._rows[number]:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))

    def row(self, number: int) -> Row:
        """The row with this number."""
        return self._rows[number]

    def number_of(self, identity: Any) -> int:
        """Where the row with this identity stands, or -1."""
        return next((at for at, row in enumerate(self._rows) if self._identity(row) == identity), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._columns[section].heading
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, or the row's own object."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[index.column()].shown(row)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and self._spoken and index.column() == 0:
            return self._spoken(row)
        return None
