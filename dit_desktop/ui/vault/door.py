# SPDX-License-Identifier: Apache-2.0
"""Everything that can happen before a practice is open: making one, unlocking it, a forgotten passphrase."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.vault.around import Around, cost_of, note, tell
from dit_desktop.ui.vault.unlock import UnlockPage
from dit_desktop.ui.vault.where import EXAMPLE_PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dit_desktop.models.jobs import Jobs
    from dit_desktop.store.vault import Secret, Vault
    from dit_desktop.ui.vault.create import Create
    from dit_desktop.ui.vault.restore import Restoring
    from dit_desktop.ui.vault.salvage import Salvaging
    from dit_desktop.ui.vault.where import Where

T = TypeVar("T")

_LONGEST_PAUSE = 8000  # milliseconds


class Door(QStackedWidget):
    """The pages of a practice that is closed; `opened` hands over the vault."""

    opened = Signal(object)  # Vault
    moved = Signal(object)  # Where: another practice was chosen
    entrusted = Signal()  # a code, or what only the right secret leads to, is here and may not be left alone
    example_requested = Signal()
    own_requested = Signal()

    def __init__(self, where: Where, *, locked_at: str = "", pause: int = 500, parent: QWidget | None = None) -> None:
        """Stand before a practice; after a wrong passphrase `pause` milliseconds pass, each time twice as many."""
        super().__init__(parent)
        self.where = where
        self._pause, self._wrong = pause, 0
        self._jobs: Jobs | None = None
        self._made: Vault | None = None
        self._locked = bool(locked_at)
        self.is_trying = self.has_tried = False  # to open without a passphrase
        self.is_shut = self.is_entrusted = False
        self._running = 0  # jobs whose asker has not been told yet
        self._waiting: Callable[[], None] | None = None  # what was asked for meanwhile
        self.unlock: UnlockPage | None = None
        self.first_run: Create | None = None
        self._around = Around(self._show, self._guard, self._wait, self._run)
        self.salvaging: Salvaging | None = None
        self.restoring: Restoring | None = None
        if where.is_vault():
            self._ask(locked_at)
        elif where.example:
            self._wait(_("Preparing the example practice …"))
            QTimer.singleShot(0, self, self._make_example)
        else:
            self._begin()

    # --- unlocking ---

    def _ask(self, locked_at: str = "") -> UnlockPage:
        page = UnlockPage(locked_at=locked_at, example=self.where.example)
        page.requested.connect(partial(self._open, page))
        page.folder_chosen.connect(partial(self._move, page))
        page.own_requested.connect(self.own_requested)
        page.restore_requested.connect(partial(self.restore, page, page.secret.line))
        page.rescue_requested.connect(partial(self._rescue, page))
        self.unlock = page
        self._show(page, page.secret.line)
        return page

    def _open(self, page: UnlockPage, text: str, code: bool, accept_older: bool) -> None:  # noqa: FBT001 - a slot
        from dit_desktop.store.device import refresh_soon  # noqa: PLC0415 - the store comes after the first paint
        from dit_desktop.store.rewrap import check  # noqa: PLC0415
        from dit_desktop.store.vault import Secret, open_vault  # noqa: PLC0415

        where, secret = self.where, Secret(text, code=code)
        page.set_busy(_("Checking …") if code else _("Opening …"))
        if self.is_trying:
            self._waiting = partial(self._open, page, text, code, accept_older)
            return

        def failed(error: BaseException) -> None:
            self._refuse(page, error)

        if code:
            known = partial(self._known, page, secret, accept_older=accept_older)
            self._run(lambda: check(where.folder, secret), known, failed)
            return

        def work() -> Vault:
            vault = open_vault(where.folder, secret, state=where.state, accept_older=accept_older)
            refresh_soon(vault)
            return vault

        self._run(work, self.opened.emit, failed)

    def _known(self, page: UnlockPage, secret: Secret, kind: str, *, accept_older: bool) -> None:
        """The code is right: that of the recovery sheet is used up, the one for full access opens."""
        from dit_desktop.store.keys import KEEPER  # noqa: PLC0415 - see _open
        from dit_desktop.store.vault import open_vault  # noqa: PLC0415

        if kind != KEEPER:
            self._renew(secret)
            return
        where = self.where
        work = lambda: open_vault(where.folder, secret, state=where.state, accept_older=accept_older)  # noqa: E731
        self._run(work, self._entered_in_need, partial(self._refuse, page))

    def _entered_in_need(self, vault: Vault) -> None:
        note(vault, ["opened with the full-access code"])
        self.opened.emit(vault)

    # --- without a passphrase ---

    def try_device(self) -> None:
        """Open without a passphrase if this computer may; if not, nobody is told and the passphrase is asked."""
        from dit_desktop.store import device, keys  # noqa: PLC0415 - see _open
        from dit_desktop.store.errors import Refused  # noqa: PLC0415
        from dit_desktop.store.vault import open_vault  # noqa: PLC0415

        where = self.where
        self.has_tried = True
        if self.unlock is None or self._locked:
            return
        try:
            if keys.read(where.folder).slot(keys.DEVICE) is None:
                return
        except Refused:
            return  # told when the passphrase is typed
        self.has_tried = False

        def failed(error: BaseException) -> None:
            self._tried(None)  # whatever it was, the passphrase is asked
            if not isinstance(error, Refused):
                raise error

        self.is_trying = True
        self._run(lambda: open_vault(where.folder, device.ThisDevice(), state=where.state), self._tried, failed)

    def _tried(self, vault: Vault | None) -> None:
        """Enter, unless somebody has begun to type a passphrase: its end would be typed into a page."""
        self.is_trying, self.has_tried, waiting, self._waiting = False, True, self._waiting, None
        if vault is not None:
            if self.unlock is not None and not self.unlock.secret.text() and waiting is None:
                self.opened.emit(vault)
                return
            vault.close()
        if waiting is not None:
            waiting()

    def shut_out(self) -> None:
        """Let nobody in who is on the way: the computer was left before the practice was open."""
        self.is_shut = self._running > 0

    def _entrust(self) -> None:
        """From here on somebody who goes away would leave a code, or a way in without a secret, behind."""
        self.is_entrusted = True
        self.entrusted.emit()

    def _guard(self, page: QWidget, focus: QWidget) -> None:
        self._show(page, focus)
        self._entrust()

    def _refuse(self, page: UnlockPage, error: BaseException) -> None:
        from dit_desktop.store.errors import Refused  # noqa: PLC0415 - see _open

        if not isinstance(error, Refused):
            raise error
        wait = 0
        if error.code in {"wrong_passphrase", "wrong_code"}:
            wait = self.pause()
            self._wrong += 1
        QTimer.singleShot(wait, page, lambda: page.refuse_opening(error))

    def pause(self) -> int:
        """How long the answer to the next wrong passphrase takes, in milliseconds."""
        return min(self._pause << self._wrong, _LONGEST_PAUSE)

    def _move(self, page: UnlockPage, folder: Path) -> None:
        """Stand before another practice, if there is one."""
        from dit_desktop.store.errors import Refused  # noqa: PLC0415 - see _open
        from dit_desktop.store.places import folder_of  # noqa: PLC0415

        try:
            folder_of(folder)
        except Refused as error:
            page.refuse_opening(error)
            return
        self.where = self.where._replace(folder=folder, told=True)
        self.moved.emit(self.where)
        self._ask()

    # --- a forgotten passphrase ---

    def _renew(self, secret: Secret) -> None:
        """The code is right: a new passphrase takes the place of the forgotten one."""
        from dit_desktop.ui.vault.forgotten import Forgotten  # noqa: PLC0415 - rarely wanted

        made = Forgotten(self.where, self._around, self)
        made.opened.connect(self.opened)
        made.failed.connect(self._back_to_asking)
        made.begin(secret)

    def _back_to_asking(self, error: BaseException) -> None:
        self._refuse(self._ask(), error)

    # --- a backup ---

    def restore(self, before: QWidget, focus: QWidget, file: Path | None = None) -> None:
        """Ask for a backup, or take this one, and put it into place; without one, back to the page before."""
        from dit_desktop.ui.vault.restore import Restoring  # noqa: PLC0415 - rarely wanted

        made = self.restoring = Restoring(self.where, self._around, self._worker(), self)
        made.opened.connect(self.opened)
        made.left.connect(lambda: self._show(before, focus))
        made.refused.connect(lambda error: tell(_told_on(before), error))
        if file is None:
            made.choose()
        else:
            made.look_at(file)

    # --- a damaged practice ---

    def tell_damage(self) -> None:
        """Say what a check found in the practice that was just locked, and lead on from there."""
        from dit_desktop.store.errors import DamagedVault  # noqa: PLC0415 - see _open

        if self.unlock is not None:
            what = _("A check found places in the file with your records that do not hold together.")
            self.unlock.refuse_opening(DamagedVault(what))

    def _rescue(self, page: UnlockPage) -> None:
        from dit_desktop.ui.vault.salvage import Salvaging  # noqa: PLC0415 - rarely wanted

        made = Salvaging(self.where, self._around, self._worker(), self)
        made.opened.connect(self.opened)
        made.moved.connect(partial(self._move, page))
        made.left.connect(lambda: self._show(page, page.secret.line))
        self.salvaging = made
        made.begin()

    # --- making a practice ---

    def _begin(self) -> None:
        from dit_desktop.ui.vault.create import Create  # noqa: PLC0415 - only once in the life of a practice

        pages = Create(self.where.folder)
        pages.passphrase_chosen.connect(partial(self._make, pages))
        pages.finished.connect(self._enter_made)
        pages.proven.connect(self._note_proof)
        pages.example_requested.connect(self.example_requested)
        pages.restore_requested.connect(partial(self.restore, pages, pages.welcome.restore))
        self.first_run = pages
        self._show(pages, pages.welcome.start)

    def _make(self, pages: Create, passphrase: str) -> None:
        from dit_desktop.store.rewrap import SHOWN  # noqa: PLC0415 - see _open
        from dit_desktop.store.vault import create  # noqa: PLC0415

        where = self.where

        def done(made: tuple[Vault, str]) -> None:
            self._made, code = made
            pages.show_code(code, self._made.vault_id)
            self._entrust()

        def failed(error: BaseException) -> None:
            pages.go(pages.passphrase)
            tell(pages.passphrase, error)

        def work() -> tuple[Vault, str]:
            made, code = create(where.folder, passphrase, state=where.state, cost=cost_of(where))
            made.note(SHOWN)  # whatever happens from here on, it is known whether it was proven
            return made, code

        self._run(work, done, failed)

    def _note_proof(self) -> None:
        from dit_desktop.store.errors import Refused  # noqa: PLC0415 - see _open
        from dit_desktop.store.rewrap import PROVEN  # noqa: PLC0415

        if self._made is not None:
            with suppress(Refused):  # then it is asked for again
                self._made.note(PROVEN)

    def _enter_made(self) -> None:
        made, self._made = self._made, None
        self.opened.emit(made)

    def _make_example(self) -> None:
        from datetime import date  # noqa: PLC0415

        from dit_desktop.store.example import example_practice  # noqa: PLC0415 - see _open
        from dit_desktop.store.vault import create  # noqa: PLC0415

        where = self.where

        def work() -> None:
            fill = example_practice(date.today())  # noqa: DTZ011 - the day on the wall of whoever looks around
            made, _code = create(where.folder, EXAMPLE_PASSPHRASE, state=where.state, cost=cost_of(where), fill=fill)
            made.close()

        self._run(work, lambda _none: self._ask(), self._back_to_asking)

    # --- showing and waiting ---

    def leave(self) -> None:
        """Close what was made and never entered, and wait for what is running."""
        self.is_entrusted = False
        if self.salvaging is not None:
            self.salvaging.stop()
        if self.restoring is not None:
            self.restoring.leave()
        if self._jobs is not None:
            self._jobs.finish()
        if self._made is not None:
            self._made.close()

    def _wait(self, words: str) -> None:
        from dit_desktop.ui.vault.create import WaitPage  # noqa: PLC0415 - rarely wanted

        page = WaitPage()
        page.say(words)
        self._show(page, page)

    def _show(self, page: QWidget, focus: QWidget) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        self.setFocusProxy(focus)
        focus.setFocus()

    def _run(
        self, work: Callable[[], T], done: Callable[[T], object], failed: Callable[[BaseException], object]
    ) -> None:
        self._worker().run("", lambda _job: work(), done, failed)

    def _worker(self) -> Jobs:
        from dit_desktop.models.jobs import Jobs  # noqa: PLC0415 - see _open

        if self._jobs is None:
            self._jobs = Jobs(self)
            self._jobs.started.connect(self._begun)
            self._jobs.answered.connect(self._settled)
        return self._jobs

    def _begun(self) -> None:
        self._running += 1

    def _settled(self) -> None:
        """Whatever came of it, and nothing follows: what is shown now is for whoever is there."""
        self._running -= 1
        if self._running:
            return
        if self.is_shut and self.is_entrusted:
            self.entrusted.emit()
        self.is_shut = False


def _told_on(page: QWidget) -> QWidget:
    """The page in front, of several in one."""
    inside = page.currentWidget() if isinstance(page, QStackedWidget) else None
    return inside or page
