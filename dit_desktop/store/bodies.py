# SPDX-License-Identifier: Apache-2.0
"""Whether what is written in the rows of a records file can still be read, row by row."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.records.kinds import KINDS
from dit_desktop.store import rows, seal
from dit_desktop.store.errors import Refused
from dit_desktop.store.seal import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection


def each(connection: Connection) -> Iterator[Finding]:
    """A zeroed page of a long text reads without an error; only its words tell."""
    columns = "id, kind, client_id, parent_id, cast(body as blob), changed_at, signed_at, binned_at"
    for row in connection.execute(f"select {columns} from record order by id"):  # noqa: S608 - the line above
        yield from unreadable(f"record {row[0]}", row)


@dataclass
class Walked:
    """What one walk over all rows tells of them."""

    findings: list[Finding]
    signed: dict[int, bytes]  # the digest of every row that says it is signed
    counts: dict[str, int]  # of every kind, the bin not counted


def walk(connection: Connection) -> Walked:
    """Whether every body is JSON still, which a zeroed page is not; what is signed; how many of each kind there are."""
    walked = Walked([], {}, dict.fromkeys(sorted(KINDS), 0))
    columns = "id, json_valid(body), binned_at is null, signed_at is not null"
    for number, valid, counted, signed, *sealed in connection.execute(
        f"select {columns}, {seal.SEALED} from record order by id"  # noqa: S608 - two constants
    ):
        if not valid:
            walked.findings.append(
                Finding("damaged_vault", f"record {number}", _("What is written here cannot be read."))
            )
        if signed:
            walked.signed[int(number)] = seal.joined(*sealed)
        if counted:
            walked.counts[str(sealed[0])] = walked.counts.get(str(sealed[0]), 0) + 1
    return walked


def earlier_texts(connection: Connection) -> Iterator[Finding]:
    """The same of the earlier states of records."""
    for number, n in connection.execute("select record_id, n from revision where not json_valid(body)"):
        yield _unread(f"record {number} revision {n}")


def revisions(connection: Connection) -> Iterator[Finding]:
    """Name what of the earlier states of records cannot be read."""
    sql = (
        "select r.id, r.kind, r.client_id, r.parent_id, cast(v.body as blob), v.at, null, null, v.n "
        "from revision v join record r on r.id = v.record_id order by r.id, v.n"
    )
    for *row, number in connection.execute(sql):
        yield from unreadable(f"record {row[0]} revision {number}", row)


def attachments(connection: Connection) -> Iterator[Finding]:
    """Whether every attachment is what was attached."""
    for number, data, digest in connection.execute("select id, data, digest from attachment order by id"):
        if hashlib.sha256(data).digest() != digest:
            yield Finding("damaged_vault", f"attachment {number}", _("This is not what was attached."))


def unreadable(where: str, row: list[object] | tuple[object, ...]) -> Iterator[Finding]:
    """Say of a row of a record, its body as bytes, if nobody could make anything of it."""
    number, kind, client, parent, data, *times = row
    try:
        text = bytes(data).decode("utf-8")  # type: ignore[call-overload]
        if str(kind) not in KINDS:
            yield Finding("damaged_vault", where, _("No kind of record is called so."))
        else:
            rows.decode((number, kind, client, parent, text, *times))
    except (Refused, TypeError, UnicodeDecodeError):
        yield _unread(where)


def _unread(where: str) -> Finding:
    return Finding("damaged_vault", where, _("What is written here cannot be read."))
