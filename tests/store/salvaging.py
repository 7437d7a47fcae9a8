# SPDX-License-Identifier: Apache-2.0
"""Practices to be salvaged: how they are filled and spoilt, and what can be told of them afterwards."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from dit_desktop.records import body
from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.records.settings import Settings
from dit_desktop.store import executors, keys, places, rows, schema, seal, vault, verify
from dit_desktop.store.erase import erase
from dit_desktop.store.pages import Pages
from dit_desktop.store.salvage import Salvaged, salvage
from dit_desktop.store.seal import Finding
from dit_desktop.store.settings import write_settings
from tests.store.practices import PASSPHRASE, Practice, contents

SECRET = vault.Secret(PASSPHRASE)
PAGE = schema.PAGE
# Where unlocking returns to, what the index has yet to see, and what was swept are no records.
NOT_COMPARED = {"place", "stale", "swept", "meta"}


def furnish(practice: Practice) -> Practice:
    """Some five hundred pages: long notes, signed ones, revisions, attachments, one client erased."""
    made, chance = practice.open(), random.Random(20)
    gone = made.add(Client(code="K-99", alias="Erased"))
    made.add(SessionNote(client=gone.id, parent=gone.id, material="never again " * 2000))
    for one in range(12):
        made.write(partial(fill, f"{one:02}", chance))
    made.keep_place(vault.Place("note", 9, "material", 3))
    made.write(lambda connection: executors.keep(connection, "7K2M-0G4R", rows.now()))
    erase(made, gone.id, "asked for")
    made.close()
    assert 400 < practice.database.stat().st_size / PAGE < 700
    write_settings(practice.folder, Settings(text_size=120))
    return practice


def fill(name: str, chance: random.Random, connection: dbapi2.Connection) -> None:
    """A client with sixty notes, some of them long, signed, changed before, or with something attached."""
    now = rows.now()
    client = rows.insert(connection, Client(code=f"K-{name}", alias=f"Name {name}"), now)
    course = rows.insert(connection, Course(client=client.id, parent=client.id), now)
    mine = {"client": client.id, "parent": course.id}
    for number in range(60):
        text = " ".join(chance.choices(("heron", "canal", "letter", "aunt", "kettle"), k=40 if number % 9 else 1300))
        note = rows.insert(connection, SessionNote(material=text, **mine), now)  # type: ignore[arg-type]
        if number % 5 == 0:
            rows.update(connection, replace(note, summary="twice"), now, visit=True)
        if number % 20 == 0:
            attach(connection, note.id, chance.randbytes(9000))
        if number % 3 == 0:
            seal.sign(connection, note.id, body.instant(now))
            rows.insert(connection, Addendum(client=client.id, parent=note.id, written="later"), now)


def attach(connection: dbapi2.Connection, record: int, data: bytes) -> None:
    """Something attached to a record, past the program."""
    sql = "insert into attachment(record_id, data, digest) values(?, ?, ?)"
    connection.execute(sql, (record, data, hashlib.sha256(data).digest()))


def spoil(practice: Practice, *pages: int) -> None:
    """Turn one bit in each of these pages."""
    data = bytearray(practice.database.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE + 1000] ^= 1
    practice.database.write_bytes(data)


def saved(practice: Practice, to: Path) -> Salvaged:
    """Salvage into a new folder, looking that the damaged one stays as it is and the new one is whole."""
    before = contents(practice.folder)
    made = salvage(practice.folder, SECRET, to)
    assert contents(practice.folder) == before
    assert made.report.findings == ()
    assert verify.report(to, SECRET) == made.report
    assert sorted(path.name for path in to.iterdir() if path.name != places.LOCK) == [
        "keys.json",
        "keys.json.copy",
        "records.db",
        "settings.json",
    ]
    return made


def rows_of(folder: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of a practice by table."""
    connection = schema.connect(
        folder / schema.DATABASE, keys.open_with_passphrase(keys.read(folder), PASSPHRASE), "ro&immutable=1"
    )
    try:
        tables = connection.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        names = [name for (name,) in tables if name not in NOT_COMPARED and not name.startswith(("words", "private"))]
        return {name: set(connection.execute(f"select * from {name}")) for name in names}
    finally:
        connection.close()


def events(folder: Path) -> list[tuple[Any, ...]]:
    """The links of the chain, in their order."""
    return sorted(rows_of(folder)["chain"], key=lambda row: row[0])


def where(findings: tuple[Finding, ...], kind: str = "") -> list[str]:
    """The places that were found to be wrong, or those of one kind."""
    return [one.where for one in findings if one.where.startswith(kind)]


def pages_with(practice: Practice, sql: str) -> list[int]:
    """The pages that hold the rows of a table, found by the names in them."""
    file = keys.read(practice.folder)
    with Pages(practice.database, practice.key(), file.database_salt) as pages:
        found = [(number, pages.get(number) or b"") for number in range(1, pages.count + 1)]
    return [number for number, page in found if page[0] in {2, 10, 13} and sql.encode() in page]
