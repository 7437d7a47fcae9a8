# SPDX-License-Identifier: Apache-2.0
"""On which day a backup was last read on this computer from its first byte to its last and found good."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

from dit_desktop.paths import write_atomically
from dit_desktop.store import schema
from dit_desktop.store.settings import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from dit_desktop.store.bundle import Manifest

FILE: Final = "verified.json"
_MOST: Final = 400  # far more than are ever kept


def name_of(manifest: Manifest) -> str:
    """By what a backup is known: the digest of its records, so that a file that was exchanged is another one."""
    return manifest.digests[schema.DATABASE]


def note(folder: Path, manifest: Manifest, moment: datetime) -> None:
    """Keep beside a vault that a backup was found good; where that cannot be kept it counts as not known."""
    days = {**_days(folder), name_of(manifest): moment.astimezone().date().isoformat()}
    last = dict(sorted(days.items(), key=lambda item: item[1])[-_MOST:])
    with suppress(OSError):
        write_atomically(folder / FILE, json.dumps({"format": 1, "verified": last}, indent=1).encode() + b"\n")


def days(folder: Path, manifests: Iterable[Manifest]) -> dict[str, date]:
    """The day of each that was found good here, by what it is known by."""
    known = _days(folder)
    return {name: date.fromisoformat(known[name]) for name in map(name_of, manifests) if name in known}


def _days(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))["verified"]
        return {str(digest): date.fromisoformat(day).isoformat() for digest, day in found.items()}
    except UNREADABLE:
        return {}
