# SPDX-License-Identifier: Apache-2.0
"""Everything encrypted anew under a new data key, for when the old one may be in other hands.

The records are copied, the copy is encrypted anew, opened again and compared row by row.
Then both copies of the key file say what opens the old records and what opens the new
ones, the new records take the place of the old, and the old keys go.  The one rename in
the midst of it is the moment at which everything changes: before it the old keys open
the practice, after it the new ones do.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.paths import sync_folder
from dit_desktop.records.body import instant
from dit_desktop.store import keys, rows, schema, seal, typed, verify
from dit_desktop.store.errors import DamagedVault, DiskFull, InUse, from_os
from dit_desktop.store.held import Held
from dit_desktop.store.questions import Questions
from dit_desktop.store.snapshot import copy, go_on, snapshot, source_of

if TYPE_CHECKING:
    from pathlib import Path

    from dit_desktop.store.rewrap import NewKeys
    from dit_desktop.store.snapshot import Snapshot, Step
    from dit_desktop.store.vault import Secret, Vault

EVENT: Final = "everything encrypted anew"
COMPARING: Final = "comparing"
_ATTEMPTS: Final = 3
_OFTEN: Final = 500  # rows between two looks at whether to go on


@dataclass(frozen=True)
class _Made:
    """Records encrypted anew, and what opens them."""

    database: Path
    file: keys.KeyFile
    held: Held


def reencrypt(vault: Vault, secret: Secret, new: NewKeys, *, at: Step = go_on) -> None:
    """Give an open vault a new data key, which only the new keys open; the passphrase and the code must be new ones.

    What is not named anew opens nothing more: the full-access code, this device.  Older
    backups still open with what opened them.
    """
    typed.check_strength(new.passphrase)
    typed.read_code(new.recovery)
    keys.wipe(secret.open(vault.held.file))
    try:
        with vault.long_work:
            for _attempt in range(_ATTEMPTS):
                with snapshot(vault, at) as taken:
                    made = _make(vault, taken, new, at)
                    if _swap(vault, taken, made, at):
                        return
                    made.held.wipe()
    except OSError as error:
        raise _told(error) from error
    raise InUse(_("These records were being saved all the while, so they could not be encrypted anew."))


def _told(error: OSError) -> Exception:
    state = from_os(error)
    if isinstance(state, DiskFull):
        what = _("There is not enough room: for a while the records lie on the disk twice.")
        safe = _("Nothing was changed; the old keys still open everything.")
        return DiskFull(what, safe=safe, next_step=_("Free some space and try again."))
    return state or error


def _make(vault: Vault, taken: Snapshot, new: NewKeys, at: Step) -> _Made:
    """A copy under a new data key, compared with the one it was made of."""
    database = taken.folder / "new.db"
    old, key = vault.held.key(), keys.new_key()
    try:
        _check(
            vault.held.file, taken.database, old, at
        )  # over a bad page the driver changes no key, and does not say so
        copy(taken.database, database, at)
        database.chmod(0o600)
        salt = _rekey(database, old, key)
        at("encrypted")
        file = keys.KeyFile(vault.vault_id, salt, tuple(new.slots(key, vault.vault_id)))
        _check(file, database, key, at)
        _compare(taken.database, old, database, key, at)
        _note(database, key)
        _flush(database)
        at("compared")
        return _Made(database, file, Held(file, key))
    finally:
        keys.wipe(old)
        keys.wipe(key)


def _rekey(database: Path, old: bytearray, key: bytearray) -> bytes:
    """Encrypt a private copy in place under another key and another salt, which is returned."""
    salt = secrets.token_bytes(schema.SALT)
    connection = schema.connect(database, old, "rw")
    try:
        with schema.refusing():
            # Nobody needs this copy if the power goes, so it needs neither a journal nor flushing.
            for pragma in ("journal_mode = OFF", "synchronous = OFF"):
                connection.execute(f"pragma {pragma}")
            with schema.spelt(key, salt) as raw:
                connection.reset_key(raw)
    finally:
        connection.close()
    return salt


def _check(file: keys.KeyFile, database: Path, key: bytearray, at: Step) -> None:
    """Refuse records that do not hold together."""
    schema.look(database, file.database_salt)
    questions = Questions(database, key, at=at)
    with questions.meanwhile("file", verify.structure):
        verify.of_copy(file, questions)
    if questions.findings:
        what = _("These records do not hold together ({where}), so they were not encrypted anew.")
        safe = _("Nothing was changed; the old keys still open everything.")
        raise DamagedVault(what.format(where=questions.findings[0].where), safe=safe)


def _compare(one: Path, key: bytearray, other: Path, other_key: bytearray, at: Step) -> None:
    """Refuse the copy if one row of one table is not what it was."""
    first = schema.connect(one, key, "ro&immutable=1")
    second = schema.connect(other, other_key, "ro&immutable=1")
    try:
        with schema.refusing():
            names = "select name from sqlite_master where type = 'table' and sql not like 'create virtual%' order by 1"
            tables = [str(name) for (name,) in first.execute(names)]
            for question in (names, "pragma user_version", *(f'select * from "{name}"' for name in tables)):  # noqa: S608
                pairs = zip_longest(first.execute(question), second.execute(question))
                for number, (before, after) in enumerate(pairs):
                    if number % _OFTEN == 0:
                        at(COMPARING)
                    if before != after:
                        raise DamagedVault(
                            _("The records encrypted anew were not the same as before."),
                            safe=_("Nothing was changed; the old keys still open everything."),
                        )
    finally:
        first.close()
        second.close()


def _note(database: Path, key: bytearray) -> None:
    """Say in the chain of the new records what happened to them; it comes to be with the records themselves."""
    connection = schema.connect(database, key, "rw")
    try:
        with schema.transaction(connection):
            seal.append(connection, instant(rows.now()), EVENT)
    finally:
        connection.close()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swap(vault: Vault, taken: Snapshot, made: _Made, at: Step) -> bool:
    """Put the new records into the place of the old; False if those have changed since they were copied."""
    database = vault.folder / schema.DATABASE

    def put() -> None:
        made.database.replace(database)
        at("swapped")
        sync_folder(vault.folder)

    with vault.alone():
        if source_of(database) != taken.source:
            return False
        at("swapping")
        before = vault.held.file
        try:
            replace(before, following=made.file).write(vault.folder, at)
            vault.exchange(put, made.held)
        except BaseException:
            if vault.held.file is before:
                with suppress(OSError):  # the next opening takes away what is too much
                    before.write(vault.folder)
            raise
        with suppress(OSError):  # the same: the old keys open nothing that is there
            made.file.write(vault.folder, at)
        at("done")
    return True
