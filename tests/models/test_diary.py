# SPDX-License-Identifier: Apache-2.0
"""The diary as a table says what stands in each hour, and keeps to Qt's rules for models."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt

from dit_desktop.models.booking import Step, book, keep_together, take_out
from dit_desktop.models.courses import OpenCourses
from dit_desktop.models.desk import Desk
from dit_desktop.models.diary import Diary, DiaryTable, week_of
from dit_desktop.models.table import ROW
from dit_desktop.records.client import Client, Enquiry, EnquiryOutcome
from dit_desktop.records.course import Appointment, AppointmentState, Break, Course, CourseState, WhoseBreak
from tests.opened import TODAY, appointment, busy, client_with_course

MONDAY = TODAY - timedelta(days=TODAY.weekday()) + timedelta(weeks=1)
TUESDAY_TEN = datetime.combine(MONDAY + timedelta(days=1), time(10))
WEEK = week_of(MONDAY, weekend=False)


def shown(desk: Desk) -> tuple[Diary, DiaryTable]:
    diary, table = Diary(desk), DiaryTable()
    show(diary, table)
    return diary, table


def show(diary: Diary, table: DiaryTable) -> None:
    table.show_days(WEEK, diary.entries(WEEK[0], WEEK[-1]), diary.leave(WEEK[0], WEEK[-1]))


def course_on_tuesdays(desk: Desk) -> Course:
    return client_with_course(desk, starts_on=MONDAY + timedelta(days=1))


def test_it_keeps_to_the_rules_of_a_model(desk: Desk, qtmodeltester: Any) -> None:
    course = course_on_tuesdays(desk)
    diary, table = shown(desk)
    qtmodeltester.check(table)
    appointment(desk, course, TUESDAY_TEN.replace(hour=21), AppointmentState.BOOKED)
    diary.change("Appointment", course.id)
    show(diary, table)
    qtmodeltester.check(table)


def test_an_hour_says_all_that_stands_in_it(desk: Desk) -> None:
    course = course_on_tuesdays(desk)
    appointment(desk, course, TUESDAY_TEN, AppointmentState.BOOKED)
    _diary, table = shown(desk)
    index = table.index_of(TUESDAY_TEN)
    day = f"{TUESDAY_TEN.day} {TUESDAY_TEN:%B}"
    said = table.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"Tuesday {day}, 10:00, Wren · C-900, session 1 of 16, booked"
    assert table.data(index) == "10:00 Wren · C-900"
    free = table.index_of(TUESDAY_TEN + timedelta(hours=1))
    assert table.data(free, Qt.ItemDataRole.AccessibleTextRole) == f"Tuesday {day}, 11:00, free"
    assert table.data(free) == ""
    assert table.data(table.index(-1, -1)) is None
    assert table.data(index, Qt.ItemDataRole.DecorationRole) is None
    assert not table.index_of(TUESDAY_TEN + timedelta(weeks=5)).isValid()
    assert table.headerData(0, Qt.Orientation.Vertical) == "08:00"
    assert table.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole) is None


def test_what_only_follows_from_the_weekly_time_is_said_to_be_expected(desk: Desk) -> None:
    course_on_tuesdays(desk)
    _diary, table = shown(desk)
    cell = table.data(table.index_of(TUESDAY_TEN), ROW)
    assert [entry.state_words() for entry in cell.entries] == ["expected"]


def test_leave_stands_over_its_days_and_with_its_name_below(desk: Desk) -> None:
    course = course_on_tuesdays(desk)
    desk.add(Break(from_on=MONDAY, to_on=MONDAY + timedelta(days=2), whose=WhoseBreak.MINE))
    desk.add(Break(client=course.client, parent=course.id, from_on=MONDAY, whose=WhoseBreak.THEIRS))
    desk.add(Break(from_on=MONDAY - timedelta(days=9), to_on=MONDAY - timedelta(days=1)))
    diary, table = shown(desk)
    assert [str(table.headerData(n, Qt.Orientation.Horizontal)).endswith("leave") for n in range(5)] == [
        *[True] * 3,
        *[False] * 2,
    ]
    assert "your leave" in table.data(table.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert sorted(words.split(",")[0] for _item, words in diary.leave(WEEK[0], WEEK[-1])) == [
        "Wren · C-900: their break",
        "your leave",
    ]


def test_a_first_meeting_that_was_offered_stands_in_it_until_there_is_an_answer(desk: Desk) -> None:
    client = desk.add(Client(code="E-1"))
    asked = desk.add(Enquiry(client=client.id, parent=client.id, offered_at=TUESDAY_TEN))
    diary, table = shown(desk)
    assert "E-1, first meeting offered" in table.data(table.index_of(TUESDAY_TEN), Qt.ItemDataRole.AccessibleTextRole)
    desk.save(replace(asked, outcome=EnquiryOutcome.BOOKED))
    desk.settle()
    assert diary.change("Enquiry", asked.id)
    show(diary, table)
    assert table.data(table.index_of(TUESDAY_TEN)) == ""


def test_a_course_that_has_ended_is_still_in_its_weeks(desk: Desk) -> None:
    course = course_on_tuesdays(desk)
    appointment(desk, course, TUESDAY_TEN, AppointmentState.HELD)
    desk.save(replace(course, state=CourseState.ENDED))
    desk.settle()
    diary, table = shown(desk)
    assert diary.courses() == []
    for _again in range(2):
        said = table.data(table.index_of(TUESDAY_TEN), Qt.ItemDataRole.AccessibleTextRole)
        assert said.endswith("session 1 of 16, held")
        show(diary, table)


def test_open_courses_are_read_again_only_for_whom_something_changed(desk: Desk) -> None:
    first, second = course_on_tuesdays(desk), course_on_tuesdays(desk)
    courses = OpenCourses(desk)
    before = courses.all(TODAY)
    assert courses.all(TODAY) == before
    made = appointment(desk, first, TUESDAY_TEN, AppointmentState.BOOKED)
    assert courses.change("Appointment", made.id)
    assert not courses.change("SessionNote", made.id)
    after = courses.all(TODAY)
    assert after[1] is before[1]
    assert after[0] != before[0]
    found = courses.of(second.id, TODAY)
    assert found is not None
    assert found.course == second
    with busy(desk):
        desk.save(replace(second, state=CourseState.ENDED))
        courses.change("Course", second.id)
        assert [item.course.id for item in courses.all(TODAY)] == [first.id]
    desk.settle()
    with busy(desk):  # and one that is opened again is there before it is written
        desk.save(replace(desk.get(Course, second.id), state=CourseState.ACTIVE))
        courses.change("Course", second.id)
        assert [item.course.id for item in courses.all(TODAY)] == [first.id, second.id]


def test_a_booking_with_those_before_it_is_one_step_back_and_forth(desk: Desk) -> None:
    course = course_on_tuesdays(desk)
    running = OpenCourses(desk).all(TODAY)[0]
    book(desk, running.schedule, TUESDAY_TEN + timedelta(weeks=2, hours=2))
    assert len(desk.find(Appointment, parent=course.id)) == 3
    desk.undo.undo()
    assert desk.find(Appointment, parent=course.id) == []
    desk.undo.redo()
    assert len(desk.find(Appointment, parent=course.id)) == 3
    last = desk.find(Appointment, parent=course.id)[-1]
    take_out(desk, last, "Out")
    assert len(desk.find(Appointment, parent=course.id)) == 2
    desk.undo.undo()
    assert len(desk.find(Appointment, parent=course.id)) == 3
    desk.undo.redo()
    assert len(desk.find(Appointment, parent=course.id)) == 2
    assert isinstance(desk.undo.command(0), Step)


def test_nothing_changed_is_no_step(desk: Desk) -> None:
    course = course_on_tuesdays(desk)
    assert keep_together(desk, "Nothing", [course]) == [course]
    assert desk.undo.count() == 0
