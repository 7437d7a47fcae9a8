# SPDX-License-Identifier: Apache-2.0
"""A line holds a value of one type; what cannot be read stays on the screen and is told."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from dit_desktop.ui import reading
from dit_desktop.ui.written import DayLine, Numbers, WrittenLine
from tests.ui.names import one


def line(qtbot: QtBot, written: reading.Written = reading.DATE, *, optional: bool = True) -> WrittenLine:
    made = WrittenLine(written, optional=optional)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_date_may_be_left_empty_and_made_empty(qtbot: QtBot) -> None:
    made = line(qtbot)
    assert made.value() is None
    made.show_value(date(2026, 5, 3))
    made.selectAll()
    QTest.keyClick(made, Qt.Key.Key_Delete)
    assert made.value() is None
    assert made.trouble() == ""


def test_a_date_that_cannot_be_read_stays_on_the_screen_and_is_told(qtbot: QtBot) -> None:
    made = line(qtbot)
    made.show_value(date(2026, 5, 3))
    made.selectAll()
    QTest.keyClicks(made, "32 May")
    assert made.text() == "32 May"
    assert made.value() == date(2026, 5, 3)
    assert "3 May 2026" in made.trouble()


def test_a_date_is_tidied_when_the_line_is_left(qtbot: QtBot) -> None:
    made = line(qtbot)
    QTest.keyClicks(made, "3/5/26")
    assert made.text() == "3/5/26"
    made.clearFocus()
    QApplication.sendEvent(made, QFocusEvent(QEvent.Type.FocusOut))
    assert made.text() == "Sun 3 May 2026"


def test_a_value_beyond_its_limits_is_shown_and_not_bent(qtbot: QtBot) -> None:
    made = line(qtbot, reading.whole(1, 200), optional=False)
    made.show_value(2**40)
    assert made.text() == str(2**40)
    assert made.value() == 2**40
    assert made.trouble() == ""


def test_a_number_that_is_always_needed_cannot_be_emptied(qtbot: QtBot) -> None:
    made = line(qtbot, reading.whole(1, 200), optional=False)
    made.show_value(16)
    made.selectAll()
    QTest.keyClick(made, Qt.Key.Key_Delete)
    assert made.value() == 16
    assert made.trouble() != ""


def month() -> QCalendarWidget:
    popup = QApplication.activePopupWidget()
    assert popup is not None
    return one(QCalendarWidget, popup)


def test_a_day_is_chosen_in_the_calendar(qtbot: QtBot) -> None:
    made = DayLine(reading.DATE, optional=True)
    made.set_name("Date", "")
    qtbot.addWidget(made)
    made.show()
    made.show_value(date(2026, 5, 3))
    QTest.mouseClick(one(QToolButton, made), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    calendar = month()
    assert calendar.selectedDate() == QDate(2026, 5, 3)
    with qtbot.waitSignal(made.edited):
        calendar.clicked.emit(QDate(2026, 5, 7))
    assert made.value() == date(2026, 5, 7)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_another_day_keeps_the_time_of_day(qtbot: QtBot) -> None:
    made = DayLine(reading.MOMENT, optional=True)
    qtbot.addWidget(made)
    made.show()
    made.show_value(datetime(2026, 5, 3, 16, 45))  # noqa: DTZ001 - a wall clock
    QTest.mouseClick(one(QToolButton, made), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    month().clicked.emit(QDate(2026, 5, 7))
    assert made.value().time() == time(16, 45)
    assert made.value().date() == date(2026, 5, 7)


def test_several_numbers_are_as_many_as_there_are(qtbot: QtBot) -> None:
    made = Numbers(reading.whole(0, 200), ["Initial", "middle", "ending"])
    made.set_name("Phases", "")
    qtbot.addWidget(made)
    for value in ((4, 8, 4), (), (1, 2), (1, 2, 3, 4, 5)):
        made.show_value(value)
        assert made.value() == value
    made.show_value((4, 8, 4))
    assert [inside.accessibleName() for inside in made.findChildren(QLineEdit)][:1] == ["Phases: Initial"]
    made.lines[1].selectAll()
    QTest.keyClicks(made.lines[1], "9")
    assert made.value() == (4, 9, 4)
