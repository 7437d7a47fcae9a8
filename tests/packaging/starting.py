# SPDX-License-Identifier: Apache-2.0
"""How long a start takes until the first page is painted, seen in the pixels of a screen of its own.

    with Pixels(folder) as pixels:
        seconds = pixels.painted([sys.executable, "-m", "dit_desktop", "--data", vault])

`python dev.py bench frozen` measures the frozen program against the unfrozen one with it.
"""

from __future__ import annotations

import mmap
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tools import package

ROOT = Path(__file__).parents[2]
PASSPHRASE = "seven grey herons above the slow river"


class Pixels:
    """An X server whose picture lies in a file that can be looked at a thousand times a second."""

    def __init__(self, folder: Path, width: int = 1280, height: int = 800) -> None:
        self._folder, self._size = folder, (width, height)

    def __enter__(self) -> Self:
        wide, high = self._size
        reading, writing = os.pipe()
        line = ["Xvfb", "-screen", "0", f"{wide}x{high}x24", "-nolisten", "tcp", "-noreset"]
        line += ["-fbdir", str(self._folder), "-displayfd", str(writing)]
        with (self._folder / "xvfb.log").open("wb") as log:
            self._server = subprocess.Popen(line, pass_fds=[writing], stderr=log)
        os.close(writing)
        with os.fdopen(reading) as told:
            self._display = ":" + told.readline().strip()
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            self._picture = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._picture.close()
        self._server.terminate()
        self._server.wait(timeout=10)

    def _lit(self) -> float:
        """The share of the screen that is not black."""
        seen = self._picture[-self._size[0] * self._size[1] * 4 :: 404]  # one colour of every 101st pixel
        return 1 - seen.count(0) / len(seen)

    def painted(self, command: Sequence[str | Path], seconds: float = 60) -> float:
        """Seconds from the start of a process until its window is painted; then it is asked to end."""
        waited_for = time.monotonic() + seconds
        while self._lit() > 0.05 and time.monotonic() < waited_for:
            time.sleep(0.01)  # the window before it is still going
        # PyInstaller marks a process as started by another one; coverage would slow only the unfrozen one.
        variables = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "_PYI"))}
        # An installed program has its bytecode; a checkout that may not write any keeps it here.
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
        variables["PYTHONPYCACHEPREFIX"] = str(self._folder / "bytecode")
        variables |= {"DISPLAY": self._display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1"}
        begun = time.monotonic()
        with (self._folder / "program.log").open("ab") as log:
            process = subprocess.Popen([str(word) for word in command], cwd=ROOT, env=variables, stdout=log, stderr=log)
        try:
            while self._lit() < 0.3:
                if process.poll() is not None or time.monotonic() > waited_for:
                    raise TimeoutError((self._folder / "program.log").read_text("utf-8"))
                time.sleep(0.001)
            return time.monotonic() - begun
        finally:
            process.terminate()
            process.wait(timeout=20)


def measure(frozen: Path, pairs: int = 7) -> tuple[list[float], list[float]]:
    """Seconds of starts of the unfrozen and the frozen program in turn, on the same closed practice."""
    with tempfile.TemporaryDirectory(prefix="dit-start-") as name:
        folder = Path(name)
        vault = folder / "practice"
        program = str(package.program(frozen))
        create = [program, "--data", str(vault), "--json", "create"]
        subprocess.run(create, input=PASSPHRASE + "\n", encoding="utf-8", capture_output=True, check=True)
        lines = ([sys.executable, "-m", "dit_desktop", "--data", str(vault)], [program, "--data", str(vault)])
        with Pixels(folder) as pixels:
            for line in lines:  # from the disk into memory
                pixels.painted(line)
            taken = [(pixels.painted(lines[0]), pixels.painted(lines[1])) for _pair in range(pairs)]
    return [first for first, _second in taken], [second for _first, second in taken]
