# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""The list of what left: kept with the records, and looked for on the disk each time it is opened."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from dit_desktop.records.client import Client
from dit_desktop.records.exported import Exported, Protection
from dit_desktop.store import erase, exports
from dit_desktop.store.errors import DiskFull, Refused
from dit_desktop.store.export import Wanted, export
from dit_desktop.store.exports import Standing
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.ui.pages.test_export import export as write
from tests.ui.pages.test_export import preview


def shown(page: Any) -> list[list[str]]:
    """The cells of the list, row by row."""
    model = page.findChild(QTableView).model()
    return [[str(model.index(row, at).data()) for at in range(model.columnCount())] for row in range(model.rowCount())]


def opened(workspace: Workspace, qtbot: QtBot) -> Any:
    workspace.go(Target("exports"))
    page: Any = workspace.current
    qtbot.waitUntil(lambda: all(row[3] for row in shown(page)))
    return page


def test_what_left_is_listed_with_whose_it_is_and_whether_it_is_still_there(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "out" / "letter.pdf"
    path.parent.mkdir()
    made = preview(workspace, qtbot)
    made._path.setText(str(path))
    assert "Written and opened again" in write(made, qtbot)
    page = opened(workspace, qtbot)
    first, *others = shown(page)
    assert first[1:] == [
        "Goodbye letter",
        "Rowan · C-009",
        "still there",
        str(path),
    ]
    assert [row[3] for row in others] == ["out of reach"] * 2  # those of the example
    assert str(path) in page._chosen.text()
    assert "with its passphrase" in page._chosen.text()
    assert page.standing(workspace.desk).startswith("3 have left, the last on")
    assert "1 is still where it was written" in page._state.text()
    path.unlink()
    page._again.click()
    qtbot.waitUntil(lambda: shown(page)[0][3] == "not there any more")
    assert "None was found" in page._state.text()
    shutil.rmtree(path.parent)
    QTest.keyClick(page._again, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(page)[0][3] == "out of reach")
    (kept,) = [each for each in workspace.desk.find(Exported) if each.place == str(path)]
    assert kept.readable is Protection.AES_256
    assert kept.left_at is not None
    assert not any(word in str(vars(kept)) for word in ("there", "cannot")), "what the disk says is kept nowhere"


def test_an_empty_list_says_so(nobody: Workspace) -> None:
    nobody.go(Target("exports"))
    page: Any = nobody.current
    assert shown(page) == []
    assert page._state.text() == "Nothing has left yet."
    assert page.standing(nobody.desk) == "Nothing has left yet."


def test_an_export_by_command_is_on_the_list_and_one_that_failed_is_not(workspace: Workspace, tmp_path: Path) -> None:
    vault = workspace.desk.vault
    before = len(vault.find(Exported))

    def no_room(_code: str, _records: object) -> Any:
        raise DiskFull

    with pytest.raises(Refused):
        export(vault, tmp_path / "failed", Wanted(), no_room)
    assert len(vault.find(Exported)) == before
    export(vault, tmp_path / "all", Wanted(), lambda _code, _records: ())
    export(vault, tmp_path / "one", Wanted(code="C-009"), lambda _code, _records: ())
    everything, one = vault.find(Exported)[-2:]
    assert (everything.client, everything.place) == (0, str(tmp_path / "all"))
    assert one.client == next(client.id for client in vault.find(Client) if client.code == "C-009")
    assert exports.standing(one.place) is Standing.THERE
    assert {each.readable for each in (everything, one)} == {Protection.CLEAR}


def test_the_list_of_an_erased_client_goes_with_them(workspace: Workspace) -> None:
    vault = workspace.desk.vault
    client = next(client.id for client in vault.find(Client) if client.code == "C-009")
    assert [each.client for each in vault.find(Exported, client=client)] == [client]
    erase.erase(vault, client, "They asked for it.")
    assert vault.find(Exported, client=client) == []
    assert len(vault.find(Exported)) == 1
