# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""With ten times the years behind it no page costs the database more; counted in its own steps, not by a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlcipher3.dbapi2 import Connection

from dit_desktop.models.desk import Desk
from dit_desktop.records.course import Course
from dit_desktop.records.session import SessionNote
from dit_desktop.store import asking, vault
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.registry import PAGES
from dit_desktop.ui.workspace import Workspace
from tests.benchmarks import large
from tests.practices import SECRET
from tests.ui.pages.walk import settle

pytestmark = pytest.mark.xdist_group("growth")  # both read the same practices, which take a while to be made

FEW, MANY = 40, 400  # clients, one after the other: half a year, after which the week is full, and five
MORE = 1.2
_EVERY = 20  # steps of the database that are counted as one
_OF_EVERYTHING = {"clients", "search", "log"}  # they show everybody, what was looked for, and what happened last
_WALK = "select id from record where kind = 'SessionNote' and +signed_at is null and binned_at is null"


@pytest.fixture(scope="module")
def practices(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    made = {}
    for clients in (FEW, MANY):
        folder = made[clients] = tmp_path_factory.mktemp("growth") / "practice"
        large.build(folder, clients, date.today().replace(day=1))  # noqa: DTZ011 - the therapist's own day
    return made


@dataclass
class Counted:
    """A window on a practice, and how many steps the database takes for what is done in it."""

    workspace: Workspace
    connection: Connection

    def steps(self, work: Callable[[], object]) -> int:
        found = [0]

        def count() -> int:
            found[0] += 1
            return 0

        self.connection.set_progress_handler(count, _EVERY)
        try:
            work()
            settle()
        finally:
            self.connection.set_progress_handler(None, _EVERY)
        return found[0] * _EVERY

    def pages(self) -> dict[str, int]:
        """What every page costs of the last client whose course has ended, shown for the first time."""
        desk = self.workspace.desk
        course = next(each for each in reversed(desk.glance(Course, ("state",))) if each.texts == ("ended",))
        note = desk.find(SessionNote, parent=course.id)[3]
        found = {}
        for page in PAGES:
            if page.name in _OF_EVERYTHING or not page.listed:
                continue
            target = Target(page.name, course.client if page.inside else 0)
            found[page.name] = self.steps(lambda target=target: self.workspace.go(target))  # type: ignore[misc]
        found["note"] = self.steps(lambda: self.workspace.go(Target("note", course.client, note.id)))
        return found


@pytest.fixture
def opened(practices: dict[int, Path], qtbot: QtBot) -> Iterator[Callable[[int], Counted]]:
    desks = []

    def open_one(clients: int) -> Counted:
        folder = practices[clients]
        desk = Desk(vault.open_vault(folder, SECRET, state=folder / "state.json"))
        desks.append(desk)
        made = Workspace(desk)
        qtbot.addWidget(made)
        made.show()
        with desk._vault.reading() as connection:
            return Counted(made, connection)

    yield open_one
    for desk in desks:
        desk.close()


def test_a_page_costs_the_same_after_ten_times_the_years(opened: Callable[[int], Counted]) -> None:
    few, many = opened(FEW).pages(), opened(MANY).pages()
    assert set(few) >= {"today", "diary", "overview", "sessions", "note", "letter", "keys", "practice", "exports"}
    assert {name: (few[name], many[name]) for name in few if many[name] > MORE * few[name] + 20 * _EVERY} == {}


def test_a_question_that_grows_with_the_years_is_noticed(opened: Callable[[int], Counted]) -> None:
    few, many = opened(FEW), opened(MANY)

    def both(question: Callable[[Connection], object]) -> tuple[int, int]:
        return few.steps(lambda: few.workspace.desk.ask(question)), many.steps(
            lambda: many.workspace.desk.ask(question)
        )

    before, after = both(asking.drafts)
    assert after <= MORE * before
    before, after = both(lambda connection: connection.execute(_WALK).fetchall())
    assert after > 5 * before
