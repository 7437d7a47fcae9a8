# SPDX-License-Identifier: Apache-2.0
"""Process start to the painted unlock page, against a bare window of the same toolkit."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.row import Row, pairs, row
from tests.practices import CHEAP, PASSPHRASE

PAIRS = 20

# Both end in the event after the first paint, so a process's whole life is what is measured.
_BARE = """
import os, sys
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Expose:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

app = QApplication(sys.argv)
window = Window()
window.resize(1180, 800)
window.show()
app.exec()
"""
_OURS = """
import os, sys
from dit_desktop.app import main
from dit_desktop.ui.window import MainWindow

MainWindow.furnish = lambda window: os._exit(0)
main(sys.argv[1:])
"""


def measure() -> list[Row]:
    from dit_desktop.store import vault  # noqa: PLC0415 - the measured processes import their own

    with tempfile.TemporaryDirectory(prefix="dit-bench-") as name:
        folder = Path(name, "practice")
        made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
        made.close()
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        # An installed program has its bytecode; a checkout that may not write any keeps it here.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(Path(name, "bytecode"))
        if sys.platform.startswith("linux") and not (environment.keys() & {"DISPLAY", "WAYLAND_DISPLAY"}):
            environment["QT_QPA_PLATFORM"] = "offscreen"

        def run(code: str, *arguments: str) -> None:
            subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=True)

        def bare() -> None:
            run(_BARE)

        def ours() -> None:
            run(_OURS, "--data", str(folder))

        for _warm in range(2):
            bare()
            ours()
        return [row("start: process start to the unlock page painted", pairs(PAIRS, bare, ours), 1.5)]
