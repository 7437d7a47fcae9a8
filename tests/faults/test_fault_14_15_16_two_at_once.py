# SPDX-License-Identifier: Apache-2.0
"""Two who want one practice: one has it, the other is told at once; and a lock that nobody holds is none."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable

import pytest

from dit_desktop.store.errors import InUse
from tests.store.practices import PASSPHRASE, Practice, start

HOLD = """
import sys
from pathlib import Path
from dit_desktop.store import vault
made = vault.open_vault(Path(sys.argv[1]), vault.Secret(sys.argv[3]), state=Path(sys.argv[2]))
print("open", flush=True)
sys.stdin.readline()
made.close()
print("closed", flush=True)
sys.stdin.readline()
"""


def test_a_second_process_is_told_within_a_second_and_opens_as_soon_as_the_first_closes(practice: Practice) -> None:
    holder = start(HOLD, practice.folder, practice.state, PASSPHRASE)
    try:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "open\n"
        began = time.perf_counter()
        with pytest.raises(InUse):
            practice.open()
        assert time.perf_counter() - began < 1
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "closed\n"
        practice.open().close()
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_process_leaves_no_lock(practice: Practice) -> None:
    holder = start(HOLD, practice.folder, practice.state, PASSPHRASE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    holder.kill()
    holder.communicate()
    practice.open().close()


# The program as app.py starts it; it says when it is brought forward, and unlocks when it is told to.
STARTED = """
import os, sys
from PySide6.QtCore import QSocketNotifier, qInstallMessageHandler
from dit_desktop import app as program
from dit_desktop.ui import window
from tests.ui.window import unlock

class Window(window.MainWindow):
    def come_forward(self):
        super().come_forward()
        print("forward", self.isMinimized(), flush=True)

    def furnish(self):
        super().furnish()
        self.told = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self.told.activated.connect(self.act)

    def act(self):
        try:
            words = os.read(0, 100)
        except BlockingIOError:  # it is told a second time while a page opens
            return
        match words:
            case b"unlock\\n":
                unlock(self, sys.argv[2])
                print("unlocked", self.desk is not None, flush=True)
            case b"minimize\\n":
                self.showMinimized()
                print("minimized", flush=True)

os.set_blocking(0, False)
window.MainWindow = Window
qInstallMessageHandler(lambda *_told: None)  # what this platform cannot do
code = program.main(["--data", sys.argv[1]])
print("gone", flush=True)
sys.exit(code)
"""


@pytest.mark.parametrize("apart", [0.0, 0.05])
def test_of_two_starts_one_opens_and_the_other_brings_it_forward(practice: Practice, apart: float) -> None:
    both = []
    try:
        for _one in range(2):
            both.append(start(STARTED, practice.folder, PASSPHRASE))
            time.sleep(apart)
        until(lambda: any(one.poll() is not None for one in both))
        (left,) = [one for one in both if one.poll() is None]
        (gone,) = [one for one in both if one is not left]
        assert gone.communicate() == ("gone\n", "")
        assert gone.returncode == 0
        assert said(left) == "forward False"
        assert told(left, "unlock") == "unlocked True"
        assert told(left, "minimize") == "minimized"
        late = start(STARTED, practice.folder, PASSPHRASE)
        assert late.communicate(timeout=60) == ("gone\n", "")
        assert said(left) == "forward False", "it was minimized and is not any more"
        left.terminate()
        out, err = left.communicate(timeout=60)
        assert (left.returncode, out.splitlines()[-1], err) == (0, "gone", "")
    finally:
        for one in both:
            one.kill()
            one.communicate()
    practice.open().close()


def said(process: subprocess.Popen[str]) -> str:
    """What a process says next; one that says nothing for a minute is ended, and the empty answer tells."""
    assert process.stdout is not None
    patience = threading.Timer(60, process.kill)
    patience.start()
    try:
        return process.stdout.readline().strip()
    finally:
        patience.cancel()


def told(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdin is not None
    process.stdin.write(words + "\n")
    process.stdin.flush()
    while (answer := said(process)).startswith("forward"):  # one touch can be told twice
        pass
    return answer


def until(so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_window_that_is_locked_or_killed_leaves_its_place(practice: Practice) -> None:
    first = start(STARTED, practice.folder, PASSPHRASE)
    assert told(first, "unlock") == "unlocked True"
    first.kill()
    first.communicate()
    second = start(STARTED, practice.folder, PASSPHRASE)
    assert told(second, "unlock") == "unlocked True"
    second.kill()
    second.communicate()
