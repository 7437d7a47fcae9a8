# SPDX-License-Identifier: Apache-2.0
"""Takes every picture in every look and tells what is wrong with it: `dev.py pictures`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from dit_desktop.ui.pictures import LOOKS, Camera, Shot, View, say
from dit_desktop.ui.window import MainWindow
from tests.looking.faults import faults
from tests.looking.views import everything, practice

PERCENTS = (100, 200)


def write(
    app: QApplication,
    folder: Path,
    percents: Sequence[int] = PERCENTS,
    views: Callable[[MainWindow], Iterator[View]] = everything,
) -> int:
    """Write the pictures, print a line for each fault, and return 1 if there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[str] = []
    found = 0

    def keep(shot: Shot) -> None:
        nonlocal found
        name = f"{shot.view.name}-{shot.look.value}-{shot.percent}"
        assert name not in taken, name
        shot.view.window.grab().save(str(folder / f"{name}.png"))
        taken.append(name)
        for fault in faults(shot.view.part or shot.view.window):
            found += 1
            print(f"{name}: {fault}", flush=True)  # noqa: T201 - it is a command

    for percent in percents:
        with practice(app, percent) as window:
            Camera(app, keep, LOOKS, (percent,)).take(lambda: views(window))
    print(f"{len(taken)} pictures in {folder}, {found} faults")  # noqa: T201
    return int(bool(found))


def main(folder: Path) -> int:
    """Look at everything the program can show."""
    app = QApplication([])
    qInstallMessageHandler(say)
    return write(app, folder)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
