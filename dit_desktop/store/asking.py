# SPDX-License-Identifier: Apache-2.0
"""The questions a day asks of the records; each is answered from an index, and none reads a note."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dit_desktop.store import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.client import Enquiry
    from dit_desktop.records.course import Appointment

_NOTES = ("SessionNote", "MissedNote")


class Written(NamedTuple):
    """A note as lists know it: of which kind, for which appointment, and whether it is signed."""

    id: int
    kind: str
    client: int
    appointment: int
    signed: bool
    day: str = ""


def open_courses(connection: Connection) -> list[int]:
    """The courses that have not ended, in the order they were made."""
    sql = (
        "select id from record indexed by course_open where kind = 'Course' and binned_at is null "
        "and body->>'$.state' is not 'ended' order by id"
    )
    return [int(row[0]) for row in connection.execute(sql)]


def _until(day: date) -> str:
    """The first moment after a day, as appointments write it."""
    return (day + timedelta(days=1)).isoformat()


def appointments_between(connection: Connection, first: date, last: date) -> list[Appointment]:
    """The appointments of some days, the first and the last included, by their times."""
    when = "body->>'$.starts_at'"
    sql = (
        f"select {rows.COLUMNS} from record where kind = 'Appointment' and binned_at is null "  # noqa: S608
        f"and {when} >= ? and {when} < ? order by {when}, id"
    )
    return [rows.decode(row) for row in connection.execute(sql, (first.isoformat(), _until(last)))]  # type: ignore[misc]


def offered_between(connection: Connection, first: date, last: date) -> list[Enquiry]:
    """The enquiries that were offered a first meeting on some days."""
    when = "body->>'$.offered_at'"
    sql = (
        f"select {rows.COLUMNS} from record where kind = 'Enquiry' and binned_at is null "  # noqa: S608
        f"and {when} >= ? and {when} < ? order by {when}, id"
    )
    return [rows.decode(row) for row in connection.execute(sql, (first.isoformat(), _until(last)))]  # type: ignore[misc]


def notes_for(connection: Connection, appointments: Iterable[int]) -> list[Written]:
    """The notes written for some appointments, missed ones included."""
    wanted, found = list(appointments), []
    for at in range(0, len(wanted), rows.MOST):
        some = wanted[at : at + rows.MOST]
        for kind in _NOTES:
            places = ",".join("?" * len(some))
            sql = (
                f"select id, body->>'$.appointment', signed_at is not null from record where kind = '{kind}' "  # noqa: S608
                f"and binned_at is null and body->>'$.appointment' in ({places}) and {rows.STANDS[0]}"
            )
            found += [Written(row[0], kind, 0, int(row[1]), bool(row[2])) for row in connection.execute(sql, some)]
    return found


def drafts(connection: Connection, client: int | None = None) -> list[Written]:
    """The notes nobody has signed yet, by day; those of one client alone where it is said whose."""
    sql = (
        "select id, kind, client_id, body->>'$.appointment', day from record indexed by record_unsigned "
        "where signed_at is null and binned_at is null and kind = ?"
    )
    whose: tuple[int, ...] = ()
    if client is not None:
        sql, whose = f"{sql} and client_id = ?", (client,)
    found = [row for kind in _NOTES for row in connection.execute(sql, (kind, *whose))]
    made = [
        Written(row[0], row[1], row[2] or 0, int(row[3] or 0), signed=False, day=str(row[4] or "")) for row in found
    ]
    return sorted(made, key=lambda note: (note.day, note.id))


def put_off(connection: Connection, day: date) -> set[int]:
    """The records that are put off to after a day."""
    sql = "select body->>'$.about' from record where kind = 'Later' and binned_at is null and body->>'$.until' > ?"
    return {int(row[0]) for row in connection.execute(sql, (day.isoformat(),))}
