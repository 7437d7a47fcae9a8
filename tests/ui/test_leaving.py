# SPDX-License-Identifier: Apache-2.0
"""Leaving loses nothing, and backs up what there is unless that is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from dit_desktop.models.executors import keep_code
from dit_desktop.records.client import Client
from dit_desktop.store import errors, executors, vault
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.ui.backing_up import Leaving
from dit_desktop.ui.window import MainWindow
from tests.documents.papers import text
from tests.practices import PASSPHRASE
from tests.ui.names import nameless
from tests.ui.window import desk_of, is_closed, open_client, unlock, until, window_on, workspace_of, write


def test_closing_the_window_saves_what_was_typed_and_backs_it_up(practice: Path) -> None:
    with window_on(practice) as window:
        unlock(window)
        client = open_client(window)
        write("Only by letter")
        window.close()
        until(lambda: window.desk is None)
    (backup,) = (practice / "backups").glob("*.ditbackup")
    restore(Wanted(backup, practice.with_name("restored")), vault.Secret(PASSPHRASE))
    made = vault.open_vault(practice.with_name("restored"), vault.Secret(PASSPHRASE), state=practice / "other.json")
    copied = made.get(client.id)
    made.close()
    assert isinstance(copied, Client)
    assert copied.reach_safely == "Only by letter"
    made = vault.open_vault(practice, vault.Secret(PASSPHRASE), state=practice / "state.json")
    kept = made.get(client.id)
    made.close()
    assert isinstance(kept, Client)
    assert kept.reach_safely == "Only by letter"


def test_beside_the_backup_before_the_end_lies_what_executors_are_left(practice: Path) -> None:
    with window_on(practice) as window:
        unlock(window)
        client = open_client(window)
        keep_code(desk_of(window), "7K2M-0G4R-9XWV")
        number = desk_of(window).vault.vault_id
        window.close()
        until(lambda: window.desk is None)
    pack = executors.place(practice / "backups", number)
    assert client.alias in text(pack.read_bytes(), "-upw", "7K2M-0G4R-9XWV")


def test_the_backup_before_the_end_can_be_left_out_and_the_program_can_go_on(practice: Path) -> None:
    with window_on(practice) as window:
        unlock(window)
        open_client(window)
        window.close()
        leaving = window.findChild(Leaving)
        assert leaving is not None
        assert nameless(leaving) == []
        leaving.stay.click()
        assert window.workspace is not None
        assert window.workspace.isVisible()
        until(lambda: window.findChild(Leaving) is None)
        window.close()
        leaving = window.findChild(Leaving)
        assert leaving is not None
        leaving.quit.click()
        assert window.desk is None
    assert not list((practice / "backups").glob(".*"))


def test_a_backup_that_is_refused_before_the_end_is_told_and_keeps_nobody(practice: Path) -> None:
    with window_on(practice) as window:
        unlock(window)
        open_client(window)
        (practice / "backups").write_text("a file where the folder should be")
        window.close()
        leaving = window.findChild(Leaving)
        assert leaving is not None
        until(leaving.message)
        assert "There is a file where the folder for backups should be." in leaving.message()
        assert window.desk is not None
        leaving.quit.click()
        assert window.desk is None


def test_the_window_stays_when_the_last_words_cannot_be_saved_and_goes_when_that_is_wanted(
    window: MainWindow, practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_client(window)
    write("Only by letter")

    def refuse(*_given: object, **_named: object) -> None:
        raise errors.DiskFull

    monkeypatch.setattr(vault.Vault, "write", refuse)
    assert not window.close()
    bar = workspace_of(window).messages
    assert "disk is full" in bar.text()
    next(button for button in bar.findChildren(QPushButton) if "Quit" in button.text()).click()
    assert is_closed(practice)
