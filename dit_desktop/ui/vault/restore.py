# SPDX-License-Identifier: Apache-2.0
"""A backup comes back: which file, what it holds, whose it is, and then the practice as it was."""

from __future__ import annotations

from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.store import bundle
from dit_desktop.store import restore as restoring
from dit_desktop.store.errors import Refused
from dit_desktop.store.keys import STRONG, wipe
from dit_desktop.store.rewrap import SHOWN
from dit_desktop.store.vault import Secret, open_vault
from dit_desktop.ui.reading import show_moment
from dit_desktop.ui.vault import restored
from dit_desktop.ui.vault.around import Around
from dit_desktop.ui.vault.column import Column, link
from dit_desktop.ui.vault.create import PassphrasePage
from dit_desktop.ui.vault.passphrase import SecretLine
from dit_desktop.ui.vault.recovery import NEW_RECOVERY, RecoveryPage
from dit_desktop.ui.vault.restored import RestoredPage, UnderWayPage

if TYPE_CHECKING:
    from dit_desktop.models.jobs import Job, Jobs
    from dit_desktop.store.vault import Vault
    from dit_desktop.ui.vault.where import Where


class RestorePage(Column):
    """Says what a backup holds before anything happens, and asks for its passphrase or code."""

    requested = Signal(str, bool)  # what was typed, and whether it is a code
    other_requested = Signal()
    left = Signal()

    def __init__(self, file: Path, found: bundle.Manifest, folder: Path, parent: QWidget | None = None) -> None:
        """Show a backup file and the folder it would go to."""
        super().__init__(parent)
        self.found = found
        self._code = False
        self.add_words(_("Restore a backup"), "title")
        self.add_words(file.name, "label")
        self.add_words(_holds(found))
        self.add_words(_("It goes to {folder}.").format(folder=folder), "", "muted")
        if folder.exists() and any(folder.iterdir()):
            self.add_words(_("What is there now is moved aside, whole, and kept until you delete it."), "", "muted")
        self.add_message_room()
        self.label = self.add_words("", "label")
        self.secret = SecretLine("")
        self.label.setBuddy(self.secret.line)
        self.rows.addWidget(self.secret)
        self.button = QPushButton(_("Restore"))
        self.back = QPushButton(_("Back"))
        self.add_buttons(self.button, self.back)
        self.other_way, self.other = link(""), link(_("Another file …"))
        self.rows.addWidget(self.other_way)
        self.rows.addWidget(self.other)
        self.secret.entered.connect(self._request)
        self.button.clicked.connect(self._request)
        self.back.clicked.connect(self.left)
        self.other.clicked.connect(self.other_requested)
        self.other_way.clicked.connect(lambda: self.ask_for(code=not self._code))
        self.ask_for(code=False)

    def ask_for(self, *, code: bool) -> None:
        """Ask for the recovery code, or for the passphrase."""
        self._code = code
        words = _("Code, seven groups from the sheet") if code else _("Passphrase of this backup")
        self.label.setText(words)
        self.secret.line.setAccessibleName(words)
        self.secret.line.clear()
        self.secret.show_text(code)
        self.secret.button.setVisible(not code)
        self.other_way.setText(_("Use the passphrase") if code else _("Use a code"))
        self.secret.line.setFocus()

    def _request(self) -> None:
        if self.secret.text():
            self.accept()
            self.requested.emit(self.secret.text(), self._code)
        else:
            self.secret.line.setFocus()


class Restoring(QObject):
    """Leads from a file to the open practice."""

    opened = Signal(object)  # Vault
    left = Signal()
    refused = Signal(object)  # a Refused: the file that was chosen is no backup

    def __init__(self, where: Where, around: Around, jobs: Jobs, parent: QWidget) -> None:
        """Stand before a place to which a backup may go."""
        super().__init__(parent)
        self._where, self._around, self._jobs, self._widget = where, around, jobs, parent
        self._page: RestorePage | None = None
        self._job: Job | None = None
        self._under_way: UnderWayPage | None = None
        self._unproven = ""  # the new code, for as long as nobody has proven that it is on paper
        jobs.progressed.connect(self._progressed)
        jobs.ended.connect(self._ended)

    def choose(self) -> None:
        """Ask for the file without waiting, so that nothing else has to."""
        dialog = QFileDialog(self._widget, _("Restore a backup"))
        dialog.setNameFilter(_("Backups (*{suffix})").format(suffix=bundle.SUFFIX))
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look_at(self, file: Path) -> None:
        """Say what a file holds."""
        try:
            found = bundle.read(file).manifest
        except Refused as error:
            self.refused.emit(error)
            return
        page = self._page = RestorePage(file, found, self._where.folder)
        page.requested.connect(partial(self._begin, page, file))
        page.other_requested.connect(self.choose)
        page.left.connect(self.left)
        self._around.show(page, page.secret.line)

    def _begin(self, page: RestorePage, file: Path, text: str, code: bool) -> None:  # noqa: FBT001 - a slot
        secret = Secret(text, code=code)
        if not code:
            self._restore(page, file, secret, None)
            return
        # The code is tried before anybody is asked for a new passphrase.
        check = lambda: wipe(secret.open(bundle.read(file).file))  # noqa: E731
        self._around.run(check, lambda _none: self._renew(page, file, secret), partial(self._refuse, page))

    def _renew(self, page: RestorePage, file: Path, secret: Secret) -> None:
        chosen = PassphrasePage(
            _("Choose a new passphrase"),
            _("Your code is right. The passphrase you choose now takes the place of the forgotten one."),
        )
        chosen.choice.chosen.connect(lambda passphrase: self._restore(page, file, secret, passphrase))
        self._around.guard(chosen, chosen)

    def _restore(self, page: RestorePage, file: Path, secret: Secret, passphrase: str | None) -> None:
        where = self._where
        renewal = restoring.Renewal(passphrase, where.cost or STRONG) if passphrase is not None else None
        wanted = restoring.Wanted(file, where.folder, replace=True)
        under_way = self._under_way = UnderWayPage()
        under_way.stopped.connect(self.stop)
        self._around.show(under_way, under_way.button)
        again = Secret(passphrase) if passphrase is not None else secret
        self._job = self._jobs.run(
            "",
            lambda job: restoring.restore(wanted, secret, renewal, at=restored.steps(job)),
            partial(self._restored, page, again),
            partial(self._refuse, page),
        )

    def stop(self) -> None:
        """Give up, for as long as nothing has taken the place of anything; nothing is left of what was begun."""
        if self._job is not None:
            self._job.cancel()

    def leave(self) -> None:
        """Give up, or go away from the new code; that it was shown and not proven is noted then, and not by restoring.

        What a restore puts into place agrees with its backup to the last event.
        """
        self.stop()
        if self._unproven:
            with suppress(Refused), closing(self._opened(Secret(self._unproven, code=True))) as vault:
                vault.note(SHOWN)  # if it cannot be, nobody is reminded of it

    def _progressed(self, job: Job, phase: int, _of: int) -> None:
        if job is self._job and self._under_way is not None:
            self._under_way.show_phase(phase)

    def _ended(self, job: Job) -> None:
        if job is self._job and job.was_cancelled and self._page is not None:
            self._refuse(self._page, restored.stopped())

    def _restored(self, page: RestorePage, secret: Secret, made: restoring.Restored) -> None:
        if not made.code:
            self._tell(page, secret, made)
            return
        self._unproven = made.code
        proof = RecoveryPage(made.code, made.vault_id, NEW_RECOVERY)
        proof.proven.connect(lambda: self._tell(page, secret, made))
        self._around.show(proof, proof.next)

    def _tell(self, page: RestorePage, secret: Secret, made: restoring.Restored) -> None:
        """Say what was done, before anything else is seen."""
        self._unproven = ""
        told = RestoredPage(page.found, made, self._where.folder)
        told.opened.connect(lambda: self._open(page, secret))
        self._around.guard(told, told.button)

    def _open(self, page: RestorePage, secret: Secret) -> None:
        self._around.wait(_("Opening …"))
        self._around.run(lambda: self._opened(secret), self.opened.emit, partial(self._refuse, page))

    def _opened(self, secret: Secret) -> Vault:
        """What was restored on purpose may well be older than what this computer last saw."""
        return open_vault(self._where.folder, secret, state=self._where.state, accept_older=True)

    def _refuse(self, page: RestorePage, error: BaseException) -> None:
        if not isinstance(error, Refused):
            raise error
        self._around.show(page, page.secret.line)
        page.refuse(error)
        page.secret.line.selectAll()


def _holds(found: bundle.Manifest) -> str:
    """What a backup says of itself, in a sentence."""
    records = sum(found.counts.values())
    words = ngettext("{n} record", "{n} records", records).format(n=QLocale().toString(records))
    moment = show_moment(found.made_at.astimezone().replace(second=0, microsecond=0))
    return _("Made {moment} by version {version}; it holds {records}.").format(
        moment=moment, version=found.program, records=words
    )
