# SPDX-License-Identifier: Apache-2.0
"""A finished vault takes its place, and whatever was there is moved aside whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from dit_desktop.paths import sync_folder
from dit_desktop.store import places
from dit_desktop.store.snapshot import go_on

if TYPE_CHECKING:
    from pathlib import Path

    from dit_desktop.store.snapshot import Step


def put_in_place(made: Path, folder: Path, aside: Path | None, at: Step = go_on) -> None:
    """Exchange old and new; if the power goes in between, the next opening finishes what was begun.

    What keeps it from being done leaves both where they were.
    """
    ready = places.restored(folder)
    shutil.rmtree(ready, ignore_errors=True)
    try:
        made.rename(ready)
        sync_folder(folder.parent)
        at("ready")
        if aside:
            folder.rename(aside)
            at("aside")
        elif folder.exists():
            folder.rmdir()
        ready.rename(folder)
        at("moved")
    except BaseException:
        if aside and aside.exists() and not folder.exists():
            aside.rename(folder)
        if ready.exists():
            ready.rename(made)
        raise
    sync_folder(folder.parent)


def free(path: Path) -> Path:
    """The first name of this kind at which nothing lies."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found
