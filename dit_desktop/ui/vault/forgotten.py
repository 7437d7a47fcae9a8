# SPDX-License-Identifier: Apache-2.0
"""A forgotten passphrase: the recovery code is right, and a new passphrase and a new code take their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dit_desktop.i18n import _
from dit_desktop.store import keys, rewrap
from dit_desktop.store.rewrap import NewKeys
from dit_desktop.store.typed import new_code
from dit_desktop.store.vault import Secret, Vault, open_vault
from dit_desktop.ui.vault.around import Around, cost_of, note, tell
from dit_desktop.ui.vault.create import PassphrasePage
from dit_desktop.ui.vault.recovery import NEW_RECOVERY, RecoveryPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dit_desktop.ui.vault.where import Where


class Forgotten(QObject):
    """Leads from the right code to the open practice."""

    opened = Signal(object)  # Vault
    failed = Signal(object)  # what kept the practice closed although its keys are new

    def __init__(self, where: Where, around: Around, parent: QWidget) -> None:
        """Be ready for `begin`."""
        super().__init__(parent)
        self._where, self._around = where, around

    def begin(self, secret: Secret) -> None:
        """Ask for a new passphrase, which takes the place of the forgotten one."""
        page = PassphrasePage(
            _("Choose a new passphrase"),
            _("Your code is right. The passphrase you choose now takes the place of the forgotten one."),
        )
        page.choice.chosen.connect(lambda passphrase: self._show_new_code(page, secret, passphrase))
        self._around.guard(page, page)

    def _show_new_code(self, before: PassphrasePage, secret: Secret, passphrase: str) -> None:
        """The old sheet has been used and perhaps seen: once the new one is proven, both take effect together."""
        code = new_code()
        page = RecoveryPage(code, keys.read(self._where.folder).vault_id, NEW_RECOVERY)
        new = NewKeys(passphrase=passphrase, recovery=code, cost=cost_of(self._where))
        page.proven.connect(lambda: self._rewrap(before, secret, new))
        self._around.show(page, page.next)

    def _rewrap(self, before: PassphrasePage, secret: Secret, new: NewKeys) -> None:
        where = self._where

        def failed(error: BaseException) -> None:
            self._around.show(before, before)
            tell(before, error)

        def renewed(_none: None) -> None:
            self._around.wait(_("Opening …"))
            self._around.run(lambda: self._open(new), self.opened.emit, self.failed.emit)

        self._around.wait(_("Making the new keys …"))
        self._around.run(lambda: rewrap.renew(where.folder, secret, new), renewed, failed)

    def _open(self, new: NewKeys) -> Vault:
        vault = open_vault(self._where.folder, Secret(new.recovery, code=True), state=self._where.state)
        note(vault, new.events())
        return vault
