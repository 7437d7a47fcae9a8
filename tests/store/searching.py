# SPDX-License-Identifier: Apache-2.0
"""Looking for words in a practice, and bringing its index up to date."""

from __future__ import annotations

from typing import Any

from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.searched import sought
from dit_desktop.store import indexing, search
from dit_desktop.store.vault import Vault


def entered(opened: Vault) -> None:
    """The index is brought up to date."""
    while opened.write(indexing.step):
        pass


def behind(opened: Vault) -> int:
    """How many records the index does not know as they are."""
    return opened.ask(lambda connection: int(connection.execute("select count(*) from stale").fetchone()[0]))


def found(opened: Vault, typed: str, **where: Any) -> search.Found:
    return opened.ask(lambda connection: search.search(connection, search.Wanted(**where), sought(typed)))


def course(opened: Vault, code: str = "C-1") -> dict[str, Any]:
    """What belongs to a course of a client."""
    client = opened.add(Client(code=code)).id
    return {"client": client, "parent": opened.add(Course(client=client, parent=client)).id}
