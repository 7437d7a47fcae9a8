# SPDX-License-Identifier: Apache-2.0
"""The file goes, is replaced or written over while it is open: the next save fails loudly and the words are kept."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dit_desktop.records.client import Client
from dit_desktop.records.session import SessionNote
from dit_desktop.store import schema, vault
from dit_desktop.store.errors import Missing
from dit_desktop.ui.pages.page import Target
from tests.store.practices import Practice, contents, run
from tests.ui import window
from tests.ui.pages.walk import field


def test_a_deleted_file_refuses_the_next_save(practice: Practice, opened: vault.Vault) -> None:
    note = opened.add(SessionNote(material="first"))
    practice.database.unlink()
    with pytest.raises(Missing):
        opened.save(replace(note, material="second"))
    assert not practice.database.exists()
    opened.close()


def test_a_replaced_file_refuses_the_next_save_and_is_not_written(practice: Practice, opened: vault.Vault) -> None:
    note = opened.add(SessionNote(material="first"))
    shutil.copy2(practice.database, practice.folder / "other")
    (practice.folder / "other").replace(practice.database)
    before = practice.database.read_bytes()
    with pytest.raises(Missing):
        opened.save(replace(note, material="second"))
    assert practice.database.read_bytes() == before


def test_a_file_overwritten_in_place_refuses_the_next_save_and_is_not_written(practice: Practice) -> None:
    older = practice.database.read_bytes()
    made = practice.open()
    note = made.add(SessionNote(material="first"))
    # In a process of its own: in this one, closing the file would take SQLite's lock away.
    (practice.folder / "older").write_bytes(older)
    run("import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])", practice.folder / "older", practice.database)
    with pytest.raises(Missing, match="outside"):
        made.save(replace(note, material="second"))
    made.close()
    assert practice.database.read_bytes() == older


def test_a_moved_folder_refuses_the_next_save(practice: Practice, opened: vault.Vault) -> None:
    practice.folder.rename(practice.folder.with_name("moved"))
    with pytest.raises(Missing):
        opened.note("where am I?")


def without_log(folder: Path) -> dict[str, bytes]:
    """Everything in a practice's folder but the log, which may say that something was refused."""
    return {name: data for name, data in contents(folder).items() if not name.startswith("logs/")}


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("way", ["deleted", "replaced"])
def test_in_the_window_the_words_are_kept_and_saved_as_soon_as_the_file_is_back(tmp_path: Path, way: str) -> None:
    folder = window.new_practice(tmp_path / "practice")
    database = folder / schema.DATABASE
    with window.window_on(folder) as made:
        window.unlock(made)
        assert made.desk is not None
        assert made.workspace is not None
        made.desk._again.setInterval(50)  # noqa: SLF001 - four seconds are long for a test
        client = made.desk.add(Client(code="C-1"))
        made.workspace.go(Target("details", client.id, client.id, "reach_safely"))
        database.rename(tmp_path / "aside")
        if way == "replaced":
            shutil.copy2(tmp_path / "aside", database)
        other = without_log(folder)
        window.write("Only by letter")
        window.until(lambda: made.desk._failed)  # type: ignore[union-attr]  # noqa: SLF001 - a backup may fail earlier
        window.until(lambda: "moved or replaced" in made.workspace.messages.text())  # type: ignore[union-attr]
        assert field(made.workspace, "reach_safely").toPlainText() == "Only by letter"
        assert "Saving" in made.status()
        assert without_log(folder) == other
        (tmp_path / "aside").replace(database)
        window.until(lambda: "All changes saved" in made.status())
        assert made.desk.get(Client, client.id).reach_safely == "Only by letter"
