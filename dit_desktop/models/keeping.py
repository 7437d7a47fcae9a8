# SPDX-License-Identifier: Apache-2.0
"""The part of looking after backups that takes its time: made, copied, found and named, on a worker's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dit_desktop.store import executors, places, retention, second, verified
from dit_desktop.store.errors import Refused
from dit_desktop.store.routine import Routine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from dit_desktop.records.settings import Settings
    from dit_desktop.store.backup import Backup
    from dit_desktop.store.executors import Pack
    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Vault


@dataclass(frozen=True)
class Known:
    """What is known of the backups of this practice, the newest first."""

    backups: tuple[Backup, ...] = ()
    elsewhere: bool = False  # the newest lies on another device too
    pack_at: datetime | None = None  # when the executors' pack was last written beside one
    second_gone: bool = False  # the second place is not there
    days: Mapping[str, date] = field(default_factory=dict)

    def verified_on(self, backup: Backup) -> date | None:
        """The day on which a backup was last found good on this computer."""
        return self.days.get(verified.name_of(backup.manifest))


@dataclass(frozen=True)
class Made:
    """What came of one round: what is known now, and what is to be told."""

    known: Known
    made: bool = False  # a backup; else there was only looked
    told: Refused | None = None
    refused: Refused | None = None  # why there is no backup where one was to be


class Keeping:
    """Knows the folders in which the backups of a vault lie, and does the work there."""

    def __init__(
        self, vault: Vault, settings: Settings, folder: Path, clock: Callable[[], datetime], pack: Pack | None
    ) -> None:
        """Back up to a folder, and to the second one of the settings."""
        self._vault, self._pack = vault, pack
        self._folder, self._local = folder, vault.folder / places.BACKUPS
        self._second = Path(settings.second_folder) if settings.second_folder else None
        self._routine = Routine(vault, folder, clock=clock, pack=pack)
        self._second_told = False

    def due(self) -> bool:
        """Whether a backup is to be made now; reads the folder of backups."""
        return self._routine.due()

    def if_due(self, at: Step) -> Made:
        """Make a backup if one is due, and look around."""
        return self.make(at) if self._routine.due() else Made(self.look_around())

    def make(self, at: Step) -> Made:
        """Make a backup, and copy it to the second place; what is known afterwards is true also where it is refused."""
        try:
            outcome = self._routine.run(at)
        except Refused as error:
            return Made(self.look_around(), refused=error)
        told = self._copy(outcome.backup, self._second, at) if self._second is not None else None
        return Made(self.look_around(), made=True, told=outcome.told or outcome.pack or told)

    def _copy(self, made: Backup, folder: Path, at: Step) -> Refused | None:
        """Copy to the second place; a place that has gone is told once."""
        try:
            second.copy_to(made, folder, at)
            self._write_pack(folder)
        except Refused as error:
            told, self._second_told = None if self._second_told else error, True
            return told
        self._second_told = False
        return None

    def write_packs(self) -> Made:
        """Write the pack anew wherever a backup lies, or take it away there; what one folder refuses, others take."""
        told: Refused | None = None
        for folder in self._folders():
            if retention.found(folder, self._vault.vault_id):
                try:
                    self._write_pack(folder)
                except Refused as error:
                    told = told or error
        return Made(self.look_around(), told=told)

    def _write_pack(self, folder: Path) -> None:
        if self._pack is not None:
            executors.write(self._vault, folder, self._pack)

    def _folders(self) -> list[Path]:
        """Where backups may lie, each once."""
        return list(dict.fromkeys([self._folder, self._local, *([self._second] if self._second else [])]))

    def look_around(self) -> Known:
        """What lies where."""
        folders = self._folders()
        found = {made.path.name: made for folder in folders for made in retention.found(folder, self._vault.vault_id)}
        ordered = sorted(found.values(), key=lambda made: retention.dated(made).order, reverse=True)
        newest = ordered[0].path.name if ordered else ""
        holding = [folder for folder in folders if newest and (folder / newest).exists()]
        packs = [executors.written_at(folder, self._vault.vault_id) for folder in folders]
        return Known(
            tuple(ordered),
            any(second.is_elsewhere(folder, self._vault.folder) for folder in holding),
            max((at for at in packs if at), default=None),
            self._second is not None and not self._second.is_dir(),
            verified.days(self._vault.folder, (made.manifest for made in ordered)),
        )
