# SPDX-License-Identifier: Apache-2.0
"""Starts the window; what the first page does not need is loaded after it is painted."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dit_desktop.paths import APPLICATION, data_folder
from dit_desktop.ui.vault.where import EXAMPLE_PASSPHRASE, Where

if TYPE_CHECKING:
    from collections.abc import Sequence


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dit-desktop", add_help=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--example", action="store_true")
    parser.add_argument("--offscreen", type=Path)
    parser.add_argument("--locked-at", default="")
    parser.add_argument("--frame", default="")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Show the window until it is closed; returns the exit code."""
    options = _options(arguments)
    if options.offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    example = options.example or options.offscreen is not None
    folder = options.data.absolute() if options.data else data_folder("example" if example else "practice")
    where = Where(folder, told=options.data is not None, example=example)
    if example and not options.locked_at:
        print(f"Example practice in {folder}\nPassphrase: {EXAMPLE_PASSPHRASE}", flush=True)  # noqa: T201 - for the terminal
    return _run(where, options)


def _run(where: Where, options: argparse.Namespace) -> int:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the platform is chosen before Qt looks for it

    app = QApplication([APPLICATION])
    app.setApplicationName(APPLICATION)
    app.setDesktopFileName("dit-desktop")
    if options.offscreen:
        from dit_desktop.ui.pictures import take  # noqa: PLC0415 - only without a screen

        return take(app, where, options.offscreen)
    from dit_desktop.ui.process import Endings, replace_process  # noqa: PLC0415 - needs Qt
    from dit_desktop.ui.window import MainWindow  # noqa: PLC0415 - needs Qt

    window = MainWindow(app, where, replace_process=replace_process, locked_at=options.locked_at, frame=options.frame)
    Endings(window).asked.connect(window.leave)
    window.show()
    return int(app.exec())
