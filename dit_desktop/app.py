# SPDX-License-Identifier: Apache-2.0
"""Starts the window; what the first page does not need is loaded after it is painted."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dit_desktop.paths import APPLICATION, data_folder
from dit_desktop.ui.vault.where import EXAMPLE_PASSPHRASE, Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.ui.window import MainWindow


_ALONE = frozenset({"--example", "--damaged"})  # no word follows


def _options(arguments: Sequence[str]) -> dict[str, str]:
    """The window's few options by name, already judged by who called; argparse costs more than the rest of them."""
    found: dict[str, str] = {}
    left = list(arguments)
    while left:
        name, equals, value = left.pop(0).partition("=")
        found[name] = value if equals or name in _ALONE else left.pop(0)
    return found


def main(arguments: Sequence[str]) -> int:
    """Show the window until it is closed; returns the exit code.

    `--data DIR` and `--example` choose the practice, `--offscreen FOLDER` only takes pictures;
    `--locked-at`, `--frame` and `--damaged` are what a process that locked hands to the next.
    """
    gc.disable()  # nothing made before the first paint is ever thrown away; looking for it takes 20 ms
    options = _options(arguments)
    pictures = options.get("--offscreen")
    if pictures is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    example = "--example" in options or pictures is not None
    told = options.get("--data")
    folder = Path(told).absolute() if told else data_folder("example" if example else "practice")
    where = Where(folder, told=bool(told), example=example)
    if example and "--locked-at" not in options:
        sys.stdout.write(f"Example practice in {folder}\nPassphrase: {EXAMPLE_PASSPHRASE}\n")
        sys.stdout.flush()
    return _run(where, options, Path(pictures) if pictures else None)


def _run(where: Where, options: dict[str, str], pictures: Path | None) -> int:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the platform is chosen before Qt looks for it

    app = QApplication([APPLICATION])
    app.setApplicationName(APPLICATION)
    app.setDesktopFileName("dit-desktop")
    if pictures:
        gc.enable()
        from dit_desktop.ui.pictures import take  # noqa: PLC0415 - only without a screen

        return take(app, where, pictures)
    from dit_desktop.ui.window import MainWindow  # noqa: PLC0415 - needs Qt

    window = MainWindow(
        app,
        where,
        replace_process=_replace,
        locked_at=options.get("--locked-at", ""),
        frame=options.get("--frame", ""),
    )
    window.furnished.connect(lambda: _take_care(window))
    if "--damaged" in options and window.door is not None:
        window.furnished.connect(window.door.tell_damage)
    window.show()
    return int(app.exec())


def _replace(arguments: Sequence[str]) -> None:
    from dit_desktop.ui.process import replace_process  # noqa: PLC0415 - not before the first paint

    replace_process(arguments)


def _take_care(window: MainWindow) -> None:
    from dit_desktop.ui.alone import Alone  # noqa: PLC0415 - not before the first paint
    from dit_desktop.ui.mistakes import Mistakes  # noqa: PLC0415
    from dit_desktop.ui.process import Endings  # noqa: PLC0415
    from dit_desktop.ui.sweeping import Sweeping  # noqa: PLC0415

    Alone(window)
    Sweeping(window)
    Endings(window).asked.connect(lambda: window.pull("signal"))
    Mistakes(window)
