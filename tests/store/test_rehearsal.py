# SPDX-License-Identifier: Apache-2.0
"""The worst day, rehearsed: what would come back is compared with what is there, record by record."""

from __future__ import annotations

from pathlib import Path

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store import bundle, destruction, places, schema
from dit_desktop.store.backup import backup
from dit_desktop.store.errors import DamagedBackup, WrongPassphrase
from dit_desktop.store.rehearsal import rehearse
from dit_desktop.store.vault import Secret, Vault
from tests.store.practices import PASSPHRASE, Practice

SECRET = Secret(PASSPHRASE)


def test_what_was_not_touched_is_the_same_and_what_was_is_counted(opened: Vault, tmp_path: Path) -> None:
    notes = [opened.add(SessionNote(material=f"note {number}")) for number in range(5)]
    opened.sign(notes[0])
    made = backup(opened, tmp_path / "to").path
    assert rehearse(opened, made).same == 5
    opened.save(SessionNote(id=notes[1].id, material="changed"))
    opened.put_in_bin(notes[2].id)
    what = destruction.Destruction("2026-09-03T10:00:00Z", "asked for it", None, notes[0].id)
    opened.write(lambda connection: destruction.destroy(connection, what, what.at))
    opened.add(SessionNote(material="new"))
    done = rehearse(opened, made, SECRET)
    assert (done.same, done.changed, done.ok) == (2, 3, True)
    assert not (opened.folder / places.WORK).exists()


def test_a_record_that_would_come_back_otherwise_is_named(practice: Practice, opened: Vault, tmp_path: Path) -> None:
    note = opened.add(SessionNote(material="as it was"))
    other = opened.add(SessionNote(material="untouched"))
    made = backup(opened, tmp_path / "to").path
    opened.close()
    connection = practice.connect()
    connection.execute("update record set body = json_set(body, '$.material', 'otherwise') where id = ?", (note.id,))
    connection.close()
    opened = practice.open()
    done = rehearse(opened, made)
    assert [finding.where for finding in done.findings] == [f"record {note.id}"]
    assert (done.ok, done.same) == (False, 1)
    assert opened.get(other.id) == other
    opened.close()


def test_a_damaged_backup_fails_its_rehearsal(opened: Vault, tmp_path: Path) -> None:
    opened.add(SessionNote(material="x" * 30_000))
    made = backup(opened, tmp_path / "to").path
    data = bytearray(made.read_bytes())
    data[bundle.read(made).begins + bundle.read(made).size - schema.PAGE // 2] ^= 1
    made.write_bytes(data)
    done = rehearse(opened, made)
    assert not done.ok
    assert {finding.code for finding in done.findings} == {DamagedBackup.code}
    assert not (opened.folder / places.WORK).exists()


def test_the_backups_own_keys_are_tried_when_the_secret_is_given(opened: Vault, tmp_path: Path) -> None:
    made = backup(opened, tmp_path / "to").path
    with pytest.raises(WrongPassphrase):
        rehearse(opened, made, Secret("something else"))
    assert rehearse(opened, made, SECRET).ok
