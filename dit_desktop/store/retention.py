# SPDX-License-Identifier: Apache-2.0
"""Which backups of a vault there are, whether one is due, and which are no longer needed.

Backups are put in order by how far the chain had come, never by a clock, and the days
between them are UTC's: a clock that was years off for an hour takes nothing away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dit_desktop.store import bundle
from dit_desktop.store.backup import Backup, prefix
from dit_desktop.store.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from dit_desktop.store.snapshot import Source

DAYS, WEEKS, MONTHS = 12, 10, 9
_UPGRADES: Final = timedelta(days=90)
_LONGEST: Final = timedelta(days=31)  # that one gap between two backups counts, so that no jump of a clock does


@dataclass(frozen=True)
class Dated:
    """When a backup was made, and how far the chain had come."""

    length: int
    made_at: datetime  # in UTC
    upgrade: bool = False

    @property
    def order(self) -> tuple[int, datetime]:
        """Its place among the others."""
        return self.length, self.made_at


def dated(backup: Backup) -> Dated:
    """What a backup says of when it was made."""
    return Dated(backup.manifest.head.length, backup.manifest.made_at.astimezone(UTC), backup.manifest.upgrade)


def found(folder: Path, vault_id: str) -> list[Backup]:
    """The backups of a vault in a folder, the oldest first; what cannot be read or is another's is left out."""
    made = []
    for path in folder.glob(f"{prefix(vault_id)}*{bundle.SUFFIX}"):
        try:
            manifest = bundle.read(path).manifest
        except (OSError, Refused):
            continue
        if manifest.vault_id == vault_id:
            made.append(Backup(path, manifest))
    return sorted(made, key=lambda backup: dated(backup).order)


def is_due(last: Backup | None, source: Source, now: datetime) -> bool:
    """Whether a backup is to be made: one a day, if anything was saved since the last one."""
    if last is None:
        return True
    return last.manifest.source != source and last.manifest.made_at.date() != now.astimezone(UTC).date()


def surplus(backups: Sequence[Dated], newest: Dated) -> set[Dated]:
    """Those that need not be kept: all but the last of 12 days, 10 weeks and 9 months, and before upgrades.

    `newest` was just found good and is kept in any case.
    """
    last_first = sorted({*backups, newest}, key=lambda backup: backup.order, reverse=True)
    kept = {newest}
    kept |= _last_of(last_first, DAYS, lambda moment: (moment.year, moment.month, moment.day))
    kept |= _last_of(last_first, WEEKS, lambda moment: moment.isocalendar()[:2])
    kept |= _last_of(last_first, MONTHS, lambda moment: (moment.year, moment.month))
    age = timedelta()
    for later, backup in pairwise(last_first):
        age += min(max(later.made_at - backup.made_at, timedelta()), _LONGEST)
        if backup.upgrade and age <= _UPGRADES:
            kept.add(backup)
    return {*backups} - kept - {last_first[0]}


def _last_of(last_first: Sequence[Dated], most: int, span: Callable[[datetime], tuple[int, ...]]) -> set[Dated]:
    """The last backup of each of the last so many days, weeks or months that have any."""
    last: dict[tuple[int, ...], Dated] = {}
    for backup in last_first:
        last.setdefault(span(backup.made_at), backup)
    return set(list(last.values())[:most])


def thin(folder: Path, made: Backup) -> list[Path]:
    """Remove the backups of this vault that are no longer needed, after `made` was found good."""
    backups = found(folder, made.manifest.vault_id)
    gone = surplus([dated(backup) for backup in backups], dated(made))
    removed = [backup.path for backup in backups if dated(backup) in gone]
    for path in removed:
        path.unlink()
    return removed
