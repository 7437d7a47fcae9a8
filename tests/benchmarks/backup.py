# SPDX-License-Identifier: Apache-2.0
"""A verified backup of the large practice, against copying its bytes and checking the copy; and typing meanwhile."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from dit_desktop.models.backups import Backups
from dit_desktop.models.desk import Desk
from dit_desktop.records.course import Course
from dit_desktop.records.session import SessionNote
from dit_desktop.records.settings import Settings
from dit_desktop.store import keys, schema, vault
from tests.benchmarks import large
from tests.benchmarks.row import Row, limited, row, timed
from tests.practices import SECRET

PAIRS = 3
_KEY = 0.2  # seconds between two saves, as somebody types
_TICK = 5  # milliseconds


def measure(clients: int) -> list[Row]:
    app = QCoreApplication.instance() or QCoreApplication([])
    with large.copied(large.cached(clients)) as folder:
        opened = vault.open_vault(folder, SECRET, state=folder / "state.json")
        desk = Desk(opened)
        backups = desk.backups = Backups(opened, Settings(), lambda: 0)
        try:
            return _measured(app, desk, backups, folder)
        finally:
            desk.close()


def _measured(app: QCoreApplication, desk: Desk, backups: Backups, folder: Path) -> list[Row]:
    floors, own, calm, gaps, saves = [], [], [], [], []
    typing = _Typing(app, desk)
    for _pair in range(PAIRS):
        floors.append(timed(lambda: _copied_and_checked(folder)))
        begun = time.perf_counter()
        backups.back_up()
        found = typing.until(lambda: not backups.working)
        own.append(time.perf_counter() - begun)
        gaps += found[0]
        saves += found[1]
        begun = time.perf_counter()
        calm += typing.until(lambda: time.perf_counter() - begun > 2)[0]  # noqa: B023 - asked at once
    quiet = f"without a backup at most {max(calm) * 1000:.0f} ms"
    return [
        row("verified backup of the practice, while somebody types", (floors, own), 2, unit="s"),
        limited("the same, turns of the event loop", gaps, {100: 0.05}, quiet),
        limited("the same, a save until it is acknowledged", saves, {100: 2.0}),
    ]


def _copied_and_checked(folder: Path) -> None:
    """The least: the bytes copied, and the copy checked once by the cipher and once by the database."""
    copied = folder.with_name("floor.db")
    shutil.copyfile(folder / schema.DATABASE, copied)
    key = keys.open_with_passphrase(keys.read(folder), SECRET.text)
    connection = schema.connect(copied, key, "ro&immutable=1")
    assert not connection.execute("pragma cipher_integrity_check").fetchall()
    assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    connection.close()
    copied.unlink()


class _Typing:
    """Somebody types on, and it is noted how long the window's thread kept them waiting."""

    def __init__(self, app: QCoreApplication, desk: Desk) -> None:
        self._app, self._desk = app, desk
        course = desk.glance(Course, ())[-1]
        self._note = desk.add(SessionNote(client=course.client, parent=course.id, material="We stayed with it. " * 210))
        self._count = 0

    def until(self, so: Callable[[], bool]) -> tuple[list[float], list[float]]:
        """The turns of the event loop and the waits for a save, in seconds, until something is so."""
        gaps: list[float] = []
        saves: list[float] = []
        asked = last = time.perf_counter()
        timer = QTimer(interval=_TICK)
        timer.start()
        waiting = False
        while not so():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now
            if waiting and not self._desk.waiting:
                waiting = False
                saves.append(now - asked)
            if not waiting and now - asked > _KEY:
                asked, waiting = now, True
                self._count += 1
                self._desk.save(replace(self._note, material=f"{self._note.material}{self._count}"))
        return gaps, saves
