# SPDX-License-Identifier: Apache-2.0
"""Open practices for tests of models and windows: made once, copied for each test, on a real disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import Event

from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.course import Appointment, AppointmentState, Course, CourseState, Weekday
from dit_desktop.records.session import SessionNote
from dit_desktop.store import vault
from dit_desktop.store.example import example_practice
from tests.practices import CHEAP, PASSPHRASE, SECRET

TODAY = date.today()  # noqa: DTZ011 - the therapist's own day


def make_example(folder: Path) -> Path:
    """The example practice as it stands today, closed."""
    state = folder / "state.json"
    made, _code = vault.create(folder / "practice", PASSPHRASE, state=state, cost=CHEAP, fill=example_practice(TODAY))
    made.close()
    return folder


def make_empty(folder: Path) -> Path:
    """A practice without anybody, closed."""
    made, _code = vault.create(folder / "practice", PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    made.close()
    return folder


def open_copy(source: Path, to: Path) -> vault.Vault:
    """A practice for one test to change."""
    shutil.copytree(source, to, dirs_exist_ok=True)
    return vault.open_vault(to / "practice", SECRET, state=to / "state.json")


def rows(of: vault.Vault) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a vault but for where the therapist was and what the search index has yet to see."""
    with of.reading() as connection:
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        kept = [
            name
            for name in names
            if name not in {"place", "stale"} and not name.startswith(("sqlite_", "word", "private_word"))
        ]
        return {name: sorted(connection.execute(f"select * from {name}"), key=repr) for name in kept}


@contextmanager
def busy(desk: Desk) -> Iterator[None]:
    """The writer has its hands full until the block is left."""
    go_on = Event()
    desk._writer.run(lambda: go_on.wait(20))  # noqa: SLF001 - the queue that everything waits in
    try:
        yield
    finally:
        go_on.set()


def client_with_course(desk: Desk, *, starts_on: date = TODAY, state: CourseState = CourseState.ACTIVE) -> Course:
    """A new client whose course meets on the weekday of its first session at ten."""
    client = desk.add(Client(code="C-900", alias="Wren"))
    weekday = Weekday(str(starts_on.isoweekday()))  # type: ignore[call-arg] # by its value
    slot = datetime(2026, 1, 1, 10).time()  # noqa: DTZ001 - a wall clock
    return desk.add(
        Course(client=client.id, parent=client.id, state=state, starts_on=starts_on, slot_day=weekday, slot_time=slot)
    )


def appointment(desk: Desk, course: Course, at: datetime, state: AppointmentState) -> Appointment:
    """One appointment of a course."""
    return desk.add(Appointment(client=course.client, parent=course.id, starts_at=at, state=state))


def note(desk: Desk, course: Course, **filled: object) -> SessionNote:
    """One note of a course."""
    return desk.add(SessionNote(client=course.client, parent=course.id, **filled))  # type: ignore[arg-type]
