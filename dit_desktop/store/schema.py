# SPDX-License-Identifier: Apache-2.0
"""The encrypted file: how it is opened, what it must look like, and how an older one is brought up to date."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sqlcipher3 import dbapi2

from dit_desktop.i18n import _
from dit_desktop.records.kinds import field_names
from dit_desktop.store.errors import (
    DamagedVault,
    DiskFull,
    ForeignVault,
    InUse,
    Missing,
    NotAVault,
    ReadOnly,
    Refused,
    Signed,
    Tampered,
    TooNew,
)
from dit_desktop.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlcipher3.dbapi2 import Connection

DATABASE: Final = "records.db"
PAGE: Final = 4096
SALT: Final = 16  # bytes SQLCipher keeps in clear at the head of the file
PLAIN_HEADER: Final = b"SQLite format 3\0"
_HEX: Final = b"0123456789abcdef"
# Two random salts differ in about 64 of their 128 bits; a handful of flipped bits is damage.
_FLIPPED: Final = 24

_VIEW: Final = re.compile(r"^create (view .*?;)$", re.MULTILINE | re.DOTALL)
_PRAGMAS: Final = (
    "cipher_log_level = NONE",  # a wrong key would be announced on stderr
    "journal_mode = DELETE",  # a lost or flipped write-ahead log loses commits and passes every check
    "synchronous = EXTRA",
    "fullfsync = ON",
    "locking_mode = NORMAL",  # EXCLUSIVE saved silently into a file that had been replaced
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = MEMORY",
    "mmap_size = 0",
    "secure_delete = ON",
    "cache_size = -65536",
)


@functools.cache
def migrations() -> tuple[str, ...]:
    """The SQL of every schema step, the first one first."""
    folder = Path(__file__).parent / "migrations"
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("[0-9]*.sql")))


def current() -> int:
    """The schema this program writes."""
    return len(migrations())


def look(path: Path, salt: bytes) -> None:
    """Tell, without the key, a file that cannot be this vault's records."""
    try:
        with path.open("rb") as file:
            head = file.read(PAGE)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise Missing(_("The file with the records is missing.")) from error
    if head.startswith(PLAIN_HEADER):
        raise NotAVault(_("The file in place of the records is an unencrypted database."))
    if size < PAGE or size % PAGE:
        raise DamagedVault(_("The file with your records has been cut short."))
    if not any(head[:SALT]):
        raise DamagedVault  # what a disk gives for a sector it has lost
    different = (int.from_bytes(head[:SALT], "big") ^ int.from_bytes(salt, "big")).bit_count()
    if different > _FLIPPED:
        raise ForeignVault
    if different:
        raise DamagedVault


def head_salt(path: Path) -> bytes:
    """The bytes by which the file is known to its key file."""
    with path.open("rb") as file:
        return file.read(SALT)


def connect(path: Path, key: bytearray, mode: str) -> Connection:
    """Open the file with its raw key; `mode` is rwc, rw, ro or ro&immutable=1."""
    if mode != "rwc" and not path.exists():
        raise Missing(_("The file with the records is missing."))
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    with refusing():
        # The window reads on its own thread and saves on another; a lock keeps them apart.
        connection = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=1.0)
    try:
        with refusing():
            with spelt(key) as raw:
                connection.set_key(raw)
            for pragma in _PRAGMAS:
                connection.execute(f"pragma {pragma}")
            connection.execute("select count(*) from sqlite_master").fetchone()
            _check_cipher(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def spelt(key: bytearray, salt: bytes = b"") -> Iterator[bytearray]:
    """A key, and a salt if it is to be another, as the driver takes them: a PRAGMA would leave copies behind."""
    whole = len(key) + len(salt)
    raw = bytearray(b"x'" + bytes(2 * whole) + b"'")
    for given, first in ((key, 0), (salt, len(key))):
        for at, byte in enumerate(given, first):  # digit by digit: hex() would leave a copy too
            raw[2 + 2 * at : 4 + 2 * at] = _HEX[byte >> 4], _HEX[byte & 15]
    try:
        yield raw
    finally:
        raw[:] = bytes(len(raw))


def _check_cipher(connection: Connection) -> None:
    """Make sure that what is written will be encrypted, and searchable."""
    status = connection.execute("pragma cipher_status").fetchone()
    version = connection.execute("pragma cipher_version").fetchone()
    full_text = connection.execute("select sqlite_compileoption_used('ENABLE_FTS5')").fetchone()
    if not status or str(status[0]) != "1" or not version or not full_text[0]:
        raise Refused(_("The encryption of this program does not work on this computer."))


def create(path: Path, key: bytearray, vault_id: str) -> Connection:
    """Make a new, empty records file."""
    connection = connect(path, key, "rwc")
    try:
        with transaction(connection):
            _step(connection, migrations())
            connection.execute(
                "insert into meta(one, vault_id, program, fields) values(1, ?, ?, ?)",
                (vault_id, __version__, json.dumps(field_names())),
            )
    except BaseException:
        connection.close()
        raise
    return connection


def _step(connection: Connection, steps: Sequence[str], done: int = 0) -> None:
    """Run the steps after those that are done, inside the transaction that is open."""
    for number, sql in enumerate(steps[done:], done + 1):
        _run(connection, sql)
        connection.execute(f"pragma user_version = {number}")


def _run(connection: Connection, sql: str) -> None:
    """Run a script inside the transaction that is open; the driver's own way would commit it first."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if dbapi2.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    if statement.strip():  # a last comment, or a statement whose semicolon was forgotten
        connection.execute(statement)


def examine(connection: Connection, vault_id: str) -> None:
    """Refuse a file that belongs to another vault, a newer program, or was changed by hand."""
    with refusing():
        version = int(connection.execute("pragma user_version").fetchone()[0])
        if version > current():
            raise TooNew(_("A newer version of DIT Desktop (schema {n}) wrote these records.").format(n=version))
        about = _about(connection)
        if about is None:
            raise Tampered(_("These records no longer say to which practice they belong."))
        inside, program, known = about
        if inside != vault_id:
            raise ForeignVault
        refuse_unknown(known, program)
        if version < 0 or digest(connection) != expected_digest(version):
            raise Tampered(_("The rules that protect signed records were changed outside the program."))


def refuse_unknown(known: str, program: str) -> None:
    """Refuse records with fields that only the program that wrote them knows."""
    if set(_names(known)) - set(field_names()):
        raise TooNew(_("DIT Desktop {version} wrote these records.").format(version=program))


def _about(connection: Connection) -> tuple[str, str, str] | None:
    """Which vault this is, who wrote it and the fields it knew; None if somebody took that away."""
    if connection.execute("select 1 from sqlite_master where name = 'meta'").fetchone() is None:
        return None
    found: tuple[str, str, str] | None = connection.execute("select vault_id, program, fields from meta").fetchone()
    return found


def _names(known: str) -> list[str]:
    """The fields a file says it knows; a damaged page can come back as zeros without an error."""
    try:
        return list(json.loads(known))
    except ValueError as error:
        raise DamagedVault from error


def digest(connection: Connection) -> bytes:
    """A digest of tables, triggers, views and indexes as they stand in the file."""
    rows = connection.execute("select type, name, coalesce(sql, '') from sqlite_master").fetchall()
    return digest_of(rows)


def digest_of(rows: Iterable[tuple[str, str, str]]) -> bytes:
    """The same of its rows of type, name and text."""
    own = sorted(row for row in rows if not row[1].startswith("sqlite_"))
    return hashlib.sha256(json.dumps(own).encode()).digest()


@functools.cache
def expected_digest(version: int) -> bytes:
    """The digest of a file that a program of this schema made, found by making one in memory."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        for sql in migrations()[:version]:
            _run(connection, sql)
        return digest(connection)
    finally:
        connection.close()


def is_behind(connection: Connection, steps: Sequence[str] | None = None) -> bool:
    """Whether an older program wrote this file: fewer steps, or fewer fields known."""
    version = int(connection.execute("pragma user_version").fetchone()[0])
    known = json.loads(connection.execute("select fields from meta").fetchone()[0])
    return version != len(migrations() if steps is None else steps) or list(field_names()) != known


def migrate(connection: Connection, steps: Sequence[str] | None = None) -> None:
    """Bring an older schema up to date, all steps or none, and note which fields are known now.

    `steps` are those of this program unless others are named.
    """
    if not is_behind(connection, steps):
        return
    steps = migrations() if steps is None else steps
    version = int(connection.execute("pragma user_version").fetchone()[0])
    with transaction(connection):
        _step(connection, steps, version)
        names = json.dumps(field_names())
        connection.execute("update meta set program = ?, fields = ?", (__version__, names))


def lend_views(connection: Connection) -> None:
    """Give a file of an older schema that only can be read the views of the later steps, for as long as it is open."""
    version = int(connection.execute("pragma user_version").fetchone()[0])
    for view in _VIEW.findall("".join(migrations()[version:])):
        connection.execute(f"create temp {view}")


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """Everything inside happens, or nothing does."""
    with refusing():
        connection.execute("begin immediate")
        try:
            yield connection
            connection.execute("commit")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise


_TRIGGER_WORDS: Final[dict[str, type[Refused]]] = {
    "signed": Signed,
    "signed parent": Signed,
    "revision": Signed,
    "chain": Tampered,
    "destruction": Tampered,
    "id": Tampered,
}
_BUSY, _READ_ONLY, _IO, _CORRUPT, _FULL, _CANNOT_OPEN, _NOT_A_DATABASE = 5, 8, 10, 11, 13, 14, 26
_IO_READ: Final = frozenset({266, 522, 10 | 33 << 8})  # read, short read, corrupt file system
_STATES: Final[dict[int, type[Refused]]] = {
    _BUSY: InUse,
    _READ_ONLY: ReadOnly,
    _CORRUPT: DamagedVault,
    _FULL: DiskFull,
    _CANNOT_OPEN: ReadOnly,  # its journal; that the file itself is there was looked at before
    _NOT_A_DATABASE: DamagedVault,
}


def state_of(error: dbapi2.Error) -> Refused | None:
    """The state a driver's error stands for, or None for a mistake of the program."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    if str(error) in _TRIGGER_WORDS:
        return _TRIGGER_WORDS[str(error)]()
    if str(error).startswith("Could not decode to UTF-8"):
        return DamagedVault()
    if code & 0xFF == _IO:
        return DamagedVault() if code in _IO_READ else ReadOnly(_("The disk reported an error while saving."))
    state = _STATES.get(code & 0xFF)
    return state() if state else None


@contextmanager
def refusing() -> Iterator[None]:
    """Turn the driver's errors into states with names; what has no name stays a mistake of the program."""
    try:
        yield
    except dbapi2.Error as error:
        state = state_of(error)
        if state is None:
            raise
        raise state from error
