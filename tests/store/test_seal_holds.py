# SPDX-License-Identifier: Apache-2.0
"""Attacks on signed records by another program that has the key, with nothing set on its connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from tests.store.practices import Practice

AT = "2024-05-01T10:00:00.000000Z"
TABLES = ("record", "revision", "attachment", "chain", "destruction")
RECORD = "insert into record(id, kind, client_id, parent_id, body, changed_at) values"
ATTACHMENT = "insert into attachment(id, record_id, data, digest) values"

# What is tried on a record, here called 2: its addendum is 3, its child of another kind 6 and its attachment 1; a
# stranger is 4 with child 5 and attachment 2, and 9 is free.  All of it works on a record that is not signed.
ON_A_RECORD = {
    "update the body": "update record set body = '{\"forged\":1}' where id = 2",
    "clear the signature": "update record set signed_at = null, salt = null, body = '{}' where id = 2",
    "date it back": "update record set signed_at = '2020', changed_at = '2020' where id = 2",
    "put it into the bin": "update record set binned_at = '2020' where id = 2",
    "give it to another client": "update record set client_id = 4 where id = 2",
    "delete": "delete from record where id = 2",
    "delete all": "delete from record",
    "insert or replace": f"{RECORD.replace('insert', 'replace')} (2, 'SessionNote', 1, null, '[]', 'x')",
    "replace by rowid": "replace into record(rowid, kind, body, changed_at) values(2, 'SessionNote', '{}', 'x')",
    "upsert": f"{RECORD} (2, 'SessionNote', 1, null, '[]', 'x') on conflict(id) do update set body = '[]'",
    "add a child": f"{RECORD} (9, 'SessionNote', 1, 2, '{{}}', 'x')",
    "move a child to it": "update record set parent_id = 2 where id = 5",
    "take its child away": "update record set parent_id = 4 where id = 6",
    "take its addendum away": "update record set parent_id = 4 where id = 3",
    "give its addendum to another client": "update record set client_id = 4 where id = 3",
    "change its child": "update record set body = '[]' where id = 6",
    "put its child into the bin": "update record set binned_at = '2020' where id = 6",
    "give its child to another client": "update record set client_id = 4 where id = 6",
    "sign its child": "update record set signed_at = '2020', salt = x'00' where id = 6",
    "delete its child": "delete from record where id = 6",
    "replace its child": f"{RECORD.replace('insert', 'replace')} (6, 'SessionNote', 1, null, '[]', 'x')",
    "upsert its child": f"{RECORD} (6, 'SessionNote', 1, 2, '[]', 'x') on conflict(id) do update set body = '[]'",
    "add an attachment": f"{ATTACHMENT} (9, 2, x'00', x'00')",
    "replace its attachment": "replace into attachment(id, record_id, data, digest) values(1, 4, x'00', x'00')",
    "change its attachment": "update attachment set data = x'00' where id = 1",
    "delete its attachment": "delete from attachment where id = 1",
    "move an attachment to it": "update attachment set record_id = 2 where id = 2",
    "take its attachment away": "update attachment set record_id = 4 where id = 1",
    "add a revision": "insert into revision(record_id, n, at, body) values(2, 2, 'x', '{}')",
    "delete a revision": "delete from revision where record_id = 2",
}
# What nothing may do to any record, signed or not.
NEVER = {
    "another record takes its id": "update or replace record set id = 2 where id = 4",
    "another record takes its rowid": "update or replace record set rowid = 2 where id = 4",
    "another record takes its oid": "update or replace record set oid = 2 where id = 4",
    "another record takes its child's id": "update or replace record set id = 6 where id = 4",
    "it goes to another id": "update record set id = 9 where id = 2",
    "another attachment takes its id": "update or replace attachment set id = 1 where id = 2",
    "another attachment takes its rowid": "update or replace attachment set _rowid_ = 1 where id = 2",
    "its addendum becomes a note": "update record set kind = 'SessionNote' where id = 3",
    "update a revision": "update revision set body = '[]' where record_id = 2",
    "replace a revision": "insert or replace into revision(record_id, n, at, body) values(2, 1, 'x', '[]')",
    "a revision takes its place": "update or replace revision set record_id = 2 where record_id = 4",
    "change a link of the chain": "update chain set event = 'forged' where seq = 1",
    "delete a link": "delete from chain where seq = 1",
    "replace a link": "insert or replace into chain select seq, at, 'forged', record_id, digest, head from chain",
    "leave a gap": "insert into chain select seq + 5, at, event, record_id, digest, head from chain limit 1",
    "delete a destruction": "delete from destruction",
    "replace a destruction": "insert or replace into destruction(id, at, reason) values(1, 'x', 'forged')",
    "reword a destruction": "update destruction set reason = 'forged' where id = 2",
    "reopen a destruction": "update destruction set finished_at = null where id = 1",
    "date a destruction back": "update destruction set at = '2020' where id = 2",
    "a destruction takes its place": "update or replace destruction set id = 1 where id = 2",
    "a destruction takes its rowid": "update or replace destruction set rowid = 1 where id = 2",
    "widen a destruction": "update destruction set record_id = 2 where id = 2",
}


@pytest.fixture(params=["recursive triggers", "no recursive triggers"])
def attacker(practice: Practice, request: pytest.FixtureRequest) -> Iterator[dbapi2.Connection]:
    connection = practice.connect()
    # Other builds of the same library do not switch them on by themselves.
    connection.execute(f"pragma recursive_triggers = {int(request.param == 'recursive triggers')}")
    connection.execute("pragma foreign_keys = 0")
    connection.execute(f"{RECORD} (1, 'Client', null, null, '{{}}', '{AT}')")
    connection.execute(f"{RECORD} (2, 'SessionNote', 1, null, '{{\"material\":\"said\"}}', '{AT}')")
    connection.execute(f"{RECORD} (3, 'Addendum', 1, 2, '{{}}', '{AT}')")
    connection.execute(f"{RECORD} (4, 'SessionNote', 1, null, '{{\"material\":\"other\"}}', '{AT}')")
    connection.execute(f"{RECORD} (5, 'SessionNote', 1, 4, '{{}}', '{AT}')")
    connection.execute(f"{RECORD} (6, 'Narrative', 1, 2, '{{\"told\":1}}', '{AT}')")
    connection.execute(f"{ATTACHMENT} (1, 2, x'01', x'01'), (2, 4, x'02', x'02')")
    connection.execute("insert into revision values(2, 1, 'then', '{}'), (4, 1, 'then', '{\"a\":2}')")
    connection.execute(
        "insert into destruction(id, at, reason, client_id, finished_at) values(1, 'x', 'asked', 77, 'y')"
    )
    connection.execute("insert into destruction(id, at, reason, record_id) values(2, 'x', 'clock', 78)")
    yield connection
    connection.close()


def sign(connection: dbapi2.Connection) -> None:
    connection.execute("update record set signed_at = ?, salt = x'00' where id = 2", (AT,))


def state(connection: dbapi2.Connection) -> list[list[Any]]:
    return [connection.execute(f"select * from {table} order by 1, 2").fetchall() for table in TABLES]


def changes(connection: dbapi2.Connection, sql: str, *, before: Callable[[], None] = lambda: None) -> bool:
    """Whether a statement changes anything; everything is as it was afterwards."""
    connection.execute("begin")
    try:
        before()
        was = state(connection)
        connection.execute(sql)
        return state(connection) != was
    finally:
        connection.execute("rollback")


def drop_triggers(connection: dbapi2.Connection) -> None:
    for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        connection.execute(f"drop trigger {name}")


@pytest.mark.parametrize("attack", ON_A_RECORD)
def test_what_works_on_an_unsigned_record_is_refused_on_a_signed_one(attacker: dbapi2.Connection, attack: str) -> None:
    assert changes(attacker, ON_A_RECORD[attack])
    sign(attacker)
    before = state(attacker)
    with pytest.raises(dbapi2.IntegrityError):
        attacker.execute(ON_A_RECORD[attack])
    assert state(attacker) == before


@pytest.mark.parametrize("attack", NEVER)
def test_what_would_work_without_the_triggers_is_refused_on_any_record(
    attacker: dbapi2.Connection, attack: str
) -> None:
    assert changes(attacker, NEVER[attack], before=lambda: drop_triggers(attacker))
    for _signed in (False, True):
        before = state(attacker)
        with pytest.raises(dbapi2.IntegrityError):
            attacker.execute(NEVER[attack])
        assert state(attacker) == before
        sign_once(attacker)


def sign_once(connection: dbapi2.Connection) -> None:
    if connection.execute("select signed_at from record where id = 2").fetchone()[0] is None:
        sign(connection)


def test_a_signed_record_still_takes_addenda(attacker: dbapi2.Connection) -> None:
    sign(attacker)
    for kind in ("Addendum", "Statement"):
        assert changes(attacker, f"{RECORD} (9, '{kind}', 1, 2, '{{}}', 'x')")
    assert changes(attacker, "update record set body = '[]' where id = 3"), "an addendum is a draft until it is signed"
    attacker.execute("update record set signed_at = 'x' where id = 3")
    for sql in ("update record set body = '{}' where id = 3", "delete from record where id = 3"):
        with pytest.raises(dbapi2.IntegrityError):
            attacker.execute(sql)


def test_a_signed_record_leaves_through_a_destruction_and_no_other_does(attacker: dbapi2.Connection) -> None:
    sign(attacker)
    attacker.execute("update record set signed_at = 'x' where id = 4")
    leaving = (
        "delete from attachment where id = 1",
        "delete from revision where record_id = 2",
        "delete from record where id = 6",
    )
    attacker.execute("insert into destruction(at, reason, record_id) values('x', 'asked', 2), ('x', 'asked', 6)")
    assert all(changes(attacker, sql) for sql in (*leaving, "delete from record where id = 2"))
    with pytest.raises(dbapi2.IntegrityError):
        attacker.execute("delete from record where id = 4")
    attacker.execute("update destruction set finished_at = 'y', rows = 3 where record_id in (2, 6)")
    for sql in (*leaving, "delete from record where id = 2"):
        with pytest.raises(dbapi2.IntegrityError):
            attacker.execute(sql)
