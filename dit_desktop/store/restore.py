# SPDX-License-Identifier: Apache-2.0
"""A vault from a backup file alone: unpacked beside, verified there, and only then moved to its place."""

from __future__ import annotations

import secrets
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from dit_desktop.i18n import _
from dit_desktop.paths import private_folder
from dit_desktop.records import body
from dit_desktop.store import bundle, destruction, keys, places, rows, schema, typed, verified
from dit_desktop.store.errors import CODES, DamagedBackup, DiskFull, Exists, ReadOnly, Refused, from_os
from dit_desktop.store.journal import is_hot
from dit_desktop.store.moving import free, put_in_place
from dit_desktop.store.settings import read_settings, write_settings
from dit_desktop.store.snapshot import go_on
from dit_desktop.store.verify import of_backup

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Secret


@dataclass(frozen=True)
class Wanted:
    """Where a backup goes, and whether an old vault there is to be moved aside."""

    file: Path
    folder: Path
    replace: bool = False


@dataclass(frozen=True)
class Renewal:
    """The passphrase that takes the place of the forgotten one; a new recovery code comes with it."""

    passphrase: str
    cost: keys.Cost = keys.STRONG


@dataclass(frozen=True)
class Restored:
    """What was put into place."""

    vault_id: str
    code: str  # the new recovery code, if the keys were renewed
    aside: Path | None  # where the old vault lies now
    destroyed: int  # rows the backup had brought back, destroyed again
    unasked: bool  # the old vault could not be asked what had been destroyed in it


def refuse(wanted: Wanted) -> bundle.Bundle:
    """Tell what keeps a backup from going to this place, before anybody is asked for a secret."""
    packed = bundle.read(wanted.file)
    places.finish_restore(wanted.folder)
    places.refuse_cloud(wanted.folder)
    if places.is_taken(wanted.folder):
        if not wanted.replace:
            raise Exists
        try:
            places.folder_of(wanted.folder)
        except Refused as error:
            raise Exists(_("There is something in this folder that is not a practice.")) from error
    return packed


def restore(
    wanted: Wanted,
    secret: Secret,
    renewal: Renewal | None = None,
    *,
    clock: Callable[[], datetime] = rows.now,
    at: Step = go_on,
) -> Restored:
    """Put a backup into place; until the last step the old vault is where it was.

    With a `renewal` the keys are made anew, so that the code that was used opens nothing more.
    """
    packed = refuse(wanted)
    if renewal:
        typed.check_strength(renewal.passphrase)
    key = secret.open(packed.file)
    folder = wanted.folder.resolve() if wanted.folder.is_symlink() else wanted.folder.absolute()
    try:
        return _Restoring(packed, folder, key, clock().astimezone(UTC), at).run(renewal)
    except OSError as error:
        raise _told(error) from error
    finally:
        keys.wipe(key)


def _told(error: OSError) -> Exception:
    """An error of the system in words for whoever restores."""
    safe = _("The backup is unchanged, and whatever was at this place is still there.")
    if error.errno in places.NO_PLACE:
        what = _("A practice cannot be put at this very place; choose a folder inside it.")
        return Exists(what, safe=safe)
    state = from_os(error)
    if isinstance(state, DiskFull):
        what = _("There is not enough room to restore this backup.")
        return DiskFull(what, safe=safe, next_step=_("Free some space, or choose another disk."))
    if isinstance(state, ReadOnly):
        what = _("The folder for the practice cannot be written to.")
        return ReadOnly(what, safe=safe, next_step=_("Choose another folder."))
    return state or error


@dataclass(frozen=True)
class _Restoring:
    """One backup on its way to its place."""

    packed: bundle.Bundle
    folder: Path
    key: bytearray
    moment: datetime
    at: Step

    @property
    def partial(self) -> Path:
        """Where it is unpacked and verified."""
        return self.folder.with_name(f".{self.folder.name}.partial")

    def run(self, renewal: Renewal | None) -> Restored:
        """Unpack, verify, destroy again what was destroyed, make new keys if wanted, and move."""
        private_folder(self.partial)
        taken = places.is_taken(self.folder)
        with ExitStack() as locks:
            locks.callback(places.lock(self.partial).release)  # in use: another restores to this place just now
            try:
                places.clear(self.partial)
                if taken:
                    locks.callback(places.lock(self.folder).release)
                self._unpack()
                destroyed = self._destroy_again() if taken else 0
                code = self._renew(renewal) if renewal else ""
                settings = replace(read_settings(self.folder), example=self.packed.manifest.example)
                write_settings(self.partial, settings)
                verified.note(self.partial, self.packed.manifest, self.moment)
                self.at("made")
            except BaseException:
                shutil.rmtree(self.partial, ignore_errors=True)
                raise
        aside = self._move(taken=taken)
        return Restored(self.packed.manifest.vault_id, code, aside, destroyed or 0, unasked=destroyed is None)

    def _unpack(self) -> None:
        found = of_backup(self.packed, self.partial, self.key, self.at)
        self.at("checked")
        if found.findings:
            kind = CODES.get(found.findings[0].code, DamagedBackup)
            what = _("This backup does not hold together ({where}).").format(where=found.findings[0].where)
            raise kind(what, safe=DamagedBackup.safe, next_step=DamagedBackup.next)

    def _destroy_again(self) -> int | None:
        """How many rows were destroyed that had been destroyed in the old vault; None if it could not be asked."""
        before = self._destroyed_before()
        if not before:
            return None if before is None else 0
        connection = schema.connect(self.partial / schema.DATABASE, self.key, "rw")
        try:
            known = set(destruction.finished(connection))
            moment = body.instant(self.moment)
            with schema.transaction(connection):
                new = [item for item in before if item not in known]
                gone = sum(destruction.destroy(connection, item, moment) for item in new)
            if new:
                with schema.refusing():
                    destruction.sweep(connection)
            return gone
        finally:
            connection.close()

    def _destroyed_before(self) -> list[destruction.Destruction] | None:
        database = self.folder / schema.DATABASE
        try:
            if keys.read(self.folder).vault_id != self.packed.manifest.vault_id:
                return []
            if is_hot(database):
                return None
            connection = schema.connect(database, self.key, "ro&immutable=1")
            try:
                with schema.refusing():
                    return destruction.finished(connection)
            finally:
                connection.close()
        except (Refused, dbapi2.Error):
            return None

    def _renew(self, renewal: Renewal) -> str:
        code, vault_id = secrets.token_bytes(16), self.packed.file.vault_id
        slots = (
            keys.passphrase_slot(self.key, vault_id, renewal.passphrase, renewal.cost),
            keys.code_slot(self.key, vault_id, code),
        )
        replace(self.packed.file, slots=slots).write(self.partial)
        return typed.write_code(code)

    def _move(self, *, taken: bool) -> Path | None:
        """Exchange old and new; if the power goes in between, the next opening finishes what was begun."""
        aside = free(self.folder.with_name(f"{self.folder.name}-replaced-{self.moment:%Y%m%dT%H%M%SZ}"))
        try:
            put_in_place(self.partial, self.folder, aside if taken else None, self.at)
        except BaseException:
            shutil.rmtree(self.partial, ignore_errors=True)
            raise
        return aside if taken else None
