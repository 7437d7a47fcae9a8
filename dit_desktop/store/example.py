# SPDX-License-Identifier: Apache-2.0
"""The example practice as a vault: its records get their ids and are signed at the times they tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dit_desktop.paths import resource
from dit_desktop.records import body, example
from dit_desktop.records.settings import Settings
from dit_desktop.store import rows, seal
from dit_desktop.store.settings import write_settings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.example import Entry
    from dit_desktop.store.building import Filling


def example_practice(today: date) -> Filling:
    """What fills a new vault with the example as it stands on a day; the same version and day give the same records."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in resource("demo").glob("*.toml")}
    entries = example.load(texts, today)

    def fill(folder: Path, connection: Connection) -> None:
        enter(connection, entries)
        write_settings(folder, Settings(example=True))

    return fill


def enter(connection: Connection, entries: list[Entry]) -> dict[str, int]:
    """Keep entries in their order, in the caller's transaction; returns the id each ref was given."""
    ids: dict[str, int] = {"": 0}
    for entry in entries:
        links: dict[str, Any] = {name: ids[ref] for name, ref in entry.links.items()}
        record = replace(entry.record, client=ids[entry.client_ref], parent=ids[entry.parent_ref], **links)
        ids[entry.ref] = rows.insert(connection, record, entry.written_at).id
        if entry.signed_at:
            seal.sign(connection, ids[entry.ref], body.instant(entry.signed_at))
    del ids[""]
    return ids
