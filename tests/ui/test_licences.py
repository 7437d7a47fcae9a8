# SPDX-License-Identifier: Apache-2.0
"""The licences can be read and searched with the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from dit_desktop.paths import resource
from dit_desktop.ui.about import About
from dit_desktop.ui.licences import Licences


def opened(qtbot: QtBot) -> tuple[Licences, QLineEdit, QPlainTextEdit]:
    made = Licences()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    sought, text = made.findChild(QLineEdit), made.findChild(QPlainTextEdit)
    assert isinstance(sought, QLineEdit)
    assert isinstance(text, QPlainTextEdit)
    return made, sought, text


def test_every_text_is_listed_and_the_first_one_shown(qtbot: QtBot) -> None:
    made, _sought, text = opened(qtbot)
    names = sorted(path.stem for path in resource("licences").glob("*.txt"))
    assert len(names) > 20
    assert made.shown_names() == names
    assert text.toPlainText() == resource("licences", f"{names[0]}.txt").read_text("utf-8")


def test_typing_narrows_the_list_and_enter_goes_from_place_to_place(qtbot: QtBot) -> None:
    made, sought, text = opened(qtbot)
    QTest.keyClicks(sought, "zetetic")
    assert made.shown_names() == ["sqlcipher3"]
    places = []
    for _enter in range(4):
        assert text.textCursor().selectedText().casefold() == "zetetic"
        places.append(text.textCursor().selectionStart())
        QTest.keyClick(sought, Qt.Key.Key_Return)
    assert len(set(places)) == len(places)
    assert made.isVisible(), "Enter closed what it should search"
    while text.textCursor().selectionStart() != places[0]:  # and round again
        QTest.keyClick(sought, Qt.Key.Key_Return)


def test_what_no_text_holds_leaves_nothing_and_clearing_brings_all_back(qtbot: QtBot) -> None:
    made, sought, text = opened(qtbot)
    QTest.keyClicks(sought, "no licence says this")
    assert made.shown_names() == []
    assert text.toPlainText() == ""
    sought.selectAll()
    QTest.keyClick(sought, Qt.Key.Key_Backspace)
    assert len(made.shown_names()) > 20
    assert text.toPlainText() != ""


def test_the_keyboard_reaches_everything_and_addresses_are_only_text(qtbot: QtBot) -> None:
    made, sought, text = opened(qtbot)
    assert made.focusWidget() is sought
    for kind in (QListWidget, QPlainTextEdit, QPushButton):
        QTest.keyClick(made.focusWidget(), Qt.Key.Key_Tab)
        assert isinstance(made.focusWidget(), kind)
        assert made.focusWidget().accessibleName() or isinstance(made.focusWidget(), QPushButton)
    assert not text.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse


def test_about_opens_the_licences(qtbot: QtBot) -> None:
    about = About()
    qtbot.addWidget(about)
    about.show()
    button = next(button for button in about.findChildren(QPushButton) if button.text() == "Licences")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    made = about.findChild(Licences)
    assert isinstance(made, Licences)
    qtbot.waitUntil(made.isVisible)
