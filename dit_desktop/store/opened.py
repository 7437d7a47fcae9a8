# SPDX-License-Identifier: Apache-2.0
"""Files that another program was given: in a private folder, taken away on lock and at the next start.

They are deleted and not overwritten.  On the disks of today overwriting writes
elsewhere, and would promise what it cannot keep.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from dit_desktop.i18n import _
from dit_desktop.paths import private_folder
from dit_desktop.store.errors import DiskFull, ReadOnly, from_os

FOLDER: Final = ".opened"


def lend(folder: Path, name: str, data: bytes) -> Path:
    """Write a file where another program can read it; its name tells nothing of anybody."""
    place = folder / FOLDER
    try:
        private_folder(place)
        path = Path(tempfile.mkdtemp(dir=place)) / name
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        wipe(folder)
        raise _told(error) from error
    return path


def wipe(folder: Path) -> int:
    """Take away everything that was lent; returns how many files are left, which another program still holds."""
    place = folder / FOLDER
    if place.is_symlink():  # somebody put it there, and what it leads to is not ours
        with suppress(OSError):
            place.unlink()
    if not place.is_dir():
        return 0
    shutil.rmtree(place, ignore_errors=True)
    return sum(path.is_file() for path in place.rglob("*"))


def _told(error: OSError) -> Exception:
    state, safe = from_os(error), _("Nothing was written, and the file is kept as it was.")
    if isinstance(state, DiskFull):
        what = _("There is no room for a copy that another program could open.")
        return DiskFull(what, safe=safe, next_step=_("Free some space and try again."))
    if isinstance(state, ReadOnly):
        what = _("There is no place where another program could read a copy.")
        return ReadOnly(what, safe=safe, next_step=_("Make the folder of the practice writable."))
    return state or error
