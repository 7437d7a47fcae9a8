# SPDX-License-Identifier: Apache-2.0
"""Backups as a habit: once a day when something was saved, where they are wanted, else beside the records meanwhile."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.store import executors, places, retention, rows, schema
from dit_desktop.store.backup import Backup, backup
from dit_desktop.store.errors import DiskFull, Missing, ReadOnly, Refused
from dit_desktop.store.snapshot import go_on, source_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from dit_desktop.store.executors import Pack
    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Vault


@dataclass(frozen=True)
class Outcome:
    """A backup that was made, and if it is not where it was wanted, why; that is told once."""

    backup: Backup
    elsewhere: bool
    told: Refused | None
    pack: Refused | None = None  # what kept the executors' pack from being written beside it


class Routine:
    """Knows when a backup is due, makes it, and removes those no longer needed."""

    def __init__(
        self, vault: Vault, target: Path, *, clock: Callable[[], datetime] = rows.now, pack: Pack | None = None
    ) -> None:
        """Back up this vault into a folder, which is there already unless it is the one beside the records.

        `pack` makes what the executors are left, to be written anew beside every backup.
        """
        self._vault = vault
        self._target = target
        self._local = vault.folder / places.BACKUPS
        self._clock = clock
        self._told = False
        self._pack = pack

    def due(self) -> bool:
        """Whether a backup is to be made now."""
        folder = self._target if self._target.is_dir() else self._local
        source = source_of(self._vault.folder / schema.DATABASE)
        return retention.is_due(self._last(folder), source, self._clock())

    def last(self) -> Backup | None:
        """The newest backup that can be reached."""
        backups = [made for made in (self._last(self._target), self._last(self._local)) if made]
        return max(backups, key=lambda made: retention.dated(made).order, default=None)

    def run(self, at: Step = go_on) -> Outcome:
        """Make a backup and remove what is no longer needed; damaged records raise and nothing is removed."""
        try:
            self._refuse_gone()
            made = self._make(self._target, at)
        except (DiskFull, Missing, ReadOnly) as error:
            if self._target == self._local:
                raise
            made = self._make(self._local, at)
            told, self._told = None if self._told else error, True
            return Outcome(made, elsewhere=True, told=told, pack=self._write_pack(self._local))
        self._told = False
        return Outcome(made, elsewhere=False, told=None, pack=self._write_pack(self._target))

    def _refuse_gone(self) -> None:
        """Refuse a folder that is not there: making it anew would back up to where a disk used to be."""
        if self._target != self._local and not self._target.is_dir():
            what = _("The folder for backups is not there.")
            next_step = _("Connect the disk. Until then backups are kept beside the records.")
            raise Missing(what, safe=_("Nothing was changed."), next_step=next_step)

    def _make(self, folder: Path, at: Step) -> Backup:
        made = backup(self._vault, folder, clock=self._clock, at=at)
        with suppress(OSError):  # the backup is there; what could not be removed is tried again after the next
            retention.thin(folder, made)
        return made

    def _write_pack(self, folder: Path) -> Refused | None:
        """Write the executors' pack, which never costs a backup; says what kept it from being written."""
        try:
            if self._pack is not None:
                executors.write(self._vault, folder, self._pack)
        except Refused as error:
            return error
        return None

    def _last(self, folder: Path) -> Backup | None:
        return next(reversed(retention.found(folder, self._vault.vault_id)), None)
