# SPDX-License-Identifier: Apache-2.0
"""The example practice as a vault: its records get their ids and are signed at the times they tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dit_desktop.paths import resource
from dit_desktop.records import body, example
from dit_desktop.records.attached import Attachment
from dit_desktop.records.scans import PICTURES
from dit_desktop.records.settings import Settings
from dit_desktop.store import attachments, rows, seal
from dit_desktop.store.settings import write_settings

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.example import Entry
    from dit_desktop.records.fields import Record
    from dit_desktop.store.building import Filling


def example_practice(today: date) -> Filling:
    """What fills a new vault with the example as it stands on a day; the same version and day give the same records."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in resource("demo").glob("*.toml")}
    entries = example.load(texts, today)

    def fill(folder: Path, connection: Connection) -> None:
        enter(connection, entries)
        write_settings(folder, Settings(example=True))

    return fill


def _linked(record: Any, path: list[str], number: int) -> Any:
    """A record with an id where a link stands: in a field of its own, in a list of ids, or in one of its parts."""
    name, *rest = path
    if not rest:
        return replace(record, **{name: number})
    several = list(getattr(record, name))
    if len(rest) == 1:
        several.append(number)
    else:
        at, *inside = rest
        several[int(at)] = _linked(several[int(at)], inside, number)
    return replace(record, **{name: tuple(several)})


def _insert(connection: Connection, record: Record, at: datetime) -> Record:
    """Keep a record; a file that belongs to it is made here, and not brought along."""
    if isinstance(record, Attachment):
        return attachments.put(connection, record, PICTURES[record.what](), at)
    return rows.insert(connection, record, at)


def enter(connection: Connection, entries: list[Entry]) -> dict[str, int]:
    """Keep entries in their order, in the caller's transaction; returns the id each ref was given."""
    ids: dict[str, int] = {"": 0}
    for entry in entries:
        record = replace(entry.record, client=ids[entry.client_ref], parent=ids[entry.parent_ref])
        for path, ref in entry.links.items():
            record = _linked(record, path.split("."), ids[ref])
        ids[entry.ref] = _insert(connection, record, entry.written_at).id
        if entry.signed_at:
            seal.sign(connection, ids[entry.ref], body.instant(entry.signed_at))
    del ids[""]
    return ids
