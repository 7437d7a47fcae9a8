# SPDX-License-Identifier: Apache-2.0
"""Erasing a client: what would go, and its going, in every table, in the index and in every page of the file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dit_desktop.records import body
from dit_desktop.store import destruction, rows
from dit_desktop.store.destruction import Destruction
from dit_desktop.store.errors import Missing, Refused
from dit_desktop.store.snapshot import go_on

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Vault


@dataclass(frozen=True)
class Going:
    """What an erasure would take: how many records of each kind, and how many of all are signed."""

    kinds: dict[str, int]
    signed: int


@dataclass(frozen=True)
class Erased:
    """What an erasure took, and why the file could not be written anew afterwards, if it could not."""

    rows: int
    left: Refused | None = None


def going(connection: Connection, client: int) -> Going:
    """What erasing a client would take, the bin included."""
    kinds: Counter[str] = Counter()
    signed = 0
    for record in destruction.of_client(connection, client):
        kind, when = connection.execute("select kind, signed_at from record where id = ?", (record,)).fetchone()
        kinds[kind] += 1
        signed += when is not None
    return Going(dict(sorted(kinds.items())), signed)


def erase(vault: Vault, client: int, reason: str, *, at: Step = go_on) -> Erased:
    """Destroy everything of a client for good, then write the file anew; where that fails the next opening does it.

    Nothing that was said, written or added is left in the file; the date, the reason and the chain are.
    """
    moment = body.instant(rows.now())

    def work(connection: Connection) -> int:
        gone = destruction.destroy(connection, Destruction(moment, reason, client, None), moment)
        if not gone:
            raise Missing
        return gone

    gone = vault.write(work)
    at("destroyed")
    try:
        vault.sweep()
    except Refused as error:
        return Erased(gone, error)
    at("swept")
    return Erased(gone)
