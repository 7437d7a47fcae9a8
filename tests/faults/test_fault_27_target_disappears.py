# SPDX-License-Identifier: Apache-2.0
"""The disk for the backups is gone: told once, kept beside the records meanwhile, and used again when it is back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dit_desktop.records.client import Client
from dit_desktop.store import places
from dit_desktop.store.errors import DiskFull, Exists
from dit_desktop.store.routine import Routine
from tests.faults.common import Own, backups, holds


def test_a_target_that_has_gone_is_told_once_and_a_local_copy_is_kept(own: Own, tmp_path: Path) -> None:
    stick, drawer = tmp_path / "stick", tmp_path / "drawer"
    stick.mkdir()
    moments = iter(datetime(2026, 9, 3, 18, tzinfo=UTC) + timedelta(days=day) for day in range(100))
    now = [next(moments)]
    opened = own.open()
    local = own.folder / places.BACKUPS
    routine = Routine(opened, stick, clock=lambda: now[0])

    def day() -> tuple[bool, object]:
        now[0] = next(moments)
        opened.add(Client())
        assert routine.due()
        done = routine.run()
        holds(done.backup.path)
        assert done.backup.path.parent == (local if done.elsewhere else stick)
        assert not routine.due()
        return done.elsewhere, done.told and done.told.code

    assert day() == (False, None)
    stick.rename(drawer)
    assert day() == (True, "missing")
    assert day() == (True, None)
    assert not stick.exists(), "a folder made in its place would look like the disk"
    drawer.rename(stick)
    assert routine.due() is True  # the disk lacks what was saved since
    assert day() == (False, None)
    stick.rename(drawer)
    assert day() == (True, "missing")
    drawer.rename(stick)
    opened.close()
    assert (len(backups(stick)), len(backups(local))) == (2, 3)


def test_where_no_place_is_left_it_is_refused(own: Own) -> None:
    opened = own.open()
    (own.folder / places.BACKUPS).write_text("in the way")
    with pytest.raises(Exists):
        Routine(opened, own.folder / places.BACKUPS).run()
    opened.close()


def test_beside_the_records_too_a_refusal_is_told(own: Own) -> None:
    opened = own.open()
    routine = Routine(opened, own.folder / places.BACKUPS)

    def full(_step: str) -> None:
        raise DiskFull

    with pytest.raises(DiskFull):
        routine.run(full)
    assert routine.run().elsewhere is False
    opened.close()
