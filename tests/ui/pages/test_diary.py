# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""The diary is worked by keys alone and by mouse; each deed says before what it means, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.course import (
    Announcement,
    Appointment,
    AppointmentState,
    Break,
    Charged,
    Course,
    Place,
    WhoseBreak,
)
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.session import SessionNote
from dit_desktop.ui.choice import ChoiceRow
from dit_desktop.ui.leave import LeaveForm
from dit_desktop.ui.pages.diary import DiaryPage
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.told import ToldLine
from dit_desktop.ui.workspace import Workspace
from dit_desktop.ui.written import DayLine
from tests.opened import TODAY, appointment, client_with_course, note
from tests.ui.pages.walk import all_words, button, nameless, settle
from tests.ui.window import focused, press, write

STATE = AppointmentState
MONDAY = TODAY - timedelta(days=TODAY.weekday()) + timedelta(weeks=1)
TEN = datetime.combine(MONDAY, time(10))


def page(workspace: Workspace, at: datetime = TEN) -> DiaryPage:
    workspace.go(Target("diary", field=at.isoformat()))
    settle()
    found = workspace.current
    assert isinstance(found, DiaryPage)
    return found


def booked(desk: Desk, at: datetime = TEN) -> Course:
    course = client_with_course(desk, starts_on=at.date())
    appointment(desk, course, at, STATE.BOOKED)
    return course


def states(desk: Desk, course: Course) -> list[tuple[datetime | None, AppointmentState | None]]:
    found = sorted(desk.find(Appointment, parent=course.id), key=lambda item: item.starts_at or TEN)
    return [(item.starts_at, item.state) for item in found]


def said(diary: DiaryPage) -> str:
    settle()
    return "\n".join(text for _widget, text in all_words(diary.panel, shown=True))


def spoken(diary: DiaryPage, at: datetime) -> str:
    return str(diary.table.data(diary.table.index_of(at), Qt.ItemDataRole.AccessibleTextRole))


def press_button(diary: DiaryPage, words: str) -> None:
    button(diary.panel, words).click()
    settle()


def test_the_example_is_there_and_everything_in_it_has_a_name(workspace: Workspace) -> None:
    diary = page(workspace, datetime.combine(TODAY, time(10)))
    assert spoken(diary, datetime.combine(TODAY, time(9))).endswith("Juniper · C-021, session 4 of 16, booked")
    assert "Heron · C-017, session 10 of 16, booked" in said(diary)
    assert nameless(diary) == []
    read = QAccessible.queryAccessibleInterface(diary.grid)
    names = {read.child(number).text(QAccessible.Text.Name) for number in range(read.childCount())}
    assert {spoken(diary, datetime.combine(TODAY, time(hour))) for hour in (9, 10, 11)} <= names


def test_a_week_is_seen_at_a_glance_in_a_small_window(workspace: Workspace) -> None:
    workspace.resize(1280, 720)
    diary = page(workspace)
    settle()
    assert diary.grid.verticalScrollBar().maximum() == 0
    assert diary.grid.horizontalScrollBar().maximum() == 0
    days = 5 if TODAY.weekday() < 5 else 7  # somebody comes today
    assert (diary.table.columnCount(), diary.table.rowCount()) == (days, 11)


def test_it_is_booked_by_keys(nobody: Workspace) -> None:
    course = client_with_course(nobody.desk, starts_on=TEN.date())
    diary = page(nobody, TEN - timedelta(hours=1))
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    assert isinstance(focused(), QComboBox)
    assert "Session" in said(diary)
    before = said(diary)
    press(Qt.Key.Key_Tab)
    write("11:30")
    button(diary.panel, Place.VIDEO.label).click()
    press_button(diary, "Book")
    tuesday = datetime.combine(MONDAY + timedelta(days=1), time(11, 30))
    assert (tuesday, STATE.BOOKED) in states(nobody.desk, course)
    assert (TEN, STATE.BOOKED) in states(nobody.desk, course)  # the weekly time before it is not lost
    assert "The weekly times before it are booked too: 1." in before
    assert nobody.desk.find(Appointment, parent=course.id)[-1].place is Place.VIDEO
    nobody.run("undo")
    assert states(nobody.desk, course) == []


def test_each_state_is_said_before_done_and_taken_back(nobody: Workspace) -> None:
    course = booked(nobody.desk)
    diary = page(nobody)
    for words, state in (
        ("Cancelled in time", STATE.CANCELLED_IN_TIME),
        ("Cancelled late", STATE.CANCELLED_LATE),
        ("Cancelled by me", STATE.CANCELLED_BY_ME),
    ):
        meaning = button(diary.panel, words).accessibleName().removeprefix(f"{words}. ")
        assert "ending" in meaning
        press_button(diary, words)
        assert states(nobody.desk, course) == [(TEN, state)]
        stands = diary._diary.of(course.id)
        assert stands is not None
        counted = f"{stands.schedule.used} of 16 used, {stands.schedule.left} left"
        assert counted in meaning
        nobody.run("undo")
        settle()
        assert states(nobody.desk, course) == [(TEN, STATE.BOOKED)]
    press_button(diary, "Cancelled late")
    press_button(diary, "It is booked after all")
    assert states(nobody.desk, course) == [(TEN, STATE.BOOKED)]


def test_of_what_was_cancelled_it_can_be_written_what_was_heard_and_whether_it_counts(nobody: Workspace) -> None:
    course = booked(nobody.desk)
    diary = page(nobody)
    press_button(diary, "Cancelled in time")
    press_button(diary, "Write about it")
    assert nobody.place().page == "missed"
    (note,) = nobody.desk.find(MissedNote, parent=course.id)
    (appointment,) = nobody.desk.find(Appointment, parent=course.id)
    assert (note.appointment, appointment.state) == (appointment.id, STATE.CANCELLED_IN_TIME)
    missed = nobody.current
    assert missed is not None
    button(missed, "Yes").click()
    assert nobody.desk.find(Appointment, parent=course.id)[0].counts is not None
    nobody.run("undo")
    nobody.run("undo")
    assert nobody.desk.find(MissedNote, parent=course.id) == []


def test_nobody_came_leads_to_the_note_of_it(nobody: Workspace) -> None:
    course = booked(nobody.desk)
    press_button(page(nobody), "Nobody came")
    assert nobody.place().page == "missed"
    assert len(nobody.desk.find(MissedNote, parent=course.id)) == 1
    diary = page(nobody)
    press_button(diary, "Go on with the note")
    assert nobody.place().page == "missed"


def test_a_time_cancelled_is_free_for_somebody_else(nobody: Workspace) -> None:
    booked(nobody.desk)
    other = client_with_course(nobody.desk, starts_on=TEN.date() + timedelta(days=3))
    nobody.desk.save(replace(nobody.desk.get(Client, other.client), alias="Robin"))
    diary = page(nobody)
    press_button(diary, "Cancelled in time")
    assert "The time is free again." in said(diary)
    who = diary.panel.findChildren(QComboBox)[-1]
    who.setCurrentIndex(who.findText("Robin · C-900"))
    press_button(diary, "Book")
    assert (TEN, STATE.BOOKED) in states(nobody.desk, other)
    assert spoken(diary, TEN).count("Monday") == 2
    diary.grid.choose(diary.table.index_of(TEN + timedelta(hours=2)))
    diary.grid.choose(diary.table.index_of(TEN))
    assert "Robin · C-900, session 1 of 16, booked" in said(diary)


def test_a_move_keeps_the_number_by_the_line_and_by_the_mouse(nobody: Workspace) -> None:
    course = booked(nobody.desk)
    diary = page(nobody)
    line = diary.panel.findChildren(DayLine)[-1]
    assert not button(diary.panel, "Move").isEnabled()
    wednesday = TEN + timedelta(days=2, hours=3)
    line.line.answer(wednesday)
    assert "Session 1 of 16. Then 0 of 16 used" in button(diary.panel, "Move").accessibleName()
    press_button(diary, "Move")
    assert states(nobody.desk, course) == [(TEN, STATE.MOVED), (wednesday, STATE.BOOKED)]
    new = next(item for item in nobody.desk.find(Appointment, parent=course.id) if item.state is STATE.BOOKED)
    assert nobody.desk.get(Appointment, new.moved_from).state is STATE.MOVED
    nobody.run("undo")
    settle()
    assert states(nobody.desk, course) == [(TEN, STATE.BOOKED)]

    def middle(at: datetime) -> QPoint:
        return diary.grid.visualRect(diary.table.index_of(at)).center()

    view = diary.grid.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle(TEN))
    QTest.mouseMove(view, middle(wednesday))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle(wednesday))
    settle()
    assert states(nobody.desk, course) == [(TEN, STATE.BOOKED)]  # the mouse alone moves nothing
    press_button(diary, "Move")
    assert states(nobody.desk, course) == [(TEN, STATE.MOVED), (wednesday, STATE.BOOKED)]
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle(TEN))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle(wednesday))
    assert states(nobody.desk, course) == [(TEN, STATE.MOVED), (wednesday, STATE.BOOKED)]


def test_leave_is_entered_once_says_whose_ending_moves_and_is_told_to_each(nobody: Workspace) -> None:
    courses = [booked(nobody.desk), booked(nobody.desk, TEN + timedelta(hours=2))]
    diary = page(nobody)
    button(diary, "Leave or break …").click()
    settle()
    form = diary.panel.findChildren(LeaveForm)[-1]
    assert focused() is form.first.line
    form.last.line.answer(MONDAY - timedelta(days=1))
    assert not button(diary.panel, "Enter it").isEnabled()
    assert "before the first" in said(diary)
    form.last.line.answer(MONDAY + timedelta(days=6))
    assert said(diary).count("The ending moves from") >= 2
    form.whose.setCurrentIndex(form.whose.findData(WhoseBreak.MINE))
    form.cover.setText("A colleague")
    press_button(diary, "Enter it")
    (kept,) = nobody.desk.find(Break)
    assert (kept.parent, kept.from_on, kept.to_on, kept.cover) == (
        0,
        MONDAY,
        MONDAY + timedelta(days=6),
        "A colleague",
    )
    assert "session" not in spoken(diary, TEN)
    assert "Your leave" in "\n".join(text for _widget, text in all_words(diary, shown=True))
    button(diary, "Leave or break …").click()
    settle()
    assert said(diary).count("not told yet") == 2 * len(courses)  # to the eye and to a screen reader
    press_button(diary, "Take it out of the diary")
    assert nobody.desk.find(Break) == []
    nobody.run("undo")
    assert len(nobody.desk.find(Break)) == 1


def test_where_a_session_is_can_be_changed_and_of_one_held_how_the_fee_stands(nobody: Workspace) -> None:
    course = booked(nobody.desk)
    diary = page(nobody)
    assert not [row for row in diary.panel.findChildren(ChoiceRow) if row.accessibleName() == "Fee"]
    video = button(diary.panel, Place.VIDEO.label)
    video.setFocus()
    press(Qt.Key.Key_Space)
    settle()
    (kept,) = nobody.desk.find(Appointment, parent=course.id)
    assert kept.place is Place.VIDEO
    assert focused().accessibleName() == "Where: Video"  # the panel was filled anew, and the cursor stays
    nobody.run("undo")
    assert nobody.desk.get(Appointment, kept.id).place is not Place.VIDEO
    held = appointment(nobody.desk, course, datetime.combine(TODAY - timedelta(days=7), time(10)), STATE.HELD)
    assert held.starts_at is not None
    note(nobody.desk, course, appointment=held.id)
    diary = page(nobody, held.starts_at)
    button(diary.panel, Charged.PART.label).click()
    settle()
    assert nobody.desk.get(Appointment, held.id).charged is Charged.PART


@pytest.mark.parametrize("own", [False, True])
def test_in_which_session_they_were_told_of_a_break_can_be_put_right(nobody: Workspace, own: bool) -> None:  # noqa: FBT001 - a parameter
    course = booked(nobody.desk)
    of: dict[str, Any] = {"client": course.client, "parent": course.id} if own else {}
    away = nobody.desk.add(Break(**of, from_on=MONDAY + timedelta(days=7), to_on=MONDAY + timedelta(days=9)))
    diary = page(nobody)
    button(diary, "Leave or break …").click()
    for typed, words in (("1", "told in session 1"), ("2", "told in session 2"), ("", "not told yet")):
        settle()
        line = diary.panel.findChildren(ToldLine)[-1]
        line.setFocus()
        press(Qt.Key.Key_Return)
        assert focused().accessibleName() == "Told in session"
        write("many")
        press(Qt.Key.Key_Return)
        assert "A whole number" in said(diary)
        press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        press(Qt.Key.Key_Delete)
        write(typed)
        press(Qt.Key.Key_Return)
        settle()
        found = diary.panel.findChildren(ToldLine)[-1]
        assert found is not line
        assert words in found.link.text()
        assert focused() is found.link
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # nothing was typed, so that nothing is to be kept
    settle()
    assert focused() is diary.panel.findChildren(ToldLine)[-1].link
    told = nobody.desk.find(Announcement, parent=course.id)
    assert (nobody.desk.get(Break, away.id).announced_in, told) == (None, [])
    nobody.run("undo")
    settle()
    assert "told in session 2" in said(diary)
    if not own:
        (word,) = nobody.desk.find(Announcement, parent=course.id)
        assert (word.announced_in, word.announced_on) == (2, MONDAY + timedelta(days=14))


def test_a_break_of_one_course_moves_no_other(nobody: Workspace) -> None:
    mine, _other = booked(nobody.desk), booked(nobody.desk, TEN + timedelta(hours=2))
    diary = page(nobody)
    button(diary, "Leave or break …").click()
    settle()
    form = diary.panel.findChildren(LeaveForm)[-1]
    form.whom.setCurrentIndex(1)
    assert said(diary).count("The ending moves from") == 2  # once for the eye and once for the screen reader
    press_button(diary, "Enter it")
    assert nobody.desk.find(Break)[0].parent == mine.id


def test_days_and_weeks_are_turned_by_keys_and_a_day_is_gone_to(nobody: Workspace) -> None:
    diary = page(nobody)
    press(Qt.Key.Key_PageDown)
    assert diary._near() == TEN + timedelta(weeks=1)
    press(Qt.Key.Key_PageUp)
    assert diary._near() == TEN
    button(diary, "Day").click()
    assert diary.table.columnCount() == 1
    press(Qt.Key.Key_PageDown)
    assert diary._near() == TEN + timedelta(days=1)
    button(diary, "Week").click()
    diary.goes.setFocus()
    diary.goes.line.selectAll()
    write("3 Sep 2026")
    press(Qt.Key.Key_Return)
    assert diary._near() == datetime(2026, 9, 3, 10)  # noqa: DTZ001
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert focused() is diary.grid
    button(diary, "Today").click()
    assert diary._near().date() == TODAY
    diary.goes._chosen(date(2026, 9, 5))
    diary.grid.setFocus()
    diary.goes.line.answer(date(2026, 9, 5))
    assert diary.table.columnCount() == 7


def test_a_note_is_written_from_it_and_stands_behind_it(nobody: Workspace) -> None:
    course = booked(nobody.desk, datetime.combine(TODAY, time(8)))
    diary = page(nobody, datetime.combine(TODAY, time(8)))
    press_button(diary, "Write note")
    assert nobody.place().page == "note"
    assert len(nobody.desk.find(SessionNote, parent=course.id)) == 1
    diary = page(nobody, datetime.combine(TODAY, time(8)))
    press_button(diary, "Go on with the note")
    assert nobody.place().page == "note"


def test_what_should_never_have_been_booked_is_taken_out(nobody: Workspace) -> None:
    course = booked(nobody.desk)
    diary = page(nobody)
    press_button(diary, "Take it out of the diary")
    assert states(nobody.desk, course) == []
    assert "expected" in spoken(diary, TEN)
    press_button(diary, "Book it")
    assert states(nobody.desk, course) == [(TEN, STATE.BOOKED)]
    note(nobody.desk, course)


def test_without_anybody_it_says_so(nobody: Workspace) -> None:
    assert "Nobody has a course" in said(page(nobody))


def test_an_enquiry_that_was_offered_a_meeting_leads_to_its_page(workspace: Workspace) -> None:
    offered = datetime.combine(TODAY + timedelta(weeks=1), time(16))
    diary = page(workspace, offered)
    assert "first meeting offered" in spoken(diary, offered)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    settle()
    assert workspace.place().page == "details"
