# SPDX-License-Identifier: Apache-2.0
"""Whether the example practice becomes a vault like any other, and the same one every time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from dit_desktop.paths import resource
from dit_desktop.records import example as files
from dit_desktop.records.client import Client
from dit_desktop.records.fields import Part, Record, fields, part_type
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.letter import Letter, Reading
from dit_desktop.store import vault, verify
from dit_desktop.store.example import example_practice
from dit_desktop.store.settings import read_settings
from tests.practices import CHEAP, PASSPHRASE, SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 9, 3)


def example(folder: Path, today: date = TODAY) -> list[Record]:
    fill = example_practice(today)
    made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP, fill=fill)
    found = [record for kind in KINDS.values() for record in made.find(kind)]
    made.close()
    return sorted(found, key=lambda record: record.id)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Record]]:
    folder = tmp_path_factory.mktemp("example") / "practice"
    return folder, example(folder)


def links(record: Record | Part, within: str = "") -> Iterator[tuple[str, list[str], int]]:
    """Every link of a record and of its parts: its field, the kinds it may lead to, and the id it holds."""
    name = within or type(record).__name__
    for item in fields(type(record)):
        value = getattr(record, item.name)
        path = f"{name}.{item.name}"
        if part_type(item):
            for part in value:
                yield from links(part, path)
        elif item.field.link:
            several = value if isinstance(value, tuple) else (value,)
            yield from ((path, item.field.link.split(), number) for number in several if number)


def test_every_record_of_the_files_is_there_and_nothing_else(records: tuple[Path, list[Record]]) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in resource("demo").glob("*.toml")}
    entries = files.load(texts, TODAY)
    assert len(entries) == len(records[1]) > 20
    for entry, record in zip(entries, records[1], strict=True):
        assert (type(record), record.signed_at) == (type(entry.record), entry.signed_at)
        assert record.changed_at == entry.written_at
        for item in fields(type(record)):
            if item.name not in {path.split(".")[0] for path in entry.links}:
                assert getattr(record, item.name) == getattr(entry.record, item.name)


def test_the_vault_is_sound_and_says_that_it_is_an_example(records: tuple[Path, list[Record]]) -> None:
    report = verify.report(records[0], SECRET)
    assert report.ok
    assert report.example
    assert read_settings(records[0]).example


def test_parents_clients_and_links_are_records_of_the_right_kind(records: tuple[Path, list[Record]]) -> None:
    by_id = {record.id: record for record in records[1]}
    clients = [record for record in records[1] if isinstance(record, Client)]
    assert len(clients) >= 2
    assert all(record.client == 0 and record.parent == 0 for record in clients)
    linked = set()
    for record in records[1]:
        assert not record.parent or record.parent in by_id
        assert not record.client or isinstance(by_id[record.client], Client)
        for path, kinds, number in links(record):
            assert "Record" in kinds or type(by_id[number]).__name__ in kinds, path
            linked.add(path)
    assert {"SessionNote.appointment", "Narrative.with_whom", "Person.same_as", "Formulation.evidence.cited"} <= linked
    readings = [record for record in records[1] if isinstance(record, Reading)]
    assert all(isinstance(by_id[reading.letter], Letter) for reading in readings)


def test_the_same_day_gives_the_same_records(records: tuple[Path, list[Record]], tmp_path: Path) -> None:
    assert example(tmp_path / "again") == records[1]


def test_another_day_gives_the_same_records_around_that_day(records: tuple[Path, list[Record]], tmp_path: Path) -> None:
    later = example(tmp_path / "later", TODAY + timedelta(weeks=3))
    assert len(later) == len(records[1])
    for was, is_now in zip(records[1], later, strict=True):
        assert was.changed_at is not None
        assert is_now.changed_at == was.changed_at + timedelta(weeks=3)
        assert type(is_now) is type(was)
        assert was.signed_at is None or is_now.signed_at == was.signed_at + timedelta(weeks=3)
        words = [item.name for item in fields(type(was)) if item.type is str]
        assert [getattr(is_now, name) for name in words] == [getattr(was, name) for name in words]


def test_an_example_that_cannot_be_entered_leaves_nothing(tmp_path: Path) -> None:
    def fill(_folder: Path, _connection: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        vault.create(tmp_path / "own", PASSPHRASE, state=tmp_path / "state.json", cost=CHEAP, fill=fill)
    assert list(tmp_path.iterdir()) == []
