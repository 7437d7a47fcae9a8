# SPDX-License-Identifier: Apache-2.0
"""A clock two years back, ten years ahead, or at a change of summer time: by sequence, the newest good one kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dit_desktop.records.client import Client
from dit_desktop.store import retention
from dit_desktop.store.routine import Routine
from tests.faults.common import Own, backups, holds

TODAY = datetime(2026, 9, 3, 18, tzinfo=UTC)
BACK, AHEAD = timedelta(days=-730), timedelta(days=3650)


class Clock:
    def __init__(self) -> None:
        self.now = TODAY

    def __call__(self) -> datetime:
        return self.now


@pytest.mark.parametrize("jump", [BACK, AHEAD])
def test_whatever_the_clock_says_the_last_backup_is_kept_and_is_the_last(
    own: Own, tmp_path: Path, jump: timedelta
) -> None:
    clock, to = Clock(), tmp_path / "to"
    to.mkdir()
    opened = own.open()
    routine = Routine(opened, to, clock=clock)
    made = []
    for day in range(16):
        clock.now = TODAY + timedelta(days=day) + (jump if day in {5, 6, 15} else timedelta())
        opened.add(Client(code=f"K-{day}"))
        assert routine.due()
        made.append(routine.run().backup)
        last = routine.last()
        assert last is not None
        assert last.path == made[-1].path
        assert made[-1].path.exists()
        assert not routine.due()
    opened.close()
    found = [backup.path for backup in retention.found(to, opened.vault_id)]
    assert found == [backup.path for backup in made if backup.path.exists()]
    assert len(found) >= 12
    assert len(found) < len(made), "twelve days and what they do not cover: something was thinned away"
    assert found == backups(to), "the names sort as the chain grew"
    holds(found[-1])


def test_a_day_of_25_hours_has_one_backup_and_a_day_of_23_is_not_left_out() -> None:
    london = ZoneInfo("Europe/London")
    for change in (datetime(2026, 10, 25, tzinfo=london), datetime(2026, 3, 29, tzinfo=london)):
        evenings = [change + timedelta(days=day, hours=18) for day in range(-3, 3)]
        dated = [retention.Dated(number, moment.astimezone(UTC)) for number, moment in enumerate(evenings)]
        assert len({backup.made_at.date() for backup in dated}) == 6
        assert retention.surplus(dated, dated[-1]) == set()
