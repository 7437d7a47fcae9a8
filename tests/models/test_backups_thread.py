# SPDX-License-Identifier: Apache-2.0
"""While a backup is made and rehearsed somebody types: nothing of that work is done on the thread of the window."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

import pytest
from pytestqt.qtbot import QtBot

from dit_desktop.models.backups import Backups
from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.session import SessionNote
from dit_desktop.records.settings import Settings
from dit_desktop.store import retention, vault
from tests.practices import CHEAP, PASSPHRASE

# What reads, copies or digests files, or asks of every row.
HEAVY = {"backup", "bundle", "rehearsal", "retention", "routine", "seal", "second", "snapshot", "verify"}
LIGHT = {"__init__", "dated", "order", "ok"}  # of what was read before, a number or two


@contextmanager
def watching(calls: dict[str, set[str]]) -> Iterator[None]:
    """Note which of the heavy functions are called on this thread and on those that begin meanwhile."""

    def note(frame: FrameType, event: str, _argument: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.parent.name == "store" and path.stem in HEAVY:
            where = "here" if threading.current_thread() is threading.main_thread() else "elsewhere"
            if frame.f_code.co_name not in LIGHT:
                calls[where].add(f"{path.stem}.{frame.f_code.co_name}")

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "practice"
    made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    made.sign(made.add(SessionNote(material="Signed long ago")))
    desk = Desk(made)
    yield desk
    desk.close()


def test_no_work_of_a_backup_or_a_rehearsal_is_done_on_the_thread_of_the_window(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    calls: dict[str, set[str]] = {"here": set(), "elsewhere": set()}
    client = desk.add(Client(code="C-001"))
    (tmp_path / "stick").mkdir()
    with watching(calls):
        backups = desk.backups = Backups(desk.vault, Settings(second_folder=str(tmp_path / "stick")), lambda: 0)
        backups.look()
        letters = 0
        while backups.working:  # the rehearsal follows by itself
            letters += 1
            desk.save(replace(client, alias="H" * letters))
            qtbot.wait(5)
    assert backups.last_rehearsal is not None
    assert backups.last_rehearsal.ok
    assert letters > 1
    done = {
        "backup.backup",
        "second.copy_to",
        "snapshot.copy",
        "verify.of_records",
        "bundle.check",
        "rehearsal.rehearse",
    }
    assert done <= calls["elsewhere"]
    assert calls["here"] == set()
    with watching(calls):
        retention.found(tmp_path / "stick", desk.vault.vault_id)
    assert "bundle.read" in calls["here"], "such a call would have been seen"
