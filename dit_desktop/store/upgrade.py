# SPDX-License-Identifier: Apache-2.0
"""Brings the records of an older program up to date, and never without a verified backup of them as they were."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from dit_desktop.i18n import _
from dit_desktop.store import bundle, places, retention, schema
from dit_desktop.store.backup import backup
from dit_desktop.store.errors import DamagedBackup, Refused
from dit_desktop.store.snapshot import go_on, source_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Vault


def upgrade(vault: Vault, steps: Sequence[str] | None = None, *, at: Step = go_on) -> None:
    """Back an older vault up beside its records, and then take it through all steps or none.

    `steps` are those of this program unless others are named.
    """
    try:
        _back_up(vault, at)
    except Refused as error:
        what = _("An older version wrote these records, and they could not be backed up before the change. {why}")
        safe = _("The records were not brought up to date and are as they were.")
        raise type(error)(what.format(why=error.what), safe=safe, next_step=error.next) from error
    at("backed up")
    try:
        with vault.reading() as connection:
            schema.migrate(connection, steps)
    except dbapi2.Error as error:
        what = _("These records could not be brought up to date.")
        safe = _("They are as they were, and a backup was made of them just before.")
        raise Refused(what, safe=safe, next_step=_("Use the version that wrote them, and tell us.")) from error


def _back_up(vault: Vault, at: Step) -> None:
    folder = vault.folder / places.BACKUPS
    source = source_of(vault.folder / schema.DATABASE)
    for made in reversed(retention.found(folder, vault.vault_id)):
        if made.manifest.source == source:  # an earlier attempt got as far as this
            with suppress(DamagedBackup):
                bundle.read(made.path).check(at)
                return
    backup(vault, folder, upgrade=True, at=at)
