# SPDX-License-Identifier: Apache-2.0
"""The real window on a practice, measured from inside its process: `python -m tests.benchmarks.inside unlock FOLDER`.

What is measured goes to standard output as JSON: for each kind of work its seconds, and bytes of memory.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from dit_desktop.ui.vault.where import Where
from dit_desktop.ui.window import MainWindow
from tests.practices import PASSPHRASE

if TYPE_CHECKING:
    from dit_desktop.store.rows import Glance

_PATIENCE = 20  # seconds
CLIENTS = 40  # opened one after the other
_BESIDE = 15  # of them opened while the missed backup is made
_LONG = 300  # seconds for that, and for the rehearsal after it
_LAST = "dit_desktop.ui.workspace"  # of what a window loads after its first paint
_PAGES = ("details", "assessment", "formulation", "sessions", "letter")


class Painted(QObject):
    """Waits until a window has painted what changed in it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._seen = False
        # Waiting must not take the processor from what is waited for, nor for ever.
        QTimer(self, interval=20).start()

    def watch(self, window: QWidget) -> None:
        """From now on; the next request to update paints everything that was changed until then."""
        self._seen = False
        for watched in (window, window.windowHandle()):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.UpdateRequest, QEvent.Type.Expose}:
            self._seen = True
            watched.removeEventFilter(self)
        return False

    def wait(self) -> None:
        self.until(lambda: self._seen)

    def until(self, so: Callable[[], object], patience: float = _PATIENCE) -> None:
        """Until something is so, and everything else that was waiting to be done at that moment is done too."""
        end = time.monotonic() + patience
        while not so():
            if time.monotonic() > end:
                raise TimeoutError
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._app.processEvents()


class Inside:
    """A window, and what it took to do things in it."""

    def __init__(self, folder: Path) -> None:
        self.app = QApplication(["benchmark"])
        self.painted = Painted(self.app)
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.replaced: list[float] = []
        self.window = MainWindow(
            self.app, Where(folder, told=True), replace_process=lambda _line: self.replaced.append(time.perf_counter())
        )
        self.window.show()
        self.painted.until(lambda: _LAST in sys.modules)
        QTest.qWait(300)  # nobody types a passphrase faster

    def unlock(self) -> None:
        """Type the passphrase, press the button, and wait for the first page."""
        door = self.window.door
        assert door is not None
        assert door.unlock is not None
        door.opened.connect(self._watch_first)
        door.unlock.secret.line.setText(PASSPHRASE)
        begun = time.perf_counter()
        door.unlock.button.click()
        self.painted.until(lambda: self.window.workspace is not None)
        self.painted.wait()
        self.times["unlock"].append(time.perf_counter() - begun)

    def _watch_first(self) -> None:
        self.painted.watch(self.window)

    def go(self, name: str, page: str, client: int = 0, record: int = 0) -> None:
        """Show a page, and note how long it takes until it is painted."""
        from dit_desktop.ui.pages.page import Target  # noqa: PLC0415 - the window itself loads it later

        workspace = self.window.workspace
        assert workspace is not None
        QTest.keyClick(self.window, Qt.Key.Key_Shift)  # nobody comes to a page without one
        begun = time.perf_counter()
        self.painted.watch(self.window)
        workspace.go(Target(page, client, record))
        self.painted.wait()
        self.times[name].append(time.perf_counter() - begun)

    def walk(self) -> None:
        """Open clients of thirty years in no order: one at first, some while the missed backup is made, and the rest.

        Nothing was ever backed up here, so that a backup begins by itself and a rehearsal after it.
        """
        from dit_desktop.records.course import Course  # noqa: PLC0415 - see go

        desk = self.window.desk
        assert desk is not None
        backups = desk.backups
        assert backups is not None
        courses = random.Random(4).sample(desk.glance(Course, ()), 1 + _BESIDE + CLIENTS)
        self._open(courses.pop(), "first ")
        self.painted.until(lambda: backups.working)
        for _number in range(_BESIDE):
            self._open(courses.pop(), "beside a backup: " if backups.working else "")
        self.painted.until(lambda: backups.settings.rehearsed_on and not backups.working, _LONG)
        while courses:
            self._open(courses.pop(), "")

    def _open(self, course: Glance, when: str) -> None:
        """Open a client, their pages, and one of their sessions; and the pages that are about everybody."""
        from dit_desktop.records.session import SessionNote  # noqa: PLC0415 - see go

        assert self.window.desk is not None
        notes = self.window.desk.find(SessionNote, parent=course.id)
        self.go(f"{when}open a client", "overview", course.client)
        for page in _PAGES:
            self.go(f"{when}switch page", page, course.client)
        if notes:
            self.go(f"{when}open a session", "note", course.client, notes[len(notes) // 2].id)
        self.go(f"{when}back to the clients", "clients")
        self.go(f"{when}open the day", "today")
        self.go(f"{when}open the diary", "diary")

    def type(self) -> None:
        """Begin a note of 4 kB and type on, key by key."""
        from dit_desktop.records.course import Course  # noqa: PLC0415 - see go
        from dit_desktop.records.session import SessionNote  # noqa: PLC0415

        desk = self.window.desk
        assert desk is not None
        course = desk.glance(Course, ())[-1]
        note = desk.add(SessionNote(client=course.client, parent=course.id, material="We stayed with it. " * 210))
        self.go("begin a note", "note", course.client, note.id)
        typed = self.app.focusWidget()
        assert typed is not None
        for _key in range(200):
            begun = time.perf_counter()
            QTest.keyClick(typed, Qt.Key.Key_A)
            self.app.processEvents()
            self.times["a key"].append(time.perf_counter() - begun)

    def lock(self) -> None:
        """Ask to lock, until a fresh process would be started."""
        begun = time.perf_counter()
        self.window.lock()
        self.times["lock"].append(self.replaced[0] - begun)


def memory() -> int:
    """Bytes of this process that are in memory now; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def bare() -> dict[str, list[float]]:
    """The floor of memory: a window with nothing in it."""
    app = QApplication(["benchmark"])
    window = QMainWindow()
    window.setCentralWidget(QWidget())
    window.show()
    painted = Painted(app)
    painted.watch(window)
    painted.wait()
    return {"memory": [memory()]}


def main(what: str, folder: str) -> dict[str, list[float]]:
    """Do what is asked, in a process of its own."""
    if what == "bare":
        return bare()
    inside = Inside(Path(folder))
    inside.unlock()
    inside.times["memory"].append(memory())
    if what == "pages":
        inside.walk()
        inside.times["memory after"].append(memory())
        inside.type()
    inside.lock()
    return inside.times


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
