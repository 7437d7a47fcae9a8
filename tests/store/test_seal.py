# SPDX-License-Identifier: Apache-2.0
"""The chain of signings and events: it verifies, and what was changed outside is named."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.records.session import SessionNote
from dit_desktop.store import seal
from dit_desktop.store.errors import Signed
from dit_desktop.store.vault import Vault


def findings(vault: Vault) -> list[str]:
    with vault.reading() as connection:
        found = list(seal.check(connection))
    assert {one.code for one in found} <= {"tampered"}
    return [one.where for one in found]


def tamper(vault: Vault, *statements: str) -> None:
    """What somebody with the key can do who takes the triggers away first."""

    def work(connection: dbapi2.Connection) -> None:
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            connection.execute(f"drop trigger {name}")
        for sql in statements:
            connection.execute(sql)

    vault.write(work)


@pytest.fixture
def signed(opened: Vault) -> list[SessionNote]:
    notes = [opened.add(SessionNote(material=f"note {number}")) for number in range(3)]
    opened.note("exported")
    return [opened.sign(notes[0]), opened.sign(notes[1]), notes[2]]


def test_a_chain_of_events_and_signings_verifies(opened: Vault, signed: list[SessionNote]) -> None:
    assert findings(opened) == []
    assert opened.head().length == 4  # created, exported, two signings
    assert [note.signed_at is None for note in signed] == [False, False, True]


def test_an_empty_chain_has_no_length(opened: Vault) -> None:
    tamper(opened, "delete from chain")
    assert opened.head() == seal.Head(0, seal.NOTHING)


@pytest.mark.parametrize(
    "sql,where",
    [
        ("update record set body = json_set(body, '$.material', 'other') where id = {0}", "record {0}"),
        ("update record set body = body || ' ' where id = {0}", "record {0}"),
        ("update record set signed_at = '2020' where id = {0}", "record {0}"),
        ("update record set kind = 'Letter' where id = {0}", "record {0}"),
        ("update record set client_id = {1} where id = {0}", "record {0}"),
        ("update record set parent_id = {1} where id = {0}", "record {0}"),
        ("update record set salt = x'00' where id = {0}", "record {0}"),
        ("update record set signed_at = null where id = {0}", "record {0}"),
        ("delete from record where id = {0}", "record {0}"),
        ("update record set signed_at = '2020', salt = x'00' where id = {2}", "record {2}"),
        ("update chain set at = '2020' where seq = 2", "chain 2"),
        ("update chain set event = 'other' where seq = 2", "chain 2"),
        ("update chain set record_id = {1} where seq = 3", "chain 3"),
        ("update chain set head = zeroblob(32) where seq = 2", "chain 2"),
        ("delete from chain where seq = 2", "chain 3"),
        ("insert into chain select 5, at, event, record_id, digest, head from chain where seq = 2", "chain 5"),
    ],
)
def test_a_change_outside_the_program_is_named(opened: Vault, signed: list[SessionNote], sql: str, where: str) -> None:
    numbers = [note.id for note in signed]
    tamper(opened, sql.format(*numbers))
    assert where.format(*numbers) in findings(opened)


def test_a_destroyed_record_leaves_the_chain_whole(opened: Vault, signed: list[SessionNote]) -> None:
    number = signed[0].id

    def destroy(connection: dbapi2.Connection) -> None:
        connection.execute("insert into destruction(at, reason, record_id) values('x', 'asked', ?)", (number,))
        seal.append(connection, "2024", seal.DESTROYED, number)
        connection.execute("delete from record where id = ?", (number,))
        connection.execute("update destruction set finished_at = 'y', rows = 1 where record_id = ?", (number,))

    opened.write(destroy)
    assert findings(opened) == []


def test_what_is_signed_is_what_was_handed_over(opened: Vault) -> None:
    note = opened.add(SessionNote(material="as saved"))
    signed = opened.sign(replace(note, material="as seen"))
    assert signed.material == "as seen"
    assert [old.material for old in opened.revisions(note)] == ["as saved"]
    assert findings(opened) == []


def test_what_is_not_there_or_already_signed_is_not_signed(opened: Vault, signed: list[SessionNote]) -> None:
    for number in (99, signed[0].id):
        with pytest.raises(Signed), opened.reading() as connection:
            seal.sign(connection, number, "2024")
    assert findings(opened) == []


def test_the_order_is_that_of_the_chain_when_the_clock_goes_back(opened: Vault) -> None:
    notes = [opened.add(SessionNote(material=str(number))) for number in range(3)]
    for year, note in zip((2030, 2020, 2025), notes, strict=True):
        opened.sign(note, at=datetime(year, 1, 1, tzinfo=UTC))
    assert findings(opened) == []
    with opened.reading() as connection:
        order = [
            row[0] for row in connection.execute("select record_id from chain where event = 'signed' order by seq")
        ]
    assert order == [note.id for note in notes]


def test_the_digest_is_the_one_the_file_format_describes(opened: Vault, signed: list[SessionNote]) -> None:
    with opened.reading() as connection:
        row = connection.execute(
            "select kind, client_id, parent_id, signed_at, salt, body from record where id = ?", (signed[0].id,)
        ).fetchone()
        stored = connection.execute("select digest from chain where record_id = ?", (signed[0].id,)).fetchone()[0]
    made = hashlib.sha256()
    for part in row:
        data = part if isinstance(part, bytes) else ("" if part is None else str(part)).encode()
        made.update(len(data).to_bytes(8, "big") + data)
    assert made.digest() == stored
    assert len(row[4]) == 32


def events(opened: Vault) -> list[str]:
    with opened.reading() as connection:
        return [row[0] for row in connection.execute("select event from chain order by seq")]


def test_a_clock_that_goes_back_is_marked_once_and_the_order_stays(opened: Vault) -> None:
    notes = [opened.add(SessionNote(material=str(number))) for number in range(4)]
    moments = [(2031, 0), (2021, 5), (2021, 4), (2032, 0)]
    for (year, second), note in zip(moments, notes, strict=True):
        opened.sign(note, at=datetime(year, 1, 1, 0, 0, second, tzinfo=UTC))
    # One second less than at the last link is a clock being put right.
    assert events(opened) == ["created", "signed", "clock went back", "signed", "signed", "signed"]
    with opened.reading() as connection:
        at = connection.execute("select at, record_id from chain where event = 'clock went back'").fetchone()
    assert at == ("2021-01-01T00:00:05.000000Z", None)
    assert findings(opened) == []


def test_a_time_that_is_none_is_no_clock_going_back(opened: Vault) -> None:
    for at in ("2031-01-01T00:00:00.000000Z", "x", "2021-01-01T00:00:00", "2031-01-01T00:00:00.000000Z"):
        opened.write(lambda connection, at=at: seal.append(connection, at, "tried"))  # type: ignore[misc]
    assert events(opened) == ["created", *["tried"] * 4]
