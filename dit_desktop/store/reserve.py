# SPDX-License-Identifier: Apache-2.0
"""Room on the disk that is kept free for the last save: when the disk is full at locking, it is given back."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from dit_desktop.paths import sync_folder, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "reserve"
SIZE: Final = 1 << 20


def keep(folder: Path) -> None:
    """Take the room if it is not taken yet; where there is none left, the next opening tries again."""
    place = folder / FILE
    with suppress(OSError):
        if not place.exists() or place.stat().st_size != SIZE:
            write_atomically(place, os.urandom(SIZE))  # noughts would take no room where a disk compresses


def give_back(folder: Path) -> bool:
    """Free the room for whatever is saved next; says whether there was any."""
    place = folder / FILE
    try:
        with place.open("rb+") as file:
            file.truncate()
            os.fsync(file.fileno())  # some systems lend room again only after that
        place.unlink()
        sync_folder(folder)
    except OSError:
        return False
    return True
