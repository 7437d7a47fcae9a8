# SPDX-License-Identifier: Apache-2.0
"""Process start to the painted unlock page, against a bare window of the same toolkit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from dit_desktop.store import vault
from tests.benchmarks.row import Row, pairs, row
from tests.packaging.starting import Pixels
from tests.practices import CHEAP, PASSPHRASE

PAIRS = 20
_TARGET = 1.5
_ROOT = Path(__file__).parents[2]

# Both sides end the same way: in the turn after their window's exposure, in which Qt paints it.
# The watcher comes first, so that nothing a window put off until later is counted, on either side.
_WATCH = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

def watch(window):
    window.watch = Watch()
    window.windowHandle().installEventFilter(window.watch)
"""
# The floor: the least that a program with this toolkit can do and still show a window.
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

class Window(QMainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        watch(self)

app = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QWidget())
window.resize(1180, 800)
window.show()
app.exec()
"""
_OURS = """
from dit_desktop import app
from dit_desktop.ui import window

class Window(window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        watch(self)

window.MainWindow = Window
app.main(sys.argv[1:])
"""
# In the pixels of a screen nothing needs to be told.
_SEEN = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1180, 800)
window.show()
app.exec()
"""


def measure(_clients: int) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="dit-bench-") as name:
        folder = Path(name, "practice")
        made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
        made.close()
        rows = [_told(folder, Path(name, "bytecode"))]
        if shutil.which("Xvfb"):
            rows.append(_seen(folder, Path(name)))
        return rows


def _told(folder: Path, bytecode: Path) -> Row:
    """Without a screen, both sides telling of themselves."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "QT_QPA_PLATFORM": "offscreen"}
    # An installed program has its bytecode; a checkout that may not write any keeps it here.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)

    def run(code: str, *arguments: str) -> None:
        subprocess.run([sys.executable, "-c", _WATCH + code, *arguments], env=environment, check=True)

    def bare() -> None:
        run(_BARE)

    def ours() -> None:
        run(_OURS, "--data", str(folder))

    for _warm in range(2):
        bare()
        ours()
    return row("start: process start to the unlock page painted, no screen", pairs(PAIRS, bare, ours), _TARGET)


def _seen(folder: Path, to: Path) -> Row:
    """On a screen whose pixels are looked at; nothing of either side knows that it is watched."""
    lines = [sys.executable, "-c", _SEEN], [sys.executable, "-m", "dit_desktop", "--data", str(folder)]
    with Pixels(to) as pixels:
        for line in lines:
            pixels.painted(line)
        taken = [(pixels.painted(lines[0]), pixels.painted(lines[1])) for _pair in range(PAIRS)]
    both = [first for first, _second in taken], [second for _first, second in taken]
    return row("start: process start to the unlock page seen in pixels", both, _TARGET)
