# SPDX-License-Identifier: Apache-2.0
"""The two copies of the key file, made alike again once one of them has opened the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dit_desktop.store import keys
from dit_desktop.store.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path


def put_right(folder: Path, file: keys.KeyFile) -> bool:
    """Make both copies say what has just opened the vault; whether one did not.

    A damaged one is kept aside, as everything is that was there.
    """
    wrong = [name for name in (keys.COPY, keys.FILE) if not _says(folder / name, file)]
    for name in wrong:
        if _is_damaged(folder / name):
            (folder / name).rename(_free(folder / f"damaged-{name}"))
    if wrong:
        file.write(folder)
    return bool(wrong)


def _says(path: Path, file: keys.KeyFile) -> bool:
    try:
        return keys.parse(keys.bytes_of(path) or b"") == file
    except Refused:
        return False


def _is_damaged(path: Path) -> bool:
    try:
        keys.parse(keys.bytes_of(path) or b"")
    except Refused:
        return path.exists()
    return False


def _free(path: Path) -> Path:
    """The first name of this kind at which nothing lies."""
    number = 1
    while (found := path.with_name(f"{path.name}-{number}")).exists():
        number += 1
    return found
