# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""What becomes of words that cannot be written: they are kept, shown, told, and tried again."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from dit_desktop.models import desk as desk_module
from dit_desktop.models.desk import Desk
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.formulation import Formulation, Sharing
from dit_desktop.records.session import SessionNote
from dit_desktop.store import schema
from dit_desktop.store.errors import DiskFull, Missing, Refused
from tests.opened import busy, client_with_course, note

ROOT = Path(__file__).parents[2]


@contextmanager
def moved_away(desk: Desk) -> Iterator[None]:
    """The file with the records lies somewhere else for a while."""
    file = desk._vault.folder / schema.DATABASE
    aside = file.with_name("aside")
    file.rename(aside)
    try:
        yield
    finally:
        aside.rename(file)


@pytest.fixture
def told(desk: Desk) -> list[object]:
    heard: list[object] = []
    desk.refused.connect(heard.append)
    desk.recovered.connect(lambda: heard.append("recovered"))
    return heard


@pytest.fixture(autouse=True)
def impatient(desk: Desk) -> None:
    desk._again.setInterval(30)


def test_a_save_that_fails_is_kept_told_and_tried_again_by_itself(desk: Desk, told: list[object], qtbot: QtBot) -> None:
    made = note(desk, client_with_course(desk), material="before")
    with moved_away(desk):
        desk.save(replace(made, material="typed"))
        qtbot.waitUntil(lambda: len(told) >= 2)
        assert {type(item) for item in told} == {Missing}
        error = told[0]
        assert isinstance(error, Refused)
        assert all((error.what, error.safe, error.next))
        assert desk.waiting
        assert desk.get(SessionNote, made.id).material == "typed"
        assert desk.find(SessionNote, parent=made.parent)[0].material == "typed"
    qtbot.waitUntil(lambda: told[-1] == "recovered")
    assert told.count("recovered") == 1
    assert not desk.waiting
    assert desk._vault.get(made.id).material == "typed"


def test_it_is_tried_again_every_four_seconds(desk: Desk) -> None:
    assert desk_module.AGAIN == 4000
    assert desk._again.isSingleShot()


def test_settling_raises_what_keeps_the_words_from_the_disk(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="before")
    with moved_away(desk):
        desk.save(replace(made, material="typed"))
        for _round in range(2):
            with pytest.raises(Missing):
                desk.settle()
        with pytest.raises(Missing):
            desk.sign(desk.get(SessionNote, made.id))
    desk.settle()
    assert desk.sign(desk.get(SessionNote, made.id)).material == "typed"


def test_a_failed_save_keeps_its_visit(desk: Desk, told: list[object], qtbot: QtBot) -> None:
    made = note(desk, client_with_course(desk), material="before")
    desk.open_visit(made.id)
    with moved_away(desk):
        desk.save(replace(made, material="t"))
        qtbot.waitUntil(lambda: bool(told))
        desk.save(replace(made, material="typed"))
    qtbot.waitUntil(lambda: told[-1] == "recovered")
    assert [item.material for item in desk.revisions(made)] == ["before"]
    desk.undo.undo()
    assert desk.get(SessionNote, made.id).material == "before"


def test_all_is_well_again_only_when_everything_is_written(desk: Desk, told: list[object], qtbot: QtBot) -> None:
    course = client_with_course(desk)
    one, two = note(desk, course), note(desk, course)
    with moved_away(desk):
        desk.save(replace(one, material="1"))
        desk.save(replace(two, material="2"))
        qtbot.waitUntil(lambda: len(told) >= 2)
    with busy(desk):
        desk._try_again()
        assert "recovered" not in told
    qtbot.waitUntil(lambda: told[-1] == "recovered")
    assert told.count("recovered") == 1
    assert {item.material for item in desk.find(SessionNote)} == {"1", "2"}


def test_the_first_words_of_a_new_record_wait_too(desk: Desk, told: list[object], qtbot: QtBot) -> None:
    course = client_with_course(desk)
    blank = Assessment(client=course.client, parent=course.id)
    with moved_away(desk):
        kept = desk.save(replace(blank, complaint="It"))
        assert kept.id == 0
        assert desk.waiting
        desk.save(replace(kept, complaint="It began"))
        assert [item.complaint for item in desk.find(Assessment, parent=course.id)] == ["It began"]
        assert desk.find(Assessment, parent=course.id + 1) == []
        under = desk.find_under(Assessment, [course.id, course.id + 1])
        assert {parent: len(found) for parent, found in under.items()} == {course.id: 1, course.id + 1: 0}
        assert desk.find_under(Assessment, [course.id + 1]) == {course.id + 1: []}
        with pytest.raises(Missing):
            desk.settle()
    qtbot.waitUntil(lambda: told[-1] == "recovered")
    found = desk.find(Assessment, client=course.client)
    assert [(bool(item.id), item.complaint) for item in found] == [(True, "It began")]


def test_what_belongs_to_different_records_is_kept_apart(desk: Desk) -> None:
    course = client_with_course(desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    versions = [desk.add(Formulation(**mine)) for _n in range(2)]
    with moved_away(desk):
        for version in versions:
            desk.save(Sharing(formulation=version.id, response=f"to {version.id}", **mine))
    desk.settle()
    assert {item.response for item in desk.find(Sharing)} == {f"to {version.id}" for version in versions}


def test_a_mistake_of_the_program_is_not_taken_for_a_refusal(desk: Desk, told: list[object], qtbot: QtBot) -> None:
    made = note(desk, client_with_course(desk), material="before")
    wrong = replace(made, material=object())  # type: ignore[arg-type] # nothing that can be written down
    with capture_exceptions() as raised:
        desk.save(wrong)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is TypeError
    assert told == []
    assert desk.waiting
    with pytest.raises(TypeError):
        desk.settle()
    desk.save(made)
    desk.settle()
    assert not desk.waiting


SCRIPT = """
import json, subprocess, sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from PySide6.QtCore import QCoreApplication
from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.goal import Hope
from dit_desktop.store import vault
from dit_desktop.store.errors import DiskFull, ReadOnly
from dit_desktop.store.vault import Place
from tests.practices import CHEAP, PASSPHRASE, SECRET

disk = Path(sys.argv[1])
app = QCoreApplication([])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=True)
made, _code = vault.create(disk / "practice", PASSPHRASE, state=disk / "state.json", cost=CHEAP)
desk = Desk(made)
told = []
desk.refused.connect(lambda error: told.append(type(error).__name__))
desk.recovered.connect(lambda: told.append("recovered"))
desk._again.setInterval(50)
client = desk.add(Client(code="C-1"))
wish = desk.add(Hope(client=client.id, parent=client.id))
filler = disk / "filler"
with filler.open("wb", buffering=0) as file:
    try:
        while True:
            file.write(bytes(4096))
    except OSError:
        pass
long = replace(client, reach_safely="word " * 20000)
desk.save(long)
while not told:
    app.processEvents()
kept = desk.get(Client, client.id) == long
filler.unlink()
while told[-1] != "recovered":
    app.processEvents()
desk.settle()
written = made.get(client.id).reach_safely == long.reach_safely
desk.close()
app.processEvents()

subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
desk = Desk(vault.open_vault(disk / "practice", SECRET, state=disk / "state.json"))
refused = []
for change in (lambda: desk.add(Client()), lambda: desk.sign(wish), lambda: desk.note("exported")):
    try:
        change()
    except ReadOnly as error:
        refused.append(error.what)
desk.keep_place(Place("clients", 0, "", 0))
found = desk.find(Client)[0].code
print(json.dumps([told[0], kept, written, desk.read_only, found, len(refused), desk.place(), desk.waiting]))
desk.close()
app.processEvents()
"""


def test_fault_a_full_disk_loses_no_words_and_a_disk_that_only_reads_is_read(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", sys.executable, "-c", SCRIPT, disk],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert json.loads(done.stdout) == [DiskFull.__name__, True, True, True, "C-1", 3, None, False]
