# SPDX-License-Identifier: Apache-2.0
"""A second place for backups, and whether any of them lies on another device than the records."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.paths import sync_folder
from dit_desktop.store import bundle, retention
from dit_desktop.store.backup import Backup, told
from dit_desktop.store.errors import Missing
from dit_desktop.store.snapshot import copy, go_on

if TYPE_CHECKING:
    from dit_desktop.store.snapshot import Step


def copy_to(made: Backup, folder: Path, at: Step = go_on) -> Backup:
    """Put a backup into another folder too, read back there before it has its name, and thin what lies there.

    A folder that is not there is never made: the copy would lie where a disk used to be.
    """
    if not folder.is_dir():
        what = _("The second place for backups is not there.")
        safe = _("The backup itself was made, and nothing was changed.")
        raise Missing(what, safe=safe, next_step=_("Connect the disk; the next backup is copied to it again."))
    to = folder / made.path.name
    partial = folder / f".{made.path.name}.{os.getpid()}.partial"
    try:
        copy(made.path, partial, at)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        bundle.read(partial).check(at)
        partial.replace(to)
        sync_folder(folder)
    except OSError as error:
        raise told(error) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    there = Backup(to, made.manifest)
    with suppress(OSError):  # what could not be removed is tried again after the next
        retention.thin(folder, there)
    return there


def is_elsewhere(folder: Path, records: Path) -> bool:
    """Whether a folder that is there lies on another device than the records."""
    try:
        return folder.stat().st_dev != records.stat().st_dev
    except OSError:
        return False
