# SPDX-License-Identifier: Apache-2.0
"""The page about the file format is enough to write a reader: its own code reads the example, with the driver alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dit_desktop.paths import resource
from dit_desktop.records import body
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.session import SessionNote
from dit_desktop.store import rows, seal
from dit_desktop.store.example import example_practice
from dit_desktop.store.schema import DATABASE
from dit_desktop.store.vault import create, open_vault
from tests.practices import CHEAP, PASSPHRASE, SECRET, edit_signed_note, run

PAGE = resource("guide", "file-format.md").read_text("utf-8")
ALONE = "\nassert not [name for name in sys.modules if name.startswith(('dit_desktop', 'tests'))]\n"


def code() -> str:
    """What the page tells to run, in its order."""
    return "".join(re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def read_by_the_page(folder: Path) -> dict[str, Any]:
    """What the page's reader finds, in a Python that knows nothing of the project."""
    key = run("--data", folder, "key", stdin=PASSPHRASE + "\n").stdout.strip()
    assert re.fullmatch("[0-9a-f]{64}", key)
    line = [sys.executable, "-I", "-c", code() + ALONE, str(folder / DATABASE), key]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def example(tmp_path: Path) -> Path:
    today = date.today()  # noqa: DTZ011 - the day on which the example is made
    fill = example_practice(today)
    made, _code = create(tmp_path / "own", PASSPHRASE, state=tmp_path / "state.json", cost=CHEAP, fill=fill)
    draft = made.add(SessionNote(material="half a character \ud83d and 👩‍👩‍👧"))
    made.save(SessionNote(id=draft.id, material="then this"), visit=True)
    made.close()
    return made.folder


def test_the_pages_own_code_reads_every_record_of_the_example_its_chain_and_its_digests(example: Path) -> None:
    found = read_by_the_page(example)
    opened = open_vault(example, SECRET, state=example / "state.json")
    sql = f"select {rows.COLUMNS} from record order by id"
    records = opened.ask(lambda connection: [rows.decode(row) for row in connection.execute(sql)])
    assert [item["id"] for item in found["records"]] == [record.id for record in records]
    assert len({item["kind"] for item in found["records"]}) > 8
    for item, record in zip(found["records"], records, strict=True):
        assert item["kind"] == type(record).__name__
        assert (item["client"] or 0, item["parent"] or 0) == (record.client, record.parent)
        assert item["fields"] == body.values(record)
        assert item["signed_at"] == body.plain(record.signed_at)
        before = [[body.plain(was.changed_at), body.values(was)] for was in opened.revisions(record)]
        assert found["revisions"][str(record.id)] == before
    assert sum(map(len, found["revisions"].values())) > 0
    signed = {record.id for record in records if record.signed_at}
    assert len(signed) > 20
    for number in signed:
        ours = opened.ask(lambda connection, number=number: seal.record_digest(connection, number))  # type: ignore[misc]
        assert found["digests"][str(number)] == ours.hex()
    assert [number for number, _material in found["notes"]] == sorted(note.id for note in opened.find(SessionNote))
    head = opened.head()
    assert found["chain"] == [head.length, head.link.hex().upper()]
    assert found["wrong"] == []
    opened.close()


def test_the_pages_own_code_finds_what_was_changed_outside(example: Path) -> None:
    number = edit_signed_note(example)
    assert read_by_the_page(example)["wrong"] == [f"record {number} is not what was signed"]


def test_the_page_names_every_table_there_is_and_every_event_that_is_shown(example: Path) -> None:
    from dit_desktop.ui.pages.log import WORDS  # noqa: PLC0415 - the words of the window, not of the store

    opened = open_vault(example, SECRET, state=example / "state.json")
    sql = "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'"
    names = {name for (name,) in opened.ask(lambda connection: connection.execute(sql).fetchall())}
    opened.close()
    tables = {name for name in names if not re.match(r"(private_)?words_", name)} - {"destroying"}
    assert len(tables) > 10
    assert [name for name in sorted(tables) if f"`{name}`" not in PAGE] == []
    assert [event for event in WORDS if event not in PAGE and "older than" not in event] == []
    assert "Addendum" in KINDS
