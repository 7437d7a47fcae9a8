# SPDX-License-Identifier: Apache-2.0
"""What an open practice says by itself over its pages: refusals, damage, and now and then a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dit_desktop.i18n import _
from dit_desktop.models.checkup import broken
from dit_desktop.models.keys import code_is_unproven, reminder_is_due
from dit_desktop.store.errors import ReadOnly
from dit_desktop.ui.message import Kind, MessageBar
from dit_desktop.ui.pages.checks import ChecksPage
from dit_desktop.ui.pages.keys import KeysPage
from dit_desktop.ui.pages.page import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dit_desktop.models.desk import Desk
    from dit_desktop.store.errors import Refused
    from dit_desktop.store.seal import Finding


class Notices(QObject):
    """Listens to the desk and fills the message bar."""

    told = Signal()  # whether everything is saved may be another answer now

    def __init__(
        self, desk: Desk, messages: MessageBar, go: Callable[[Target], None], keys: Callable[[], KeysPage]
    ) -> None:
        """Begin to listen; what a message leads to is shown by `go`, and done by the page of the `keys`."""
        super().__init__(messages)
        self._desk, self._messages, self._go, self._keys = desk, messages, go, keys
        desk.refused.connect(self.tell)
        desk.recovered.connect(self._recovered)
        desk.checkup.found.connect(self._broken)
        desk.checkup.refused.connect(self.tell)
        if desk.read_only:
            what = _("This practice lies where nothing can be written: you can read, not change.")
            messages.show_message(Kind.WARN, what, safe=ReadOnly.safe, then=ReadOnly.next)

    def tell(self, error: Refused) -> None:
        """Say what happened, what is safe and what to do."""
        if error.what not in self._messages.text():  # a save that fails again says nothing new
            self._messages.show_message(Kind.DANGER, error.what, safe=error.safe, then=error.next)
        self.told.emit()

    def said(self, words: str) -> None:
        """Say that something was done."""
        self._messages.show_message(Kind.OK, words)

    def _recovered(self) -> None:
        self.said(_("Saving works again; everything is saved."))
        self.told.emit()

    def _broken(self, findings: Sequence[Finding]) -> None:
        told = broken(findings)
        action = (_("See what was found"), lambda: self._go(Target(ChecksPage.name)))
        self._messages.show_message(Kind.DANGER, told.what, safe=told.safe, then=told.next, action=action)

    def remind(self) -> None:
        """Ask once a year, in quiet words, whether the paper with the recovery code is still there.

        One that was never proven to be on paper is asked about every time, until there is another.
        """
        if not self._messages.isHidden():
            return
        if code_is_unproven(self._desk):
            what = _("Your recovery code was shown, and it was not proven that you have it on paper.")
            then = _("Nobody can show it again. Make another one: without it a forgotten passphrase is the end.")
            action = (_("Make a new code"), self._renew_code)
        elif reminder_is_due(self._desk):
            what = _("It is a year since the paper with your recovery code was last in your hand.")
            then = _("Typing two groups from it proves that it is still there. It can wait until you have a minute.")
            action = (_("Prove it now"), self._prove)
        else:
            return
        self._messages.show_message(Kind.INFO, what, then=then, action=action)

    def _prove(self) -> None:
        self._go(Target(KeysPage.name))
        self._keys().prove()

    def _renew_code(self) -> None:
        self._go(Target(KeysPage.name))
        self._keys().new_recovery_code()
