# SPDX-License-Identifier: Apache-2.0
"""Finds words in everything that was written, the latest first.

The index answers for what it knows.  What was written since is read directly, so a
draft is found as soon as it is saved; what its old words were is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from dit_desktop.records.kinds import KINDS
from dit_desktop.records.searched import (
    PROCESS,
    UNSEARCHED,
    Snippet,
    day_of,
    holds,
    is_guarded,
    quick_line,
    snippet,
    texts,
)
from dit_desktop.store.indexing import PRIVATE, WORDS, parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.searched import Sought
SHOWN: Final = 50  # hits
DIRECTLY: Final = 300  # records that are read because the index is behind; of the others it is said
_LATEST: Final = itemgetter(0)  # records are numbered in the order in which they were made
# What makes a question longer than the least: whether the index is behind, and whether anything is in the bin.
_STATE: Final = (
    "select exists(select 1 from stale where record_id >= 0), exists(select 1 from record where binned_at is not null)"
)
# Neither itself nor what it belongs to is in the bin.
_IN_BIN: Final = "(select id from record where binned_at is not null)"
_SEEN: Final = (
    f"r.binned_at is null and coalesce(r.client_id, 0) not in {_IN_BIN} and coalesce(r.parent_id, 0) not in {_IN_BIN}"
)
_STANDS: Final = (
    "r.id not in (select record_id from in_error) and coalesce(r.parent_id, 0) not in (select record_id from in_error)"
)
_KNOWN: Final = "and not exists (select 1 from stale where record_id = r.id) "
_COLUMNS: Final = "r.id, r.kind, r.client_id, r.parent_id, cast(r.body as blob), r.changed_at, r.signed_at"

_GUARDED: Final = frozenset(name for name, cls in KINDS.items() if is_guarded(cls))


@dataclass(frozen=True)
class Wanted:
    """Where it is looked for: of one client, of some kinds, between two days; in process notes only if asked."""

    client: int = 0
    kinds: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    process: bool = False


class Hit(NamedTuple):
    """A record in which everything that was typed stands; what a list shows of it is cut from its body."""

    id: int
    kind: str
    client: int | None  # None if it is the practice's own, or a client's own record
    parent: int | None
    body: bytes  # as it is stored
    written: str
    signed: str | None

    @property
    def day(self) -> str:
        """The day it is about, as ISO text."""
        return day_of(KINDS[self.kind], parsed(self.body, self.id), self.written)

    def place(self, asked: Sought) -> Snippet:
        """The field in which the first word stands, and where in it."""
        return snippet(texts(KINDS[self.kind], parsed(self.body, self.id)), asked)


class Found(NamedTuple):
    """The first hits, whether there are more, and how many records could not be looked through yet."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    behind: int = 0


def search(connection: Connection, wanted: Wanted, asked: Sought) -> Found:
    """The latest records that hold every word; nothing for less than two letters."""
    if not asked.enough:
        return Found()
    late, binned = connection.execute(_STATE).fetchone()
    hits, behind = _direct(connection, wanted, asked) if late else ([], 0)
    for table in (WORDS, PRIVATE) if wanted.process else (WORDS,):
        hits += _indexed(connection, table, _question(wanted, asked), late=late, binned=binned)
    hits.sort(key=_LATEST, reverse=True)
    return Found(tuple(hits[:SHOWN]), len(hits) > SHOWN, behind)


def lines(hits: Sequence[Hit], asked: Sought) -> list[str]:
    """Of each hit a line around the first word; empty where that stands in what belongs in no list."""
    (start, capital), found = asked.starts, []
    for hit in hits:
        line = "" if hit.kind in _GUARDED else quick_line(hit.body, start, capital)
        found.append(line or hit.place(asked).line)
    return found


def _question(wanted: Wanted, asked: Sought) -> str:
    """The same in the words of the index."""
    where = [f"c{wanted.client}"] if wanted.client else []
    parts = [f"text : ({asked.question})", *(f"scope : {word}" for word in where)]
    if wanted.kinds:
        parts.append(f"scope : ({' OR '.join(f'k{kind}' for kind in wanted.kinds)})")
    if wanted.first or wanted.last:
        parts.append(f"scope : ({' OR '.join(_span(wanted.first, wanted.last))})")
    return " AND ".join(f"({part})" for part in parts)


def _span(first: date | None, last: date | None) -> list[str]:
    """The years, months and days that make up a span, as the index knows them."""
    day, end = first or date(1900, 1, 1), last or date(2199, 12, 31)
    found = ["d0"] if day > end else []  # no record is of that day
    while day <= end:
        if day.month == day.day == 1 and end >= date(day.year, 12, 31):
            found.append(f"y{day:%Y}")
            day = date(day.year + 1, 1, 1)
        elif day.day == 1 and end >= (following := _next_month(day)) - timedelta(days=1):
            found.append(f"m{day:%Y%m}")
            day = following
        else:
            found.append(f"d{day:%Y%m%d}")
            day += timedelta(days=1)
    return found


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _indexed(connection: Connection, table: str, question: str, *, late: bool, binned: bool) -> list[Hit]:
    """What the index knows; of a record that was changed since, the direct look speaks."""
    sql = (
        f"select {_COLUMNS} from {table} w cross join record r on r.id = w.rowid "  # noqa: S608 - made of constants
        f"where {table} match ? {f'and {_SEEN} ' if binned else ''}{_KNOWN if late else ''}"
        f"order by w.rowid desc limit {SHOWN + 1}"
    )
    return [*map(Hit._make, connection.execute(sql, (question,)))]


def _direct(connection: Connection, wanted: Wanted, asked: Sought) -> tuple[list[Hit], int]:
    """The records that the index is behind for and that hold what is looked for; and how many were not looked at."""
    sql = (
        f"select {_COLUMNS} from stale s cross join record r on r.id = s.record_id "  # noqa: S608 - made of constants
        f"where {_SEEN} and {_STANDS} order by s.record_id desc limit {DIRECTLY + 1}"
    )
    hits = [*map(Hit._make, connection.execute(sql))]
    behind = 0
    if len(hits) > DIRECTLY:
        behind = int(connection.execute("select count(*) from stale").fetchone()[0]) - DIRECTLY
    return [hit for hit in hits[:DIRECTLY] if _fits(hit, wanted, asked)], behind


def _fits(hit: Hit, wanted: Wanted, asked: Sought) -> bool:
    if hit.kind not in KINDS or hit.kind in UNSEARCHED or (hit.kind == PROCESS and not wanted.process):
        return False
    if (wanted.client and wanted.client not in {hit.client, hit.id}) or (wanted.kinds and hit.kind not in wanted.kinds):
        return False
    day = hit.day
    if (wanted.first and day < wanted.first.isoformat()) or (wanted.last and day > wanted.last.isoformat()):
        return False
    return holds("\n".join(text.words for text in texts(KINDS[hit.kind], parsed(hit.body, hit.id))), asked)
