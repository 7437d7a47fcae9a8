# SPDX-License-Identifier: Apache-2.0
"""One practice's records: made, opened, read, written and closed."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from dit_desktop.i18n import _
from dit_desktop.records import body
from dit_desktop.store import copies, destruction, keys, places, rows, schema, seal, typed
from dit_desktop.store.answers import Answers
from dit_desktop.store.building import build
from dit_desktop.store.errors import DamagedVault, Exists, Missing, OlderCopy, ReadOnly, Refused
from dit_desktop.store.held import Held
from dit_desktop.store.journal import is_hot, settle
from dit_desktop.store.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from filelock import FileLock
    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.fields import Record
    from dit_desktop.store.building import Filling
    from dit_desktop.store.device import ThisDevice

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


def create(
    folder: Path, passphrase: str, *, state: Path, cost: keys.Cost = keys.STRONG, fill: Filling | None = None
) -> tuple[Vault, str]:
    """Make a new vault in a folder that is absent or empty; returns it open, and its recovery code.

    `fill` puts the first records into it before it is there for anybody else.
    """
    typed.check_strength(passphrase)
    folder = folder.resolve() if folder.is_symlink() else folder.absolute()
    places.refuse_cloud(folder)
    if places.is_taken(folder):
        raise Exists
    code = build(folder, passphrase, cost, fill)
    return open_vault(folder, Secret(code, code=True), state=state), code


def open_vault(folder: Path, secret: Secret | ThisDevice, *, state: Path, accept_older: bool = False) -> Vault:
    """Open a vault for reading and writing, or for reading alone where the place cannot be written to.

    `accept_older` opens records that are an earlier state than this computer last saw.
    """
    places.folder_of(folder)
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


def _open_locked(
    folder: Path, secret: Secret | ThisDevice, state: Path, taken: FileLock | None, *, accept_older: bool
) -> Vault:
    file = keys.read(folder)
    database = folder / schema.DATABASE
    # With an interrupted save waiting, the file may well look cut short.
    if not database.exists() or not is_hot(database):
        schema.look(database, file.database_salt)
    key = secret.open(file)
    read_only = taken is None or not os.access(database, os.W_OK)
    try:
        if not read_only:
            settle(database, key, file.database_salt)
            schema.look(database, file.database_salt)
        elif is_hot(database):  # reading past it could show half of what was being saved
            raise ReadOnly(
                _("Saving was interrupted here; that can only be put right where the folder can be written.")
            )
        connection = schema.connect(database, key, "ro" if read_only else "rw")
        held = Held(file, key)
    finally:
        keys.wipe(key)
    try:
        schema.examine(connection, file.vault_id)
        vault = Vault(folder, held, connection, taken, state, read_only=read_only)
        vault.check_age(accept_older=accept_older)
        if read_only:
            schema.lend_views(connection)
        else:
            places.clear_up(folder)
            if schema.is_behind(connection):
                from dit_desktop.store.upgrade import upgrade  # noqa: PLC0415 - once after a new version

                upgrade(vault)
            with suppress(Refused):  # whoever erased was told; there may still be no room for it
                vault.sweep()
            with suppress(OSError, Refused):  # one copy has just opened it; the other can wait
                if copies.put_right(folder, held.file):
                    vault.note("key file put right")
    except BaseException:
        connection.close()
        held.wipe()
        raise
    return vault


class Vault(Answers):
    """An open vault.

    Reads may come from any thread and take their turn; writes are meant to come through
    a Writer.  Nothing else in the process may open and close the records file meanwhile.
    """

    def __init__(
        self,
        folder: Path,
        held: Held,
        connection: Connection,
        taken: FileLock | None,
        state: Path,
        *,
        read_only: bool,
    ) -> None:
        """Take over an open connection and the lock that goes with it."""
        self.folder = folder
        self.vault_id = held.file.vault_id
        self.read_only = read_only
        self.held = held
        self._connection = connection
        self._taken = taken
        self._state = state
        self._turn = threading.RLock()
        self._writing = threading.RLock()  # taken before the turn: a copy of the file holds up saves, never reading
        self.long_work = threading.RLock()  # of several long works on copies of the file each has its turn
        self._watch = Watch(folder / schema.DATABASE, connection)

    # --- reading ---

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection, for as long as one question takes."""
        with self._turn, self._watch.noticing(), schema.refusing():
            yield self._connection

    # --- writing ---

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do some work in one transaction; it happens wholly or not at all."""
        failing = self._watch.noticing(), self._watch.undoing()
        with self.alone(), failing[0], failing[1], schema.transaction(self._connection) as connection:
            self._watch.check_content()
            return work(connection)

    @contextmanager
    def at_rest(self) -> Iterator[Path]:
        """The records file with nothing being saved into it, for as long as its bytes are copied."""
        database = self.folder / schema.DATABASE
        with self._writing:
            self._watch.check_place()
            if is_hot(database):
                raise DamagedVault(_("Saving was interrupted here; lock and unlock before anything is copied."))
            yield database

    def sweep(self) -> None:
        """Write the file anew if something was destroyed since that was last done."""
        with self._writing, self._turn:
            self._watch.check_place()
            with self._watch.noticing(), schema.refusing():
                self._watch.check_content()
                if destruction.is_owed(self._connection):
                    destruction.sweep(self._connection)

    def add(self, record: R, *, at: datetime | None = None) -> R:
        """Keep a new record; returns it with its id."""
        return self.write(lambda connection: rows.insert(connection, record, at or rows.now()))

    def save(self, record: R, *, visit: bool = False, place: Place | None = None) -> R:
        """Keep a changed record, and where the therapist is; with `visit` what was before becomes a revision."""

        def work(connection: Connection) -> R:
            if place:
                _put_place(connection, place)
            return rows.update(connection, record, rows.now(), visit=visit)

        return self.write(work)

    def sign(self, record: R, *, at: datetime | None = None) -> R:
        """Close a record as it is handed over, for good; from now on only addenda can follow it."""
        if not record.clinical:
            raise ValueError(type(record).__name__)  # a process note, for one, is never signed
        moment = at or rows.now()

        def work(connection: Connection) -> None:
            rows.update(connection, record, moment, visit=True)  # what is signed is what was seen
            seal.sign(connection, record.id, body.instant(moment))

        self.write(work)
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
        self.write(lambda connection: _put_place(connection, place))

    # --- keys ---

    @property
    def is_open(self) -> bool:
        """Whether it has not been closed."""
        return self._connection is not None

    def check_secret(self, secret: Secret) -> None:
        """Refuse a passphrase or code that does not open this vault."""
        keys.wipe(secret.open(self.held.file))

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
        if not self.read_only:
            self.note("opened although older than last seen")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody reads or writes meanwhile, and the records lie where they were opened."""
        if self.read_only:
            raise ReadOnly
        with self._writing, self._turn:  # a copy is taken between two saves
            if not self.is_open:
                raise Missing(_("The practice was closed meanwhile."))
            self._watch.check_place()
            yield

    def exchange(self, put: Callable[[], None], held: Held) -> None:
        """Let other records take the place of these, and open them with their own key; asked while alone."""
        before = self.held
        self._connection.close()
        try:
            put()
        finally:
            # Whatever happened, what lies there now says which key is its own.
            if schema.head_salt(self.folder / schema.DATABASE) == held.file.database_salt:
                self.held = held
            with self.held.lent() as key:
                self._connection = schema.connect(self.folder / schema.DATABASE, key, "rw")
            self._watch = Watch(self.folder / schema.DATABASE, self._connection)
        before.wipe()
        self._remember()

    # --- closing ---

    def close(self) -> None:
        """Close the file and give the vault back; closing twice does no harm."""
        with self._writing, self._turn:
            if self._connection is None:
                return
            self.held.wipe()
            try:
                if not self.read_only:
                    self._remember()
                self._connection.close()
            finally:
                self._connection = None  # type: ignore[assignment]
                if self._taken:
                    self._taken.release()

    def _remember(self) -> None:
        """Note how far the chain has come; where that cannot be kept, closing and signing go on all the same."""
        with suppress(OSError, Refused):
            places.remember(self._state, self.vault_id, self.head())


def _put_place(connection: Connection, place: Place) -> None:
    connection.execute(
        "insert or replace into place(one, page, record_id, field, cursor) values(1, ?, ?, ?, ?)",
        (place.page, place.record, place.field, place.cursor),
    )
