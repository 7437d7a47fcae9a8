# SPDX-License-Identifier: Apache-2.0
"""What about a client asks to be looked at: the first that applies in the list, all of it on the overview."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from dit_desktop.models.case import case_of, earlier_of
from dit_desktop.models.chips import asks, to_do
from dit_desktop.models.clients import Roster
from dit_desktop.models.courses import running_of
from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.course import AppointmentState, Break, Course, CourseState, WhoseBreak
from dit_desktop.records.letter import Letter
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.safety import Safety
from tests.opened import TODAY, appointment, client_with_course, note

NOON = datetime.combine(TODAY, time(12))


def chips(desk: Desk, course: Course) -> list[str]:
    case = case_of(desk, course.client, TODAY)
    assert case.schedule is not None
    return [item.chip for item in asks(desk, case.client, case.schedule)]


def held(desk: Desk, course: Course, sessions: int) -> None:
    for week in range(sessions):
        appointment(desk, course, NOON - timedelta(weeks=sessions - week), AppointmentState.HELD)


def test_each_reason_is_named_in_its_order_and_goes_when_it_is_gone(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=TODAY - timedelta(weeks=11))
    held(desk, course, 11)
    assert chips(desk, course) == ["Letter"]
    client = desk.save(replace(desk.get(Client, course.client), authorised=12))
    draft = note(desk, course, day=TODAY - timedelta(days=3))
    missed = desk.add(MissedNote(client=client.id, parent=course.id, day=TODAY - timedelta(days=9)))
    safety = desk.add(Safety(client=client.id, parent=client.id, at=NOON, review_on=TODAY))
    desk.save(replace(course, end_told_date=TODAY))
    all_of_them = [
        "Safety review",
        "Unsigned note",
        "Unsigned note",
        "Ending date to tell",
        "Letter",
        "Sessions authorised",
    ]
    assert chips(desk, course) == all_of_them
    desk.save(replace(safety, review_on=TODAY + timedelta(days=1)))
    desk.sign(draft)
    desk.sign(missed)
    desk.add(Letter(client=client.id, parent=course.id))
    assert chips(desk, course) == ["Ending date to tell", "Sessions authorised"]
    desk.save(replace(client, authorised=14))
    desk.save(replace(course, end_told_date=None))
    assert chips(desk, course) == []


def test_authorised_sessions_are_named_two_before_they_run_out(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=TODAY - timedelta(weeks=6))
    desk.save(replace(desk.get(Client, course.client), authorised=8))
    held(desk, course, 5)
    assert chips(desk, course) == []
    appointment(desk, course, NOON - timedelta(days=1), AppointmentState.HELD)
    assert chips(desk, course) == ["Sessions authorised"]


def test_the_list_names_the_first_of_them_and_keeps_it_true(desk: Desk) -> None:
    roster = Roster(desk)
    desk.changed.connect(lambda kind, record, _origin: roster.change(kind, record))
    course = client_with_course(desk, starts_on=TODAY - timedelta(weeks=2))
    client_with_course(desk, state=CourseState.ENDED)

    def shown() -> list[str]:
        return [entry.chip for entry in roster.entries(TODAY)]

    assert shown() == ["", ""]
    draft = note(desk, course, day=TODAY - timedelta(days=4))
    assert shown() == ["Unsigned note", ""]
    desk.sign(draft)
    assert shown() == ["", ""]


def test_the_overview_lists_breaks_to_tell_and_a_note_of_yesterday(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=TODAY - timedelta(weeks=1))
    held(desk, course, 1)
    note(desk, course, day=TODAY - timedelta(days=1))
    desk.add(Break(from_on=TODAY + timedelta(days=9), whose=WhoseBreak.MINE))
    found = to_do(desk, running_of(desk, case_of(desk, course.client, TODAY)))
    assert [item.chip for item in found] == ["Unsigned note", "Break to tell"]
    assert "your leave" in found[1].words


def test_an_earlier_course_is_looked_back_on_and_nothing_of_it_is_copied(desk: Desk) -> None:
    first = client_with_course(desk, starts_on=TODAY - timedelta(weeks=20), state=CourseState.ENDED)
    desk.add(Letter(client=first.client, parent=first.id, opening="Dear you"))
    second = desk.add(Course(client=first.client, parent=first.client, state=CourseState.ACTIVE))
    case = case_of(desk, first.client, TODAY)
    assert (case.course, case.earlier, case.letters, case.formulations) == (second, (first,), (), ())
    was = earlier_of(desk, first, TODAY)
    assert was.letter is not None
    assert (was.words, was.letter.opening, was.focus) == ("Ended, 0 of 16 used", "Dear you", None)
