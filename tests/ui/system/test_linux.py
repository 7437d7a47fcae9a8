# SPDX-License-Identifier: Apache-2.0
"""What a Linux desktop says of its screen, its sessions, its sleep and its lid, said on buses of a test's own."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Iterator
from typing import Final

import pytest

from dit_desktop.ui.triggers import LOGIN, POWER, TRIGGERS, Heard
from tests.store.practices import start
from tests.ui.system.buses import OTHER, OWN, Desktop

# The listener alone; it says what it is told, and when it has been answered all it asked.
LISTENING: Final = """
import sys
from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer
from dit_desktop.ui.system.linux import Buses
app = QCoreApplication([])
buses = Buses(app)
buses.told.connect(lambda name: print(name, flush=True))
end = QSocketNotifier(0, QSocketNotifier.Type.Read, app)
end.activated.connect(app.quit)
QTimer.singleShot(0, lambda: print("listening", flush=True))
app.exec()
"""
_SESSION: Final = f"{LOGIN}.Session"


@pytest.fixture
def listening(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    for name, value in desktop.environment.items():
        monkeypatch.setenv(name, value)
    process = start(LISTENING)
    assert said(process) == "listening"
    until_asked(desktop, 2)
    yield process
    _out, err = process.communicate("end\n", timeout=20)
    assert (process.returncode, err) == (0, "")


def said(process: subprocess.Popen[str]) -> str:
    """The next thing the process says, within ten seconds."""
    assert process.stdout is not None
    ready, _none, _neither = select.select([process.stdout], [], [], 10)
    assert ready, "it says nothing"
    return process.stdout.readline().strip()


def until_asked(desktop: Desktop, times: int) -> None:
    """Wait until the login manager was asked so many questions; what it is asked is asked at once."""
    poll = select.poll()
    for _turn in range(500):
        if len(desktop.login.asked) >= times:
            return
        poll.poll(10)
    raise AssertionError(desktop.login.asked)


def say(desktop: Desktop, line: Heard, path: str = OWN, *, ends: bool = False) -> None:
    """Say a line of the table, or with `ends` the opposite."""
    if line.value is not None:
        desktop.login.change(path, line.interface, line.name, line.value is not ends)
    elif line.interface.startswith(LOGIN):
        flag = () if line.name == "Lock" else ("b", not ends)
        desktop.login.say(path, line.interface, line.name, *flag)
    else:
        member = f"{line.interface}.{line.name}"
        desktop.tell(f"/{line.interface.replace('.', '/')}", member, f"boolean:{str(not ends).lower()}")


def test_every_signal_of_the_table_is_heard_as_what_it_stands_for(
    desktop: Desktop, listening: subprocess.Popen[str]
) -> None:
    lines = [(trigger.name, line) for trigger in TRIGGERS for line in trigger.linux]
    assert len(lines) > 10
    for name, line in lines:
        say(desktop, line)
        assert said(listening) == name, line


def test_what_ends_or_is_said_of_another_session_is_nothing(desktop: Desktop, listening: subprocess.Popen[str]) -> None:
    lines = [line for trigger in TRIGGERS for line in trigger.linux]
    for line in lines:
        if line.name != "Lock":
            say(desktop, line, ends=True)
        if line.interface == _SESSION:
            say(desktop, line, OTHER)
    desktop.login.change(OWN, POWER, "OnBattery", value=True)
    say(desktop, Heard(_SESSION, "Active", value=False))  # only this counts
    assert said(listening) == "switch"
    say(desktop, Heard("org.gnome.ScreenSaver", "ActiveChanged"))
    assert said(listening) == "screen"


def test_where_the_own_session_is_not_known_any_counts(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**desktop.environment, "XDG_SESSION_ID": ""}.items():
        monkeypatch.setenv(name, value)
    process = start(LISTENING)
    assert said(process) == "listening"
    until_asked(desktop, 1)
    say(desktop, Heard(_SESSION, "Lock"), OTHER)
    assert said(process) == "screen"
    process.communicate("end\n", timeout=20)


def test_sleep_waits_until_all_is_done_and_is_delayed_again_after_waking(
    desktop: Desktop, listening: subprocess.Popen[str]
) -> None:
    asked = dict(desktop.login.asked)
    assert asked["Inhibit"] == ("sleep", "DIT Desktop", "Locks the practice first", "delay")
    (delay,) = desktop.login.delays
    assert not ended(delay, 0.1), "sleep waits"
    desktop.login.sleep(begins=True)
    assert said(listening) == "suspend"
    assert ended(delay, 5), "sleep may begin"
    desktop.login.sleep(begins=False)
    until_asked(desktop, 3)
    assert not ended(desktop.login.delays[-1], 0.1), "the next one waits too"


def ended(pipe: int, seconds: float) -> bool:
    """Whether nobody holds the other end of a pipe any more."""
    ready, _none, _neither = select.select([pipe], [], [], seconds)
    return bool(ready) and os.read(pipe, 1) == b""


def test_without_any_bus_nothing_is_heard_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, "unix:path=/nowhere/at/all")
    process = start(LISTENING)
    assert said(process) == "listening"
    out, err = process.communicate("end\n", timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
