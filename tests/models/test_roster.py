# SPDX-License-Identifier: Apache-2.0
"""The list of clients stays true without being read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dit_desktop.models.clients import Entry, Roster, Standing, entries
from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.course import AppointmentState, Break, Course, CourseState
from dit_desktop.records.practice import ListName, Practice
from tests.opened import TODAY, appointment, busy, client_with_course

NOON = datetime.combine(TODAY, datetime.min.time()) + timedelta(hours=12)


@pytest.fixture
def roster(desk: Desk) -> Roster:
    made = Roster(desk)
    desk.changed.connect(lambda kind, record, _origin: made.change(kind, record))
    return made


def told(found: list[Entry]) -> list[tuple[object, ...]]:
    return [(item.client, item.name, item.standing, item.course, item.next_at, item.words) for item in found]


def test_the_list_is_as_if_read_anew_after_every_change(desk: Desk, roster: Roster) -> None:
    def same() -> None:
        assert told(roster.entries(TODAY)) == told(entries(desk, TODAY))

    desk.add(Practice(name="Isobel Crane"))
    course = client_with_course(desk)
    ended = client_with_course(desk, state=CourseState.ENDED)
    alone = desk.add(Client(alias="Heron"))
    same()
    booked = appointment(desk, course, NOON + timedelta(days=2), AppointmentState.BOOKED)
    same()
    desk.save(replace(booked, state=AppointmentState.CANCELLED_BY_ME))
    same()
    appointment(desk, ended, NOON + timedelta(days=1), AppointmentState.BOOKED)
    same()
    desk.save(replace(desk.get(Course, course.id), state=CourseState.PAUSED, paused_from=TODAY))
    same()
    desk.add(Break(from_on=TODAY, to_on=TODAY + timedelta(days=30)))
    same()
    desk.save(replace(alone, alias="Egret"))
    same()
    desk.save(replace(desk.practice(), list_name=ListName.CODE))
    same()
    desk.settle()
    desk.put_in_bin(desk.get(Client, alone.id))
    same()
    assert len(roster.entries(TODAY)) == 2


def test_what_did_not_change_is_not_read_again(desk: Desk, roster: Roster) -> None:
    course, other = client_with_course(desk), client_with_course(desk)
    before = {item.client.id: item for item in roster.entries(TODAY)}
    appointment(desk, course, NOON, AppointmentState.HELD)
    after = {item.client.id: item for item in roster.entries(TODAY)}
    assert after[other.client] is before[other.client]
    assert after[course.client] is not before[course.client]
    assert "1 of 16" in after[course.client].words


def test_another_day_is_read_anew(desk: Desk, roster: Roster) -> None:
    client_with_course(desk)
    (first,) = roster.entries(TODAY)
    (second,) = roster.entries(TODAY + timedelta(days=8))
    assert first.next_at is not None
    assert second.next_at is not None
    assert second.next_at > first.next_at


def test_what_is_still_being_saved_stands_on_the_list(desk: Desk, roster: Roster) -> None:
    course = client_with_course(desk)
    roster.entries(TODAY)
    with busy(desk):
        desk.save(replace(desk.get(Client, course.client), alias="Nightjar"))
        desk.save(replace(desk.get(Course, course.id), state=CourseState.WAITING))
        for found in (roster.entries(TODAY), entries(desk, TODAY)):
            assert [(item.client.alias, item.standing) for item in found] == [("Nightjar", Standing.WAITING)]


def test_an_ended_course_with_an_appointment_ahead_still_says_when(desk: Desk) -> None:
    ended, over = (client_with_course(desk, state=CourseState.ENDED) for _course in range(2))
    appointment(desk, ended, NOON + timedelta(days=1), AppointmentState.BOOKED)
    appointment(desk, over, NOON - timedelta(days=1), AppointmentState.HELD)
    found = entries(desk, TODAY)
    assert [(item.client.id, item.next_at) for item in found] == [
        (ended.client, NOON + timedelta(days=1)),
        (over.client, None),
    ]
    assert [item.words for item in found] == ["Ended, 0 of 16 used", "Ended, 1 of 16 used"]
