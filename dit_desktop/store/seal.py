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
from dataclasses import dataclass, field
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
SALVAGED: Final = "salvaged"
LOST: Final = "lost"  # a signed record that did not come back out of a damaged file
SEALED_AGAIN: Final = "sealed again"  # one that came back, and no link says as what it was signed
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


def joined(*parts: bytes | str | int | None) -> bytes:
    """A SHA-256 over parts, each with its length, so that no two lists of parts look alike."""
    made = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else ("" if part is None else str(part)).encode()
        made.update(len(data).to_bytes(8, "big") + data)
    return made.digest()


SEALED: Final = "kind, client_id, parent_id, signed_at, salt, cast(body as blob)"


def record_digest(connection: Connection, record: int) -> bytes:
    """The digest of one signed row as it stands in the file."""
    row = connection.execute(f"select {SEALED} from record where id = ?", (record,)).fetchone()  # noqa: S608 - above
    return joined(*row)


def head(connection: Connection) -> Head:
    """The end of the chain."""
    row = connection.execute("select seq, head from chain order by seq desc limit 1").fetchone()
    return Head(int(row[0]), bytes(row[1])) if row else Head(0, NOTHING)


def append(connection: Connection, at: str, event: str, record: int | None = None, digest: bytes = NOTHING) -> None:
    """Add a link; the caller holds the transaction in which the event happens.

    The order is that of the links.  If the clock says less than at the last one, a link of its own says so first.
    """
    _mark_clock(connection, at)
    _link(connection, at, event, record, digest)


def _mark_clock(connection: Connection, at: str) -> None:
    before = connection.execute("select at from chain order by seq desc limit 1").fetchone()
    if before and _went_back(before[0], at):
        _link(connection, at, CLOCK_BACK, None, NOTHING)


def _went_back(before: str, at: str) -> bool:
    try:
        return datetime.fromisoformat(before) - datetime.fromisoformat(at) > _SETTING
    except (TypeError, ValueError):  # a time that is none is found where the chain is walked
        return False


def _link(
    connection: Connection, at: str, event: str, record: int | None, digest: bytes, number: int | None = None
) -> None:
    last = head(connection)
    number = number or last.length + 1
    link = joined(last.link, number, at, event, record, digest)
    connection.execute(
        "insert into chain(seq, at, event, record_id, digest, head) values(?, ?, ?, ?, ?, ?)",
        (number, at, event, record, digest, link),
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


def go_on_after_loss(connection: Connection, at: str, known: int) -> None:
    """Take up a chain of which links may be lost, in the caller's transaction and with the rule that it grows away.

    `known` is how many links there were, as far as anybody can tell.  A signed record
    that is lost, or whose link is, is named in the chain.
    """
    _mark_clock(connection, at)
    last, walked = head(connection), _walk(connection)
    number = max(last.length, known) + 1
    places = [place for found in walked.broken.values() for place in found]
    if number != last.length + 1:
        places.append(_gap(last.length, last.link, number))
    _link(connection, at, SALVAGED, None, joined(*places), number)
    there = _signed_rows(connection)
    for record in sorted(walked.signed.keys() - there):
        append(connection, at, LOST, record)
    for record in sorted(there):
        digest = record_digest(connection, record)
        if walked.signed.get(record) != digest:
            append(connection, at, SEALED_AGAIN, record, digest)


@dataclass
class _Walked:
    """What a walk along the chain finds."""

    broken: dict[int, list[bytes]] = field(default_factory=dict)  # by link, what does not continue there
    signed: dict[int, bytes] = field(default_factory=dict)  # by record, the digest of what was signed

    def take(self, event: str, record: int, digest: bytes) -> None:
        """Note what a link says of a record, or of the links before it."""
        if event in {SIGNED, SEALED_AGAIN}:
            self.signed[record] = digest
        elif event in {DESTROYED, LOST}:
            self.signed.pop(record, None)
        elif event == SALVAGED and digest == joined(*(place for found in self.broken.values() for place in found)):
            self.broken.clear()


def _walk(connection: Connection) -> _Walked:
    walked, last, link = _Walked(), 0, NOTHING
    for seq, at, event, record, digest, stored in connection.execute(
        "select seq, at, event, record_id, digest, head from chain order by seq"
    ):
        if seq != last + 1:
            walked.broken.setdefault(seq, []).append(_gap(last, link, seq))
        if joined(link, seq, at, event, record, bytes(digest)) != bytes(stored):
            walked.broken.setdefault(seq, []).append(joined(link, seq, at, event, record, bytes(digest), stored))
        last, link = seq, bytes(stored)
        walked.take(event, record, bytes(digest))
    return walked


def _gap(last: int, link: bytes, number: int) -> bytes:
    return joined(last, link, number)


def _signed_rows(connection: Connection) -> dict[int, bytes]:
    """The digest of every row that says it is signed, as it stands in the file."""
    sql = f"select id, {SEALED} from record where signed_at is not null"  # noqa: S608 - above
    return {int(number): joined(*sealed) for number, *sealed in connection.execute(sql)}


def check(connection: Connection, there: dict[int, bytes] | None = None) -> Iterator[Finding]:
    """Walk the whole chain and every signed row; what does not fit is named.

    `there` are the digests of all signed rows, if somebody has just been at every row.
    """
    walked = _walk(connection)
    for seq in walked.broken:
        yield Finding("tampered", f"chain {seq}", _("The chain of events does not continue here."))
    there = _signed_rows(connection) if there is None else there
    wrong = [record for record, digest in there.items() if walked.signed.get(record) != digest]
    wrong += [record for record in walked.signed if record not in there]
    for record in sorted(wrong):  # these alone: putting every row in order would hold up whoever types meanwhile
        if record not in there:
            yield Finding("tampered", f"record {record}", _("A signed record is missing."))
        elif record not in walked.signed:
            yield Finding("tampered", f"record {record}", _("This record says signed and was never signed."))
        else:
            yield Finding("tampered", f"record {record}", _("A signed record is not what was signed."))
