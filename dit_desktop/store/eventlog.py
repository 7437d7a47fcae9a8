# SPDX-License-Identifier: Apache-2.0
"""The program's own log beside a practice: which of a few known things happened, when, and how many.

A line is made of words from this file, codes of errors and whole numbers.  There is no
way to write anything else, so nothing that somebody typed can come into it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Final

from dit_desktop.paths import private_folder
from dit_desktop.store.errors import CODES

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "logs"
FILE: Final = "program.log"
EARLIER: Final = "program.log.1"
LARGEST: Final = 128 * 1024  # bytes, after which a new file is begun; one earlier is kept
COUNTS: Final = frozenset({"seconds", "places", "files"})
_OTHER: Final = "internal"


class Event(Enum):
    """What can stand in the log, and nothing else."""

    OPENED = "opened"
    CLOSED = "closed"
    REFUSED = "refused"
    BACKUP_REFUSED = "backup-refused"
    DAMAGE_FOUND = "damage-found"
    MISTAKE = "mistake"
    ENDED_HARD = "ended-by-a-fault"
    TOOLKIT = "toolkit-said"
    NOT_WIPED = "lent-files-left"


class EventLog:
    """Writes lines; where nothing can be written it does without."""

    def __init__(self, folder: Path) -> None:
        """Write beside this practice."""
        self._place = folder / FOLDER

    def note(self, event: Event, code: str = "", **counts: int) -> None:
        """Write down that something happened, with the code of an error and with counts whose names are known."""
        if not isinstance(event, Event):
            raise TypeError
        words = [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", event.value]
        if code:
            words.append(code if code in CODES else _OTHER)
        for name, count in sorted(counts.items()):
            if name not in COUNTS or type(count) is not int:
                raise TypeError
            words.append(f"{name}={count}")
        self._write(" ".join(words) + "\n")

    def _write(self, line: str) -> None:
        with suppress(OSError):
            private_folder(self._place)
            path = self._place / FILE
            if path.exists() and path.stat().st_size > LARGEST:
                path.replace(self._place / EARLIER)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(path, flags, 0o600), "ab") as file:
                file.write(line.encode("ascii"))


def read(folder: Path) -> str:
    """The whole log of a practice, oldest line first."""
    found = ""
    for name in (EARLIER, FILE):
        with suppress(OSError):
            found += (folder / FOLDER / name).read_bytes()[-2 * LARGEST :].decode("ascii", "replace")
    return found
