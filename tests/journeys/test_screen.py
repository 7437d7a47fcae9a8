# SPDX-License-Identifier: Apache-2.0
"""The journeys' driver sees, types, clicks, counts, follows and cleans up; shown on a window of a few lines."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest

from tests.journeys.processes import NotInTimeError, wait_for
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey

WINDOW = """
import os, subprocess, sys
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import *

app = QApplication(sys.argv)
window = QMainWindow(windowTitle=sys.argv[1])
page = QWidget()
rows = QVBoxLayout(page)
line, area, count, names, result = QLineEdit(), QPlainTextEdit(), QSpinBox(), QListWidget(), QLabel("nothing yet")
area.setTabChangesFocus(True)
for widget, name in ((line, "Name"), (area, "Words"), (count, "Count"), (names, "Names")):
    widget.setAccessibleName(name)
    rows.addWidget(widget)
add, same, hidden = QPushButton("Add"), QPushButton("Same"), QPushButton("Never seen")
add.clicked.connect(lambda: names.addItem(line.text()))
for widget in (add, same, QPushButton("Same"), result, hidden):
    rows.addWidget(widget)
hidden.hide()
tall = QWidget()
inside = QVBoxLayout(tall)
for number in range(60):
    button = QPushButton(f"Row {number}")
    button.clicked.connect(lambda _checked=False, number=number: result.setText(f"pressed {number}"))
    inside.addWidget(button)
area_of_rows = QScrollArea(widget=tall)
rows.addWidget(area_of_rows)
again = [sys.executable, __file__, "Replaced"]
QShortcut(QKeySequence("Ctrl+L"), window, lambda: os.execv(sys.executable, again))
QShortcut(QKeySequence("Ctrl+D"), window, lambda: (subprocess.Popen(again, start_new_session=True), os._exit(0)))
window.setCentralWidget(page)
window.resize(700, 700)
window.show()
app.exec()
"""


@pytest.fixture
def window(screen: Screen, tmp_path: Path) -> Screen:
    script = tmp_path / "window.py"
    script.write_text(WINDOW, "utf-8")
    screen.start([sys.executable, script, "First"])
    screen.find(name="Names")
    return screen


def names(screen: Screen) -> list[str]:
    return [node.name for node in screen.all("list item")]


def test_what_is_typed_arrives_letter_for_letter(window: Screen) -> None:
    said = "Rowan’s “cupboard” – £60 … Ünïcode, and a tab is none\nline two; symbols: {}[]()<>&|\\/~^`'\"#@!?%*_+="
    area = window.find("text", "Words")
    window.click(area)
    window.type(said)
    wait_for(lambda: area.text == said, f"{said!r}, there is {area.text!r}", 5)


def test_typing_keeps_to_its_pace(window: Screen) -> None:
    window.click(window.find("text", "Words"))
    begun = time.monotonic()
    window.type("a" * 40, a_second=40)
    assert 0.9 < time.monotonic() - begun < 3


def test_a_click_hits_the_button_and_an_action_presses_it(window: Screen) -> None:
    window.click(window.find("text", "Name"))
    window.type("Heron")
    button = window.find(re.compile("button"), "Add")
    window.click(button)
    wait_for(lambda: names(window) == ["Heron"], "Heron in the list")
    button.do("Press")
    wait_for(lambda: names(window) == ["Heron", "Heron"], "Heron twice")


def test_keys_reach_the_window_and_focus_is_seen(window: Screen) -> None:
    window.click(window.find("text", "Name"))
    window.press("Tab")
    wait_for(lambda: window.focused().name == "Words", "focus on the text area")
    window.press("Tab", "Up", "Up")
    count = window.focused()
    assert count.role == "spin box"
    wait_for(lambda: count.value == 2, "two steps up")
    assert "focused" in count.now()


def test_a_click_scrolls_to_what_is_out_of_sight(window: Screen) -> None:
    for number in (50, 3):
        window.click(window.find(re.compile("button"), f"Row {number}"))
        window.find("label", f"pressed {number}")
    assert window.effort.wheel > 2


def test_the_tree_leaves_out_what_does_not_show(window: Screen) -> None:
    everything = [node.name for root in window.tree.read(hidden=True) for node in root.walk()]
    assert "Never seen" in everything
    assert not window.all(name="Never seen")


def test_two_that_fit_are_refused(window: Screen) -> None:
    with pytest.raises(LookupError, match="2 times"):
        window.find(re.compile("button"), "Same")


def test_what_does_not_come_is_told_with_what_is_there(window: Screen) -> None:
    with pytest.raises(NotInTimeError, match=r"no None 'Goodbye'(.|\n)*'Names'"):
        window.find(name="Goodbye", seconds=0.3)


def test_waiting_for_an_end_fails_while_it_is_there(window: Screen) -> None:
    with pytest.raises(NotInTimeError):
        window.wait_gone(name="Names", seconds=0.3)
    window.wait_gone(name="Never seen")


def test_keys_and_clicks_are_counted_and_text_is_not(window: Screen) -> None:
    window.click(window.find("text", "Name"))
    window.type("ninety characters or nine")
    window.press("Tab", "shift+Tab", "ctrl+a")
    window.click(window.find(name="Add"), times=2)
    assert (window.effort.keys, window.effort.clicks, window.effort.characters) == (3, 3, 25)
    assert window.effort.steps == 6


def test_a_program_that_replaces_itself_is_followed(window: Screen) -> None:
    before = window.pids()
    window.press("ctrl+l")
    window.find(name="Replaced")
    window.wait_gone(name="First")
    assert window.pids() == before


def test_a_program_that_starts_itself_anew_is_followed_and_ended(window: Screen) -> None:
    before = window.pids()
    window.press("ctrl+d")
    window.find(name="Replaced")
    assert not window.pids() & before
    window.processes.end(list(window.pids()))
    window.wait_gone(name="Replaced")


def test_a_picture_shows_the_window(window: Screen, tmp_path: Path) -> None:
    picture = window.screenshot(tmp_path / "seen.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 3000  # an empty screen is a tenth of that


def test_at_twice_the_size_clicks_still_hit(tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(WINDOW, "utf-8")
    with Screen(tmp_path, size=(1800, 1600), scale=2) as screen:
        screen.start([sys.executable, script, "Large"])
        screen.click(screen.find(name="Add"))
        wait_for(lambda: names(screen) == [""], "an entry")


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(WINDOW, "utf-8")
    with Screen(tmp_path) as screen:
        screen.start([sys.executable, script, "First"])
        screen.find(name="First")
        screen.press("ctrl+d")
        screen.find(name="Replaced")
        ours = screen.processes.alive()
        assert any("Xvfb" in command for command in ours.values())
        assert any("Replaced" in command for command in ours.values())
    assert not screen.processes.alive()
    assert "'Names'" in (tmp_path / "last-tree.txt").read_text("utf-8")
    assert (tmp_path / "last-screen.png").stat().st_size > 3000
