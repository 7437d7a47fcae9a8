# SPDX-License-Identifier: Apache-2.0
"""Where the program finds its resources and where a practice is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

APPLICATION = "DIT Desktop"
_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """A file or folder of resources/, in a checkout, a wheel or a frozen program."""
    inside = _PACKAGE / "resources"
    root = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)


def data_folder(name: str = "practice") -> Path:
    """The folder of a vault in this user's local application data; it may not exist yet."""
    import platformdirs  # noqa: PLC0415 - a command that is told where the vault lies never needs it

    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False, roaming=False)) / name


def state_file(data: Path, *, told: bool) -> Path:
    """The file that remembers how far each vault's chain had come when last seen.

    It lies outside the vault so that putting back an old folder is noticed; with a
    vault whose place was `told` on the command line it lies inside that folder.
    """
    if told:
        return data / "state.json"
    import platformdirs  # noqa: PLC0415 - see data_folder

    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False, roaming=False)) / "state.json"


def private_folder(path: Path) -> Path:
    """Make a folder, and what is missing above it, that only this user may enter."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    return path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file so that a crash leaves either the old bytes or the new ones."""
    temporary = path.with_name(f".{path.name}.partial")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut, where the system lets a folder be synced."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
