# SPDX-License-Identifier: Apache-2.0
"""Which keys open the practice, and everything that can be done with them, one step after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_day
from dit_desktop.models.keys import PARTS, Keys
from dit_desktop.store.errors import Refused
from dit_desktop.store.keys import KEEPER
from dit_desktop.store.rewrap import NewKeys
from dit_desktop.store.standing import standing
from dit_desktop.store.typed import new_code
from dit_desktop.ui.keylist import KeyList
from dit_desktop.ui.message import Kind
from dit_desktop.ui.pages.page import Page, Target
from dit_desktop.ui.vault.create import PassphrasePage, WaitPage
from dit_desktop.ui.vault.recovery import FULL_ACCESS, NEW_RECOVERY, RecoveryPage, wrong_group
from dit_desktop.ui.vault.steps import AskPage, ProgressPage, ProvePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.models.desk import Desk
    from dit_desktop.models.jobs import Job
    from dit_desktop.ui.vault.recovery import CodeWords

_OLD_BACKUPS = _("Backups made before still open with what opened them then.")


class KeysPage(Page):
    """The list of keys, and in its place the steps of a change; left half-way, nothing is changed."""

    name: ClassVar[str] = "keys"
    title: ClassVar[str] = _("Keys")
    icon: ClassVar[str] = "key-round"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _("Passphrase, recovery code and whatever else opens the practice.")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; which keys there are is read when it is opened."""
        super().__init__(desk, parent)
        self.model = Keys(desk, self)
        self.list = KeyList(self.title, read_only=self.model.read_only)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._working = False  # something is being written, which nobody leaves
        self.model.jobs.ended.connect(self._ended)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        for button, act in (
            (self.list.change_passphrase, self.change_passphrase),
            (self.list.prove, self.prove),
            (self.list.new_code, self.new_recovery_code),
            (self.list.new_keeper, self.new_keeper_code),
            (self.list.revoke, self.revoke_keeper_code),
            (self.list.remember, self.remember_device),
            (self.list.forget, self.forget_device),
            (self.list.anew, self.encrypt_anew),
        ):
            button.clicked.connect(act)

    # --- the page ---

    @classmethod
    def standing(cls, desk: Desk) -> str:
        """When the recovery code was last proven to be at hand."""
        found = standing(desk.vault)
        proven = shown_day(found.proven_at.astimezone().date())
        if found.unproven:
            return _("The recovery code was never proven to be on paper: make another one.")
        if found.proof_is_due():
            return _("The recovery code was last proven on {day}: is the paper still there?").format(day=proven)
        return _("The recovery code was last proven on {day}.").format(day=proven)

    def open(self, target: Target) -> None:  # noqa: ARG002 - there is one place only
        """Show which keys there are; a step that was left is not gone back to."""
        if not self._working:
            self._show_list()

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """No record is shown here."""

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and not self._working:
            self._leave_step()  # and reads nothing: the practice may be closed by now

    @property
    def step(self) -> QWidget:
        """What is shown at the moment: the list, or a step of a change."""
        return self._stack.currentWidget() or self.list

    # --- what can be done ---

    def change_passphrase(self) -> None:
        """Choose another passphrase."""
        said = _("A new passphrase takes the place of the one you use today. The records are not touched.")

        def choose(passphrase: str) -> None:
            page = PassphrasePage(_("Choose a new passphrase"), _OLD_BACKUPS, leaving=True)
            done = _("From now on the new passphrase opens this practice.")
            page.choice.chosen.connect(lambda new: self._change(passphrase, NewKeys(passphrase=new), done))
            self.show_step(page)

        self._ask(_("Change the passphrase"), (said,), choose)

    def new_recovery_code(self) -> None:
        """Make another recovery code; the paper with the one before is worthless then."""
        said = _("A new code takes the place of the one on your sheet, which then opens only older backups.")
        done = _("The new recovery code is in force. Destroy the old sheet.")
        self._make_code(_("Make a new recovery code"), said, NEW_RECOVERY, lambda code: NewKeys(recovery=code), done)

    def new_keeper_code(self) -> None:
        """Make the code for whoever looks after the records."""
        said = _("It opens everything, as your passphrase does. You can take it back here whenever you like.")
        done = _("The code for full access is in force.")
        self._make_code(_("Make a code for full access"), said, FULL_ACCESS, lambda code: NewKeys(keeper=code), done)

    def revoke_keeper_code(self) -> None:
        """Take the code for full access back."""
        said = _("From now on it opens nothing that is saved here.")
        done = _("The code for full access opens nothing more.")
        new = NewKeys(gone=(KEEPER,))
        ask = _("Take the code for full access back")
        self._ask(ask, (said, _OLD_BACKUPS), lambda passphrase: self._change(passphrase, new, done))

    def remember_device(self) -> None:
        """Open without the passphrase on this computer."""
        said = (
            _("Half of the key goes into this computer's key ring, which opens with your account."),
            _("Whoever can use your account on this computer can then open the practice without the passphrase."),
            _("After locking, and after fourteen days, the passphrase is asked all the same."),
        )

        def act(passphrase: str) -> None:
            self._wait(_("Asking the key ring …"))
            done = _("This computer opens the practice without the passphrase.")
            self.model.remember(passphrase, lambda: self._done(done), self._failed)

        self._ask(_("Open without the passphrase on this computer"), said, act)

    def forget_device(self) -> None:
        """Ask for the passphrase at every start again; whoever is here may do that."""
        self._wait(_("Making the new keys …"))
        self.model.forget(lambda: self._done(_("The passphrase is asked at every start again.")), self._failed)

    def encrypt_anew(self) -> None:
        """Encrypt everything under a new data key."""
        said = (
            _("Your records are copied, encrypted under a new key, opened again and compared, one by one."),
            _(
                "You choose a passphrase and get a new recovery code. A code for full access and this computer's own "
                "key open nothing more until you make them anew."
            ),
            _OLD_BACKUPS,
        )

        def choose(passphrase: str) -> None:
            page = PassphrasePage(
                _("The passphrase for everything from now on"), _("Nothing is changed yet."), leaving=True
            )
            page.choice.chosen.connect(lambda new: prove(passphrase, new))
            self.show_step(page)

        def prove(passphrase: str, new: str) -> None:
            code = new_code()
            page = RecoveryPage(code, self.desk.vault.vault_id, NEW_RECOVERY, leaving=True)
            page.proven.connect(lambda: self._encrypt_anew(passphrase, NewKeys(passphrase=new, recovery=code)))
            self.show_step(page, page.next)

        self._ask(_("Encrypt everything anew"), said, choose)

    def prove(self) -> None:
        """Type two groups of the recovery code, to know that the paper is still there."""
        by_groups = self.model.standing().by_groups
        page = ProvePage(by_groups=by_groups)
        page.groups_typed.connect(lambda groups: self._prove(page, lambda: self._compare(page, groups)))
        page.code_typed.connect(lambda code: self._prove(page, lambda: self.model.prove_whole(code)))
        self.show_step(page)

    # --- how it is done ---

    def _make_code(self, heading: str, said: str, shown: CodeWords, new: Callable[[str], NewKeys], done: str) -> None:
        """Ask for the passphrase, show a code, have it proven, and only then let it open anything."""

        def show(passphrase: str) -> None:
            code = new_code()
            page = RecoveryPage(code, self.desk.vault.vault_id, shown, leaving=True)
            page.proven.connect(lambda: self._change(passphrase, new(code), done))
            self.show_step(page, page.next)

        self._ask(heading, (said,), show)

    def _ask(self, heading: str, said: tuple[str, ...], then: Callable[[str], object]) -> None:
        page = AskPage(heading, said)

        def right(passphrase: str) -> None:
            if self.step is page:
                then(passphrase)

        def wrong(error: BaseException) -> None:
            page.set_busy(busy=False)
            if not isinstance(error, Refused):
                raise error
            page.refuse(error)
            page.secret.line.setFocus()
            page.secret.line.selectAll()

        def entered(passphrase: str) -> None:
            page.set_busy(busy=True)
            self.model.check(passphrase, lambda: right(passphrase), wrong)

        page.entered.connect(entered)
        self.show_step(page)

    def _change(self, passphrase: str, new: NewKeys, done: str) -> None:
        self._wait(_("Making the new keys …"))
        self.model.change(passphrase, new, lambda: self._done(done), self._failed)

    def _encrypt_anew(self, passphrase: str, new: NewKeys) -> None:
        said = _("Until the last part you can stop, and nothing is changed.")
        page = ProgressPage(_("Encrypting everything anew"), said, PARTS)
        self.model.jobs.progressed.connect(page.show_step)
        self._working = True
        self.show_step(page)
        job = self.model.encrypt_anew(passphrase, new, self._encrypted_anew, self._failed)
        page.stopped.connect(job.cancel)

    def _encrypted_anew(self) -> None:
        """Say so, and make the first backup that the new keys open."""
        what = _("Everything is encrypted anew. Make a backup now: {old}")
        if self.desk.backups is not None:
            what = _("Everything is encrypted anew, and a backup of it is being made. {old}")
            self.desk.backups.back_up()
        self._done(what.format(old=_OLD_BACKUPS))

    def _ended(self, job: Job) -> None:
        if job.was_cancelled and self.model.is_open:
            self._done(_("Stopped. Nothing was changed."), Kind.INFO)

    def _prove(self, page: ProvePage, compare: Callable[[], object]) -> None:
        try:
            compare()
        except Refused as error:
            page.refuse(error)
            return
        self._done(_("The paper is there, and its code is the right one. You are asked again in a year."))

    def _compare(self, page: ProvePage, groups: dict[int, str]) -> None:
        wrong = self.model.prove(groups)
        if wrong is not None:
            page.asked.point_at(wrong)
            raise wrong_group(wrong, _("Compare it with your paper. If the paper is lost, make a new recovery code."))

    # --- what is shown ---

    def show_step(self, page: QWidget, focus: QWidget | None = None) -> None:
        """Show a step in place of the one before."""
        before = self.step
        left = getattr(page, "left", None)
        if left is not None:
            left.connect(self._show_list)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._throw_away(before)
        if self.isVisible():
            (focus or page).setFocus()

    def _show_list(self) -> None:
        self.list.message.hide()
        self.list.show_standing(self.model.standing())
        self._leave_step()

    def _leave_step(self) -> None:
        before = self.step
        self._stack.setCurrentWidget(self.list)
        self._throw_away(before)

    def _throw_away(self, page: QWidget) -> None:
        """Let go of a step and what was typed in it."""
        if page is not self.list:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _wait(self, words: str) -> None:
        page = WaitPage()
        page.say(words)
        self._working = True
        self.show_step(page)

    def _done(self, words: str, kind: Kind = Kind.OK) -> None:
        self._working = False
        self._show_list()
        self.list.message.show_message(kind, words)
        self.list.first_button().setFocus()

    def _failed(self, error: BaseException) -> None:
        self._working = False
        self._show_list()
        if not isinstance(error, Refused):
            raise error
        self.list.message.show_message(Kind.WARN, error.what, safe=error.safe, then=error.next)
