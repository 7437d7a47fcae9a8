# SPDX-License-Identifier: Apache-2.0
"""Where the program starts: a command if one is named, else the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from dit_desktop.store.dumps import forbid_dumps

_FOR_BOTH = {"--data": 1, "--json": 0}  # how many words follow
_FOR_THE_WINDOW = _FOR_BOTH | {"--example": 0, "--offscreen": 1, "--locked-at": 1, "--frame": 1, "--damaged": 0}


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether nothing but options of the window is there; anything else is the command line's to judge."""
    left = list(arguments)
    while left:
        name, equals, _value = left.pop(0).partition("=")
        follow = _FOR_THE_WINDOW.get(name)
        if follow is None or (equals and not follow):
            return False
        if follow and not equals:
            if not left:
                return False
            left.pop(0)
    return True


def main() -> int:
    """Start what the arguments ask for; returns the exit code."""
    arguments = sys.argv[1:]
    forbid_dumps()
    try:
        # Each imports only its own half: the window has no use for the commands, nor they for Qt.
        if wants_window(arguments):
            from dit_desktop.app import main as window  # noqa: PLC0415

            return window([argument for argument in arguments if argument != "--json"])
        from dit_desktop.cli import main as command  # noqa: PLC0415

        return command(arguments)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
