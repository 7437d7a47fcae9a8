# SPDX-License-Identifier: Apache-2.0
"""The bytes of attached files: kept in pieces beside their record, each with its digest.

A list reads records alone.  A file is read piece by piece, so that nobody who asks for
something else waits for the whole of it, and damage to one piece is known as that.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.records.attached import Attachment, Content
from dit_desktop.store import rows
from dit_desktop.store.errors import DamagedVault
from dit_desktop.store.snapshot import go_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Vault

PIECE: Final = 1024 * 1024
READING: Final = "reading a file"


def content_of(data: bytes) -> tuple[Content, ...]:
    """What a record says of the file that belongs to it."""
    return (Content(key="1", size=len(data), digest=hashlib.sha256(data).hexdigest()),)


def put(connection: Connection, record: Attachment, data: bytes, at: datetime) -> Attachment:
    """Keep a new record with its file, in the caller's transaction."""
    made = rows.insert(connection, replace(record, content=content_of(data)), at)
    for start in range(0, len(data), PIECE):
        piece = data[start : start + PIECE]
        sql = "insert into attachment(record_id, data, digest) values(?, ?, ?)"
        connection.execute(sql, (made.id, piece, hashlib.sha256(piece).digest()))
    return made


def read(vault: Vault, record: Attachment, at: Step = go_on) -> bytes:
    """The file of a record; raises DamagedVault if it is not the one that was attached."""
    data = b"".join(_pieces(vault, record.id, at))
    if content_of(data) != record.content:
        raise DamagedVault(
            _("This attached file is not whole any more, so it is not shown."),
            safe=_("All else is as it was, and nothing was changed."),
            next_step=_("Look for it in a backup, or ask whoever it came from for it again."),
        )
    return data


def _pieces(vault: Vault, record: int, at: Step) -> Iterator[bytes]:
    sql = "select id from attachment where record_id = ? order by id"
    for (number,) in vault.ask(lambda connection: connection.execute(sql, (record,)).fetchall()):
        at(READING)
        yield vault.ask(lambda connection, number=number: _piece(connection, number))  # type: ignore[misc]


def _piece(connection: Connection, number: int) -> bytes:
    found = connection.execute("select data from attachment where id = ?", (number,)).fetchone()
    return bytes(found[0]) if found else b""
