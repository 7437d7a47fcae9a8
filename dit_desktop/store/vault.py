# SPDX-License-Identifier: Apache-2.0
"""One practice's records: made, opened, read, written and closed."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from dit_desktop.i18n import _
from dit_desktop.paths import private_folder, sync_folder
from dit_desktop.records import body
from dit_desktop.store import keys, places, rows, schema, seal, typed
from dit_desktop.store.errors import Exists, Missing, NotAVault, OlderCopy, ReadOnly, from_os
from dit_desktop.store.journal import is_hot, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from filelock import FileLock
    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.fields import Record

    # Gets the folder and the connection, inside the transaction that creates everything.
    Filling = Callable[[Path, Connection], None]

R = TypeVar("R", bound="Record")
T = TypeVar("T")


@dataclass(frozen=True)
class Secret:
    """What a person types to open a vault: the passphrase, or the code of the recovery sheet."""

    text: str
    code: bool = False

    def open(self, file: keys.KeyFile) -> bytearray:
        """The data key, to be wiped after use."""
        return keys.open_with_code(file, self.text) if self.code else keys.open_with_passphrase(file, self.text)


@dataclass(frozen=True)
class Place:
    """Where the therapist was: a page, a record, a field and the cursor in it."""

    page: str
    record: int
    field: str
    cursor: int


def folder_of(path: Path) -> Path:
    """The folder of a vault, if there is one at this path."""
    if not path.exists():
        raise Missing
    if not path.is_dir() or not any((path / name).exists() for name in (keys.FILE, keys.COPY, schema.DATABASE)):
        raise NotAVault
    return path


def create(
    folder: Path, passphrase: str, *, state: Path, cost: keys.Cost = keys.STRONG, fill: Filling | None = None
) -> tuple[Vault, str]:
    """Make a new vault in a folder that is absent or empty; returns it open, and its recovery code.

    `fill` puts the first records into it before it is there for anybody else.
    """
    typed.check_strength(passphrase)
    places.refuse_cloud(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Exists
    # Built beside and then renamed, so that an interrupted creation leaves no half vault.
    partial = folder.with_name(f".{folder.name}.partial")
    try:
        if partial.exists():
            shutil.rmtree(partial)
        private_folder(partial)
        code = _build(partial, passphrase, cost, fill)
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
        folder.chmod(0o700)
        sync_folder(folder.parent)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise from_os(error) or error from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return open_vault(folder, Secret(code, code=True), state=state), code


def _build(folder: Path, passphrase: str, cost: keys.Cost, fill: Filling | None) -> str:
    """Write the files of a new vault into a folder; returns the recovery code."""
    key = bytearray(secrets.token_bytes(keys.KEY_BYTES))
    vault_id, code = str(uuid.uuid4()), secrets.token_bytes(16)
    database = folder / schema.DATABASE
    try:
        connection = schema.create(database, key, vault_id)
        with schema.transaction(connection):
            seal.append(connection, body.instant(rows.now()), "created")
            if fill:
                fill(folder, connection)
        connection.close()
        database.chmod(0o600)
        slots = (keys.passphrase_slot(key, vault_id, passphrase, cost), keys.recovery_slot(key, vault_id, code))
        keys.KeyFile(vault_id, schema.head_salt(database), slots).write(folder)
    finally:
        keys.wipe(key)
    return typed.write_code(code)


def open_vault(folder: Path, secret: Secret, *, state: Path, accept_older: bool = False) -> Vault:
    """Open a vault for reading and writing, or for reading alone where the place cannot be written to.

    `accept_older` opens records that are an earlier state than this computer last saw.
    """
    folder_of(folder)
    try:
        taken: FileLock | None = places.lock(folder)
    except ReadOnly:
        taken = None
    try:
        return _open_locked(folder, secret, state, taken, accept_older=accept_older)
    except BaseException:
        if taken:
            taken.release()
        raise


def _open_locked(folder: Path, secret: Secret, state: Path, taken: FileLock | None, *, accept_older: bool) -> Vault:
    file = keys.read(folder)
    database = folder / schema.DATABASE
    schema.look(database, file.database_salt)
    key = secret.open(file)
    try:
        if taken:
            settle(database, key)
        elif is_hot(database):  # reading past it could show half of what was being saved
            raise ReadOnly(
                _("Saving was interrupted here; that can only be put right where the folder can be written.")
            )
        connection = schema.connect(database, key, "rw" if taken else "ro&immutable=1")
    finally:
        keys.wipe(key)
    vault = Vault(folder, file, connection, taken, state)
    try:
        schema.examine(connection, file.vault_id)
        vault.check_age(accept_older=accept_older)
        if taken:
            schema.migrate(connection)
    except BaseException:
        connection.close()
        raise
    return vault


class Vault:
    """An open vault.

    Reads may come from any thread and take their turn; writes are meant to come through
    a Writer.  Nothing else in the process may open and close the records file meanwhile.
    """

    def __init__(
        self, folder: Path, file: keys.KeyFile, connection: Connection, taken: FileLock | None, state: Path
    ) -> None:
        """Take over an open connection and the lock that goes with it."""
        self.folder = folder
        self.vault_id = file.vault_id
        self.read_only = taken is None
        self._file = file
        self._connection = connection
        self._taken = taken
        self._state = state
        self._turn = threading.RLock()
        self._identity = self._look()

    # --- reading ---

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection, for as long as one question takes."""
        with self._turn, schema.refusing():
            yield self._connection

    def get(self, record: int) -> Record:
        """The record with this id."""
        with self.reading() as connection:
            return rows.get(connection, record)

    def find(
        self, kind: type[R], *, parent: int | None = None, client: int | None = None, binned: bool = False
    ) -> list[R]:
        """Records of a kind, of a parent or a client if one is named, by day."""
        with self.reading() as connection:
            return rows.find(connection, kind, parent=parent, client=client, binned=binned)

    def revisions(self, record: R) -> list[R]:
        """What a record was before, oldest first."""
        with self.reading() as connection:
            return rows.revisions(connection, record)

    def head(self) -> seal.Head:
        """How far the chain of events has come."""
        with self.reading() as connection:
            return seal.head(connection)

    # --- writing ---

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do some work in one transaction; it happens wholly or not at all."""
        if self.read_only:
            raise ReadOnly
        with self._turn:
            if self._look() != self._identity:
                raise Missing(_("The file with your records was moved or replaced while it was open."))
            with schema.transaction(self._connection) as connection:
                return work(connection)

    def add(self, record: R, *, at: datetime | None = None) -> R:
        """Keep a new record; returns it with its id."""
        return self.write(lambda connection: rows.insert(connection, record, at or rows.now()))

    def save(self, record: R, *, visit: bool = False) -> R:
        """Keep a changed record; with `visit` what it was before becomes a revision."""
        return self.write(lambda connection: rows.update(connection, record, rows.now(), visit=visit))

    def sign(self, record: R, *, at: datetime | None = None) -> R:
        """Close a record for good; from now on only addenda can follow it."""
        moment = body.instant(at or rows.now())
        self.write(lambda connection: seal.sign(connection, record.id, moment))
        self._remember()
        return self.get(record.id)  # type: ignore[return-value]

    def note(self, event: str, record: int | None = None) -> None:
        """Add an event to the chain: what happened, never with contents."""
        self.write(lambda connection: seal.append(connection, body.instant(rows.now()), event, record))

    def put_in_bin(self, record: int) -> None:
        """Take an unsigned record out of sight; it can be put back."""
        self.write(lambda connection: rows.set_binned(connection, record, rows.now()))

    def take_from_bin(self, record: int) -> None:
        """Put a record back where it was."""
        self.write(lambda connection: rows.set_binned(connection, record, None))

    # --- where the therapist was ---

    def place(self) -> Place | None:
        """Where unlocking returns to."""
        with self.reading() as connection:
            row = connection.execute("select page, record_id, field, cursor from place").fetchone()
        return Place(*row) if row else None

    def keep_place(self, place: Place) -> None:
        """Note where the therapist is."""
        values = (place.page, place.record, place.field, place.cursor)
        sql = "insert or replace into place(one, page, record_id, field, cursor) values(1, ?, ?, ?, ?)"
        self.write(lambda connection: connection.execute(sql, values))

    # --- keys ---

    def check_secret(self, secret: Secret) -> None:
        """Refuse a passphrase or code that does not open this vault."""
        keys.wipe(secret.open(self._file))

    def check_age(self, *, accept_older: bool) -> None:
        """Refuse records that are an earlier state than this computer last saw."""
        known = places.seen(self._state, self.vault_id)
        if known is None or known.length == 0:
            return
        with self.reading() as connection:
            row = connection.execute("select head from chain where seq = ?", (known.length,)).fetchone()
        if row is not None and bytes(row[0]) == known.link:
            return
        if not accept_older:
            raise OlderCopy
        self.note("opened although older than last seen")

    # --- closing ---

    def close(self) -> None:
        """Close the file and give the vault back; closing twice does no harm."""
        with self._turn:
            if self._connection is None:
                return
            if not self.read_only:
                self._remember()
            self._connection.close()
            self._connection = None  # type: ignore[assignment]
            if self._taken:
                self._taken.release()

    def _remember(self) -> None:
        places.remember(self._state, self.vault_id, self.head())

    def _look(self) -> tuple[int, int]:
        """Which file lies at the vault's place: saving into one that was moved away would be lost."""
        try:
            found = os.stat(self.folder / schema.DATABASE)
        except FileNotFoundError:
            return (0, 0)
        return (found.st_dev, found.st_ino)
