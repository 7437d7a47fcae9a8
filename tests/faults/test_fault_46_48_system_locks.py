# SPDX-License-Identifier: Apache-2.0
"""The screen is locked, another user comes, the computer sleeps: it is closed within two seconds, however often."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.faults.locking import Running, handles, resident, running, threads
from tests.ui.system.buses import OWN, Desktop
from tests.ui.window import new_practice

ROUNDS: Final = int(os.environ.get("DIT_LOCK_ROUNDS", "3"))  # a hundred before a release
SETTLED: Final = 10 if ROUNDS > 20 else 1
SESSION: Final = "org.freedesktop.login1.Session"


def test_fault_46_48_screen_user_and_sleep_lock_within_two_seconds_and_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    folder = new_practice(tmp_path / "practice")
    seen: list[tuple[list[str], int, list[str], int, int]] = []
    with Desktop(tmp_path) as desktop:
        for name, value in desktop.environment.items():
            monkeypatch.setenv(name, value)
        with running(folder) as program:
            program.unlock()
            program.say("write Only by letter")
            for number in range(ROUNDS):
                WAYS[number % len(WAYS)](program, desktop)
                assert program.hear() == "locked"
                locked = handles(program.pid), threads(program.pid)
                program.unlock()
                seen.append((*locked, handles(program.pid), threads(program.pid), resident(program.pid)))
    settled = seen[SETTLED:]
    sizes = [one[4] for one in settled]
    told = f"{ROUNDS} rounds: {sizes[0]} kB, then {min(sizes)}-{max(sizes)}; threads {settled[0][1]}, {settled[0][3]}; "
    told += f"handles {len(settled[0][0])} locked, {len(settled[0][2])} open"
    record_property("rounds of locking", told)
    sys.stdout.write(told + "\n")
    assert len(settled) == ROUNDS - SETTLED
    assert all(one[:4] == settled[0][:4] for one in settled)
    assert all(size <= 1.05 * sizes[0] for size in sizes)


def lock_screen(program: Running, desktop: Desktop) -> None:
    desktop.tell("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:false")
    assert program.say("rest") == "rest"
    assert program.is_open(), "a screen saver that ends locks nothing"
    desktop.tell("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true")
    program.until_closed(2)


def switch_user(program: Running, desktop: Desktop) -> None:
    desktop.login.change(OWN, SESSION, "Active", value=True)
    assert program.say("rest") == "rest"
    assert program.is_open()
    desktop.login.change(OWN, SESSION, "Active", value=False)
    program.until_closed(2)


def fall_asleep(program: Running, desktop: Desktop) -> None:
    """Sleep waits for it: what delays it is let go only once the practice is closed."""
    delay = desktop.login.delays[-1]
    assert select.select([delay], [], [], 0)[0] == [], "it is delayed"
    desktop.login.sleep(begins=True)
    assert select.select([delay], [], [], 2)[0] == [delay]
    assert os.read(delay, 1) == b""
    assert not program.is_open(), "the computer may sleep, and the practice is closed"


WAYS: Final = (lock_screen, switch_user, fall_asleep)
