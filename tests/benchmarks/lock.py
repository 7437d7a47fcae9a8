# SPDX-License-Identifier: Apache-2.0
"""Locking to the unlock page of the fresh process, against a plain start: both to the paint, and to the last module.

Everything happens in the processes a person would have: the one that is unlocked replaces itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Final

from dit_desktop.store import vault
from tests.benchmarks.row import Row, beyond, limited
from tests.practices import CHEAP, PASSPHRASE

PAIRS: Final = 15
_ROOT: Final = Path(__file__).parents[2]
# One clock for all processes; what is told goes to standard output, which the fresh process has too.
_OURS: Final = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer, qInstallMessageHandler
from dit_desktop import app
from dit_desktop.ui import window

def tell(what):
    print(what, time.monotonic_ns(), flush=True)

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: tell("painted"))
        return False

class Window(window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        if not hasattr(self, "watch"):
            self.watch = Watch()
            self.windowHandle().installEventFilter(self.watch)

    def _load(self, names):
        last = not names
        super()._load(names)
        if last:
            tell("loaded")
            os._exit(0) if sys.argv[-1] == "plain" or "--locked-at" in sys.argv else self.enter()

    def enter(self):
        self.door.unlock.secret.line.setText(PASSPHRASE)
        self.door.unlock.button.click()
        self.ask()

    def ask(self):
        if self.workspace is None:
            QTimer.singleShot(20, self.ask)
        else:
            QTimer.singleShot(500, self.leave)  # at rest

    def leave(self):
        tell("asked")
        self.lock()

    def repaint(self):
        super().repaint()
        if self.workspace is not None and not self.workspace.isVisible():
            tell("hidden")

qInstallMessageHandler(lambda *_told: None)
window.MainWindow = Window
app.main([word for word in sys.argv[1:] if word != "plain"])
"""


def measure(_clients: int) -> list[Row]:
    """Both in turn, so that a busy moment of the machine meets both."""
    starts: defaultdict[str, list[float]] = defaultdict(list)
    locks: defaultdict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="dit-bench-") as name:
        folder = Path(name, "practice")
        made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
        made.close()
        for number in range(PAIRS + 1):
            begun, told = _run(folder, Path(name, "bytecode"), "plain")
            _asked, again = _run(folder, Path(name, "bytecode"))
            if number:  # the first only fills the caches
                for what in ("painted", "loaded"):
                    starts[what].append(told[what][0] - begun)
                    locks[what].append(again[what][1] - again["asked"][0])
                locks["hidden"].append(again["hidden"][0] - again["asked"][0])
    return [
        beyond(
            "lock: request to the unlock page painted by a fresh process", (starts["painted"], locks["painted"]), 0.2
        ),
        beyond("lock: request to all modules of that process loaded", (starts["loaded"], locks["loaded"]), 0.2),
        limited("lock: request to nothing of the practice visible", locks["hidden"], {50: 0.05, 100: 0.05}),
    ]


def _run(folder: Path, bytecode: Path, *more: str) -> tuple[float, dict[str, list[float]]]:
    """When a process was started, and when it, and what it was replaced by, told what."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    line = [sys.executable, "-c", _OURS.replace("PASSPHRASE", repr(PASSPHRASE)), "--data", str(folder), *more]
    begun = time.monotonic()
    ran = subprocess.run(line, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8", timeout=60)
    told: defaultdict[str, list[float]] = defaultdict(list)
    for words in ran.stdout.splitlines():
        what, at = words.split()
        told[what].append(int(at) / 1e9)
    return begun, told
