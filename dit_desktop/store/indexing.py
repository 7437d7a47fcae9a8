# SPDX-License-Identifier: Apache-2.0
"""Keeps the index of the search: what was written is entered some time later, a few records at a time.

A save only notes that the index is behind for its record, in the same transaction, so
nothing is forgotten however the program ends; until it is entered the search reads the
record itself.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.searched import PROCESS, UNSEARCHED, day_of, flat, texts
from dit_desktop.store.errors import DamagedVault
from dit_desktop.store.rows import STANDS

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

WORDS: Final = "words"
PRIVATE: Final = "private_words"
INDEXES: Final = (WORDS, PRIVATE)
MOST: Final = 40  # records in one transaction; whoever saves meanwhile waits for it
_LONG: Final = 0.01  # seconds after which a transaction ends with fewer
_PAGES: Final = 16  # of the index put in order in one transaction


def scope(client: int, kind: str, day: str) -> str:
    """The words by which the index is asked for a client, a kind, or a span of days."""
    return f"c{client} k{kind} y{day[:4]} m{day[:4]}{day[5:7]} d{day[:4]}{day[5:7]}{day[8:]}"


def forget(connection: Connection, record: int) -> None:
    """Take a record out of the index; its words are gone from the file when the index is next put in order."""
    for table in INDEXES:
        connection.execute(f"delete from {table} where rowid = ?", (record,))  # noqa: S608 - one of these two


def enter(connection: Connection, record: int) -> None:
    """Put one record into the index as it stands now, or take it out if it is not to be found."""
    forget(connection, record)
    sql = (
        "select kind, coalesce(client_id, id), body, changed_at from record "  # noqa: S608 - made of constants
        f"where id = ? and {' and '.join(STANDS)}"
    )
    row = connection.execute(sql, (record,)).fetchone()
    if row is not None and row[0] in KINDS and row[0] not in UNSEARCHED:
        kind, client, body, written = row
        found = parsed(body, record)
        told = "\n".join(flat(text.words) for text in texts(KINDS[kind], found))
        table = PRIVATE if kind == PROCESS else WORDS
        values = (record, told, scope(client, kind, day_of(KINDS[kind], found, written)))
        connection.execute(f"insert into {table}(rowid, text, scope) values(?, ?, ?)", values)
    connection.execute("delete from stale where record_id = ?", (record,))


def parsed(body: str | bytes, record: int) -> dict[str, object]:
    """The fields of a body; a damaged page can come back as zeros without an error."""
    try:
        return {**json.loads(body)}
    except (TypeError, ValueError) as error:
        raise DamagedVault(_("Record {number} cannot be read.").format(number=record)) from error


def step(connection: Connection) -> bool:
    """Enter a few records, the latest first, or put a little of the index in order; whether there is more to do."""
    begun = time.monotonic()
    behind = connection.execute("select record_id from stale order by record_id desc limit ?", (MOST,)).fetchall()
    for (record,) in behind:
        enter(connection, record)
        if time.monotonic() - begun > _LONG:
            break
    return bool(behind) or _in_order(connection)


def _in_order(connection: Connection) -> bool:
    """Join small parts of the index, a little at a time; whether there was anything to join."""
    joined = False
    for table in INDEXES:
        before = connection.total_changes
        connection.execute(f"insert into {table}({table}, rank) values('merge', ?)", (_PAGES,))
        joined = joined or connection.total_changes - before > 1
    return joined
