# SPDX-License-Identifier: Apache-2.0
"""Signed records of a program that knew fewer fields: their bytes stay, and they read as they always did."""

from __future__ import annotations

import json
from typing import Final

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.records.goal import Hope
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.session import SessionNote, Where
from dit_desktop.store import seal
from dit_desktop.store.errors import Signed
from dit_desktop.store.vault import Vault

# As the first version kept it: of a person there was only a word, and no link to the map.
BODY: Final = json.dumps(
    {
        "focus": [{"affect": "flat", "key": "1", "where": "outside", "with_whom": "Edna, her mother"}],
        "material": "The last day of the move.",
        "next_time": "Her brother.",
    }
)


def test_a_note_signed_before_there_was_a_map_is_read_and_keeps_its_bytes(opened: Vault) -> None:
    def work(connection: dbapi2.Connection) -> int:
        sql = "insert into record(kind, body, changed_at) values('SessionNote', ?, '2026-01-01T12:00:00.000000Z')"
        number = int(connection.execute(sql, (BODY,)).lastrowid or 0)
        seal.sign(connection, number, "2026-01-01T12:00:00.000000Z")
        return number

    number = opened.write(work)
    note = opened.get(number)
    assert isinstance(note, SessionNote)
    assert (note.focus[0].with_whom, note.focus[0].with_person) == ("Edna, her mother", None)
    assert note.focus[0].where is Where.OUTSIDE
    with pytest.raises(Signed):
        opened.save(note, visit=False)
    with opened.reading() as connection:
        assert connection.execute("select body from record where id = ?", (number,)).fetchone()[0] == BODY
        assert list(seal.check(connection)) == []


def test_a_process_note_is_never_signed(opened: Vault) -> None:
    signed = opened.sign(opened.add(Hope(hope="To stay.")))
    assert signed.signed_at
    note = opened.add(ProcessNote(felt="Drawn to hurry."))
    length = opened.head().length
    with pytest.raises(ValueError, match="ProcessNote"):
        opened.sign(note)
    assert opened.get(note.id).signed_at is None
    assert opened.head().length == length
