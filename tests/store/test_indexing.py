# SPDX-License-Identifier: Apache-2.0
"""The index is brought up to date in small steps, and nothing is forgotten however the program ends."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store import indexing, reencrypt, typed, vault, verify
from dit_desktop.store.backup import backup
from dit_desktop.store.errors import DamagedVault
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.store.rewrap import NewKeys
from dit_desktop.store.salvage import salvage
from dit_desktop.store.vault import Secret, Vault
from tests.store.practices import CHEAP, PASSPHRASE, Practice, start
from tests.store.searching import behind, course, entered, found


def test_a_step_takes_the_latest_first_and_little_at_once(opened: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    of = course(opened)
    made = [opened.add(SessionNote(**of, material="rain")).id for _note in range(5)]
    monkeypatch.setattr(indexing, "MOST", 2)
    assert opened.write(indexing.step)
    left = opened.ask(lambda connection: connection.execute("select record_id from stale order by 1").fetchall())
    assert [row[0] for row in left] == [of["client"], of["parent"], *made[:3]]
    monkeypatch.setattr(indexing, "_LONG", 0)
    opened.write(indexing.step)
    assert behind(opened) == 4


def test_what_the_index_knew_of_a_draft_before_it_changed_is_not_found(opened: Vault) -> None:
    made = opened.add(SessionNote(**course(opened), material="yesterday"))
    entered(opened)
    opened.save(replace(made, material="tomorrow"))
    assert found(opened, "yesterday").hits == ()
    assert [hit.id for hit in found(opened, "tomorrow").hits] == [made.id]


def test_a_damaged_record_is_told_and_never_entered(opened: Vault) -> None:
    made = opened.add(SessionNote(**course(opened), material="rain"))
    opened.write(lambda connection: connection.execute("update record set body = '[7]' where id = ?", (made.id,)))
    with pytest.raises(DamagedVault, match=str(made.id)):
        entered(opened)
    with pytest.raises(DamagedVault, match=str(made.id)):
        found(opened, "rain")


SECRET = Secret(PASSPHRASE)
KILLED = """
import os, sys
from pathlib import Path
from dit_desktop.records.session import SessionNote
from dit_desktop.store import indexing, vault
made = vault.open_vault(Path(sys.argv[1]), vault.Secret(sys.argv[3]), state=Path(sys.argv[2]))
for number in range(60):
    made.add(SessionNote(material=f"rain {number}"))
made.write(indexing.step)
enter = indexing.enter
def killed(connection, record):
    enter(connection, record)
    os.kill(os.getpid(), 9)
indexing.enter = killed
made.write(indexing.step)
"""


def test_after_a_kill_in_the_midst_of_it_everything_is_found_and_entered_in_the_end(practice: Practice) -> None:
    with start(KILLED, practice.folder, practice.state, PASSPHRASE) as process:
        assert process.wait(60) == -signal.SIGKILL
    opened = practice.open()
    try:
        assert 0 < behind(opened) < 60
        for enter in (False, True):
            if enter:
                entered(opened)
            assert [len(found(opened, typed).hits) for typed in ("rain", "59", "17")] == [50, 1, 1]
        assert opened.ask(lambda connection: connection.execute("pragma integrity_check").fetchall()) == [("ok",)]
    finally:
        opened.close()


# --- the file as a whole ---


def test_the_index_goes_into_a_backup_and_comes_back_with_it(practice: Practice, opened: Vault, tmp_path: Path) -> None:
    opened.add(SessionNote(**course(opened), material="rain"))
    entered(opened)
    made = backup(opened, tmp_path / "to")
    restore(Wanted(made.path, tmp_path / "new"), SECRET)
    assert verify.report(practice.folder, SECRET).ok
    again = vault.open_vault(tmp_path / "new", SECRET, state=tmp_path / "state.json")
    assert (behind(again), len(found(again, "rain").hits)) == (0, 1)
    again.close()


def test_the_index_is_the_same_under_a_new_key(opened: Vault) -> None:
    opened.add(SessionNote(**course(opened), material="rain"))
    entered(opened)
    new = NewKeys(passphrase="seven lanterns over a quiet harbour", recovery=typed.new_code(), cost=CHEAP)
    reencrypt.reencrypt(opened, SECRET, new)
    assert (behind(opened), len(found(opened, "rain").hits)) == (0, 1)


def test_salvage_leaves_the_index_to_be_made_anew_from_what_came_back(
    practice: Practice, opened: Vault, tmp_path: Path
) -> None:
    opened.add(SessionNote(**course(opened), material="rain"))
    entered(opened)
    opened.close()
    salvage(practice.folder, SECRET, tmp_path / "new")
    again = vault.open_vault(tmp_path / "new", SECRET, state=tmp_path / "state.json")
    assert (behind(again), len(found(again, "rain").hits)) == (3, 1)
    entered(again)
    assert (behind(again), len(found(again, "rain").hits)) == (0, 1)
    assert verify.report(tmp_path / "new", SECRET).ok
    again.close()


def test_where_nothing_can_be_written_everything_is_read_directly(
    practice: Practice, opened: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.add(SessionNote(**course(opened), material="rain"))
    opened.close()
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    again = practice.open()
    assert (again.read_only, len(found(again, "rain").hits)) == (True, 1)
    again.close()
