# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from dit_desktop.models.case import (
    begin_note,
    case_of,
    draft_of_today,
    is_due,
    next_letter,
    next_to_write,
    next_version,
    open_course,
)
from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.course import AppointmentState, Course, CourseState, Place, Setting
from dit_desktop.records.formulation import Agreed, Formulation, Sharing
from dit_desktop.records.letter import Letter, LetterState, Reading
from dit_desktop.records.session import SessionNote
from tests.opened import TODAY, appointment, client_with_course, note

NOW = datetime.combine(TODAY, time(14, 23, 45))
WEEK = timedelta(weeks=1)
AT_TEN = datetime.combine(TODAY, time(10))


def case(desk: Desk, course: Course) -> Any:
    return case_of(desk, course.client, TODAY)


def number(desk: Desk, course: Course) -> int | None:
    found = next_to_write(case(desk, course), NOW)
    return found.number if found else None


# --- what a case holds ---


def test_somebody_without_a_course_is_a_case_too(desk: Desk) -> None:
    client = desk.add(Client(code="C-1"))
    enquiry = desk.add(Enquiry(client=client.id, parent=client.id))
    found = case_of(desk, client.id, TODAY)
    assert (found.course, found.schedule, found.enquiry, found.notes) == (None, None, enquiry, ())
    assert (found.focus, found.provisional, found.letter, found.agreed) == (None, False, None, None)
    assert next_to_write(found, NOW) is None
    assert found.meeting_of(SessionNote(appointment=3)) is None


def test_the_latest_course_is_the_one_that_is_shown(desk: Desk) -> None:
    first = client_with_course(desk, state=CourseState.ENDED)
    note(desk, first, material="long ago")
    second = desk.add(replace(first, id=0, state=CourseState.ACTIVE))
    assert case(desk, first).course == second
    assert case(desk, first).notes == ()


def test_the_focus_in_force_is_the_last_one_agreed(desk: Desk) -> None:
    course = client_with_course(desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    one = desk.add(Formulation(reminder="one", **mine))
    found = case(desk, course)
    assert (found.focus, found.agreed, found.provisional) == (one, None, True)
    desk.add(Sharing(formulation=one.id, agreed=Agreed.YES, **mine))
    two = desk.add(Formulation(reminder="two", **mine))
    found = case(desk, course)
    assert (found.focus, found.provisional) == (one, False)
    answered = desk.add(Sharing(formulation=two.id, agreed=Agreed.IN_PART, **mine))
    found = case(desk, course)
    assert found.focus == one
    assert found.sharing_of(two) == answered
    assert found.sharing_of(Formulation(id=99)) is None
    desk.save(replace(answered, agreed=Agreed.YES))
    assert case(desk, course).focus == two


def test_notes_know_their_neighbours_and_their_meeting(desk: Desk) -> None:
    course = client_with_course(desk)
    days = [AT_TEN - 2 * WEEK, AT_TEN - WEEK]
    held = [appointment(desk, course, at, AppointmentState.HELD) for at in days]
    second = note(desk, course, day=days[1].date(), appointment=held[1].id)
    first = note(desk, course, day=days[0].date(), appointment=held[0].id)
    found = case(desk, course)
    assert found.notes == (first, second)
    assert (found.before(first), found.before(second)) == (None, first)
    assert found.before(SessionNote(id=999)) is None
    assert [found.place_of(item) for item in (first, second, SessionNote(id=999))] == [0, 1, -1]
    meeting = found.meeting_of(second)
    assert meeting.number == 2
    assert found.note_of(meeting) == second
    assert found.note_of(found.schedule.next) is None


def test_a_letter_knows_how_it_was_read(desk: Desk) -> None:
    course = client_with_course(desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    letter = desk.add(Letter(**mine))
    assert case(desk, course).reading_of(letter) is None
    read = desk.add(Reading(letter=letter.id, **mine))
    assert case(desk, course).reading_of(letter) == read
    assert case(desk, course).letter == letter


# --- which session is to be written ---


def test_a_fresh_course_begins_with_its_first_session(desk: Desk) -> None:
    client = desk.add(Client(code="C-1"))
    course = open_course(desk, client.id, NOW)
    assert (course.starts_on, course.slot_time, course.state) == (TODAY, time(14), CourseState.ACTIVE)
    meeting = next_to_write(case_of(desk, client.id, TODAY), NOW)
    assert meeting is not None
    assert (meeting.number, meeting.day, meeting.expected) == (1, TODAY, True)
    made = begin_note(desk, case_of(desk, client.id, TODAY), meeting, NOW)
    found = case_of(desk, client.id, TODAY)
    at = found.meeting_of(made)
    assert at is not None
    assert (at.number, at.held, at.starts_at) == (1, True, datetime.combine(TODAY, time(14)))
    assert (made.day, made.place) == (TODAY, Place.ROOM)
    assert (next_to_write(found, NOW) or at).number == 2


def test_today_goes_before_what_is_still_unwritten(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=TODAY - 2 * WEEK)
    appointment(desk, course, AT_TEN - 2 * WEEK, AppointmentState.HELD)
    appointment(desk, course, AT_TEN - WEEK, AppointmentState.BOOKED)
    today = appointment(desk, course, AT_TEN, AppointmentState.BOOKED)
    assert number(desk, course) == 3
    found = case(desk, course)
    made = begin_note(desk, found, next_to_write(found, NOW), NOW)  # type: ignore[arg-type]
    assert made.appointment == today.id
    assert desk.get(type(today), today.id).state is AppointmentState.HELD
    assert number(desk, course) == 1  # then the oldest without a note


def test_a_missed_session_asks_for_no_note(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=TODAY - WEEK)
    appointment(desk, course, AT_TEN - WEEK, AppointmentState.MISSED)
    found = next_to_write(case(desk, course), NOW)
    assert found is not None
    assert found.day >= TODAY


def test_an_ended_course_asks_for_nothing(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=TODAY - WEEK, state=CourseState.ENDED)
    appointment(desk, course, AT_TEN - WEEK, AppointmentState.HELD)
    assert number(desk, course) is None


def test_extra_sessions_are_written_too(desk: Desk) -> None:
    course = desk.save(replace(client_with_course(desk, starts_on=TODAY - 2 * WEEK), planned=2))
    for weeks in (2, 1):
        held = appointment(desk, course, AT_TEN - weeks * WEEK, AppointmentState.HELD)
        note(desk, course, appointment=held.id)
    assert number(desk, course) is None
    course = desk.save(replace(course, extension=1))
    assert number(desk, course) == 3


@pytest.mark.parametrize("booked", [True, False])
def test_a_session_that_was_brought_forward_happened_now(desk: Desk, booked: bool) -> None:  # noqa: FBT001
    course = client_with_course(desk, starts_on=TODAY + WEEK)
    if booked:
        appointment(desk, course, AT_TEN + WEEK, AppointmentState.BOOKED)
    found = case(desk, course)
    meeting = next_to_write(found, NOW)
    assert meeting is not None
    assert meeting.day == TODAY + WEEK
    made = begin_note(desk, found, meeting, NOW)
    at = case(desk, course).meeting_of(made)
    assert (made.day, at.starts_at, at.held, at.number) == (TODAY, NOW.replace(minute=20, second=0), True, 1)


@pytest.mark.parametrize(
    "setting,place", [(Setting.VIDEO, Place.VIDEO), (Setting.MIXED, Place.ROOM), (None, Place.ROOM)]
)
def test_a_note_begins_where_the_course_takes_place(desk: Desk, setting: Setting | None, place: Place) -> None:
    course = desk.save(replace(client_with_course(desk), setting=setting))
    desk.add(Formulation(client=course.client, parent=course.id, reminder="Too much for them"))
    found = case(desk, course)
    made = begin_note(desk, found, next_to_write(found, NOW), NOW)  # type: ignore[arg-type]
    assert (made.place, made.reminder) == (place, "Too much for them")


def test_a_note_is_not_begun_without_a_course(desk: Desk) -> None:
    course = client_with_course(desk)
    meeting = case(desk, course).schedule.next
    alone = case_of(desk, desk.add(Client()).id, TODAY)
    with pytest.raises(ValueError, match="belongs to a course"):
        begin_note(desk, alone, meeting, NOW)


# --- versions ---


def test_a_new_version_begins_as_the_last_one_was(desk: Desk) -> None:
    course = client_with_course(desk)
    first = next_version(desk, None, course)
    assert first == replace(
        Formulation(client=course.client, parent=course.id), id=first.id, changed_at=first.changed_at
    )
    signed = desk.sign(replace(first, reminder="Too much", changed="why"))
    second = next_version(desk, signed, course)
    assert (second.reminder, second.changed, second.signed_at) == ("Too much", "", None)
    assert second.id != signed.id


def test_a_letter_goes_on_from_the_last_one_without_its_state(desk: Desk) -> None:
    course = client_with_course(desk)
    first = next_letter(desk, None, course, "Wren")
    assert (first.salutation, first.state) == ("Wren", LetterState.DRAFT)
    signed = desk.sign(replace(first, opening="I said", state=LetterState.FINAL, not_written_why="x"))
    second = next_letter(desk, signed, course, "Other")
    assert (second.salutation, second.opening, second.state) == ("Wren", "I said", LetterState.DRAFT)
    assert (second.not_written_why, second.signed_at) == ("", None)


def test_a_session_whose_day_is_still_to_come_is_not_due(desk: Desk) -> None:
    course = open_course(desk, desk.add(Client(code="C-1")).id, NOW)
    first = next_to_write(case(desk, course), NOW)
    assert first is not None
    assert is_due(first, NOW)
    made = begin_note(desk, case(desk, course), first, NOW)
    assert draft_of_today(case(desk, course), NOW) == made
    second = next_to_write(case(desk, course), NOW)
    assert second is not None
    assert not is_due(second, NOW)
    desk.sign(made)
    assert draft_of_today(case(desk, course), NOW) is None
