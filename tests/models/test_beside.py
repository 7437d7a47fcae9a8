# SPDX-License-Identifier: Apache-2.0
"""What is to be looked at before a course is closed: each row says how it stands and leads to a page there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from dit_desktop.models.beside import closing_list
from dit_desktop.models.case import case_of
from dit_desktop.records.attached import Attachment, FileKind
from dit_desktop.records.client import Client
from dit_desktop.records.contact import Communication
from dit_desktop.records.course import AppointmentState, Charged
from dit_desktop.ui.registry import PAGES
from tests.opened import appointment, client_with_course

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.course import Course

STATE = AppointmentState
TODAY = date(2026, 7, 1)


def rows(desk: Desk, course: Course) -> dict[str, str]:
    """What the list says, by how each row begins."""
    found = closing_list(desk, case_of(desk, course.client, TODAY))
    assert {item.page for item in found} <= {page.name for page in PAGES}
    return {item.words.split(":")[0]: item.words for item in found}


def at(desk: Desk, course: Course, day: date, state: AppointmentState, charged: Charged | None = None) -> None:
    made = appointment(desk, course, datetime.combine(day, time(10)), state)
    desk.save(replace(made, charged=charged))


def test_a_lost_session_of_which_the_fee_is_not_said_is_counted(desk: Desk) -> None:
    course = client_with_course(desk, starts_on=date(2026, 3, 5))
    at(desk, course, date(2026, 3, 5), STATE.HELD)
    assert rows(desk, course)["Fees"] == "Fees: are the invoices settled?"
    at(desk, course, date(2026, 3, 12), STATE.MISSED)
    at(desk, course, date(2026, 3, 19), STATE.CANCELLED_LATE, Charged.FULL)
    at(desk, course, date(2026, 3, 26), STATE.CANCELLED_BY_ME)
    assert rows(desk, course)["Fees"] == "Fees: of 1 lost session it is not said whether it is paid"
    at(desk, course, date(2026, 4, 2), STATE.MISSED)
    assert rows(desk, course)["Fees"] == "Fees: of 2 lost sessions it is not said whether they are paid"


def test_recordings_that_are_attached_are_counted_and_other_files_are_not(desk: Desk) -> None:
    course = client_with_course(desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.client}
    desk.add(Attachment(**mine, kind=FileKind.PDF))
    assert rows(desk, course)["Recordings"] == "Recordings: none here; are there others to destroy?"
    desk.add(Attachment(**mine, kind=FileKind.MP3))
    assert rows(desk, course)["Recordings"] == "Recordings: 1 is attached here"


def test_the_record_is_kept_from_the_last_contact_by_whatever_way(desk: Desk) -> None:
    course = client_with_course(desk)
    course = desk.save(replace(course, starts_on=None, slot_day=None, slot_time=None))
    assert rows(desk, course)["The record"] == "The record: kept from the last contact on"
    at(desk, course, date(2026, 3, 5), STATE.HELD)
    until = rows(desk, course)["The record"]
    day = max(item.day for item in case_of(desk, course.client, TODAY).schedule.meetings)  # type: ignore[union-attr]
    assert until == f"The record: kept until {day.day} {day:%b} {day.year + 7}, 7 years after the last contact"
    at(desk, course, date(2027, 9, 2), AppointmentState.CANCELLED_IN_TIME)
    assert rows(desk, course)["The record"] == until, "nobody met that day, nor is expected to"
    desk.add(Communication(client=course.client, parent=course.client, at=datetime.combine(date(2028, 2, 3), time(9))))
    assert "kept until 3 Feb 2035" in rows(desk, course)["The record"]
    desk.save(replace(desk.practice(), record_years=1))
    assert "kept until 3 Feb 2029, 1 year after" in rows(desk, course)["The record"]
    desk.save(replace(desk.get(Client, course.client), born_on=date(2012, 6, 1)))
    assert "kept until 1 Jun 2031" in rows(desk, course)["The record"]
