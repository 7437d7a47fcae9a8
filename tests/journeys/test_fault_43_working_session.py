# SPDX-License-Identifier: Apache-2.0
"""A whole day's work under strace: no socket to any network, and no word of it in anything that was written.

What goes to the display and to the buses is no file and is not looked through: that is where the words are shown.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.journeys.needles import codings, needles
from tests.journeys.processes import wait_for
from tests.journeys.program import Program
from tests.journeys.screen import Screen
from tests.journeys.traced import Traced, traced, watched
from tests.records.pictures import docx, paragraph

pytestmark = pytest.mark.journey

MARK: Final = "the-program-begins-here"
# What the program must never do, done by the process that then becomes the program: the same trace sees both.
PLANTED: Final = """
import mmap, os, socket, sys, tempfile
mark, needle, forms, *program = sys.argv[1:]
socket.socket(), socket.socket(socket.AF_INET6), socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
for number, form in enumerate(forms.split()):
    with tempfile.NamedTemporaryFile(prefix=f"planted{number}-") as file:
        half = len(form) // 4 * 2
        os.write(file.fileno(), bytes.fromhex(form[:half]))
        os.write(file.fileno(), bytes.fromhex(form[half:]))
with tempfile.TemporaryFile() as nameless, tempfile.NamedTemporaryFile(prefix=needle) as named:
    nameless.write(needle.encode())
    nameless.flush()
    os.sendfile(named.fileno(), nameless.fileno(), 0, len(needle.encode()))
    mmap.mmap(named.fileno(), len(needle.encode()))[:] = needle.encode()
open(mark, "w").close()
os.execv(program[0], program)
"""


class Day:
    """A practice made and worked in by keys, with words that nothing else contains."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program, self.screen, self.folder = program, program.screen, folder
        self._fresh = needles(random.Random())
        self.words: list[str] = []

    def word(self) -> str:
        self.words.append(next(self._fresh))
        return self.words[-1]

    def take_in(self) -> None:
        """A client with a course, and an appointment besides the first."""
        program, screen = self.program, self.screen
        program.go("ctrl+n", "text", "Made-up name")
        program.write({"Made-up name": self.word(), "Name they use": self.word()})
        program.go("ctrl+1", "push button", re.compile("sixteen sessions"))
        screen.press("Return")
        screen.find("push button", "Write session 1")
        screen.click(program.go("ctrl+d", "push button", "Forward"))
        screen.wait_gone("cell", re.compile("session 1 of 16"))
        screen.click(screen.all("cell", re.compile(", free$"))[-1])
        screen.click(screen.find("push button", re.compile(r"^Book\.")))
        booked = re.compile(", booked$")
        wait_for(lambda: any("focused" in cell.states for cell in screen.all("cell", booked)), "the booked hour")
        program.go("ctrl+1", "push button", "Write session 1")

    def write(self) -> None:
        """A note, signed, and a letter."""
        program, screen = self.program, self.screen
        program.go("ctrl+shift+n", "text", "What we talked about")
        program.write({"What we talked about": f"{self.word()} and {self.word()}"})
        program.press_button("Finish and sign")
        screen.find("label", re.compile("^Signed"))
        program.go("ctrl+9", "text", "Why I am writing")
        program.write({"Why I am writing": self.word(), "What brought you": self.word()})
        program.wait_saved()

    def export(self) -> None:
        """The letter, protected."""
        self.screen.press("ctrl+p")
        self.program.export(self.folder / "letter.pdf", "^Written and opened again.*AES-256", 30)

    def attach(self) -> None:
        """A document that lies in clear outside, found by the file dialog and looked at."""
        screen, outside = self.screen, self.folder / self.word()
        outside.mkdir()
        file, said = outside / f"{self.word()}.docx", self.word()
        file.write_bytes(docx(paragraph(said)))
        self.program.go("ctrl+shift+a", "push button", "Attach a file …")
        self.program.press_button("Attach a file …")
        name = screen.find("text", re.compile("^File name"))
        name.take_focus()
        screen.type(str(outside))
        screen.press("Return")  # into the folder, which a file dialog might remember
        wait_for(lambda: not name.text, "the folder")
        screen.type(file.name)
        screen.press("Return")
        screen.find("push button", "Look at it")
        screen.press("ctrl+a")  # the cursor is in what it is, where its name stands
        screen.type(what := self.word())
        wait_for(lambda: screen.find("text", "What it is").text == what, "what the file is")
        self.program.press_button("Look at it")
        wait_for(lambda: any(said in node.text for node in screen.all("text")), "the words of the document")
        screen.press("Escape")

    def look_for(self) -> None:
        """What was written, by the search; and somebody by the palette."""
        screen = self.screen
        self.program.go("ctrl+shift+f", "text", "Search in everything you have written")
        screen.type(self.words[2])
        screen.find("list item", re.compile(re.escape(self.words[2])))
        screen.press("ctrl+a", "ctrl+c")
        screen.press("ctrl+k")
        screen.find("text", "Go to a page, an action or a person")
        screen.type(self.words[0])
        screen.find("list item", re.compile(rf"^{self.words[0]}.*client\)$"))
        screen.press("Return")

    def back_up(self) -> None:
        """A backup that was asked for."""
        self.screen.press("ctrl+k")
        self.screen.find("text", "Go to a page, an action or a person")
        self.screen.type("Backups and file")
        self.screen.press("Return")
        self.program.press_button("Back up now")
        self.screen.find("label", re.compile("^Verified"), seconds=30)

    def leave(self) -> None:
        """Lock, come back, and quit."""
        self.screen.press("ctrl+l")
        self.screen.find("push button", "Unlock", seconds=30)
        self.program.unlock()
        self.program.quit()


def _never_done(seen: Traced, words: list[str], ours: list[Path], screen: Screen) -> list[str]:
    """What a program must not have done that keeps words to itself, in words."""
    of = screen.processes.environment
    buses = of["DBUS_SESSION_BUS_ADDRESS"].partition("unix:path=")[2].partition(",")[0], of["XDG_RUNTIME_DIR"]
    peers = (*buses, "/tmp/.X11-unix/", "/run/dbus/system_bus_socket")  # noqa: S108 - where a display is
    wrong = [f"a socket of {family}" for family in sorted(seen.families - {"AF_UNIX"})]
    wrong += [f"connected to {peer}" for peer in seen.peers if not peer.startswith(peers)]
    wrong += [f"{coding} of {word} in {place}" for place, coding, word in sorted(seen.found(words))]
    kept = [path for path in seen.written if "__pycache__" not in path]  # a checkout that just changed
    elsewhere = [path for path in kept if not any(Path(path).is_relative_to(folder) for folder in ours)]
    wrong += [f"written to {path}" for path in elsewhere]
    wrong += [f"copied by the system from {path}" for path in seen.sources]  # of which no byte is seen
    return wrong + [f"mapped for writing: {path}" for path in seen.mapped if not path.startswith("/memfd:")]


def test_fault_43_a_whole_working_session_opens_no_network_socket_and_writes_no_word_in_clear(
    screen: Screen, tmp_path: Path
) -> None:
    log, needle = tmp_path / "trace", next(needles(random.Random(43)))
    forms = [form for forms in codings(needle).values() for form in forms]
    words = needle, " ".join(form.hex() for form in forms)
    program = Program(screen, tmp_path / "practice")
    program.start(*watched(log), sys.executable, "-c", PLANTED, str(tmp_path / MARK), *words, measured=False)
    day = Day(program, tmp_path)
    program.set_up()
    day.take_in()
    day.write()
    day.export()
    day.attach()
    day.look_for()
    day.back_up()
    day.leave()
    with log.open(encoding="ascii") as lines:
        planted, seen = traced(lines, MARK)
    assert planted.families == {"AF_INET", "AF_INET6", "AF_NETLINK"}
    assert planted.sources
    ours = [tmp_path, Path(screen.processes.environment["TMPDIR"])]
    told = "\n".join(_never_done(planted, [needle], ours[:1], screen))
    assert [form for form in codings(needle) if f"{form} of {needle} in {ours[1]}" not in told] == []
    assert "copied by the system" in told
    assert "mapped for writing" in told
    assert "the name" in told
    assert seen.families == {"AF_UNIX"}
    assert sum(map(len, seen.written.values())) > 1_000_000, "it was seen to write"
    assert _never_done(seen, day.words, ours, screen) == []
