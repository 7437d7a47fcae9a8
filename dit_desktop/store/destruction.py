# SPDX-License-Identifier: Apache-2.0
"""Destroying records for good, and destroying them again where an older copy brought them back.

A destruction is written down with its reason before anything goes; while it is open,
and for its client or record only, signed rows may leave.  The chain says of each
signed one that it was destroyed, and still verifies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dit_desktop.store import seal

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


@dataclass(frozen=True)
class Destruction:
    """What was destroyed, when and why: everything of a client, or one record with what hangs on it."""

    at: str
    reason: str
    client: int | None
    record: int | None


def finished(connection: Connection) -> list[Destruction]:
    """Every destruction that was carried out, in order."""
    sql = "select at, reason, client_id, record_id from destruction where finished_at is not null order by id"
    return [Destruction(*row) for row in connection.execute(sql)]


def destroy(connection: Connection, what: Destruction, moment: str) -> int:
    """Destroy it at this moment, in the caller's transaction; returns how many rows are gone."""
    connection.execute("pragma defer_foreign_keys = on")  # whatever the order, at the end nothing points to nothing
    gone = _of_client(connection, what.client) if what.client is not None else _of_record(connection, what.record)
    opened = []
    named: list[int | None] = [what.record]
    if what.client is None and gone:
        named = [*gone]  # the triggers let a signed record go if it is named itself, or its client
    for record in named:
        sql = "insert into destruction(at, reason, client_id, record_id) values(?, ?, ?, ?)"
        opened.append(connection.execute(sql, (what.at, what.reason, what.client, record)).lastrowid)
    for record in gone:
        signed = connection.execute("select signed_at from record where id = ?", (record,)).fetchone()[0]
        for table in ("words", "private_words"):
            connection.execute(f"delete from {table} where rowid = ?", (record,))  # noqa: S608 - one of these two
        connection.execute("delete from stale where record_id = ?", (record,))
        connection.execute("delete from place where record_id = ?", (record,))
        connection.execute("delete from attachment where record_id = ?", (record,))
        connection.execute("delete from revision where record_id = ?", (record,))
        connection.execute("delete from record where id = ?", (record,))
        if signed is not None:
            seal.append(connection, moment, seal.DESTROYED, record)
    for number in opened:
        sql = "update destruction set finished_at = ?, rows = ? where id = ?"
        connection.execute(sql, (moment, len(gone), number))
    for table in ("words", "private_words"):
        connection.execute(f"insert into {table}({table}) values('optimize')")
    return len(gone)


def _of_client(connection: Connection, client: int) -> list[int]:
    sql = "select id from record where client_id = ? or id = ? order by id desc"
    return [int(row[0]) for row in connection.execute(sql, (client, client)).fetchall()]


def _of_record(connection: Connection, record: int | None) -> list[int]:
    sql = (
        "with recursive below(id) as (select id from record where id = ? "
        "union select record.id from record join below on record.parent_id = below.id) "
        "select id from below order by id desc"
    )
    return [int(row[0]) for row in connection.execute(sql, (record,)).fetchall()]
