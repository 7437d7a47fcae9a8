# SPDX-License-Identifier: Apache-2.0
"""Nobody touches anything for the time that was set, with a file dialog open over a note: locked, and nothing lost.

By the real program and the real clock; with everything else that can be open, by a clock put forward:
tests/faults/test_fault_44_45_locked_whatever_is_open.py.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.journeys.processes import wait_for
from tests.journeys.program import PASSPHRASE, Program, command, make_practice
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey

PATIENCE: Final = 60  # seconds, the least that can be set
SAID: Final = "Came in out of the rain, and the cup of tea went cold."
BEHIND: Final = len("tea went cold.")


def _is_open(program: Program) -> bool:
    """Whether the process holds the records open."""
    for held in Path(f"/proc/{program.pid}/fd").iterdir():
        try:
            if held.readlink().name == "records.db":
                return True
        except FileNotFoundError:
            continue
    return False


def _set_patience(program: Program) -> None:
    """Lock after a minute, set where a person sets it."""
    screen = program.screen
    program.go("ctrl+comma", "text", re.compile("^Your name|^Name"))
    page = screen.find("page tab", "This computer")
    page.do(page.actions[0])
    field = screen.find("text", "Lock after minutes without a key or click")
    field.take_focus()
    wait_for(lambda: "focused" in field.now(), "focus on the minutes")
    screen.press("ctrl+a")
    screen.type("1")
    screen.press("Tab")
    screen.find("label", re.compile("locks after 1 minute"))


def _write(program: Program) -> None:
    """A letter, and a note with the cursor in the middle of it."""
    screen = program.screen
    program.go("ctrl+n", "text", "Made-up name")
    program.write({"Made-up name": "Heron"})
    program.go("ctrl+1", "push button", re.compile("sixteen sessions"))
    screen.press("Return")
    screen.find("push button", "Write session 1")
    program.go("ctrl+9", "text", "Why I am writing")
    program.write({"Why I am writing": "Because the sixteen sessions are over."})
    program.go("ctrl+1", "push button", "Write session 1")
    program.go("ctrl+shift+n", "text", "What we talked about")
    program.write({"What we talked about": SAID})
    screen.press(*["Left"] * BEHIND)


def _ask_where(program: Program) -> float:
    """Open the file dialog over it by keys; returns when the last key was pressed."""
    screen = program.screen
    screen.press("ctrl+p")
    screen.find("graphic", re.compile("^Page 1 of "), seconds=30)
    button = screen.find("push button", "Choose…")
    button.take_focus()
    wait_for(lambda: "focused" in button.now(), "focus on the button")
    screen.press("space")
    moment = time.monotonic()
    screen.find("text", re.compile("^File name"))
    return moment


def test_fault_44_idle_with_a_file_dialog_over_a_note_it_locks_in_time_and_comes_back_to_the_letter(
    screen: Screen, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    program = Program(screen, tmp_path / "practice")
    make_practice(program.data)
    program.start(measured=False)
    program.unlock()
    _set_patience(program)
    _write(program)
    moment = _ask_where(program)
    time.sleep(moment + PATIENCE - 3 - time.monotonic())
    assert _is_open(program)
    assert screen.all("text", re.compile("^File name")), "the dialog is still there"
    wait_for(lambda: not _is_open(program), "lock", 8)
    took = time.monotonic() - moment
    record_property("seconds until it was locked", f"{took:.2f}")
    assert PATIENCE - 1 < took < PATIENCE + 2

    screen.find("push button", "Unlock", seconds=30)
    told = [node.name for root in screen.tree.read(hidden=True) for node in root.walk()]
    assert not any(name.startswith("File name") for name in told), told
    assert not any("Heron" in name for name in told), told
    program.unlock()
    area = screen.find("text", "What we talked about")
    wait_for(lambda: "focused" in area.now(), "the cursor back in the note")
    assert area.text == SAID
    screen.type("X")
    now = f"{SAID[:-BEHIND]}X{SAID[-BEHIND:]}"
    wait_for(lambda: area.text == now, f"{now!r}, there is {area.text!r}")
    program.wait_saved()
    program.quit()
    command("export", "--data", program.data, "--to", tmp_path / "out", stdin=PASSPHRASE + "\n")
    record = json.loads((tmp_path / "out" / "clients" / "C-001" / "record.json").read_text("utf-8"))
    assert json.dumps(now) in json.dumps(record)
