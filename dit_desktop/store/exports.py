# SPDX-License-Identifier: Apache-2.0
"""The list of what left the program, kept with the records; the chain says no more than that something did."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dit_desktop.records import body
from dit_desktop.records.exported import Exported, Protection
from dit_desktop.store import rows, seal

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

EVENT: Final = "exported"


class Standing(Enum):
    """Whether what left is still where it was written; asked of the disk each time, and kept nowhere."""

    THERE = "there"
    GONE = "gone"
    UNKNOWN = "unknown"


def exported(what: str, place: Path, client: int, *, protected: bool) -> Exported:
    """What is to be listed of something that leaves."""
    readable = Protection.AES_256 if protected else Protection.CLEAR
    return Exported(what=what, place=str(place.absolute()), client=client, parent=client, readable=readable)


def put(connection: Connection, leaving: Exported, record: int | None) -> Exported:
    """List it and note it in the chain, in the caller's transaction; `record` is what it was made of."""
    moment = rows.now()
    seal.append(connection, body.instant(moment), EVENT, record)
    return rows.insert(connection, replace(leaving, left_at=moment), moment)


def standing(place: str) -> Standing:
    """Whether anything lies at a place; where its folder cannot be seen, nobody knows.

    A disk that sleeps or is far away can take its time to answer.
    """
    path = Path(place)
    try:
        if path.exists():
            return Standing.THERE
        return Standing.GONE if path.parent.is_dir() else Standing.UNKNOWN
    except (OSError, ValueError):
        return Standing.UNKNOWN
