# SPDX-License-Identifier: Apache-2.0
"""The keys of the open vault as windows see them: asked for on a thread of their own, told back on the window's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from dit_desktop.i18n import _
from dit_desktop.models.jobs import Cancelled, Jobs
from dit_desktop.store import device, reencrypt, rewrap, standing
from dit_desktop.store.errors import Refused
from dit_desktop.store.keys import STRONG
from dit_desktop.store.questions import CHECKING
from dit_desktop.store.snapshot import COPYING
from dit_desktop.store.typed import read_code
from dit_desktop.store.vault import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dit_desktop.models.desk import Desk
    from dit_desktop.models.jobs import Job
    from dit_desktop.store.keys import Cost
    from dit_desktop.store.rewrap import NewKeys
    from dit_desktop.store.standing import Standing

    Done = Callable[[], object]
    Failed = Callable[[BaseException], object]


def reminder_is_due(desk: Desk) -> bool:
    """Whether to ask whether the paper with the recovery code is still at hand; asked, it is noted that it was."""
    if not desk.vault.is_open or desk.read_only or not standing.standing(desk.vault).reminder_is_due():
        return False
    desk.note(standing.REMINDED)
    return True


def code_is_unproven(desk: Desk) -> bool:
    """Whether the recovery code was shown once and never proven to be on paper: somebody has to make another."""
    return desk.vault.is_open and not desk.read_only and standing.standing(desk.vault).unproven


PARTS: Final = (
    _("Copying your records …"),
    _("Checking that they hold together …"),
    _("Encrypting the copy under the new key …"),
    _("Opening the copy with the new key …"),
    _("Comparing every record …"),
    _("Putting the new records into the place of the old …"),
)
_SWAPPING: Final = len(PARTS) - 1


def secret_of(words: str) -> Secret:
    """What somebody typed: a passphrase, or a code if it is written as one, for who came in with a code."""
    try:
        read_code(words)
    except Refused:
        return Secret(words)
    return Secret(words, code=True)


class Anew:
    """How far encrypting everything anew has come; it can be stopped until the records are exchanged."""

    def __init__(self, job: Job, is_open: Callable[[], bool]) -> None:
        """Tell a job; a practice that was closed is left as it is."""
        self._job, self._is_open = job, is_open
        self._part, self._encrypted = 0, False

    def __call__(self, step: str) -> None:
        """Take note of a step; raises what ends the work."""
        self._encrypted |= step == "encrypted"
        reached = {
            COPYING: 2 if self._part else 0,
            CHECKING: 3 if self._encrypted else 1,
            reencrypt.COMPARING: 4,
            "swapping": _SWAPPING,
        }
        if self._part == _SWAPPING:
            return
        self._part = max(self._part, reached.get(step, 0))
        if not self._is_open():
            raise Cancelled
        self._job.step(self._part, len(PARTS))


class Keys(QObject):
    """Asks for one thing after the other, so that no key is changed twice at once."""

    def __init__(self, desk: Desk, parent: QObject | None = None, *, cost: Cost = STRONG) -> None:
        """Work on the keys of an open vault; `cost` is that of a new passphrase."""
        super().__init__(parent)
        self._vault = desk.vault
        self.cost = cost
        self.jobs = Jobs(self)

    @property
    def read_only(self) -> bool:
        """Whether no key can be changed here."""
        return self._vault.read_only

    @property
    def is_open(self) -> bool:
        """Whether the practice is still open."""
        return self._vault.is_open

    def standing(self) -> Standing:
        """Which keys there are."""
        return standing.standing(self._vault)

    def check(self, words: str, done: Done, failed: Failed) -> None:
        """Try the passphrase, or the code, of whoever wants to change something."""
        self._run(lambda _job: self._vault.check_secret(secret_of(words)), done, failed)

    def change(self, words: str, new: NewKeys, done: Done, failed: Failed) -> None:
        """Let new keys open the vault from now on."""
        new = replace(new, cost=self.cost)
        self._run(lambda _job: rewrap.change(self._vault, secret_of(words), new), done, failed)

    def remember(self, words: str, done: Done, failed: Failed) -> None:
        """Let this computer open the vault without the passphrase."""
        self._run(lambda _job: device.remember(self._vault, secret_of(words)), done, failed)

    def forget(self, done: Done, failed: Failed) -> None:
        """Ask for the passphrase at every opening again."""
        self._run(lambda _job: device.forget(self._vault), done, failed)

    def encrypt_anew(self, words: str, new: NewKeys, done: Done, failed: Failed) -> Job:
        """Encrypt everything under a new data key; it can be cancelled."""
        wanted = replace(new, cost=self.cost)

        def work(job: Job) -> None:
            at = Anew(job, lambda: self._vault.is_open)
            reencrypt.reencrypt(self._vault, secret_of(words), wanted, at=at)

        return self._run(work, done, failed)

    def prove(self, groups: Mapping[int, str]) -> int | None:
        """Compare groups of the recovery code; the first that is another one, or None and the proof is noted."""
        return standing.prove(self._vault, groups)

    def prove_whole(self, code: str) -> None:
        """Refuse a code that is not the recovery code; else the proof is noted."""
        standing.prove_whole(self._vault, code)

    def _run(self, work: Callable[[Job], None], done: Done, failed: Failed) -> Job:
        """Do some work and answer, unless the practice was closed meanwhile and nobody waits for the answer."""

        def answer(_none: None) -> None:
            if self.is_open:
                done()

        def refuse(error: BaseException) -> None:
            if self.is_open:
                failed(error)

        return self.jobs.run("", work, answer, refuse)
