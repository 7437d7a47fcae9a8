# SPDX-License-Identifier: Apache-2.0
"""Destroying records for good, and destroying them again where an older copy brought them back.

A destruction is written down with its reason before anything goes; while it is open,
and for its client or record only, signed rows may leave.  The chain says that something
was erased, and of each signed record that it was destroyed, and still verifies.
Afterwards the file is written anew: what SQLite deletes it overwrites, but a page that
was divided before can keep a copy of a part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dit_desktop.store import indexing, schema, seal

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


ERASED: Final = "erased"


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
    gone = of_client(connection, what.client) if what.client is not None else below(connection, what.record)
    opened = []
    named: list[int | None] = [what.record]
    if what.client is None and gone:
        named = [*gone]  # the triggers let a signed record go if it is named itself, or its client
    for record in named:
        sql = "insert into destruction(at, reason, client_id, record_id) values(?, ?, ?, ?)"
        opened.append(connection.execute(sql, (what.at, what.reason, what.client, record)).lastrowid)
    if gone:
        seal.append(connection, moment, ERASED, what.record if what.client is None else what.client)
    for record in gone:
        _take_out(connection, record, moment)
    for number in opened:
        sql = "update destruction set finished_at = ?, rows = ? where id = ?"
        connection.execute(sql, (moment, len(gone), number))
    for table in indexing.INDEXES:
        connection.execute(f"insert into {table}({table}) values('optimize')")
    return len(gone)


def _take_out(connection: Connection, record: int, moment: str) -> None:
    signed = connection.execute("select signed_at from record where id = ?", (record,)).fetchone()[0]
    indexing.forget(connection, record)
    for table in ("stale", "place", "attachment", "revision"):
        connection.execute(f"delete from {table} where record_id = ?", (record,))  # noqa: S608 - one of these four
    connection.execute("delete from record where id = ?", (record,))
    if signed is not None:
        seal.append(connection, moment, seal.DESTROYED, record)


def of_client(connection: Connection, client: int) -> list[int]:
    """Every row of a client: what is theirs, and what hangs on any of it."""
    return _below(connection, "client_id = ?1 or id = ?1", client)


def below(connection: Connection, record: int | None) -> list[int]:
    """A record and what hangs on it, the last first."""
    return _below(connection, "id = ?1", record)


def _below(connection: Connection, top: str, number: int | None) -> list[int]:
    sql = (
        f"with recursive below(id) as (select id from record where {top} "  # noqa: S608 - one of the two above
        "union select record.id from record join below on record.parent_id = below.id) "
        "select id from below order by id desc"
    )
    return [int(row[0]) for row in connection.execute(sql, (number,)).fetchall()]


# --- the file written anew ---


def is_owed(connection: Connection) -> bool:
    """Whether something was destroyed and the file has not been written anew since."""
    sql = "select 1 from destruction where finished_at is not null and id not in (select destruction_id from swept)"
    return connection.execute(sql).fetchone() is not None


def sweep(connection: Connection) -> None:
    """Write the whole file anew, page by page, so that no unused part of a page holds a word of what is gone."""
    connection.execute("vacuum")
    with schema.transaction(connection):
        connection.execute("insert or ignore into swept select id from destruction where finished_at is not null")
