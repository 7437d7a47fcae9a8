# SPDX-License-Identifier: Apache-2.0
"""The backups of an open practice as windows see them: made when due, rehearsed monthly, and told in words."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from dit_desktop.i18n import _
from dit_desktop.models.jobs import Jobs
from dit_desktop.store import executors, places, retention, rows, second
from dit_desktop.store.errors import Refused
from dit_desktop.store.rehearsal import Rehearsal, rehearse
from dit_desktop.store.routine import Routine

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.models.jobs import Job
    from dit_desktop.records.settings import Settings
    from dit_desktop.store.backup import Backup
    from dit_desktop.store.executors import Pack
    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Vault

T = TypeVar("T")

QUIET: Final = 20  # seconds without a key before a backup begins by itself
_LOOK: Final = 2000  # milliseconds between two looks at whether it is time
_AGAIN: Final = 600  # seconds before what was refused is tried again
MONTH: Final = timedelta(days=30)


@dataclass(frozen=True)
class Known:
    """What is known of the backups of this practice, the newest first."""

    backups: tuple[Backup, ...] = ()
    elsewhere: bool = False  # the newest lies on another device too
    pack_at: datetime | None = None  # when the executors' pack was last written beside one


@dataclass(frozen=True)
class Made:
    """What came of one look: what is known now, and what is to be told."""

    known: Known
    told: Refused | None = None


class Backups(QObject):
    """Looks after the backups while a practice is open; nothing here holds up typing or saving."""

    changed = Signal()  # what is known, or what is going on
    told = Signal(object)  # a Refused: a backup that was not made, or not where it was wanted
    rehearsed = Signal(object)  # a Rehearsal
    settings_changed = Signal(object)  # Settings: something was seen for the first time, or done again

    def __init__(
        self,
        vault: Vault,
        settings: Settings,
        quiet: Callable[[], float],
        parent: QObject | None = None,
        *,
        clock: Callable[[], datetime] = rows.now,
        pack: Pack | None = None,
    ) -> None:
        """Look after an open vault; `quiet` says for how many seconds nobody has touched a key.

        `pack` makes what executors are left beside every backup.
        """
        super().__init__(parent)
        self._vault, self._quiet, self._clock, self._pack = vault, quiet, clock, pack
        self.settings = settings
        self.known: Known | None = None  # None until the folders were looked into
        self.refused: Refused | None = None
        self.last_rehearsal: Rehearsal | None = None
        self.busy = ""  # what is going on, in words
        self._jobs = Jobs(self)
        self._jobs.ended.connect(self._ended)
        self._job: Job | None = None
        self._wanted = True  # something may have changed since the last look
        self._first = True  # a missed backup is made first, before anything is typed
        self._not_before = 0.0
        self._stopped = False
        self._routine = self._made_routine()
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)

    # --- what there is ---

    @property
    def folder(self) -> Path:
        """Where backups go."""
        return Path(self.settings.backup_folder) if self.settings.backup_folder else self.local

    @property
    def local(self) -> Path:
        """The folder beside the records."""
        return self._vault.folder / places.BACKUPS

    @property
    def second(self) -> Path | None:
        """The second place, if there is one."""
        return Path(self.settings.second_folder) if self.settings.second_folder else None

    def last(self) -> Backup | None:
        """The newest backup that was found."""
        return self.known.backups[0] if self.known and self.known.backups else None

    @property
    def working(self) -> bool:
        """Whether something is going on, a look at whether a backup is due included."""
        return self._job is not None

    # --- the habit ---

    def start(self) -> None:
        """Begin to look after the backups, a missed one first."""
        if not self._vault.read_only:
            self._timer.start()

    def touch(self) -> None:
        """Something was saved."""
        self._wanted = True

    def look(self) -> None:
        """Make a backup or a rehearsal if one is due and nobody is typing."""
        waited = self._first or self._quiet() >= QUIET
        if self.working or not self._wanted or not waited or time.monotonic() < self._not_before:
            return
        self._first = self._wanted = False
        self._run("", self._if_due, self._take_and_rehearse, self._fail)

    def is_due(self) -> bool:
        """Whether something was saved today that no backup holds yet; reads the folder of backups."""
        return not self._vault.read_only and self._routine.due()

    def back_up(self, done: Callable[[], object] = lambda: None) -> None:
        """Make a backup now; what is in the midst of being done is done first."""

        def taken(made: Made) -> None:
            self._take(made)
            done()

        self._run(_("Making a backup"), self._make, taken, self._fail)

    def renew_pack(self) -> None:
        """Write the executors' pack anew beside the backups there are; without a code it is taken away."""
        self._run(_("Writing the executors’ pack"), lambda _at: self._write_packs(), self._take_packs, self._fail)

    def rehearse(self) -> None:
        """Restore the newest backup into a private folder, compare every record, and wipe it all."""
        last = self.last()
        if last is None:
            return
        self._run(
            _("Rehearsing a restore"),
            lambda at: rehearse(self._vault, last.path, at=at),
            self._take_rehearsal,
            self._fail,
        )

    def set_settings(self, settings: Settings) -> None:
        """Take other settings; backups go from now on where these say."""
        moved = (settings.backup_folder, settings.second_folder) != (
            self.settings.backup_folder,
            self.settings.second_folder,
        )
        self.settings = settings
        if moved:
            self._routine = self._made_routine()
            self._wanted = self._first = True
            self._not_before = 0.0

    def cancel(self) -> None:
        """Interrupt what is going on; nothing half made is left of it."""
        if self._job is not None:
            self._job.cancel()

    def stop(self) -> None:
        """Interrupt what is going on, for good; returns when it has ended."""
        self._stopped = True
        self._timer.stop()
        self.cancel()
        self._jobs.finish()

    # --- on the worker's thread ---

    def _if_due(self, at: Step) -> Made:
        if self._routine.due():
            return self._make(at)
        return Made(self._look_around())

    def _make(self, at: Step) -> Made:
        outcome = self._routine.run(at)
        told = outcome.told or outcome.pack
        if self.second is not None:
            try:
                second.copy_to(outcome.backup, self.second, at)
                self._write_pack(self.second)
            except Refused as error:
                told = told or error
        return Made(self._look_around(), told)

    def _write_packs(self) -> Made:
        """Write the pack anew wherever a backup lies, or take it away there; what one folder refuses, others take."""
        told: Refused | None = None
        for folder in self._folders():
            if retention.found(folder, self._vault.vault_id):
                try:
                    self._write_pack(folder)
                except Refused as error:
                    told = told or error
        return Made(self._look_around(), told)

    def _write_pack(self, folder: Path) -> None:
        if self._pack is not None:
            executors.write(self._vault, folder, self._pack)

    def _folders(self) -> list[Path]:
        """Where backups may lie, each once."""
        return list(dict.fromkeys([self.folder, self.local, *([self.second] if self.second else [])]))

    def _look_around(self) -> Known:
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
        )

    # --- on the window's thread ---

    def _run(
        self,
        words: str,
        work: Callable[[Step], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], None],
    ) -> None:
        def stepping(job: Job) -> T:
            return work(lambda _step: job.step(0, 0))

        def then(act: Callable[[Any], object]) -> Callable[[Any], None]:
            def told(result: object) -> None:
                if not self._stopped:
                    act(result)
                    self.changed.emit()

            return told

        self.busy = words
        self._job = self._jobs.run(words, stepping, then(done), then(failed))
        self.changed.emit()

    def _ended(self, job: Job) -> None:
        """What was going on is over, also if it was only told to stop."""
        if job is self._job:
            self._job, self.busy = None, ""
            self.changed.emit()

    def _take(self, made: Made) -> None:
        self.known, self.refused = made.known, None
        if made.told is not None:
            self.told.emit(made.told)
        if made.known.elsewhere:
            self._keep(replace(self.settings, elsewhere_on=self._today()))

    def _take_packs(self, made: Made) -> None:
        self.known = made.known
        if made.told is not None:
            self.told.emit(made.told)

    def _take_and_rehearse(self, made: Made) -> None:
        self._take(made)
        if self._rehearsal_due():
            self.rehearse()

    def _take_rehearsal(self, found: Rehearsal) -> None:
        self.last_rehearsal = found
        if found.ok:
            self._keep(replace(self.settings, rehearsed_on=self._today()))
        self.rehearsed.emit(found)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            raise error
        self.refused = error
        self._wanted = True
        self._not_before = time.monotonic() + _AGAIN
        self.told.emit(error)

    def _rehearsal_due(self) -> bool:
        last = self.settings.rehearsed_on
        return last is None or not timedelta() <= self._today() - last < MONTH

    def _today(self) -> date:
        return self._clock().astimezone().date()

    def _keep(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit(settings)

    def _made_routine(self) -> Routine:
        return Routine(self._vault, self.folder, clock=self._clock, pack=self._pack)
