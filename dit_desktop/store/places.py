# SPDX-License-Identifier: Apache-2.0
"""The small files around a vault: its lock, this computer's settings, and how far the chain was last seen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from dit_desktop.paths import private_folder, write_atomically
from dit_desktop.store.errors import CloudFolder, InUse, from_os
from dit_desktop.store.seal import Head
from dit_desktop.store.settings import UNREADABLE

if TYPE_CHECKING:
    from pathlib import Path

LOCK: Final = "vault.lock"
_CLOUDS: Final = ("onedrive", "dropbox", "icloud", "google drive", "googledrive", "nextcloud", "mobile documents")


def lock(folder: Path) -> FileLock:
    """Take the vault for this process; the system gives it back when the process ends, however it ends."""
    # A window opens a vault on one thread and closes it on another.  Never a file that merely exists:
    # after a crash it would still say "in use".
    taken = FileLock(folder / LOCK, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        taken.acquire()
    except Timeout as error:
        raise InUse from error
    except OSError as error:
        raise from_os(error) or error from error
    return taken


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
