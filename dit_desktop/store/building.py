# SPDX-License-Identifier: Apache-2.0
"""Writes the files of a new vault, so that afterwards there is a whole one or none."""

from __future__ import annotations

import secrets
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.paths import private_folder, sync_folder
from dit_desktop.records import body
from dit_desktop.store import keys, places, rows, schema, seal, typed
from dit_desktop.store.errors import Exists, InUse, from_os

if TYPE_CHECKING:
    from filelock import FileLock
    from sqlcipher3.dbapi2 import Connection

    # Gets the folder and the connection, inside the transaction that creates everything.
    Filling = Callable[[Path, Connection], None]


def build(folder: Path, passphrase: str, cost: keys.Cost, fill: Filling | None) -> str:
    """Put a new vault at a place where nothing or an empty folder is; returns its recovery code."""
    with beside(folder) as partial:
        return _write(partial, passphrase, cost, fill)


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A private place in which a vault is made; it is then moved to its own, and an interrupted one leaves nothing."""
    partial = folder.with_name(f".{folder.name}.partial")
    ours = not partial.exists()
    taken: FileLock | None = None
    try:
        try:
            private_folder(partial)
            taken = places.lock(partial)  # in use: somebody else is just making this vault
            places.clear(partial)
            yield partial
            if folder.exists():
                folder.rmdir()
        except BaseException as error:
            if taken is not None or (ours and not isinstance(error, InUse)):
                shutil.rmtree(partial, ignore_errors=True)  # the lock too, where an open file can be removed
            raise
        finally:
            if taken is not None:  # pragma: no branch - without it an error is on its way out
                taken.release()
        partial.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        if error.errno in places.NO_PLACE:
            raise Exists(_("A practice cannot be put at this very place; choose a folder inside it.")) from error
        raise from_os(error) or error from error


def _write(folder: Path, passphrase: str, cost: keys.Cost, fill: Filling | None) -> str:
    key, code = keys.new_key(), secrets.token_bytes(16)
    vault_id = str(uuid.uuid4())
    database = folder / schema.DATABASE
    try:
        connection = schema.create(database, key, vault_id)
        try:
            with schema.transaction(connection):
                if fill:  # it tells what was signed before today, and the chain runs with the clock
                    fill(folder, connection)
                seal.append(connection, body.instant(rows.now()), "created")
        finally:
            connection.close()
        database.chmod(0o600)
        slots = (keys.passphrase_slot(key, vault_id, passphrase, cost), keys.code_slot(key, vault_id, code))
        keys.KeyFile(vault_id, schema.head_salt(database), slots).write(folder)
    finally:
        keys.wipe(key)
    return typed.write_code(code)
