# SPDX-License-Identifier: Apache-2.0
"""Nobody is there any more: it locks whatever is open, loses nothing, and after a night shows nothing first."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QDrag, QTextCursor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPlainTextEdit, QWidget

from dit_desktop.records.client import Client
from dit_desktop.store import vault
from dit_desktop.store.vault import Place
from dit_desktop.ui.idle import Idle
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.window import MainWindow
from tests.practices import SECRET
from tests.ui.window import Replaced, focused, new_practice, unlock, until, window_on, write

pytestmark = pytest.mark.usefixtures("qapp")
WORDS: Final = "Only by text message, never by telephone"
NIGHT: Final = 12 * 3600


@dataclass
class Clock:
    """The clock on the wall, and by how much it was put forward."""

    ahead: float = 0.0
    jumped: float = 0.0

    def jump(self) -> None:
        """Let a night pass, while a steady clock stands still."""
        self.ahead, self.jumped = NIGHT, time.monotonic()

    def wall(self) -> float:
        return time.time() + self.ahead


def watched_by(window: MainWindow, clock: Clock) -> None:
    """Let the window's own watch look at this clock."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window.idle.stop()
    window.idle = Idle(app, 5, wall=clock.wall)
    window.idle.expired.connect(lambda: window.pull("idle"))
    window.idle.start()


def _drag(window: MainWindow) -> object:
    drag, data = QDrag(window), QMimeData()
    data.setText("something that is dragged")
    drag.setMimeData(data)
    # A process that is replaced takes its drag along; one that only says so ends it here.
    ends = QTimer(window, interval=50)
    ends.timeout.connect(lambda: QTest.keyClick(window, Qt.Key.Key_Escape) if window.desk is None else None)
    ends.start()
    return drag.exec()


def _menu(window: MainWindow) -> object:
    menu = QMenu(window)
    menu.addAction("Something")
    return menu.exec()


def _preview(window: MainWindow) -> object:
    printer = QPrinter()  # neither dialog keeps it alive
    return QPrintPreviewDialog(printer, window).exec()


def _print(window: MainWindow) -> object:
    printer = QPrinter()
    return QPrintDialog(printer, window).exec()


OPEN: Final[dict[str, Callable[[MainWindow], object]]] = {
    "a dialog": lambda window: QDialog(window).exec(),
    "a file dialog": lambda window: QFileDialog.getOpenFileName(window, "A file"),
    "a print dialog": _print,
    "a print preview": _preview,
    "a menu": _menu,
    "a drag": _drag,
}


@pytest.mark.parametrize("what", OPEN)
def test_fault_44_it_locks_within_two_seconds_with_anything_open_and_keeps_every_character(
    tmp_path: Path, what: str
) -> None:
    folder, replaced, clock = new_practice(tmp_path / "practice"), Replaced(), Clock()
    locked: list[float] = []
    with window_on(folder, replaced) as window:
        unlock(window)
        assert window.desk is not None
        assert window.workspace is not None
        client = window.desk.add(Client(code="C-001", alias="Wren"))
        window.workspace.go(Target("details", client.id, client.id, "reach_safely"))
        write(WORDS)
        text = focused()
        assert isinstance(text, QPlainTextEdit)
        text.moveCursor(QTextCursor.MoveOperation.PreviousWord)
        watched_by(window, clock)
        watch = QTimer(window, interval=5)
        watch.timeout.connect(lambda: locked.append(time.monotonic()) if replaced.lines and not locked else None)
        watch.start()
        QTimer.singleShot(300, window, clock.jump)
        assert not replaced.lines
        OPEN[what](window)
        until(lambda: locked)
        assert clock.jumped, "it was still open when nobody was there any more"
        assert locked[0] - clock.jumped < 2
        assert len(replaced.lines) == 1
    made = vault.open_vault(folder, SECRET, state=folder / "state.json")
    kept, place = made.get(client.id), made.place()
    made.close()
    assert isinstance(kept, Client)
    assert kept.reach_safely == WORDS
    assert place == Place("details", client.id, "reach_safely", WORDS.index("telephone"))


class Painted(QObject):
    """Counts what is painted inside the workspace."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self._inside = inside
        self.times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget) and self._inside.isAncestorOf(watched):
            self.times += 1
        return False


def test_fault_45_after_twelve_hours_asleep_it_locks_before_anything_is_painted(tmp_path: Path) -> None:
    folder, replaced, clock = new_practice(tmp_path / "practice"), Replaced(), Clock()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with window_on(folder, replaced) as window:
        unlock(window)
        assert window.workspace is not None
        watched_by(window, clock)
        painted = Painted(window.workspace)
        app.installEventFilter(painted)
        window.workspace.update()
        window.update()
        until(lambda: painted.times)
        before = painted.times
        clock.jump()
        assert not replaced.lines
        for part in (window, *window.workspace.findChildren(QWidget)):
            part.update()  # as a screen that comes on asks for
        until(lambda: replaced.lines)
        assert painted.times == before, "what was on the screen was shown again"
        app.removeEventFilter(painted)
