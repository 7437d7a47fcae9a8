# SPDX-License-Identifier: Apache-2.0
"""The index follows what is written by itself, out of the way of whoever types, and never in the way of a copy."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from dit_desktop.models import indexing
from dit_desktop.models.desk import Desk
from dit_desktop.records.session import SessionNote
from dit_desktop.store.errors import DiskFull
from tests.store.searching import behind


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "REST", "LATER"):
        monkeypatch.setattr(indexing, name, 50)
    monkeypatch.setattr(indexing, "NEXT", 0)


def test_what_was_written_is_entered_once_it_rests(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.indexing.done):
        note = desk.add(SessionNote(material="rain"))
    assert behind(desk.vault) == 0
    with qtbot.waitSignal(desk.indexing.done):
        desk.save(replace(note, material="more rain"))
        desk.settle()
        assert behind(desk.vault) == 1
    assert behind(desk.vault) == 0


def test_while_somebody_types_no_step_is_taken(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "REST", 400)
    note = desk.add(SessionNote(material="rain"))
    for number in range(8):
        desk.save(replace(note, material=f"rain {number}"))
        qtbot.wait(80)
        assert behind(desk.vault) == 1
    with qtbot.waitSignal(desk.indexing.done):
        pass
    assert behind(desk.vault) == 0


def test_what_was_left_is_gone_on_with_after_opening(desk: Desk, qtbot: QtBot) -> None:
    desk.vault.add(SessionNote(material="rain"))
    assert behind(desk.vault) == 1
    with qtbot.waitSignal(desk.indexing.done):
        desk.indexing.begin()
    assert behind(desk.vault) == 0


def test_while_a_copy_is_worked_on_the_index_stays_as_it_is_and_no_save_waits(desk: Desk, qtbot: QtBot) -> None:
    over, begun = threading.Event(), threading.Event()

    def work() -> None:
        with desk.vault.long_work:
            begun.set()
            over.wait(4)

    copying = threading.Thread(target=work)
    copying.start()
    begun.wait(20)
    desk.add(SessionNote(material="rain"))
    with qtbot.assertNotEmitted(desk.indexing.done, wait=300):
        pass
    desk.add(SessionNote(material="and more"))
    assert (copying.is_alive(), behind(desk.vault)) == (True, 2)
    with qtbot.waitSignal(desk.indexing.done):
        over.set()
    copying.join()
    assert behind(desk.vault) == 0


def test_a_full_disk_only_puts_it_off(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_connection: object) -> bool:
        raise DiskFull

    with monkeypatch.context() as while_full:
        while_full.setattr("dit_desktop.store.indexing.step", full)
        desk.add(SessionNote(material="rain"))
        with qtbot.assertNotEmitted(desk.indexing.done, wait=200):
            pass
    with qtbot.waitSignal(desk.indexing.done):
        pass
    assert behind(desk.vault) == 0
