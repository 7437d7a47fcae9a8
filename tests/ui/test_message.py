# SPDX-License-Identifier: Apache-2.0
"""The message bar says what happened, what is safe and what to do, to the eye and to a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.ui.message import Kind, MessageBar
from tests.ui.names import nameless, one


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[MessageBar]:
    page = QWidget()
    made = MessageBar()
    QVBoxLayout(page).addWidget(made)
    qtbot.addWidget(page)
    page.show()
    yield made
    page.close()


def test_a_message_says_what_happened_what_is_safe_and_what_next(bar: MessageBar) -> None:
    bar.show_message(Kind.DANGER, "The backup failed.", safe="Your notes are saved.", then="Plug the stick in.")
    assert bar.isVisible()
    assert bar.text() == "The backup failed. Your notes are saved. Plug the stick in."
    assert bar.accessibleName() == f"Something went wrong: {bar.text()}"


def test_a_message_stays_until_it_is_closed(qtbot: QtBot, bar: MessageBar) -> None:
    bar.show_message(Kind.OK, "Signed.")
    QTest.qWait(300)
    assert bar.isVisible()
    with qtbot.waitSignal(bar.closed):
        QTest.mouseClick(one(QToolButton, bar), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert bar.text() == ""


def test_an_action_is_done_once_and_the_message_goes(bar: MessageBar) -> None:
    done: list[str] = []
    bar.show_message(Kind.INFO, "Moved to the bin.", action=("Undo", lambda: done.append("undone")))
    button = one(QPushButton, bar)
    assert button.text() == "Undo"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert not bar.isVisible()
    bar.show_message(Kind.INFO, "Nothing to undo.")
    assert not button.isVisible()


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_word_and_its_picture(bar: MessageBar, kind: Kind) -> None:
    bar.show_message(kind, "Words.", action=("Do", list))
    assert kind.word in bar.accessibleName()
    assert nameless(bar) == []
    assert not bar.grab().isNull()
