# SPDX-License-Identifier: Apache-2.0
"""The clipboard of a real screen, read by another program: what was copied out of the practice goes, and only that."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from dit_desktop.ui.clipboard import KEPT, MARKS
from tests.store.practices import start
from tests.ui.window import new_practice

WORDS: Final = "Only by text message"
FOREIGN: Final = "A recipe for plum cake"

# Another program: it reads what lies there, by content and by kind, or puts something there.
OTHER: Final = """
import sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication
app = QApplication([])
clipboard = app.clipboard()
def act():
    match sys.stdin.readline().strip().split(" ", 1):
        case ["read"]:
            app.processEvents()
            print(clipboard.text(), flush=True)
        case ["kinds"]:
            print(*clipboard.mimeData().formats(), sep="|", flush=True)
        case ["selection"]:
            print(clipboard.text(clipboard.Mode.Selection), flush=True)
        case ["put", words]:
            clipboard.setText(words)
            print("put", flush=True)
told = QSocketNotifier(0, QSocketNotifier.Type.Read, app)
told.activated.connect(act)
print("there", flush=True)
app.exec()
"""
# The real window in a practice with a client whose details are open; the minute is as long as it is told.
OURS: Final = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from dit_desktop.records.client import Client
from dit_desktop.ui import clipboard
from dit_desktop.ui.pages.page import Target
from tests.ui.window import press, unlock, window_on, write
app = QApplication([])
CONTROL = Qt.KeyboardModifier.ControlModifier
with window_on(Path(sys.argv[1])) as window:
    window.copied.setParent(None)
    window.copied = clipboard.Copied(app, float(sys.argv[3]))
    unlock(window)  # only now does the window itself let it go with the client
    client = window.desk.add(Client(code="C-001", alias="Wren"))
    window.workspace.go(Target("details", client.id, client.id, "reach_safely"))
    write(sys.argv[2])
    def act():
        match sys.stdin.readline().strip():
            case "text":
                press(Qt.Key.Key_A, CONTROL)
                press(Qt.Key.Key_C, CONTROL)
            case "line":
                line = QLineEdit(sys.argv[2], window)
                line.selectAll()
                line.copy()
                line.deleteLater()
            case "again":
                window.workspace.go(Target("details", client.id, client.id, "reach_safely"))
            case "hide":
                window.run("hide")
                window.covers.lift()
            case "close":
                press(Qt.Key.Key_W, CONTROL)
            case "lock":
                window.lock()
            case "quit":
                window.leave()
            case "pass":
                QTest.qWait(round(1500 * float(sys.argv[3])))
        app.processEvents()
        print("done", flush=True)
    told = QSocketNotifier(0, QSocketNotifier.Type.Read, app)
    told.activated.connect(act)
    print("open", flush=True)
    app.exec()
os._exit(0)
"""


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    line = ["Xvfb", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset", "-displayfd", "1"]
    server = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    assert server.stdout is not None
    monkeypatch.setenv("DISPLAY", ":" + server.stdout.readline().strip())
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")  # or one would be started
    yield
    server.terminate()
    server.communicate(timeout=10)


@dataclass
class Talking:
    """A process that answers one line with one line."""

    process: subprocess.Popen[str]

    def say(self, words: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self.hear()

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")


class Two:
    """The program and another one on one screen."""

    def __init__(self, folder: Path) -> None:
        self.other = Talking(start(OTHER))
        assert self.other.hear() == "there"
        self._folder = new_practice(folder)

    def open(self, minute: float) -> Talking:
        self.ours = Talking(start(OURS, self._folder, WORDS, str(minute)))
        assert self.ours.hear() == "open"
        return self.ours

    def lies_there(self) -> str:
        return self.other.say("read")

    def end(self) -> None:
        for one in (self.ours, self.other):
            one.process.kill()
            one.process.communicate()


@pytest.fixture
def two(display: None, tmp_path: Path) -> Iterator[Two]:  # noqa: ARG001 - the screen is there first
    made = Two(tmp_path / "practice")
    yield made
    made.end()


def test_fault_39_a_copy_is_marked_and_goes_with_its_client_and_by_locking_and_nothing_else_goes(two: Two) -> None:
    ours = two.open(KEPT)
    for kind in ("text", "line"):
        ours.say(kind)
        assert two.lies_there() == WORDS, "it can be pasted"
        assert set(MARKS) <= set(two.other.say("kinds").split("|")), "and asks every history to leave it out"
    ours.say("text")
    ours.say("hide")
    assert two.lies_there() == WORDS, "hiding the screen keeps it"
    assert two.other.say("selection") == WORDS, "what is selected can be pasted too, with the wheel's button"
    ours.say("close")
    assert (two.lies_there(), two.other.say("selection")) == ("", "")
    for way in ("close", "lock"):
        ours.say("again")
        ours.say("text")
        two.other.say(f"put {FOREIGN}")
        if way == "lock":
            ours.say("text")
            assert two.lies_there() == WORDS
        ours.say(way)
        assert two.lies_there() == (FOREIGN if way == "close" else "")


def test_fault_39_a_copy_goes_after_a_minute_and_by_quitting_and_nothing_else_goes(two: Two) -> None:
    assert KEPT == 60
    ours = two.open(0.5)  # a minute is too long for a test
    ours.say("text")
    assert two.lies_there() == WORDS
    ours.say("pass")
    assert two.lies_there() == ""
    ours.say("text")
    two.other.say(f"put {FOREIGN}")
    ours.say("pass")
    assert two.lies_there() == FOREIGN
    ours.say("text")
    assert two.lies_there() == WORDS
    ours.say("quit")
    assert two.lies_there() == ""
