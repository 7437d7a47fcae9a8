# SPDX-License-Identifier: Apache-2.0
"""The backups of an open practice as windows see them: made when due, rehearsed monthly, and told in words."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from dit_desktop.i18n import _
from dit_desktop.models.jobs import Jobs, steps_of
from dit_desktop.models.keeping import Keeping, Known, Made
from dit_desktop.store import places, rows
from dit_desktop.store.errors import DamagedBackup, Refused
from dit_desktop.store.questions import CHECKING
from dit_desktop.store.rehearsal import Rehearsal, rehearse

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
        self.rehearsal_refused: Refused | None = None
        self.busy = ""  # what is going on, in words
        self._jobs = Jobs(self, quiet=quiet)
        self._jobs.ended.connect(self._ended)
        self._job: Job | None = None
        self._wanted = True  # something may have changed since the last look
        self._first = True  # a missed backup is made first, before anything is typed
        self._not_before = 0.0
        self._stopped = False
        self._keeping = self._made_keeping()
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
        self._run("", self._keeping.if_due, self._take_and_rehearse)

    def is_due(self) -> bool:
        """Whether something was saved today that no backup holds yet; reads the folder of backups."""
        return not self._vault.read_only and self._keeping.due()

    def back_up(self, done: Callable[[], object] = lambda: None) -> None:
        """Make a backup now; what is in the midst of being done is done first."""

        def taken(made: Made) -> None:
            self._take(made)
            if made.refused is None:
                done()

        self._run(_("Making a backup"), self._keeping.make, taken)

    def renew_pack(self) -> None:
        """Write the executors' pack anew beside the backups there are; without a code it is taken away."""
        keeping = self._keeping
        self._run(_("Writing the executors’ pack"), lambda _at: keeping.write_packs(), self._take_packs)

    def rehearse(self) -> None:
        """Restore the newest backup into a private folder, compare every record, and wipe it all."""
        last = self.last()
        if last is None:
            return

        def work(at: Step) -> tuple[Rehearsal, Known]:
            found = rehearse(self._vault, last.path, clock=self._clock, at=at)
            return found, self._keeping.look_around()

        self._run(_("Rehearsing a restore"), work, self._take_rehearsal, self._fail_rehearsal)

    def set_settings(self, settings: Settings) -> None:
        """Take other settings; backups go from now on where these say."""
        moved = (settings.backup_folder, settings.second_folder) != (
            self.settings.backup_folder,
            self.settings.second_folder,
        )
        self.settings = settings
        if moved:
            self._keeping = self._made_keeping()
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

    # --- on the window's thread ---

    def _run(
        self,
        words: str,
        work: Callable[[Step], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do some work on the worker's thread; what it refuses without an answer of its own is told as it is."""

        def stepping(job: Job) -> T:
            return work(steps_of(job, CHECKING))

        def then(act: Callable[[Any], object]) -> Callable[[Any], None]:
            def told(result: object) -> None:
                if not self._stopped:
                    act(result)
                    self.changed.emit()

            return told

        self.busy = words
        self._job = self._jobs.run(words, stepping, then(done), then(failed or self._fail))
        self.changed.emit()

    def _ended(self, job: Job) -> None:
        """What was going on is over, also if it was only told to stop."""
        if job is self._job:
            self._job, self.busy = None, ""
            self.changed.emit()

    def _take(self, made: Made) -> None:
        self.known = made.known
        if made.refused is not None:
            self._refuse(made.refused)
        elif made.made:  # a mere look makes nothing good
            self.refused = None
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
        if made.refused is None and self._rehearsal_due():
            self.rehearse()

    def _take_rehearsal(self, made: tuple[Rehearsal, Known]) -> None:
        found, self.known = made
        self.last_rehearsal = found
        if found.ok:
            self.rehearsal_refused = None
            self._keep(replace(self.settings, rehearsed_on=self._today()))
        else:
            self._refuse_rehearsal(found.findings[0].what)
        self.rehearsed.emit(found)

    def _fail_rehearsal(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            raise error
        self._refuse_rehearsal(error.what)

    def _refuse_rehearsal(self, why: str) -> None:
        """The newest backup could not be shown to come back; that says nothing of the records, nor of older ones."""
        what = _("The rehearsal did not bring the newest backup back: {why}").format(why=why)
        safe = _("Your records are as they were; only a private copy was looked at.")
        next_step = _("Make a backup now, and rehearse once more. Keep the older backups until that works.")
        self.rehearsal_refused = DamagedBackup(what, safe=safe, next_step=next_step)
        self._try_later()
        self.told.emit(self.rehearsal_refused)

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            raise error
        self._refuse(error)

    def _refuse(self, error: Refused) -> None:
        self.refused = error
        self._try_later()
        self.told.emit(error)

    def _try_later(self) -> None:
        self._wanted = True
        self._not_before = time.monotonic() + _AGAIN

    def _rehearsal_due(self) -> bool:
        last = self.settings.rehearsed_on
        return last is None or not timedelta() <= self._today() - last < MONTH

    def _today(self) -> date:
        return self._clock().astimezone().date()

    def _keep(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit(settings)

    def _made_keeping(self) -> Keeping:
        return Keeping(self._vault, self.settings, self.folder, self._clock, self._pack)
