# SPDX-License-Identifier: Apache-2.0
"""What a day asks of the records is answered from an index, whatever else there is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.course import Appointment, Course, CourseState
from dit_desktop.records.later import Later
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.session import SessionNote
from dit_desktop.store import asking
from dit_desktop.store.vault import Vault

DAY = date(2026, 9, 3)


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 9, day, hour)  # noqa: DTZ001 - a wall clock


def mine(opened: Vault) -> dict[str, Any]:
    client = opened.add(Client(code="C-1"))
    course = opened.add(Course(client=client.id, parent=client.id))
    return {"client": client.id, "parent": course.id}


def test_only_courses_that_have_not_ended_are_open(opened: Vault) -> None:
    of: dict[str, Any] = {"client": opened.add(Client()).id}
    made = [opened.add(Course(**of, state=state)) for state in (None, *CourseState)]
    opened.put_in_bin(opened.add(Course(**of)).id)
    assert opened.ask(asking.open_courses) == [item.id for item in made if item.state is not CourseState.ENDED]


def test_a_range_of_days_has_its_first_and_last_and_no_other(opened: Vault) -> None:
    of = mine(opened)
    times = (at(2, 23), at(3, 0), at(4), at(5, 23), at(6, 0))
    made = [opened.add(Appointment(**of, starts_at=when)) for when in reversed(times)]
    opened.put_in_bin(opened.add(Appointment(**of, starts_at=at(4))).id)
    opened.add(Appointment(**of))
    found = opened.ask(lambda connection: asking.appointments_between(connection, DAY, date(2026, 9, 5)))
    assert [item.starts_at for item in found] == list(times[1:4])
    assert {item.id for item in found} <= {item.id for item in made}
    asked = opened.add(Enquiry(client=of["client"], offered_at=at(5, 16)))
    opened.add(Enquiry(client=of["client"], offered_at=at(6, 0)))
    opened.add(Enquiry(client=of["client"]))
    offered = opened.ask(lambda connection: asking.offered_between(connection, DAY, date(2026, 9, 5)))
    assert [item.id for item in offered] == [asked.id]


def test_the_notes_of_appointments_are_known_by_them(opened: Vault) -> None:
    of = mine(opened)
    times = [opened.add(Appointment(**of, starts_at=at(day))) for day in (3, 10, 17, 24)]
    signed = opened.sign(opened.add(SessionNote(**of, appointment=times[0].id)))
    missed = opened.add(MissedNote(**of, appointment=times[1].id))
    opened.put_in_bin(opened.add(SessionNote(**of, appointment=times[2].id)).id)
    opened.add(SessionNote(**of, appointment=times[3].id))
    wanted = [item.id for item in times[:3]]
    found = opened.ask(lambda connection: asking.notes_for(connection, wanted))
    assert [(note.id, note.kind, note.appointment, note.signed) for note in found] == [
        (signed.id, "SessionNote", times[0].id, True),
        (missed.id, "MissedNote", times[1].id, False),
    ]
    many = [*range(10**6, 10**6 + 1200), times[0].id]
    assert [note.id for note in opened.ask(lambda connection: asking.notes_for(connection, many))] == [signed.id]
    assert opened.ask(lambda connection: asking.notes_for(connection, [])) == []


def test_drafts_are_listed_by_day_and_what_is_signed_is_not(opened: Vault) -> None:
    of = mine(opened)
    late = opened.add(SessionNote(**of, day=date(2026, 9, 10)))
    early = opened.add(MissedNote(**of, day=DAY))
    undated = opened.add(SessionNote(client=0, parent=0))
    opened.sign(opened.add(SessionNote(**of, day=DAY)))
    opened.put_in_bin(opened.add(SessionNote(**of, day=DAY)).id)
    found = opened.ask(asking.drafts)
    assert [(note.id, note.kind, note.day) for note in found] == [
        (undated.id, "SessionNote", ""),
        (early.id, "MissedNote", "2026-09-03"),
        (late.id, "SessionNote", "2026-09-10"),
    ]
    hers = opened.ask(lambda connection: asking.drafts(connection, of["client"]))
    assert [note.id for note in hers] == [early.id, late.id]


def test_what_is_put_off_comes_back_on_its_day(opened: Vault) -> None:
    opened.add(Later(about=7, until=date(2026, 9, 4)))
    opened.add(Later(about=8, until=DAY))
    opened.put_in_bin(opened.add(Later(about=9, until=date(2026, 9, 4))).id)
    opened.add(Later(about=10))
    assert opened.ask(lambda connection: asking.put_off(connection, DAY)) == {7}
    assert opened.ask(lambda connection: asking.put_off(connection, date(2026, 9, 4))) == set()


def test_every_question_is_answered_from_an_index_and_notes_are_not_read(opened: Vault) -> None:
    of = mine(opened)
    for day in range(1, 29):
        opened.add(SessionNote(**of, appointment=opened.add(Appointment(**of, starts_at=at(day))).id))
    asked: set[str] = set()
    with opened.reading() as connection:
        connection.set_trace_callback(asked.add)
        asking.open_courses(connection)
        asking.appointments_between(connection, DAY, DAY)
        asking.offered_between(connection, DAY, DAY)
        asking.notes_for(connection, [3, 4])
        asking.drafts(connection)
        asking.drafts(connection, of["client"])
        asking.put_off(connection, DAY)
        connection.set_trace_callback(None)
        plans = {text: str(connection.execute(f"explain query plan {text}").fetchall()) for text in asked}
    assert len(plans) == 10
    assert [plan for plan in plans.values() if "SCAN" in plan or "record_kind" in plan] == []
    written = [plan for text, plan in plans.items() if "appointment' in" in text]
    assert len(written) == 2
    assert all("COVERING INDEX" in plan for plan in written)
