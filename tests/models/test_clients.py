# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from dit_desktop.models.clients import Standing, entries, next_code, shown_day, shown_moment, shown_name, standing_of
from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.course import AppointmentState, Course, CourseState
from dit_desktop.records.practice import ListName, Practice
from tests.opened import TODAY, appointment, client_with_course

NOON = datetime.combine(TODAY, datetime.min.time()) + timedelta(hours=12)


def test_those_who_come_next_stand_first_and_the_rest_by_name(desk: Desk) -> None:
    later, sooner = client_with_course(desk), client_with_course(desk)
    appointment(desk, later, NOON + timedelta(days=9), AppointmentState.BOOKED)
    appointment(desk, sooner, NOON + timedelta(days=1), AppointmentState.BOOKED)
    for alias in ("zoe", "Amy"):
        desk.add(Client(alias=alias))
    found = entries(desk, TODAY)
    assert [item.client.id for item in found[:2]] == [sooner.client, later.client]
    assert [item.name for item in found[2:]] == ["Amy", "zoe"]
    assert [item.standing for item in found] == [Standing.ACTIVE] * 2 + [Standing.ENQUIRY] * 2
    assert [item.words for item in found[2:]] == ["Enquiry"] * 2
    assert found[0].next_at == NOON + timedelta(days=1)
    assert "of 16" in found[0].words


@pytest.mark.parametrize(
    "state,standing",
    [
        (None, Standing.ACTIVE),
        (CourseState.ACTIVE, Standing.ACTIVE),
        (CourseState.PAUSED, Standing.ACTIVE),
        (CourseState.ASSESSMENT, Standing.ACTIVE),
        (CourseState.WAITING, Standing.WAITING),
        (CourseState.ENDED, Standing.ENDED),
    ],
)
def test_a_person_is_on_the_list_their_course_says(state: CourseState | None, standing: Standing) -> None:
    assert standing_of(Course(state=state)) is standing
    assert standing_of(None) is Standing.ENQUIRY


def test_the_latest_course_says_where_a_person_stands(desk: Desk) -> None:
    course = client_with_course(desk, state=CourseState.ENDED)
    desk.add(replace(course, id=0, state=CourseState.WAITING))
    assert [item.standing for item in entries(desk, TODAY)] == [Standing.WAITING]


def test_the_next_code_follows_the_highest() -> None:
    assert next_code([]) == "C-001"
    assert next_code([Client(code=code) for code in ("C-007", "D-012", "X", "", "C-1b", "AB-99")]) == "C-013"


@pytest.mark.parametrize(
    "chosen,client,shown",
    [
        (None, Client(code="C-1", alias="Wren", name="Rowan"), "Wren · C-1"),
        (None, Client(code="C-1", name="Rowan"), "C-1"),
        (None, Client(alias="Wren", name="Rowan"), "Wren"),
        (None, Client(name="Rowan"), "No code yet"),
        (ListName.CODE, Client(code="C-1", alias="Wren"), "C-1"),
        (ListName.NAME, Client(code="C-1", alias="Wren", name="Rowan"), "Rowan"),
        (ListName.NAME, Client(code="C-1", alias="Wren"), "Wren · C-1"),
        (None, Client(alias="two\nlines  and\tmore"), "two lines and more"),
        (None, Client(alias="a" * 100_000), "a" * 60 + "…"),
    ],
)
def test_no_real_name_is_shown_unless_it_was_chosen(chosen: ListName | None, client: Client, shown: str) -> None:
    assert shown_name(client, Practice(list_name=chosen)) == shown


def test_a_day_cannot_be_mistaken() -> None:
    QLocale.setDefault(QLocale("en_GB"))
    assert shown_day(date(2026, 11, 12)) == "12 Nov 2026"
    assert shown_day(None) == ""
    assert shown_moment(datetime(2026, 11, 12, 9, 5)) == "Thu 12 Nov 2026, 09:05"  # noqa: DTZ001 - a wall clock
    assert shown_moment(None) == ""
