# SPDX-License-Identifier: Apache-2.0
"""A note of 4 kB saved into a practice of thousands of notes, against one raw commit of the same bytes."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from dit_desktop.records import body
from dit_desktop.records.session import SessionNote
from dit_desktop.store import rows, schema, vault
from dit_desktop.store.writer import Writer
from tests.benchmarks.row import Row, p99, pairs, row
from tests.practices import CHEAP, PASSPHRASE

NOTES = 4000
SAVES = 200
WORDS = "We stayed with the silence after she spoke of her mother, and then she laughed. "


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="dit-bench-") as name:
        folder = Path(name, "practice")
        made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
        try:
            return [_saves(made, Path(name, "raw.db"))]
        finally:
            made.close()


def _saves(made: vault.Vault, raw: Path) -> Row:
    text = (WORDS * 60)[:4000]
    note = SessionNote(material=text)

    def fill(connection: Connection) -> None:
        for _note in range(NOTES):
            rows.insert(connection, note, rows.now())

    made.write(fill)
    kept = made.add(note)
    connection = schema.connect(raw, bytearray(os.urandom(32)), "rwc")
    connection.execute("create table note(id integer primary key, body text)")
    connection.executemany("insert into note(body) values(?)", [(body.text(note),)] * NOTES)
    writer = Writer(made)
    count = iter(range(10**6))

    def floor() -> None:
        with schema.transaction(connection):
            connection.execute("update note set body = ? where id = 7", (body.text(note) + str(next(count)),))

    def ours() -> None:
        writer.save(replace(kept, material=f"{text}{next(count)}"), visit=False).result()

    both = pairs(SAVES, floor, ours)
    writer.finish()
    connection.close()
    remark = f"p99 {p99(both[1]) * 1000:.1f} ms, promised 16"
    return row(f"draft save of a 4 kB note among {NOTES} notes, request to acknowledged", both, 3, remark)
