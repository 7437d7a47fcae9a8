# SPDX-License-Identifier: Apache-2.0
"""How the pattern moves, as it was written and no more."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from dit_desktop.models.case import case_of
from dit_desktop.models.desk import Desk
from dit_desktop.models.pattern import COLUMNS, Pattern, pattern_of
from dit_desktop.records.course import AppointmentState, Course
from dit_desktop.records.goal import Aim, GoalReview, Rating
from dit_desktop.records.relationships import Person
from dit_desktop.records.session import FocusMoment, Recognised, Shown, Unsure, Where
from tests.opened import TODAY, appointment, client_with_course, note

BEGAN = TODAY - timedelta(weeks=3)


def written(desk: Desk, course: Course, week: int, *focus: FocusMoment) -> int:
    """The note of a session that was held."""
    at = course.starts_on + timedelta(weeks=week) if course.starts_on else TODAY
    held = appointment(desk, course, datetime.combine(at, time(10)), AppointmentState.HELD)
    return note(desk, course, appointment=held.id, day=at, focus=focus).id


def picture(desk: Desk, course: Course, today: date = TODAY) -> Pattern:
    desk.settle()
    return pattern_of(desk, case_of(desk, course.client, today))


def test_each_moment_stands_in_its_session_with_whom_it_was(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=BEGAN)
    edna = desk.add(Person(client=course.client, parent=course.id, name="Edna"))
    first = written(
        desk,
        course,
        0,
        FocusMoment(key="a", shown=Shown.FAINTLY, with_person=edna.id, with_whom="her mother", where=Where.OUTSIDE),
        FocusMoment(key="b", with_whom="me"),
    )
    second = written(desk, course, 1, FocusMoment(key="c", shown=Shown.NOT_SEEN))
    found = picture(desk, course)
    assert len(found.sessions) == 16
    assert [session.note for session in found.sessions[:3]] == [first, second, 0]
    assert [(each.column, each.whom, each.seen) for each in found.moments] == [
        (0, "Edna", True),
        (0, "me", True),
        (1, "", False),
    ]
    assert found.people() == ["Edna", "me"]


def test_a_moment_says_what_was_answered_and_makes_nothing_up(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=BEGAN)
    whole: dict[str, Any] = {
        "shown": Shown.CLEARLY,
        "where": Where.HERE,
        "recognised": Recognised.BEFORE,
        "reversed": Unsure.YES,
        "different": "She asked\nfor the chair.",
    }
    written(desk, course, 0, FocusMoment(key="a", with_whom="me", **whole), FocusMoment(key="b"))
    full, bare = picture(desk, course).moments
    assert full.words().split("; ")[1:] == [
        "with me",
        "here with me",
        "shown: clearly",
        "the other way round",
        "recognised: before I said it",
        "something different tried: She asked for the chair.",
    ]
    assert "; " not in bare.words()
    assert [column.shown(bare) for column in COLUMNS][1:] == [""] * 6
    assert [column.shown(full) for column in COLUMNS][2:] == [
        "Here with me",
        "Clearly",
        "Before I said it",
        "Yes",
        "She asked for the chair.",
    ]


def test_ratings_stand_in_the_session_they_were_given_in(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=BEGAN)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    aim = desk.add(Aim(**mine, aim="Ask once"))
    desk.add(Aim(**mine, aim="Say no"))
    for session, near in ((1, 0), (3, None), (4, 6), (99, 9)):
        desk.add(GoalReview(**mine, session=session, ratings=(Rating(key="r", aim=aim.id, near=near),)))
    assert [(each.aim, each.near) for each in picture(desk, course).aims] == [
        ("Ask once", {0: 0, 3: 6}),
        ("Say no", {}),
    ]


def test_without_a_course_there_is_nothing_to_see(desk: Desk) -> None:
    course = client_with_course(desk)
    desk.put_in_bin(course)
    found = pattern_of(desk, case_of(desk, course.client, TODAY))
    assert found.moments == ()
