# SPDX-License-Identifier: Apache-2.0
"""A program that is killed while somebody types loses two seconds at most, and nothing from before."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.processes import wait_for
from tests.journeys.program import PASSPHRASE, Program, command, make_practice
from tests.journeys.reader import Reader
from tests.journeys.screen import Screen

ROUNDS = 10  # in each of two tests, which two test processes share
LONGEST_LOSS = 2.0  # seconds
PACE = 8  # characters a second
WORDS = ("they", "said", "that", "nobody", "had", "rung", "since", "May,", "so", "I", "waited.", "“Yes”", "–", "42")

pytestmark = pytest.mark.journey


def _next_letters(chance: random.Random) -> str:
    """Words as they come, enough for a round."""
    return " ".join(chance.choice(WORDS) for _word in range(20)) + " "


def _type_until_killed(program: Program, text: str, seconds: float) -> list[float]:
    """Type at the pace until the program is killed; returns how long before that each character was typed."""
    begun = time.monotonic()
    end = begun + seconds
    typed: list[float] = []
    for number, letter in enumerate(text):
        due = begun + number / PACE
        if due >= end:
            break
        time.sleep(max(0.0, due - time.monotonic()))
        program.screen.type(letter)
        typed.append(time.monotonic())
    time.sleep(max(0.0, end - time.monotonic()))
    os.kill(program.pid, signal.SIGKILL)
    killed = time.monotonic()
    wait_for(lambda: program.pid not in program.screen.processes.alive(), "end of the program")
    return [killed - moment for moment in typed]


def _open_note(program: Program) -> None:
    """Start and unlock; the program is then back in the one note, and its end is sought by key."""
    screen = program.screen
    program.start(measured=False)
    passphrase = screen.find("text", "Passphrase")
    wait_for(lambda: "focused" in passphrase.now(), "focus on the passphrase")
    screen.type(PASSPHRASE)
    screen.press("Return")
    frame = screen.find("frame")
    wait_for(lambda: frame.name_now.startswith("C-001"), "the client's window", 60)
    screen.press("ctrl+End")


def _begin(program: Program) -> None:
    """A client, a course and an empty note, and the place in it remembered by locking."""
    screen = program.screen
    program.start(measured=False)
    program.unlock()
    program.go("ctrl+n", "text", "Made-up name")
    program.go("ctrl+1", "push button", "Open a course of sixteen sessions")
    screen.press("Return")
    screen.find("push button", "Write session 1")
    screen.press("Return")
    screen.find("text", "What we talked about")
    screen.press("ctrl+l")
    screen.find("push button", "Unlock")
    os.kill(program.pid, signal.SIGKILL)


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_kills_while_typing_lose_two_seconds_at_most_and_nothing_from_before(
    screen: Screen, tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(seed)
    program = Program(screen, tmp_path / "practice")
    make_practice(program.data)
    _begin(program)
    reader = Reader(program.data, PASSPHRASE)
    kept, spent = "", 0.0
    losses: list[float] = []
    for number in range(ROUNDS):
        _open_note(program)
        text = _next_letters(chance)
        seconds = chance.uniform(1.5, 5)
        ages = _type_until_killed(program, text, seconds)
        spent += seconds
        saved = str(reader.records("SessionNote")[0]["material"])
        assert (kept + text[: len(ages)]).startswith(saved), f"round {number}: {saved!r} was never typed"
        assert saved.startswith(kept), f"round {number}: earlier text was lost"
        losses.append(max(ages[len(saved) - len(kept) :], default=0.0))
        kept = saved
    lost = " ".join(f"{loss:.2f}" for loss in losses)
    record_property("seconds of typing lost at each kill", lost)
    sys.stdout.write(f"seconds of typing lost at each kill: {lost}\n")
    assert max(losses) <= LONGEST_LOSS, losses
    assert spent > 30  # with the other test a minute of typing
    assert len(kept) > ROUNDS * PACE  # it was really typed and really saved
    verified = command("verify", program.data, stdin=PASSPHRASE + "\n")
    assert verified["findings"] == []
    assert verified["counts"]["SessionNote"] == 1
