# SPDX-License-Identifier: Apache-2.0
"""The small files around a vault: its lock, this computer's settings, and how far the chain was last seen."""

from __future__ import annotations

import errno
import json
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from dit_desktop.paths import private_folder, write_atomically
from dit_desktop.store import keys, schema
from dit_desktop.store.errors import CloudFolder, InUse, Missing, NotAVault, from_os
from dit_desktop.store.seal import Head
from dit_desktop.store.settings import UNREADABLE

if TYPE_CHECKING:
    from pathlib import Path

LOCK: Final = "vault.lock"
WINDOW: Final = "window.lock"  # held by the window that stands before a practice, open or locked
WORK: Final = ".snapshot"  # where long work keeps its copies
BACKUPS: Final = "backups"
# what moving a folder to its place meets where no folder can be moved to
NO_PLACE: Final = frozenset({errno.EBUSY, errno.EXDEV, errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR})
_CLOUDS: Final = ("onedrive", "dropbox", "icloud", "google drive", "googledrive", "nextcloud", "mobile documents")


def folder_of(path: Path) -> Path:
    """The folder of a vault, if there is one at this path."""
    finish_restore(path)
    if not path.exists():
        raise Missing
    if not path.is_dir() or not any((path / name).exists() for name in (keys.FILE, keys.COPY, schema.DATABASE)):
        raise NotAVault
    return path


def restored(folder: Path) -> Path:
    """Where a vault waits that was restored and checked, and only has to be moved to its place."""
    place = folder.absolute()
    return place.parent / f".{place.name}.restored"


def finish_restore(folder: Path) -> None:
    """Put a restored vault into its place if the power went after the old one had been moved aside."""
    if not folder.exists() and restored(folder).is_dir():
        restored(folder).rename(folder)


def is_taken(folder: Path) -> bool:
    """Whether anything lies at a place where a vault is to go."""
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def clear(partial: Path) -> None:
    """Remove what an interrupted creation left, but not the lock that is held."""
    for path in partial.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK:
            path.unlink()


def clear_up(folder: Path) -> None:
    """Remove what long work left when the process ended in the midst of it; asked by whoever holds the lock."""
    shutil.rmtree(folder / WORK, ignore_errors=True)
    shutil.rmtree(restored(folder), ignore_errors=True)  # the old vault was not moved, so it is the one that counts


def lock(folder: Path, name: str = LOCK) -> FileLock:
    """Take the vault for this process; the system gives it back when the process ends, however it ends."""
    # A window opens a vault on one thread and closes it on another.  Never a file that merely exists:
    # after a crash it would still say "in use".
    taken = FileLock(folder / name, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        taken.acquire()
    except Timeout as error:
        raise InUse from error
    except OSError as error:
        raise from_os(error) or error from error
    return taken


def touch(path: Path) -> None:
    """Let whoever watches a file know that somebody was there."""
    with suppress(OSError):  # it has just gone, and with it whoever watched it
        os.utime(path)


def refuse_cloud(folder: Path) -> None:
    """Refuse to keep a live vault where a synchronising service would copy it half-written."""
    for part in (*folder.absolute().parts, *folder.resolve().parts):
        if part.lower().startswith(_CLOUDS):
            raise CloudFolder


def seen(state: Path, vault_id: str) -> Head | None:
    """How far this vault's chain had come when this computer last saw it."""
    try:
        found = json.loads(state.read_text(encoding="utf-8"))["vaults"][vault_id]
        return Head(int(found["length"]), bytes.fromhex(found["head"]))
    except UNREADABLE:
        return None


def remember(state: Path, vault_id: str, head: Head) -> None:
    """Note how far the chain has come."""
    try:
        vaults = dict(json.loads(state.read_text(encoding="utf-8"))["vaults"])
    except UNREADABLE:
        vaults = {}
    vaults[vault_id] = {"length": head.length, "head": head.link.hex()}
    private_folder(state.parent)
    write_atomically(state, json.dumps({"format": 1, "vaults": vaults}, indent=1, sort_keys=True).encode() + b"\n")
