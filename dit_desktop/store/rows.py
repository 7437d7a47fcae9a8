# SPDX-License-Identifier: Apache-2.0
"""Records to rows and back, and the questions asked of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from dit_desktop.i18n import _
from dit_desktop.records import body
from dit_desktop.records.kinds import KINDS
from dit_desktop.store.errors import DamagedVault, Missing, Signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.fields import Record

R = TypeVar("R", bound="Record")

COLUMNS: Final = "id, kind, client_id, parent_id, body, changed_at, signed_at, binned_at"
# Left out of every list: what was entered in error, and what hangs on it.
STANDS: Final = (
    "id not in (select record_id from in_error)",
    "coalesce(parent_id, 0) not in (select record_id from in_error)",
)
MOST: Final = 500  # values in one question
VANISHING: Final = 200  # characters lost in one save, from which on the old text is kept as a revision


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def decode(row: Sequence[object]) -> Record:
    """A record from its row, in the order of the columns above."""
    number, kind, client, parent, text, changed, signed, binned = row
    try:
        return body.parse(
            KINDS[str(kind)],
            str(text),
            id=number,
            client=client or 0,
            parent=parent or 0,
            changed_at=_moment(changed),  # type: ignore[arg-type]
            signed_at=_moment(signed),  # type: ignore[arg-type]
            binned_at=_moment(binned),  # type: ignore[arg-type]
        )
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise DamagedVault(_("Record {number} cannot be read.").format(number=number)) from error


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def get(connection: Connection, record: int) -> Record:
    """The record with this id."""
    row = connection.execute(f"select {COLUMNS} from record where id = ?", (record,)).fetchone()  # noqa: S608
    if row is None:
        raise Missing
    return decode(row)


def find(
    connection: Connection,
    kind: type[R],
    *,
    parent: int | None = None,
    client: int | None = None,
    binned: bool = False,
) -> list[R]:
    """Records of a kind, of a parent or a client if one is named, by day and then in the order they were made."""
    where, values = [f"binned_at is {'not' if binned else ''} null"], []
    for column, value in (("parent_id", parent), ("client_id", client)):
        if value is not None:
            where.append(f"{column} is ?")
            values.append(value or None)
    return _found(connection, kind, where, values)


def find_under(connection: Connection, kind: type[R], parents: Iterable[int]) -> list[R]:
    """Records of a kind of several parents in one question; those of each in the order of `find`."""
    wanted, found = list(parents), list[R]()
    for at in range(0, len(wanted), MOST):
        some = wanted[at : at + MOST]
        found += _found(connection, kind, ["binned_at is null", f"parent_id in ({','.join('?' * len(some))})"], some)
    return found


def _found(connection: Connection, kind: type[R], where: list[str], values: Sequence[int | None]) -> list[R]:
    wanted = ["kind = ?", *where, *(STANDS if kind.clinical else ())]
    sql = f"select {COLUMNS} from record where {' and '.join(wanted)} order by day, id"  # noqa: S608
    return [decode(row) for row in connection.execute(sql, [kind.__name__, *values])]  # type: ignore[misc]


class Glance(NamedTuple):
    """What a list shows of a record: whose it is, and a few of its fields as text."""

    id: int
    client: int
    texts: tuple[str, ...]


def glance(connection: Connection, kind: type[Record], names: Sequence[str]) -> list[Glance]:
    """A few fields of every record of a kind, in the order they were made; an index of the kind holds them all."""
    # As bytes, because half a character is no text to the driver.  The kind is no parameter: with one
    # the index is not used.
    shown = "".join(f", cast(body->>'$.{name}' as blob)" for name in names)
    where = f"kind = '{kind.__name__}' and binned_at is null"
    found = connection.execute(f"select id, client_id{shown} from record where {where} order by id")  # noqa: S608
    return [
        Glance(row[0], row[1] or 0, tuple((text or b"").decode("utf-8", "surrogatepass") for text in row[2:]))
        for row in found
    ]


def courses_ahead(connection: Connection, day: date) -> set[int]:
    """The courses that have an appointment on a day or later."""
    sql = "select parent_id from record where kind = 'Appointment' and binned_at is null and body->>'$.starts_at' >= ?"
    return {row[0] for row in connection.execute(sql, (day.isoformat(),))}


def insert(connection: Connection, record: R, at: datetime) -> R:
    """A new row; returns the record with its id."""
    made = connection.execute(
        "insert into record(kind, client_id, parent_id, body, changed_at) values(?, ?, ?, ?, ?)",
        (
            type(record).__name__,
            record.client or None,
            record.parent or None,
            body.text(record),
            body.instant(at),
        ),
    )
    number = int(made.lastrowid or 0)
    connection.execute("insert or ignore into stale values(?)", (number,))
    return replace(record, id=number, changed_at=at)


def update(connection: Connection, record: R, at: datetime, *, visit: bool) -> R:
    """Put a changed body in the place of the old one; at the start of a visit the old one is kept."""
    found = connection.execute("select body, signed_at, changed_at from record where id = ?", (record.id,)).fetchone()
    if found is None:
        raise Missing
    old, signed, changed = found
    if signed is not None:
        raise Signed
    new = body.text(record)
    if new == old:
        return replace(record, changed_at=_moment(changed))
    vanished = _vanished(old, new)
    if visit or vanished >= VANISHING:
        connection.execute(
            "insert into revision(record_id, n, at, body) "
            "select ?, 1 + coalesce(max(n), 0), ?, ? from revision where record_id = ?",
            (record.id, changed, old, record.id),
        )
    connection.execute("update record set body = ?, changed_at = ? where id = ?", (new, body.instant(at), record.id))
    connection.execute("insert or ignore into stale values(?)", (record.id,))
    return replace(record, changed_at=at)


def _vanished(old: str, new: str) -> int:
    """How many characters are gone: of every field that changed, all but what still begins and ends it."""
    try:
        before, after = {**json.loads(old)}, {**json.loads(new)}
    except (TypeError, ValueError) as error:  # a damaged page can come back as zeros without an error
        raise DamagedVault from error
    return sum(_gone(value, after.get(name)) for name, value in before.items() if value != after.get(name))


def _gone(old: object, new: object) -> int:
    before, after = (value if isinstance(value, str) else json.dumps(value) for value in (old, new))
    start = _alike(before, after)
    return len(before) - start - _alike(before[start:][::-1], after[start:][::-1])


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def revisions(connection: Connection, record: R) -> list[R]:
    """What a record was before, oldest first, each with the time at which it was so."""
    found = connection.execute("select body, at from revision where record_id = ? order by n", (record.id,))
    about = (record.id, type(record).__name__, record.client, record.parent)
    return [decode((*about, text, at, None, None)) for text, at in found]  # type: ignore[misc]


def set_binned(connection: Connection, record: int, at: datetime | None) -> None:
    """Put an unsigned record into the bin, or take it out again."""
    done = connection.execute(
        "update record set binned_at = ? where id = ?", (body.instant(at) if at else None, record)
    )
    if done.rowcount != 1:
        raise Missing


def counts(connection: Connection) -> dict[str, int]:
    """How many records of every kind there are, none counted as 0; the bin is not counted."""
    rows = connection.execute("select kind, count(*) from record where binned_at is null group by kind")
    return {**dict.fromkeys(sorted(KINDS), 0), **{str(kind): int(number) for kind, number in rows}}


def last_change(connection: Connection) -> datetime | None:
    """When anything was last written."""
    row = connection.execute("select max(changed_at) from record").fetchone()
    return _moment(row[0])
