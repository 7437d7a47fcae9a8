# SPDX-License-Identifier: Apache-2.0
"""A text of any length is given back character for character, stands in its place, and is undone step by step."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.ui.colours import DARK, palette
from dit_desktop.ui.control import Line
from dit_desktop.ui.prose import Prose, exact
from tests.strategies import TEXTS
from tests.ui.wheel import takes_wheel

ODD = "one\r\ntwo\rthree\u2028four\u2029five\xa0six\x00\ud800seven\ufdd0😀\u202eאב\t"


@pytest.fixture
def prose(qtbot: QtBot) -> Prose:
    made = Prose(3)
    qtbot.addWidget(made)
    made.resize(400, 100)
    made.show()
    return made


def at_end(prose: Prose) -> None:
    prose.moveCursor(QTextCursor.MoveOperation.End)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(TEXTS)
def test_any_text_is_given_back_character_for_character(prose: Prose, text: str) -> None:
    prose.show_value(text)
    assert prose.value() == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(TEXTS)
def test_one_line_gives_any_text_back_too(qtbot: QtBot, text: str) -> None:
    line = Line()
    qtbot.addWidget(line)
    line.show_value(text)
    assert line.value() == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(TEXTS)
def test_what_is_typed_after_odd_characters_leaves_them_as_they_were(prose: Prose, text: str) -> None:
    prose.turn(0, text + "|")
    at_end(prose)
    QTest.keyClicks(prose, "new")
    assert prose.value() == text + "|new"


def test_an_edit_in_the_middle_changes_nothing_on_either_side(prose: Prose) -> None:
    prose.turn(0, ODD)
    cursor = prose.textCursor()
    cursor.setPosition(prose.document().toRawText().index("two"))
    prose.setTextCursor(cursor)
    QTest.keyClicks(prose, "X")
    assert prose.value() == ODD.replace("two", "Xtwo")


def test_half_characters_cannot_be_held_where_they_are_edited() -> None:
    assert exact("a\ud800b", "ab", "ab") == "a\ud800b"
    assert exact("a\ud800b", "ab", "aXb") == "aX\ud800b"
    assert exact("a\ud800b", "ab", "a") == "a"
    assert exact("\ud800", "", "typed") == "typed"


def test_shift_and_enter_makes_an_ordinary_line_break(prose: Prose) -> None:
    QTest.keyClicks(prose, "a")
    QTest.keyClick(prose, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(prose, "b")
    assert prose.value() == "a\nb"


def test_a_text_of_a_megabyte_survives(prose: Prose) -> None:
    text = "All of it was said, and then it was said again.\n" * 21_000
    prose.show_value(text)
    assert prose.value() == text
    assert prose.height() < 3000


def test_it_grows_with_its_text_and_shrinks_again(prose: Prose) -> None:
    low = prose.height()
    prose.show_value("line\n" * 12)
    assert prose.height() > 2 * low
    prose.show_value("")
    assert prose.height() == low


def test_showing_the_same_text_again_keeps_what_can_be_undone(prose: Prose) -> None:
    prose.turn(7, "before")
    at_end(prose)
    QTest.keyClicks(prose, " after")
    prose.show_value("before after")
    prose.undo()
    assert prose.value() == "before"


def test_a_text_of_one_record_cannot_be_undone_into_another(prose: Prose) -> None:
    prose.turn(7, "")
    QTest.keyClicks(prose, "secret")
    prose.turn(8, "")
    prose.undo()
    assert prose.value() == ""
    assert not prose.document().isUndoAvailable()


def test_going_back_to_a_record_finds_its_undo(prose: Prose) -> None:
    prose.turn(7, "")
    QTest.keyClicks(prose, "first")
    prose.turn(8, "other")
    prose.turn(7, "first")
    prose.undo()
    assert prose.value() == ""


def test_a_record_changed_elsewhere_meanwhile_is_shown_as_it_is_now(prose: Prose) -> None:
    prose.turn(7, "old")
    prose.turn(8, "other")
    prose.turn(7, "new")
    assert prose.value() == "new"
    assert not prose.document().isUndoAvailable()


def test_tab_leaves_the_text(prose: Prose) -> None:
    assert prose.tabChangesFocus()


def test_the_wheel_over_a_text_turns_the_page(qtbot: QtBot) -> None:
    short, long = Prose(3), Prose(3)
    page = QWidget()
    column = QVBoxLayout(page)
    for text in (short, long):
        column.addWidget(text)
    qtbot.addWidget(page)
    page.show()
    long.show_value("line\n" * 500)
    qtbot.waitUntil(lambda: long.verticalScrollBar().maximum() > 0)
    short.setFocus()
    assert not takes_wheel(short)  # nothing to scroll in it
    assert not takes_wheel(long)  # nobody is at work in it
    long.setFocus()
    qtbot.waitUntil(long.hasFocus)
    long.moveCursor(QTextCursor.MoveOperation.Start)
    assert takes_wheel(long)
    long.moveCursor(QTextCursor.MoveOperation.End)
    assert not takes_wheel(long)  # it has come to its end


@pytest.fixture
def given_back(qapp: QApplication) -> Iterator[None]:
    """The looks of the whole application as they were before; a look that knows nothing of it would stay wrong."""
    font, colours = qapp.font(), qapp.palette()
    yield
    qapp.setFont(font)
    qapp.setPalette(colours)


@pytest.mark.usefixtures("given_back")
def test_another_font_or_palette_is_no_edit(prose: Prose) -> None:
    prose.show_value("two\nlines")
    edits: list[bool] = []
    prose.edited.connect(lambda: edits.append(True))
    font = prose.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    prose.setFont(font)
    QApplication.setFont(font)
    QApplication.setPalette(palette(DARK))
    QApplication.processEvents()
    assert edits == []
    QTest.keyClicks(prose, "x")
    assert edits == [True]


def test_its_height_is_one_whatever_the_width_and_the_size_of_the_text(qtbot: QtBot) -> None:
    whole = QWidget()
    column = QVBoxLayout(whole)
    prose = Prose(6)
    column.addWidget(prose)
    column.addStretch()
    prose.show_value("Dear Isobel,\n\n" + "I wrote this in the car park. I did not cry. " * 4 + "\n\nMarian.\n")
    qtbot.addWidget(whole)
    whole.show()
    for width in (*range(300, 900, 21), *range(900, 300, -39)):
        whole.resize(width, 700)
        font = prose.font()
        font.setPointSize(10 + width % 7)
        prose.setFont(font)
        prose.setReadOnly(width % 2 == 0)
        QApplication.processEvents()
        assert prose.minimumHeight() == prose.maximumHeight() == prose.height(), width
