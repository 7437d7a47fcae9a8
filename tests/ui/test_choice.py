# SPDX-License-Identifier: Apache-2.0
"""One answer out of a few starts unanswered, changes only when asked to, and can be taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from dit_desktop.records.course import Place, Weekday
from dit_desktop.ui.choice import ChoiceList, ChoiceRow
from dit_desktop.ui.strokes import TARGET
from dit_desktop.ui.wheel import pass_wheel
from tests.ui.wheel import takes_wheel

ARROWS = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)


@pytest.fixture
def row(qtbot: QtBot) -> ChoiceRow:
    made = ChoiceRow([(place, place.label) for place in Place])
    made.set_name("Where", "")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def days(qtbot: QtBot) -> ChoiceList:
    made = ChoiceList([(day, day.label) for day in Weekday])
    made.set_name("Weekly time", "")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_choice_starts_unanswered(row: ChoiceRow, days: ChoiceList) -> None:
    assert row.value() is None
    assert days.value() is None
    assert days.currentText() == "Not answered"


def test_an_answer_is_given_by_click_and_by_key(qtbot: QtBot, row: ChoiceRow) -> None:
    room, video, _phone = row.buttons()
    with qtbot.waitSignal(row.edited):
        QTest.mouseClick(video, Qt.MouseButton.LeftButton)
    assert row.value() is Place.VIDEO
    QTest.keyClick(room, Qt.Key.Key_Space)
    assert row.value() is Place.ROOM


def test_assistive_technology_gives_an_answer_and_none_where_it_can_only_be_read(qtbot: QtBot, row: ChoiceRow) -> None:
    video = row.buttons()[1]
    toggle = QAccessible.queryAccessibleInterface(video).actionInterface()
    with qtbot.waitSignal(row.edited):
        toggle.doAction("Toggle")
    assert row.value() is Place.VIDEO
    row.set_read_only(True)
    with qtbot.assertNotEmitted(row.edited):
        toggle.doAction("Toggle")
    assert row.value() is Place.VIDEO


def test_an_answer_is_taken_back_by_click_and_by_key(qtbot: QtBot, row: ChoiceRow) -> None:
    row.show_value(Place.ROOM)
    room = row.buttons()[0]
    with qtbot.waitSignal(row.edited):
        QTest.keyClick(room, Qt.Key.Key_Delete)
    assert row.value() is None
    QTest.mouseClick(room, Qt.MouseButton.LeftButton)
    QTest.mouseClick(room, Qt.MouseButton.LeftButton)
    assert row.value() is None
    row.show_value(Place.ROOM)
    QTest.keyClick(room, Qt.Key.Key_Space)
    assert row.value() is None


@pytest.mark.parametrize("key", ARROWS)
def test_arrow_keys_on_an_answered_row_move_the_focus_and_keep_the_answer(
    qtbot: QtBot, row: ChoiceRow, key: Qt.Key
) -> None:
    row.show_value(Place.VIDEO)
    video = row.buttons()[1]
    video.setFocus()
    with qtbot.assertNotEmitted(row.edited):
        QTest.keyClick(video, key)
    assert row.value() is Place.VIDEO
    assert not video.hasFocus()


def test_a_row_is_one_stop_of_the_tab_key(row: ChoiceRow) -> None:
    row.buttons()[0].clearFocus()
    row.show_value(Place.PHONE)
    stops = [button for button in row.buttons() if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [row.buttons()[2]]


def test_answers_are_large_enough_to_hit(row: ChoiceRow) -> None:
    assert min(button.height() for button in row.buttons()) >= TARGET
    assert row.buttons()[0].hitButton(row.buttons()[0].rect().bottomRight())


def test_a_row_that_can_only_be_read_shows_the_answer_alone(qtbot: QtBot, row: ChoiceRow) -> None:
    row.show_value(Place.VIDEO)
    row.set_read_only(True)
    assert [button.text() for button in row.buttons() if button.isVisible()] == ["Video"]
    assert all(button.isEnabled() for button in row.buttons())
    with qtbot.assertNotEmitted(row.edited):
        QTest.keyClick(row.buttons()[1], Qt.Key.Key_Space)
        QTest.keyClick(row.buttons()[1], Qt.Key.Key_Delete)
        QTest.mouseClick(row.buttons()[1], Qt.MouseButton.LeftButton)
    assert row.value() is Place.VIDEO


@pytest.mark.parametrize("key", [*ARROWS, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_W])
def test_a_key_never_changes_a_list_unseen(qtbot: QtBot, days: ChoiceList, key: Qt.Key) -> None:
    days.show_value(Weekday.MONDAY)
    days.setFocus()
    with qtbot.assertNotEmitted(days.edited):
        QTest.keyClick(days, key)
    assert days.value() is Weekday.MONDAY
    days.hidePopup()


def test_an_arrow_key_opens_the_list_and_enter_chooses(qtbot: QtBot, days: ChoiceList) -> None:
    days.setFocus()
    QTest.keyClick(days, Qt.Key.Key_Down)
    qtbot.waitUntil(days.view().isVisible)
    QTest.keyClick(days.view(), Qt.Key.Key_Down)
    with qtbot.waitSignal(days.edited):
        QTest.keyClick(days.view(), Qt.Key.Key_Return)
    assert days.value() is Weekday.MONDAY


def test_the_letter_that_opens_a_list_is_the_first_of_the_word(qtbot: QtBot, days: ChoiceList) -> None:
    days.setFocus()
    QTest.keyClicks(days, "t")
    qtbot.waitUntil(days.view().isVisible)
    assert days.value() is None
    QTest.keyClicks(days.view(), "hu")
    QTest.keyClick(days.view(), Qt.Key.Key_Return)
    assert days.value() is Weekday.THURSDAY


def test_a_list_is_taken_back_by_key(qtbot: QtBot, days: ChoiceList) -> None:
    days.show_value(Weekday.FRIDAY)
    with qtbot.waitSignal(days.edited):
        QTest.keyClick(days, Qt.Key.Key_Backspace)
    assert days.value() is None


def test_a_list_that_can_only_be_read_stays_as_it_is(days: ChoiceList) -> None:
    days.show_value(Weekday.FRIDAY)
    days.set_read_only(True)
    QTest.keyClick(days, Qt.Key.Key_Delete)
    QTest.keyClick(days, Qt.Key.Key_Down)
    assert days.value() is Weekday.FRIDAY
    assert not days.view().isVisible()
    assert days.isEnabled()


def test_the_wheel_over_a_list_changes_nothing(days: ChoiceList) -> None:
    days.show_value(Weekday.FRIDAY)
    for focused in (False, True):
        if focused:
            days.setFocus()
        assert not takes_wheel(days)
        assert days.value() is Weekday.FRIDAY


def test_the_wheel_over_an_unfocused_number_changes_nothing(qtbot: QtBot) -> None:
    plain, kept = QSpinBox(), QSpinBox()
    for box in (plain, kept):
        qtbot.addWidget(box)
        box.setValue(50)
    pass_wheel(kept)
    assert takes_wheel(plain)
    assert plain.value() == 49
    assert not takes_wheel(kept)
    assert kept.value() == 50


def test_a_list_is_named_by_its_question_and_not_by_its_answer(days: ChoiceList) -> None:
    days.show_value(Weekday.FRIDAY)
    assert days.accessibleName() == "Weekly time"
