# SPDX-License-Identifier: Apache-2.0
"""Nothing that is typed lies readable in any file: after use, lock, quit and kill."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.journeys.needles import codings, needles, scan
from tests.journeys.processes import wait_for
from tests.journeys.program import PASSPHRASE, Program, make_practice
from tests.journeys.reader import Reader
from tests.journeys.screen import Screen

LEAST = 300
GROUP = "radio button"  # one of the groups of the details
KINDS = (
    *("Practice", "Client", "Enquiry", "Course", "Assessment", "Formulation", "Sharing", "SessionNote", "Addendum"),
    *("Letter", "Reading"),
)


def test_the_scan_finds_a_needle_in_every_coding(tmp_path: Path) -> None:
    words = list(islice(needles(random.Random(3)), 40))
    folder = tmp_path / "deep" / "inside"
    folder.mkdir(parents=True)
    planted = set()
    for number, needle in enumerate(words):
        for coding, forms in codings(needle).items():
            path = folder / f"{number}-{coding}.bin"
            path.write_bytes(os.urandom(50) + forms[-1] + os.urandom(50))
            planted.add((path, coding, needle))
    (folder / "harmless.txt").write_text("nothing of anybody", "utf-8")
    found, _size = scan([tmp_path], words)
    assert {tuple(item) for item in found} >= planted
    assert not any(item.path.name == "harmless.txt" for item in found)


def test_the_scan_finds_a_needle_in_a_file_name(tmp_path: Path) -> None:
    needle = next(needles(random.Random(4)))
    (tmp_path / f"letter-{needle}.pdf").touch()
    assert [item.needle for item in scan([tmp_path], [needle])[0]] == [needle]


class Sowing:
    """Types needles into every page of a practice, and remembers them."""

    def __init__(self, program: Program, chance: random.Random) -> None:
        self.program = program
        self.words: list[str] = []
        self._fresh = needles(chance)

    def texts(self) -> Iterator[str]:
        """Three new needles at a time."""
        while True:
            three = list(islice(self._fresh, 3))
            self.words += three
            yield " ".join(three)

    def fill(self, *leaving: str) -> None:
        """Fill the page, unfolded, with one entry in each of its lists."""
        self.program.unfold()
        self.program.add_parts()
        self.program.fill(self.texts(), leaving=leaving)


def _sow(sowing: Sowing) -> None:
    """Every form of the program, each filled once."""
    program = sowing.program
    screen = program.screen
    program.go("ctrl+comma", "text", "Your name")
    sowing.fill()
    program.go("ctrl+n", "text", "Made-up name")
    sowing.fill("Code")
    screen.click(screen.find(GROUP, "Enquiry"))
    screen.wait_gone("text", "Made-up name")
    sowing.fill()
    program.go("ctrl+1", "push button", re.compile("sixteen sessions"))
    screen.press("Return")
    screen.find("push button", "Write session 1")
    program.go("ctrl+2", GROUP, "Course")
    screen.click(screen.find(GROUP, "Course"))
    screen.wait_gone("text", "Made-up name")
    sowing.fill()
    program.go("ctrl+3", "text", "What brings them")
    sowing.fill()
    program.go("ctrl+6", "text", "Working text")
    sowing.fill()
    program.press_button("This version was shared")
    screen.find("text", "What they said")
    sowing.fill()
    program.go("ctrl+9", "text", "Why I am writing")
    sowing.fill()
    program.press_button("This is the final letter")
    screen.find("text", "Their own letter")
    sowing.fill()
    program.go("ctrl+shift+n", "text", "What we talked about")
    sowing.fill()
    program.press_button("Finish and sign")
    screen.find("label", re.compile("^Signed"))


def _export(program: Program, path: Path) -> None:
    program.screen.press("ctrl+p")
    program.export(path)


def _look_for(words: str, sowing: Sowing) -> None:
    """Search for somebody, copy something, take it back and bring it again."""
    screen = sowing.program.screen
    screen.press("ctrl+f")
    find = screen.find("text", "Find a client")
    find.take_focus()
    screen.type(words)
    screen.press("ctrl+a", "ctrl+c", "ctrl+z", "ctrl+shift+z")


@pytest.mark.journey
def test_no_file_holds_a_word_that_was_typed_after_use_lock_quit_and_kill(
    screen: Screen, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    program = Program(screen, tmp_path / "practice")
    make_practice(program.data)
    sowing = Sowing(program, random.Random())
    places = [tmp_path, Path(screen.processes.environment["TMPDIR"])]

    def nothing_found(when: str) -> None:
        found, size = scan(places, sowing.words)
        assert found == [], when
        assert size > 100_000, "the practice itself was not looked at"

    program.open()
    _sow(sowing)
    _export(program, tmp_path / "letter.pdf")
    _look_for(sowing.words[0], sowing)
    program.wait_saved()
    nothing_found("in use")
    held = Reader(program.data, PASSPHRASE).everything(list(KINDS))
    sown = [word for word in sowing.words if word in held]
    record_property("needles kept", len(sown))
    sys.stdout.write(f"{len(sown)} of {len(sowing.words)} needles are kept in the records\n")
    assert len(sown) >= LEAST, f"only {len(sown)} of {len(sowing.words)} were typed and kept"

    screen.press("ctrl+l")
    screen.find("push button", "Unlock")
    nothing_found("locked")
    program.unlock()
    program.quit()
    nothing_found("quit")

    program.open()
    program.go("ctrl+comma", "text", "Your name").take_focus()
    screen.press("ctrl+a")
    screen.type(next(sowing.texts()))
    time.sleep(random.uniform(0, 1.5))
    os.kill(program.pid, signal.SIGKILL)
    wait_for(lambda: program.pid not in screen.processes.alive(), "end of the program")
    nothing_found("killed")
