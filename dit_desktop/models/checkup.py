# SPDX-License-Identifier: Apache-2.0
"""The weekly check of the records: begun by itself, in the background, and told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale, QObject, QTimer, Signal

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.jobs import Job, Jobs, steps_of
from dit_desktop.store import checkup
from dit_desktop.store.errors import DamagedVault, Refused, Tampered
from dit_desktop.store.questions import CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from dit_desktop.store.seal import Finding
    from dit_desktop.store.vault import Vault

FIRST: Final = 60_000  # milliseconds after opening; nobody waits for it then
AGAIN: Final = 3_600_000  # milliseconds until it is looked again whether a check is due


class Checkup(QObject):
    """Knows when the records were last found whole, and has them read again when that is a week ago."""

    changed = Signal()  # what it says
    found = Signal(object)  # a tuple of Finding: what does not hold together
    refused = Signal(object)  # a Refused: a check that somebody asked for could not be made

    def __init__(self, vault: Vault, parent: QObject | None = None) -> None:
        """Look after this vault; it begins with `begin`."""
        super().__init__(parent)
        self._vault = vault
        self._jobs: Jobs | None = None
        self._job: Job | None = None
        self.findings: tuple[Finding, ...] = ()  # of the last check that found something
        self.trouble: Refused | None = None  # why the last check could not be made
        self.quiet: Callable[[], float] | None = None  # for how many seconds nobody has touched a key
        self._asked = False
        self._timer = QTimer(self, interval=AGAIN)
        self._timer.timeout.connect(self.look)
        self._first = QTimer(self, singleShot=True)
        self._first.timeout.connect(self.look)

    def begin(self) -> None:
        """Look soon whether a check is due, and from then on every hour."""
        self._first.start(FIRST)
        self._timer.start()

    @property
    def running(self) -> bool:
        """Whether the records are being checked."""
        return self._job is not None

    def look(self) -> None:
        """Begin a check if one is due; what was found broken is not looked for again by itself."""
        if not self._vault.read_only and not self.findings and self.last().is_due():
            self.start(asked=False)

    def last(self) -> checkup.Last:
        """When everything was last found to hold together."""
        return self._vault.ask(checkup.last)

    def start(self, *, asked: bool = True) -> None:
        """Begin a check unless one is being made; why it could not be made is told at once only if somebody `asked`."""
        self._asked = asked
        if self._job is not None:
            return
        if self._jobs is None:
            self._jobs = Jobs(self, quiet=self.quiet)
            self._jobs.ended.connect(self._ended)
        self._job = self._jobs.run("", self._work, self._done, self._failed)
        self.changed.emit()

    def stop(self) -> None:
        """Give up the check; what was copied for it is removed."""
        if self._job is not None:
            self._job.cancel()

    def finish(self) -> None:
        """Give up the check and wait until nothing is left of it; nobody is told how it ended."""
        self.blockSignals(True)  # whoever is told asks the practice how it stands, and it is closed by then
        self._first.stop()
        self._timer.stop()
        self.stop()
        if self._jobs is not None:
            self._jobs.finish()

    def words(self) -> str:
        """How things stand, in a sentence with its date."""
        if self.running:
            return _("Being checked now, while you work.")
        if self.findings:
            many = ngettext("{n} place does not hold together.", "{n} places do not hold together.", len(self.findings))
            return many.format(n=len(self.findings))
        if self.trouble:
            return _("The last check could not be made: {what}").format(what=self.trouble.what)
        last = self.last()
        if last.checked:
            return _("Last checked on {date}: everything holds together.").format(date=_day(last.at))
        return _("Not checked yet; the practice was made on {date}.").format(date=_day(last.at))

    def _work(self, job: Job) -> tuple[Finding, ...]:
        return checkup.check(self._vault, at=steps_of(job, CHECKING))

    def _ended(self, _job: object) -> None:
        self._job = None
        self.changed.emit()

    def _done(self, found: tuple[Finding, ...]) -> None:
        self.findings, self.trouble = found, None
        self.changed.emit()
        if found:
            self.found.emit(found)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            raise error
        self.trouble = error
        self.changed.emit()
        if self._asked:
            self.refused.emit(error)


def broken(findings: Sequence[Finding]) -> Refused:
    """What was found, as it is told: what happened, what is safe, and what to do."""
    what = ngettext(
        "A check of your records found {n} place that does not hold together.",
        "A check of your records found {n} places that do not hold together.",
        len(findings),
    )
    kind = DamagedVault if any(item.code == DamagedVault.code for item in findings) else Tampered
    return kind(
        what.format(n=len(findings)),
        safe=_("Nothing was changed now, and your backups are as they were."),
        next_step=_(
            "Do not wait with it. Lock the practice: the page that asks for the passphrase leads to the last good "
            "backup, and to what can still be read of these records."
        ),
    )


def _day(moment: datetime) -> str:
    day = moment.astimezone().date()
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
