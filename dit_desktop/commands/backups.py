# SPDX-License-Identifier: Apache-2.0
"""The commands for backups: backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dit_desktop.commands.terminal import DONE
from dit_desktop.commands.vaults import places_of, secret_of
from dit_desktop.documents.packed import packed
from dit_desktop.i18n import _, ngettext
from dit_desktop.store import backup as backups
from dit_desktop.store import executors
from dit_desktop.store import restore as restoring
from dit_desktop.store.errors import Refused
from dit_desktop.store.places import folder_of
from dit_desktop.store.vault import Secret, open_vault

if TYPE_CHECKING:
    from argparse import Namespace

    from dit_desktop.commands.terminal import Terminal
    from dit_desktop.store.vault import Vault


def backup(options: Namespace, terminal: Terminal) -> int:
    """Write a backup of a vault."""
    folder, state = places_of(options)
    folder_of(folder)
    vault = open_vault(folder, Secret(terminal.secret(_("Passphrase"))), state=state)
    try:
        made = backups.backup(vault, Path(options.to))
        pack = _write_pack(vault, made.path.parent, terminal)
    finally:
        vault.close()
    beside = str(pack) if pack else None
    terminal.answer(str(made.path), path=str(made.path), vault_id=made.manifest.vault_id, pack=beside)
    return DONE


def _write_pack(vault: Vault, folder: Path, terminal: Terminal) -> Path | None:
    """Write what executors are left beside a backup; that it could not be written is said, and the backup is made."""
    try:
        return executors.write(vault, folder, packed)
    except Refused as error:
        terminal.say(f"{error.what} {error.safe} {error.next}")
        return None


def restore(options: Namespace, terminal: Terminal) -> int:
    """Make a vault from a backup."""
    folder, _state = places_of(options)
    wanted = restoring.Wanted(Path(options.file), folder, options.replace)
    restoring.refuse(wanted)
    secret = secret_of(options, terminal)
    renewal = restoring.Renewal(terminal.secret(_("New passphrase"), twice=True)) if options.code else None
    made = restoring.restore(wanted, secret, renewal)
    if made.aside:
        terminal.say(_("The practice that was there is now in {folder}.").format(folder=made.aside))
    if made.unasked:
        terminal.say(_("It could not be asked what had been destroyed in it; if anything was, destroy it again."))
    if made.destroyed:
        words = ngettext("{n} destroyed record", "{n} destroyed records", made.destroyed).format(n=made.destroyed)
        terminal.say(_("The backup had brought back {records}, which was destroyed again.").format(records=words))
    if made.code:
        terminal.say(_("Write this code down and keep it away from the computer; it is shown only now."))
        terminal.answer(f"recovery code: {made.code}", vault_id=made.vault_id, recovery_code=made.code)
    else:
        terminal.answer(str(folder), vault_id=made.vault_id)
    return DONE
