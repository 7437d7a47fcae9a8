# SPDX-License-Identifier: Apache-2.0
"""The program as it is started, replaced by a real fresh process when it locks, and told by lines what to do."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dit_desktop.store import places
from dit_desktop.store.errors import InUse
from tests.practices import PASSPHRASE
from tests.store.practices import start

# What it is told comes over its standard input, so that nothing of it stands in its environment or command line.
PROGRAM: Final = """
import os, sys
from PySide6.QtCore import QSocketNotifier, qInstallMessageHandler
from PySide6.QtTest import QTest
from dit_desktop import app as program
from dit_desktop.records.client import Client
from dit_desktop.store import keys, wrapping
from dit_desktop.store.vault import Secret
from dit_desktop.ui import window
from dit_desktop.ui.pages.page import Target
from tests.ui.window import unlock, write

class Window(window.MainWindow):
    def _load(self, names):
        last = not names
        super()._load(names)
        if last:
            self.told = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
            self.told.activated.connect(self.act)
            print("locked" if "--locked-at" in sys.argv else "ready", flush=True)

    def act(self):
        line = b""
        while not line.endswith(b"\\n"):
            try:
                line += os.read(0, 1)
            except BlockingIOError:  # it is told a second time while a page opens
                return
        do, _space, words = line.decode().strip().partition(" ")
        getattr(self, "do_" + do)(words)
        print(do, flush=True)

    def do_unlock(self, words):
        unlock(self, words)

    def do_write(self, words):
        client = self.desk.add(Client(code="C-001", alias="Wren"))
        self.workspace.go(Target("details", client.id, client.id, "reach_safely"))
        write(words)

    def do_hold(self, words):
        # Python keeps what nobody can wipe any more: the key, in both spellings, and what the passphrase gives.
        file = keys.read(self.where.folder)
        key = Secret(words).open(file)
        slot = file.slots[0]
        sys.kept = bytes(key), key.hex(), bytes(wrapping.stretched(words, slot.salt, slot.cost)), words

    def do_rest(self, _words):
        QTest.qWait(100)

    def do_lock(self, _words):
        self.lock()

os.set_blocking(0, False)
window.MainWindow = Window
qInstallMessageHandler(lambda *_told: None)  # what this platform cannot do
sys.exit(program.main(sys.argv[1:]))
"""


class Running:
    """The program, from whichever process it runs in by now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = start(PROGRAM, "--data", folder)
        assert self.hear() == "ready"

    @property
    def pid(self) -> int:
        return self.process.pid

    def hear(self) -> str:
        assert self.process.stdout is not None
        ready, _none, _neither = select.select([self.process.stdout], [], [], 25)
        assert ready, "it says nothing"
        return self.process.stdout.readline().strip()

    def say(self, words: str) -> str:
        """Tell it to do something; what it answers is what it did, or that it was locked by it."""
        assert self.process.stdin is not None
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self.hear()

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        assert self.say(f"unlock {passphrase}") == "unlock"

    def is_open(self) -> bool:
        try:
            places.lock(self.folder).release()
        except InUse:
            return True
        return False

    def until_closed(self, seconds: float) -> float:
        """How long it takes until the practice is closed."""
        began = time.monotonic()
        while self.is_open():
            assert time.monotonic() - began < seconds, "it is still open"
            time.sleep(0.005)
        return time.monotonic() - began


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """The program before a practice; ended by its own process."""
    made = Running(folder)
    try:
        yield made
    finally:
        made.process.kill()
        made.process.communicate()


def family(pid: int) -> list[int]:
    """A process and all it has started in turn."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text("utf-8").rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def memory(pid: int) -> Iterator[bytes]:
    """Everything in a process that it or another can write to: heap, stacks, what it mapped."""
    for line in Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines():
        span, access, *_rest = line.split()
        if "w" not in access or "[vvar" in line:
            continue
        begin, end = (int(at, 16) for at in span.split("-"))
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as file:
            file.seek(begin)
            try:
                yield file.read(end - begin)
            except OSError:
                continue


def found_in(pids: Sequence[int], needles: dict[str, bytes]) -> set[str]:
    """Which of these bytes are in the memory, the environment or the command line of any of these processes."""
    found: set[str] = set()
    for pid in pids:
        parts = [Path(f"/proc/{pid}/{name}").read_bytes() for name in ("environ", "cmdline")]
        for part in (*parts, *memory(pid)):
            found |= {name for name, needle in needles.items() if needle in part}
    return found


def threads(pid: int) -> int:
    return sum(1 for _thread in Path(f"/proc/{pid}/task").iterdir())


def handles(pid: int) -> list[str]:
    """What a process holds open, without what differs from one to the next."""
    held = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            held.append(str(link.readlink()).partition(":[")[0])
        except FileNotFoundError:
            continue
    return sorted(held)


def resident(pid: int) -> int:
    """Kilobytes of a process that are in memory."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS:")).split()[1])
