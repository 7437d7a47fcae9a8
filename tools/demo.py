# SPDX-License-Identifier: Apache-2.0
"""Starts the program on the example practice, on a screen or without one."""

import os
import sys

from tools import environment

OUTPUT = "demo-output"


def start(data: str | None) -> int:
    """Open the example practice and return the program's exit code."""
    arguments = ["--example"] if data is None else ["--data", data, "--example"]
    if _has_screen():
        return environment.python("-m", "dit_desktop", *arguments)
    print(f"There is no screen: the example practice is opened offscreen and written to {OUTPUT}.", flush=True)
    return environment.python("-m", "dit_desktop", *arguments, "--offscreen", OUTPUT)


def _has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
