# SPDX-License-Identifier: Apache-2.0
"""What was destroyed stays destroyed: every word of it, in every table, and again after an older backup came back."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3.dbapi2 import Connection

from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.store import destruction, keys, verify
from dit_desktop.store.backup import backup
from dit_desktop.store.destruction import Destruction
from dit_desktop.store.errors import Missing
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.store.vault import Place, Secret, Vault
from tests.pages import decrypted
from tests.store.practices import PASSPHRASE, Practice, new_practice

SECRET = Secret(PASSPHRASE)
WORD = "quillfeather"
MOMENT = "2026-09-03T10:00:00Z"


def people(opened: Vault) -> tuple[int, int, int]:
    """Two clients with signed notes that carry revisions, addenda and attachments; returns them and the first note."""
    made = []
    for word in (WORD, "heron"):
        client = opened.add(Client(name=word))
        mine: dict[str, Any] = {
            "parent": opened.add(Course(parent=client.id, client=client.id)).id,
            "client": client.id,
        }
        note = opened.add(SessionNote(material=f"first {word}", **mine))
        opened.save(SessionNote(id=note.id, material=f"then {word}", **mine), visit=True)
        with opened.reading() as connection:
            connection.execute(
                "insert into attachment(record_id, data, digest) values(?, ?, ?)",
                (note.id, word.encode(), sha256(word.encode()).digest()),
            )
            connection.execute("insert into words(rowid, text, scope) values(?, ?, '')", (note.id, word))
        opened.sign(opened.get(note.id))
        opened.sign(opened.add(Addendum(written=word, parent=note.id, client=client.id)))
        opened.keep_place(Place("session", note.id, "material", 3))
        made += [client.id, note.id]
    return made[0], made[2], made[1]


def pages(practice: Practice) -> bytes:
    """Every page of the file in clear, with what no row uses any more."""
    return decrypted(practice.database, practice.key()).lower()


def destroy(opened: Vault, what: Destruction) -> int:
    return opened.write(lambda connection: destruction.destroy(connection, what, MOMENT))


def words_of(connection: Connection, word: str) -> int:
    return int(connection.execute("select count(*) from words where words match ?", (word,)).fetchone()[0])


def test_a_destroyed_client_is_gone_from_every_table_and_the_chain_still_verifies(
    practice: Practice, opened: Vault
) -> None:
    client, other, _note = people(opened)
    opened.close()
    assert WORD.encode() in pages(practice)
    opened = practice.open()
    assert destroy(opened, Destruction(MOMENT, "asked for it", client, None)) == 4
    with opened.reading() as connection:
        assert (words_of(connection, WORD), words_of(connection, "heron")) == (0, 1)
        assert destruction.finished(connection) == [Destruction(MOMENT, "asked for it", client, None)]
    with pytest.raises(Missing):
        opened.get(client)
    assert opened.get(other).id == other
    opened.close()
    assert WORD.encode() not in pages(practice)
    assert b"heron" in pages(practice)
    assert verify.report(practice.folder, SECRET).findings == ()


def test_one_destroyed_record_takes_what_hangs_on_it_and_nothing_else(practice: Practice, opened: Vault) -> None:
    client, _other, note = people(opened)
    assert destroy(opened, Destruction(MOMENT, "its time was up", None, note)) == 2
    assert opened.get(client).id == client
    assert len(opened.find(SessionNote)) == len(opened.find(Addendum)) == 1
    assert destroy(opened, Destruction(MOMENT, "again", None, note)) == 0
    opened.close()
    assert verify.report(practice.folder, SECRET).findings == ()


def test_an_older_backup_comes_back_without_what_was_destroyed_since(
    practice: Practice, opened: Vault, tmp_path: Path
) -> None:
    client, other, _note = people(opened)
    made = backup(opened, tmp_path / "to").path
    destroy(opened, Destruction(MOMENT, "asked for it", client, None))
    opened.close()
    elsewhere = tmp_path / "elsewhere"
    restore(Wanted(made, elsewhere), SECRET)
    assert WORD.encode() in pages(Practice(elsewhere, practice.state, practice.code))
    done = restore(Wanted(made, practice.folder, replace=True), SECRET)
    assert (done.destroyed, done.unasked) == (4, False)
    assert WORD.encode() not in pages(practice)
    report = verify.report(practice.folder, SECRET)
    assert report.findings == ()
    assert report.counts["Client"] == 1
    opened = practice.open(accept_older=True)
    assert opened.get(other).id == other
    again = backup(opened, tmp_path / "to").path
    opened.close()
    done = restore(Wanted(again, practice.folder, replace=True), SECRET)
    assert done.destroyed == 0, "the restored backup knows of it itself"


def test_an_old_practice_that_cannot_be_asked_is_told(practice: Practice, opened: Vault, tmp_path: Path) -> None:
    made = backup(opened, tmp_path / "to").path
    opened.close()
    whole = practice.database.read_bytes()
    for damage in (lambda: practice.database.write_bytes(bytes(9000)), practice.database.unlink, wait(practice)):
        practice.database.write_bytes(whole)
        damage()
        done = restore(Wanted(made, practice.folder, replace=True), SECRET)
        assert (done.unasked, done.destroyed) == (True, 0)
    practice.database.write_bytes(whole)
    assert restore(Wanted(made, practice.folder, replace=True), SECRET).unasked is False


def wait(practice: Practice) -> Any:
    return lambda: practice.journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(600))


def test_another_practice_in_its_place_is_not_asked(opened: Vault, tmp_path: Path) -> None:
    made = backup(opened, tmp_path / "to").path
    opened.close()
    (tmp_path / "other").mkdir()
    other = new_practice(tmp_path / "other")
    done = restore(Wanted(made, other.folder, replace=True), SECRET)
    assert (done.unasked, done.destroyed) == (False, 0)
    assert keys.read(other.folder).vault_id == opened.vault_id
    assert done.aside is not None
    assert keys.read(done.aside).vault_id != opened.vault_id
