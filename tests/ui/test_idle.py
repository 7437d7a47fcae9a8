# SPDX-License-Identifier: Apache-2.0
"""Nobody there is noticed by both clocks, and any key, click or turn of the wheel counts as somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.ui.idle import LAST, Idle


@dataclass
class Clocks:
    """Two clocks that go when told."""

    wall: float = 1_000_000
    steady: float = 50

    def go(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def idle(qapp: QApplication, clocks: Clocks) -> Iterator[Idle]:
    made = Idle(qapp, 5, wall=lambda: clocks.wall, steady=lambda: clocks.steady)
    made.start()
    yield made
    made.stop()
    made.setParent(None)


@pytest.fixture
def ended(idle: Idle) -> list[bool]:
    seen: list[bool] = []
    idle.expired.connect(lambda: seen.append(True))
    return seen


def test_it_is_over_after_five_minutes_and_not_before(idle: Idle, clocks: Clocks, ended: list[bool]) -> None:
    clocks.go(5 * 60 - 0.1)
    idle.look()
    assert not ended
    clocks.go(0.2)
    idle.look()
    assert ended == [True]


def test_a_night_asleep_counts(idle: Idle, clocks: Clocks, ended: list[bool]) -> None:
    clocks.wall += 12 * 3600  # a steady clock may stand still while the computer sleeps
    idle.look()
    assert ended == [True]


def test_a_clock_put_back_keeps_nothing_open(idle: Idle, clocks: Clocks, ended: list[bool]) -> None:
    clocks.wall -= 3600
    clocks.steady += 5 * 60
    idle.look()
    assert ended == [True]


def test_the_last_half_minute_is_counted_and_only_that(idle: Idle, clocks: Clocks) -> None:
    counted: list[int] = []
    idle.counted.connect(counted.append)
    clocks.go(5 * 60 - LAST - 1)
    idle.look()
    assert counted == []
    clocks.go(1)
    idle.look()
    clocks.go(20)
    idle.look()
    assert counted == [30, 10]
    idle.touch()
    assert counted == [30, 10, -1]


@pytest.mark.parametrize("what", ["key", "click", "wheel"])
def test_a_key_a_click_and_the_wheel_count_as_somebody(qtbot: QtBot, idle: Idle, clocks: Clocks, what: str) -> None:
    line = _shown(qtbot)
    clocks.go(200)
    assert idle.left() == 100
    if what == "key":
        QTest.keyClick(line, Qt.Key.Key_A)
    elif what == "click":
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    else:
        _turn(line)
    assert idle.left() == 300


def _shown(qtbot: QtBot) -> QLineEdit:
    line = QLineEdit()
    qtbot.addWidget(line)
    with qtbot.waitActive(line):
        line.show()
    return line


def _turn(line: QLineEdit) -> None:
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(line.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(line, wheel)


def test_text_that_is_composed_comes_to_what_has_the_focus_alone_and_counts(
    qtbot: QtBot, idle: Idle, clocks: Clocks
) -> None:
    whole = QWidget()
    lines = QVBoxLayout(whole)
    first, second = QLineEdit(), QLineEdit()
    lines.addWidget(first)
    lines.addWidget(second)
    qtbot.addWidget(whole)
    with qtbot.waitActive(whole):
        whole.show()
    for line in (second, first):
        line.setFocus()
        clocks.go(200)
        QApplication.sendEvent(line, QInputMethodEvent("é", []))
        assert idle.left() == 300


def test_a_click_into_an_open_list_counts(qtbot: QtBot, idle: Idle, clocks: Clocks) -> None:
    choice = QComboBox()
    choice.addItems(["at first", "then"])
    qtbot.addWidget(choice)
    with qtbot.waitActive(choice):
        choice.show()
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    opened = choice.view().window()
    qtbot.waitUntil(opened.isVisible)
    QApplication.processEvents()
    clocks.go(200)
    QTest.mouseClick(opened.windowHandle(), Qt.MouseButton.LeftButton)
    assert idle.left() == 300
    opened.hide()


def test_a_window_that_came_by_itself_is_listened_to_within_a_second(qtbot: QtBot, idle: Idle, clocks: Clocks) -> None:
    silent = QWidget()
    QVBoxLayout(silent).addWidget(QLineEdit())  # which is clicked, and not what is around it
    silent.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    qtbot.addWidget(silent)
    silent.show()
    qtbot.waitUntil(lambda: silent.windowHandle() is not None)
    idle.look()
    clocks.go(200)
    QTest.mouseClick(silent.windowHandle(), Qt.MouseButton.LeftButton)
    assert idle.left() == 300


def test_when_it_has_stopped_nothing_is_listened_to(qtbot: QtBot, idle: Idle, clocks: Clocks) -> None:
    line = _shown(qtbot)
    clocks.go(200)
    idle.stop()
    QTest.keyClick(line, Qt.Key.Key_A)
    assert idle.left() == 100
    idle.start()
    assert idle.left() == 300


def test_the_key_that_wakes_the_computer_is_not_typed(
    qtbot: QtBot, idle: Idle, clocks: Clocks, ended: list[bool]
) -> None:
    line = _shown(qtbot)
    clocks.go(3600)
    QTest.keyClick(line, Qt.Key.Key_A)
    assert ended == [True]
    assert idle.left() < 0
    assert line.text() == ""


def test_nothing_is_painted_after_waking_before_the_clock_was_looked_at(
    qapp: QApplication, qtbot: QtBot, idle: Idle, clocks: Clocks, ended: list[bool]
) -> None:
    line = _shown(qtbot)
    clocks.go(12 * 3600)
    assert not ended
    qapp.sendEvent(line, QEvent(QEvent.Type.UpdateRequest))
    assert ended == [True]
    assert idle.left() < 0
