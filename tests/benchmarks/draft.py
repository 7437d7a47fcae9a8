# SPDX-License-Identifier: Apache-2.0
"""A note of 4 kB saved into the large practice, against one raw commit of the same bytes."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from sqlcipher3.dbapi2 import Connection

from dit_desktop.models.desk import Desk
from dit_desktop.records import body
from dit_desktop.records.course import Course
from dit_desktop.records.session import SessionNote
from dit_desktop.store import schema, vault
from tests.benchmarks import large
from tests.benchmarks.row import Row, limited, pairs, percentile, row
from tests.practices import SECRET

SAVES = 200
_ROWS = 4000
_WORDS = "We stayed with the silence after she spoke of her mother, and then she laughed. "


def measure(clients: int) -> list[Row]:
    source = large.cached(clients)
    app = QCoreApplication.instance() or QCoreApplication([])
    with large.copied(source) as folder:
        desk = Desk(vault.open_vault(folder, SECRET, state=folder / "state.json"))
        try:
            return _saves(app, desk, folder.with_name("raw.db"))
        finally:
            desk.close()


def _saves(app: QCoreApplication, desk: Desk, raw: Path) -> list[Row]:
    course = desk.glance(Course, ())[-1]
    text = (_WORDS * 60)[:4000]
    note = desk.add(SessionNote(client=course.client, parent=course.id, material=text))
    connection = _raw(raw, body.text(note))
    asked: list[float] = []
    count = iter(range(10**6))

    def floor() -> None:
        """The least: one transaction that puts the bytes in the place of the old ones."""
        connection.execute("begin immediate")
        connection.execute("update note set body = ? where id = 7", (body.text(note) + str(next(count)),))
        connection.execute("commit")

    def ours() -> None:
        """As a form does it: handed to the desk, written elsewhere, and acknowledged on the window's thread."""
        begun = time.perf_counter()
        desk.save(replace(note, material=f"{text}{next(count)}"))
        asked.append(time.perf_counter() - begun)
        while desk.waiting:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    both = pairs(SAVES, floor, ours)
    connection.close()
    return [
        row("draft save of a 4 kB note, request to acknowledged", both, 3, _told(both)),
        limited("the same, slowest", both[1], {99: 0.016}),
        limited("the same, what the window's thread waits", asked, {99: 0.016}),
    ]


def _told(both: tuple[Sequence[float], Sequence[float]]) -> str:
    return f"p99 of the floor {percentile(both[0], 99) * 1000:.1f} ms"


def _raw(path: Path, text: str) -> Connection:
    """A file of the same cipher and pragmas with nothing in it but one table of such texts."""
    connection = schema.connect(path, bytearray(os.urandom(32)), "rwc")
    connection.execute("create table note(id integer primary key, body text)")
    connection.execute("begin")
    connection.executemany("insert into note(body) values(?)", [(text,)] * _ROWS)
    connection.execute("commit")
    return connection
