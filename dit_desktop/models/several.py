# SPDX-License-Identifier: Apache-2.0
"""Several records of one kind as the rows of a table; the columns are the fields declared to be listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dit_desktop.models.clients import shown_day, shown_moment
from dit_desktop.models.offering import name_of
from dit_desktop.models.table import Column, Table
from dit_desktop.records.fields import Declared, Record, fields, worded
from dit_desktop.records.shown import shown

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from dit_desktop.models.desk import Desk

_ROOM: Final = 160  # characters of a cell


def several(desk: Desk, kind: type[Record], parent: QObject | None = None) -> Table[Any]:
    """A table for the records of a kind."""
    declared = fields(kind)
    columns = [
        _column(desk, item, after if item.field.link and after.field.beside else None)
        for item, after in zip(declared, (*declared[1:], declared[0]), strict=True)
        if item.field.listed
    ]
    return Table(columns, lambda record: record.id, parent)


def _column(desk: Desk, item: Declared, otherwise: Declared | None) -> Column[Any]:
    """A column for a field; where no record is chosen, what was written beside it stands in its place."""

    def cell(record: Any) -> str:
        value = getattr(record, item.name)
        if item.field.link and value:
            return name_of(desk, value)
        if otherwise is not None:
            value = getattr(record, otherwise.name)
        return " ".join(_words(value)[: 2 * _ROOM].split())[:_ROOM]

    return Column(worded(item.field.label, desk.person()), cell)


def _words(value: Any) -> str:
    if hasattr(value, "hour") and hasattr(value, "day"):
        return shown_moment(value)
    return shown_day(value) if hasattr(value, "day") else shown(value)
