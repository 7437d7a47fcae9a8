# SPDX-License-Identifier: Apache-2.0
"""The program as a person meets it: started, set up, unlocked, filled in; and its commands as scripts meet them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from tests.journeys.accessible import Node, Words
from tests.journeys.processes import wait_for
from tests.journeys.screen import Screen

PASSPHRASE: Final = "copper lantern orbit meadow quilt harbour"
ROOT: Final = Path(__file__).parents[2]
SAVED: Final = re.compile("^(All changes saved|One entry cannot be read)")  # the latter by words in a number field
_DERIVING: Final = 60  # seconds a passphrase may take on a machine that has much else to do


def start_line() -> list[str]:
    """The words that start the program: that of the checkout, or the installed one that the variable names."""
    installed = os.environ.get("DIT_TESTED_PROGRAM")
    return shlex.split(installed) if installed else [sys.executable, "-m", "dit_desktop"]


def command(*words: str | Path, stdin: str = "", folder: Path = ROOT) -> dict[str, Any]:
    """What a command answers with --json, once it has ended well."""
    line = [*start_line(), "--json", *map(str, words)]
    done = subprocess.run(
        line,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def make_practice(folder: Path) -> None:
    """A new practice without a window."""
    command("create", "--data", folder, stdin=PASSPHRASE + "\n")


class Program:
    """One practice's program on a screen."""

    def __init__(self, screen: Screen, data: Path) -> None:
        self.screen, self.data = screen, data
        self.pid = 0
        self.waits: dict[str, float] = {}  # seconds until the program had done what was asked, by what was asked

    # -- starting and going

    def line(self) -> list[str]:
        """The command line that opens the window."""
        return [*start_line(), "--data", str(self.data)]

    def start(self, *before: str, measured: bool = True) -> None:
        """Start it; `before` is a command that runs it, `measured` counts it into the coverage if that is counted."""
        variables = {"PYTHONPATH": str(ROOT), **({} if measured else {"COVERAGE_PROCESS_CONFIG": ""})}
        self.pid = self.screen.start([*before, *self.line()], **variables).pid

    def unlock(self) -> None:
        """Type the passphrase, and wait until the practice is open."""
        passphrase = self.screen.find("text", "Passphrase")
        wait_for(lambda: "focused" in passphrase.now(), "focus on the passphrase")
        self.screen.type(PASSPHRASE)
        self.screen.press("Return")
        self.screen.find("label", SAVED, seconds=_DERIVING)

    def open(self) -> None:
        """Start it and unlock."""
        self.start()
        self.unlock()

    def set_up(self) -> None:
        """A new practice, by keys, from the first page to the empty workspace."""
        screen = self.screen
        self.waited("setting up", lambda: screen.press("Return"), "text", "The same passphrase again")
        screen.type(PASSPHRASE)
        screen.press("Return")
        screen.type(PASSPHRASE)
        screen.find("label", re.compile("strong", re.IGNORECASE))
        self.waited("the passphrase", lambda: screen.press("Return"), "push button", "I have it on paper", 60)
        code = self.shown_code()
        assert len(code) == 7
        self.waited("the paper", lambda: screen.press("Return"), "push button", "Check")
        first, second = screen.all("text", re.compile(" group$"))
        screen.type(code[first.name].lower())
        screen.press("Return")
        screen.type(code[second.name])
        self.waited("the proof", lambda: screen.press("Return"), "push button", "Start with an empty practice")
        self.waited("the empty practice", lambda: screen.press("Return"), "push button", "New client")

    def quit(self) -> None:
        """Leave by key, and wait until it is gone."""
        self.screen.press("ctrl+q")
        wait_for(lambda: self.pid not in self.screen.processes.alive(), "end of the program")

    def go(self, keys: str, role: Words, name: Words) -> Node:
        """Press the keys of a page, and wait for something on it."""
        self.screen.press(keys)
        return self.screen.find(role, name)

    def waited(self, what: str, act: Callable[[], object], role: Words, name: Words, seconds: float = 20) -> Node:
        """Do something, and note how long it took until the program showed this.

        The program is asked for one word again and again, which it answers when it is done;
        only then is the tree read, and the moment before that reading counts.  What other
        processes took from the program meanwhile is not its own.
        """
        frame = self.screen.find("frame")
        begun, stolen = time.monotonic(), self.stolen()
        act()
        time.sleep(0.03)  # the key is on its way

        def look() -> Node | None:
            frame.now()
            self.waits[what] = time.monotonic() - begun - (self.stolen() - stolen)
            return next(iter(self.screen.all(role, name)), None)

        return wait_for(look, f"{role} {name!r} after {what}", seconds)

    def stolen(self) -> float:
        """Seconds since its start for which the program was ready to run and another process ran instead."""
        return int(Path(f"/proc/{self.pid}/schedstat").read_text("ascii").split()[1]) / 1e9

    def shown_code(self) -> dict[str, str]:
        """The groups of a code that is shown, by which of them it is."""
        shown = [node.name.split(": ") for node in self.screen.all("filler", re.compile(" group: "))]
        return {ordinal: letters.replace(" ", "") for ordinal, letters in shown}

    # -- writing

    def write(self, texts: Mapping[str, str]) -> Node:
        """Type into the fields of these names, the first of which is waited for; returns the last one."""
        field = self.screen.find("text", next(iter(texts)))
        there = {node.name: node for node in self.screen.all("text")}
        for name, text in texts.items():
            field = there[name]
            field.take_focus()
            wait_for(lambda field=field: "focused" in field.now(), f"focus on {name}")  # type: ignore[misc]
            self.screen.type(text)
            wait_for(lambda field=field, text=text: field.text.endswith(text), f"{text!r} in {name}")  # type: ignore[misc]
        return field

    def press_button(self, name: str) -> None:
        """Click a button."""
        self.screen.click(self.screen.find("push button", name))

    def export(self, path: Path, said: str = "^Written and opened again", seconds: float = 20) -> None:
        """Export the paper that is shown to a path that is typed in, and wait for what is said then."""
        screen = self.screen
        screen.find("graphic", re.compile("^Page 1 of "), seconds=seconds)
        field = screen.find("text", "File to write")
        field.take_focus()
        screen.press("ctrl+a")
        screen.type(str(path))
        wait_for(lambda: field.text == str(path), "the path")
        self.press_button("Export")
        screen.find("label", re.compile(said), seconds=seconds)

    def wait_saved(self) -> None:
        """Wait until the status line says that everything is saved."""
        time.sleep(1.1)  # by now what was typed has been handed over
        self.screen.find("label", SAVED)

    def unfold(self) -> None:
        """Open every folded section of the page."""
        for fold in self.screen.all("check box", re.compile(", folded$")):
            fold.do(fold.actions[0])

    def add_parts(self) -> None:
        """Begin one entry in every list of the page."""
        for button in self.screen.all("push button", re.compile("^Add to ")):
            button.do()

    def fields(self) -> list[Node]:
        """Every text field on the page that can be written in, but for dates."""
        found = self.screen.all()
        dates = {node.name.removeprefix("Calendar for ") for node in found if node.name.startswith("Calendar for ")}
        open_ones = [
            node for node in found if node.role == "text" and node.states & {"editable", "read-only"} == {"editable"}
        ]
        return [node for node in open_ones if node.name not in dates]

    def fill(self, texts: Iterator[str], *, leaving: Collection[str] = ()) -> dict[Node, str]:
        """Put a text of its own into every field of the page; one that does not take it, a number's, stays empty."""
        filled: dict[Node, str] = {}
        for field in self.fields():
            if field.name not in leaving:
                text = next(texts)
                field.take_focus()
                if field.text:
                    self.screen.press("ctrl+a")
                self.screen.type(text)
                if _takes(field, text):
                    filled[field] = text
                else:
                    self.screen.press("ctrl+a", "Delete")
        return filled


def _takes(field: Node, text: str) -> bool:
    deadline = time.monotonic() + 2
    while (there := field.text) != text and time.monotonic() < deadline:
        if there and not text.startswith(there):
            return False
        time.sleep(0.01)
    return there == text
