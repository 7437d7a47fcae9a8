# SPDX-License-Identifier: Apache-2.0
"""Signing, and the chain in which signings and other events follow one another.

A signed row's digest is the SHA-256 of its kind, client, parent, signed_at, salt and
body, each preceded by its length as eight bytes, so that new fields and changed
defaults cannot disturb it.  A link of the chain takes the head before it, its own
number, time, event and record, and the digest, in the same manner.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.store.errors import Signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

NOTHING: Final = bytes(32)  # the head before the first link
SIGNED: Final = "signed"
DESTROYED: Final = "destroyed"
CLOCK_BACK: Final = "clock went back"
_SETTING: Final = timedelta(minutes=1)  # what putting a clock right may take without a word


@dataclass(frozen=True)
class Head:
    """How far a chain has come: its length and last link."""

    length: int
    link: bytes


@dataclass(frozen=True)
class Finding:
    """Something that does not hold together: what kind, where, and in words."""

    code: str
    where: str
    what: str


def _joined(*parts: bytes | str | int | None) -> bytes:
    """A SHA-256 over parts, each with its length, so that no two lists of parts look alike."""
    made = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else ("" if part is None else str(part)).encode()
        made.update(len(data).to_bytes(8, "big") + data)
    return made.digest()


def record_digest(connection: Connection, record: int) -> bytes:
    """The digest of one signed row as it stands in the file."""
    row = connection.execute(
        "select kind, client_id, parent_id, signed_at, salt, cast(body as blob) from record where id = ?", (record,)
    ).fetchone()
    return _joined(*row)


def head(connection: Connection) -> Head:
    """The end of the chain."""
    row = connection.execute("select seq, head from chain order by seq desc limit 1").fetchone()
    return Head(int(row[0]), bytes(row[1])) if row else Head(0, NOTHING)


def append(connection: Connection, at: str, event: str, record: int | None = None, digest: bytes = NOTHING) -> None:
    """Add a link; the caller holds the transaction in which the event happens.

    The order is that of the links.  If the clock says less than at the last one, a link of its own says so first.
    """
    before = connection.execute("select at from chain order by seq desc limit 1").fetchone()
    if before and _went_back(before[0], at):
        _link(connection, at, CLOCK_BACK, None, NOTHING)
    _link(connection, at, event, record, digest)


def _went_back(before: str, at: str) -> bool:
    try:
        return datetime.fromisoformat(before) - datetime.fromisoformat(at) > _SETTING
    except (TypeError, ValueError):  # a time that is none is found where the chain is walked
        return False


def _link(connection: Connection, at: str, event: str, record: int | None, digest: bytes) -> None:
    last = head(connection)
    link = _joined(last.link, last.length + 1, at, event, record, digest)
    connection.execute(
        "insert into chain(seq, at, event, record_id, digest, head) values(?, ?, ?, ?, ?, ?)",
        (last.length + 1, at, event, record, digest, link),
    )


def sign(connection: Connection, record: int, at: str) -> None:
    """Close a row for good and say so in the chain, in the caller's transaction."""
    changed = connection.execute(
        "update record set signed_at = ?, salt = ? where id = ? and signed_at is null",
        (at, secrets.token_bytes(32), record),
    )
    if changed.rowcount != 1:
        raise Signed
    append(connection, at, SIGNED, record, record_digest(connection, record))


def check(connection: Connection) -> Iterator[Finding]:
    """Walk the whole chain and every signed row; what does not fit is named."""
    last, link = 0, NOTHING
    signed: dict[int, bytes] = {}
    for seq, at, event, record, digest, stored in connection.execute(
        "select seq, at, event, record_id, digest, head from chain order by seq"
    ):
        link = _joined(link, seq, at, event, record, bytes(digest))
        if seq != last + 1 or link != bytes(stored):
            yield Finding("tampered", f"chain {seq}", _("The chain of events does not continue here."))
            link = bytes(stored)
        last = seq
        if event == SIGNED:
            signed[record] = bytes(digest)
        elif event == DESTROYED:
            signed.pop(record, None)
    there = {row[0] for row in connection.execute("select id from record where signed_at is not null")}
    for record in sorted(there | set(signed)):
        if record not in there:
            yield Finding("tampered", f"record {record}", _("A signed record is missing."))
        elif record not in signed:
            yield Finding("tampered", f"record {record}", _("This record says signed and was never signed."))
        elif record_digest(connection, record) != signed[record]:
            yield Finding("tampered", f"record {record}", _("A signed record is not what was signed."))
