# SPDX-License-Identifier: Apache-2.0
"""From the first start to a saved first note, with the steps and the waits counted."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.processes import wait_for
from tests.journeys.program import PASSPHRASE, Program, command
from tests.journeys.reader import Reader
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey

MOST_STEPS = 25
LONGEST_WAIT = 1.5  # seconds, but for the passphrase, whose slowness is its strength
SAID = "Came in out of the rain.\n“It’s always me who goes,” and then nothing for a while – £60, as agreed."


def test_from_the_first_start_to_a_saved_note_takes_few_steps_and_no_long_wait(
    screen: Screen, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    program = Program(screen, tmp_path / "practice")
    begun = time.monotonic()
    program.start(measured=False)
    screen.find("push button", "Set up my practice")
    starting = time.monotonic() - begun - program.stolen()
    program.set_up()
    name = program.waited("a client", lambda: screen.press("ctrl+n"), "text", "Made-up name")
    wait_for(lambda: "focused" in name.now(), "focus on the name")
    screen.type("Heron")
    program.waited("the overview", lambda: screen.press("ctrl+1"), "push button", re.compile("sixteen sessions"))
    program.waited("the course", lambda: screen.press("Return"), "push button", "Write session 1")
    area = program.waited("the note", lambda: screen.press("Return"), "text", "What we talked about")
    wait_for(lambda: "focused" in area.now(), "focus on the note")
    screen.type(SAID)
    wait_for(lambda: area.text == SAID, f"the text in the note, there is {area.text!r}")
    program.wait_saved()

    reader = Reader(program.data, PASSPHRASE)
    assert [note["material"] for note in reader.records("SessionNote")] == [SAID]
    assert [client["alias"] for client in reader.records("Client")] == ["Heron"]
    waits = {"the start": starting, **program.waits}
    for what, seconds in waits.items():
        record_property(what, f"{seconds:.2f} s")
        sys.stdout.write(f"{what}: {seconds:.2f} s\n")
    sys.stdout.write(f"{screen.effort}\n")
    record_property("steps", screen.effort.steps)
    assert screen.effort.steps <= MOST_STEPS
    del waits["the passphrase"]
    assert {what: seconds for what, seconds in waits.items() if seconds > LONGEST_WAIT} == {}
    program.quit()
    verified = command("verify", program.data, stdin=PASSPHRASE + "\n")
    made = {kind: number for kind, number in verified["counts"].items() if number}
    assert made == {"Appointment": 1, "Client": 1, "Course": 1, "SessionNote": 1}
