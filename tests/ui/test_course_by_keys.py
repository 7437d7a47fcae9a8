# SPDX-License-Identifier: Apache-2.0
"""A course of sixteen, with two missed sessions and a break, and a second one after it: lived by keys in the window.

Its dates and counts are those of the golden calendars, whatever day this runs on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QTableView

from dit_desktop.models.clients import schedule_of
from dit_desktop.models.table import ROW
from dit_desktop.records.course import Course, CourseState, MissedRule, Weekday
from dit_desktop.records.missed import MissedNote
from dit_desktop.ui.pages.diary import DiaryPage
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.window import MainWindow
from dit_desktop.ui.workspace import Workspace
from tests.opened import TODAY
from tests.ui.pages.walk import all_words, settle
from tests.ui.window import focused, new_practice, press, unlock, until, window_on, write

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
# Both courses are by so many whole weeks earlier that they are over by now, the first by half a year more;
# Thursdays stay Thursdays, and ten o'clock ten.
SECOND = timedelta(weeks=max(0, (date(2027, 1, 21) - TODAY).days // 7 + 1))
FIRST = date(2026, 9, 3)
MISSED = (date(2026, 10, 8), date(2026, 11, 19))
AWAY = (date(2026, 10, 19), date(2026, 11, 1))
# The golden calendars: the number on a day, when a missed session counts and when it does not.
COUNTS = {
    date(2026, 10, 15): 7,
    date(2026, 11, 5): 8,
    date(2026, 11, 12): 9,
    date(2026, 11, 26): 11,
    date(2026, 12, 10): 13,
    date(2026, 12, 31): 16,
}
FORGIVES = {
    date(2026, 10, 15): 6,
    date(2026, 11, 5): 7,
    date(2026, 11, 26): 9,
    date(2026, 12, 17): 12,
    date(2026, 12, 24): 13,
    date(2027, 1, 14): 16,
}


@pytest.fixture
def window(tmp_path: Path) -> Iterator[MainWindow]:
    with window_on(new_practice(tmp_path / "practice")) as made:
        unlock(made)
        yield made


def workspace_of(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def tab_to(name: str) -> None:
    """Press Tab until something with this name has the focus."""
    for _press in range(60):
        if focused().accessibleName().startswith(name):
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(name)


def pick(answer: str) -> None:
    """Open the list that has the focus, go along it to an answer, and take it."""
    box = focused()
    assert isinstance(box, QComboBox)
    press(Qt.Key.Key_Space)
    view = box.view()
    QTest.keyClick(view, Qt.Key.Key_Home)
    for _press in range(box.count()):
        if view.currentIndex().data() == answer:
            break
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().data() == answer
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()


def choose(name: str, answer: str) -> None:
    """Go to a row of answers and along it to one, and take it."""
    tab_to(name)
    while focused().accessibleName() != f"{name}: {answer}":
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)


def back_to(name: str) -> None:
    """Press Shift and Tab until something with this name, or these words, has the focus."""
    for _press in range(60):
        here = focused()
        if here.accessibleName().startswith(name) or (
            isinstance(here, QAbstractButton) and here.text().startswith(name)
        ):
            return
        press(Qt.Key.Key_Tab, SHIFT)
    raise AssertionError(name)


def diary(window: MainWindow) -> DiaryPage:
    press(Qt.Key.Key_D, CONTROL)
    settle()
    page = workspace_of(window).current
    assert isinstance(page, DiaryPage)
    return page


def go_to(page: DiaryPage, day: date) -> None:
    """Type a date into the line above the diary and come to ten o'clock of that day."""
    back_to("Go to")
    press(Qt.Key.Key_A, CONTROL)
    write(day.isoformat())
    press(Qt.Key.Key_Return)
    assert focused() is page.grid
    while page._near().hour > 10:  # noqa: SLF001 - where one is
        press(Qt.Key.Key_Up)
    while page._near().hour < 10:  # noqa: SLF001
        press(Qt.Key.Key_Down)
    assert page._near() == datetime.combine(day, time(10))  # noqa: SLF001


def spoken(page: DiaryPage) -> str:
    """What a screen reader says of the hour one is in."""
    return str(page.table.data(page.grid.currentIndex(), Qt.ItemDataRole.AccessibleTextRole))


def begin(window: MainWindow) -> None:
    """A new client, by keys."""
    workspace = workspace_of(window)
    press(Qt.Key.Key_N, CONTROL)
    until(lambda: workspace.place().field == "alias")
    write("Wren")


def open_course(window: MainWindow, rule: MissedRule, earlier: timedelta) -> Course:
    """A course from the overview's button for it, and its frame on its form."""
    workspace, desk = workspace_of(window), window.desk
    assert desk is not None
    before = len(desk.find(Course, client=workspace.client))
    press(Qt.Key.Key_1, CONTROL)
    settle()
    back_to("Open a")  # after an ended course it is not where one arrives
    press(Qt.Key.Key_Return)
    until(lambda: len(desk.find(Course, client=workspace.client)) == before + 1)
    course = desk.find(Course, client=workspace.client)[-1]
    workspace.go(Target("details", course.client, course.id, "starts_on"))  # the group of the course on that page
    window.activateWindow()  # a screen that is not there gives the window up where a desktop would not
    settle()
    press(Qt.Key.Key_A, CONTROL)
    write((FIRST - earlier).isoformat())
    tab_to("Weekly time")
    if workspace.desk.get(Course, course.id).slot_day is not Weekday.THURSDAY:
        pick("Thursday")
        window.activateWindow()  # the list was a window of its own
        settle()
    tab_to("Weekly time")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_A, CONTROL)
    write("10:00")
    choose("A missed session", rule.label)
    workspace.flush()
    course = desk.get(Course, course.id)
    assert (course.starts_on, course.slot_day, course.slot_time, course.missed_rule) == (
        FIRST - earlier,
        Weekday.THURSDAY,
        time(10),
        rule,
    )
    return course


def enter_leave(window: MainWindow, earlier: timedelta) -> None:
    """The practice's leave, entered once."""
    page = diary(window)
    back_to("Leave or break")
    press(Qt.Key.Key_Space)
    settle()
    for day in AWAY:
        press(Qt.Key.Key_A, CONTROL)
        write((day - earlier).isoformat())
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Tab)  # past the calendar
    tab_to("Enter it")
    press(Qt.Key.Key_Return)
    settle()
    assert focused() is page.grid


def live(window: MainWindow, course: Course, earlier: timedelta) -> None:
    """Week after week: come to the hour, book it, and say what became of it."""
    desk = window.desk
    assert desk is not None
    day, page = FIRST, diary(window)
    while schedule_of(desk, desk.get(Course, course.id), TODAY).left:
        if not AWAY[0] <= day <= AWAY[1]:
            go_to(page, day - earlier)
            settle()
            press(Qt.Key.Key_Return)
            if spoken(page).endswith(", free"):
                tab_to("Book.")
                press(Qt.Key.Key_Return)
                settle()
                press(Qt.Key.Key_Return)
                settle()
            tab_to("Nobody came" if day in MISSED else "It was held")
            press(Qt.Key.Key_Return)
            settle()
            page = diary(window)
        day += timedelta(weeks=1)


def numbers(window: MainWindow, earlier: timedelta) -> dict[date, int]:
    """The numbers of the sessions as the list of sessions shows them, at the days of the golden calendars."""
    workspace = workspace_of(window)
    press(Qt.Key.Key_7, CONTROL)
    settle()
    page = workspace.current
    assert page is not None
    table = page.findChildren(QTableView)[0].model()
    found = {}
    for row in range(table.rowCount()):
        meeting = table.index(row, 0).data(ROW).meeting
        shown = str(table.index(row, 0).data())
        assert shown == str(meeting.number or "–")
        if meeting.number:
            found[meeting.day + earlier] = meeting.number
    return found


def test_two_courses_lived_by_keys_are_the_golden_calendars(window: MainWindow) -> None:
    desk, workspace = window.desk, workspace_of(window)
    assert desk is not None
    begin(window)
    earlier = SECOND + timedelta(weeks=26)
    enter_leave(window, earlier)
    enter_leave(window, SECOND)
    first = open_course(window, MissedRule.COUNTS, earlier)
    live(window, first, earlier)
    found = numbers(window, earlier)
    assert {day: found[day] for day in COUNTS} == COUNTS
    made = schedule_of(desk, desk.get(Course, first.id), TODAY)
    assert (made.used, made.held, made.left, len(made.meetings)) == (16, 14, 0, 16)
    assert made.end == date(2026, 12, 31) - earlier
    assert {item.starts_at.time() for item in made.meetings} == {time(10)}
    assert len(desk.find(MissedNote, parent=first.id)) == 2
    press(Qt.Key.Key_1, CONTROL)
    settle()
    page = workspace.current
    assert page is not None
    assert "16 of 16 used, ending phase, 0 left" in [text for _widget, text in all_words(page, shown=True)]

    workspace.go(Target("details", first.client, first.id, "state"))
    settle()
    choose("State", CourseState.ENDED.label)
    workspace.flush()
    assert desk.get(Course, first.id).state is CourseState.ENDED

    second = open_course(window, MissedRule.DOES_NOT_COUNT, SECOND)
    live(window, second, SECOND)
    found = numbers(window, SECOND)
    assert {day: found[day] for day in FORGIVES} == FORGIVES
    made = schedule_of(desk, desk.get(Course, second.id), TODAY)
    assert (made.used, made.held, len(made.meetings)) == (16, 16, 18)
    assert made.end == date(2027, 1, 14) - SECOND
    assert schedule_of(desk, desk.get(Course, first.id), TODAY).used == 16
