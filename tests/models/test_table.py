# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from pytestqt.qtbot import QtBot

from dit_desktop.models.clients import client_table, entries
from dit_desktop.models.desk import Desk
from dit_desktop.models.table import ROW, Column, Table
from dit_desktop.ui.pages.clients import _Filter
from dit_desktop.ui.pages.sessions import COLUMNS
from tests.opened import TODAY


class Tree(NamedTuple):
    number: int
    name: str


@pytest.fixture
def table() -> Table[Tree]:
    made = Table([Column[Tree]("Name", lambda row: row.name), Column[Tree]("No", lambda row: str(row.number))], key)
    made.show_rows([Tree(1, "Ash"), Tree(2, "Birch")])
    return made


def key(row: Tree) -> int:
    return row.number


def test_a_table_keeps_the_rules_of_models(table: Table[Tree], qtmodeltester: Any) -> None:
    qtmodeltester.check(table)
    table.show_rows([])
    qtmodeltester.check(table)


def test_a_table_shows_its_columns(table: Table[Tree]) -> None:
    assert (table.rowCount(), table.columnCount()) == (2, 2)
    inside = table.index(0, 0)
    assert (table.rowCount(inside), table.columnCount(inside)) == (0, 0)
    across = Qt.Orientation.Horizontal
    assert [table.headerData(at, across) for at in (0, 1)] == ["Name", "No"]
    assert table.headerData(0, Qt.Orientation.Vertical) is None
    assert table.index(1, 0).data() == "Birch"
    assert table.index(1, 1).data(ROW) == Tree(2, "Birch")
    assert table.index(1, 1).data(Qt.ItemDataRole.ToolTipRole) is None
    assert table.data(QModelIndex()) is None
    assert table.row(1) == Tree(2, "Birch")
    assert (table.number_of(2), table.number_of(3)) == (1, -1)


def test_only_rows_that_differ_are_announced(table: Table[Tree], qtbot: QtBot) -> None:
    changed: list[int] = []
    table.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    with qtbot.assertNotEmitted(table.modelReset):
        table.show_rows([Tree(1, "Ash"), Tree(2, "Beech")])
    assert changed == [1]
    with qtbot.waitSignal(table.modelReset):
        table.show_rows([Tree(2, "Beech")])


def test_the_tables_of_the_program_keep_the_rules(example: Desk, qtmodeltester: Any) -> None:
    clients = client_table(example, example)
    clients.show_rows(entries(example, TODAY))
    qtmodeltester.check(clients)
    assert clients.rowCount() > 2
    qtmodeltester.check(Table(COLUMNS, id, example))


def test_typing_narrows_the_list(example: Desk, qtmodeltester: Any) -> None:
    clients = client_table(example, example)
    found = entries(example, TODAY)
    clients.show_rows(found)
    narrowed: QSortFilterProxyModel = _Filter(None)  # type: ignore[arg-type] # a window is not needed
    narrowed.setSourceModel(clients)
    qtmodeltester.check(narrowed)
    word = found[0].name.split()[0]
    narrowed.narrow(word.upper(), None)  # type: ignore[attr-defined]
    assert narrowed.index(0, 0).data() == found[0].name
    narrowed.narrow("nobody is called that", None)  # type: ignore[attr-defined]
    assert narrowed.rowCount() == 0
    narrowed.narrow("", found[0].standing)  # type: ignore[attr-defined]
    assert narrowed.rowCount() == sum(item.standing is found[0].standing for item in found)
