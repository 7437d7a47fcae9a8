# SPDX-License-Identifier: Apache-2.0
"""A records file that is not what was written: named, never shown wrong, never touched."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.records.client import Client
from dit_desktop.records.fields import Record
from dit_desktop.records.session import SessionNote
from dit_desktop.store import keys, schema, vault
from dit_desktop.store.errors import DamagedVault, ForeignVault, NotAVault, Refused
from tests.store.practices import Practice, contents, new_practice

PAGE = schema.PAGE


@pytest.fixture(scope="module")
def full(empty_practice: Practice, tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """A practice of some sixty pages, long texts and all."""
    practice = empty_practice.copy(tmp_path_factory.mktemp("full"))
    made = practice.open()
    chance = random.Random(8)
    client = made.add(Client(code="K1"))
    for number in range(25):
        text = " ".join(chance.choices(["heron", "canal", "letter", "window", "aunt"], k=number * 60))
        note = made.add(SessionNote(client=client.id, material=text))
        made.save(replace(note, summary=f"of {number}"), visit=True)
    made.sign(note)
    made.close()
    return practice


@pytest.fixture
def broken(full: Practice, tmp_path: Path) -> Practice:
    return full.copy(tmp_path)


def read_all(practice: Practice) -> list[Record | Refused]:
    """Every record as it is shown, one question each, or what was said instead."""
    made = practice.open()
    found: list[Record | Refused] = []
    try:
        for number in range(1, 27):
            try:
                record = made.get(number)
                found += [record, *made.revisions(record)]
            except Refused as error:
                found.append(error)
        made.head()
    finally:
        made.close()
    return found


def right_or_refused(practice: Practice, shown: list[Record | Refused]) -> bool:
    """Whether something was refused; what was shown must have been right."""
    try:
        found = read_all(practice)
    except DamagedVault:
        return True
    assert all(isinstance(one, DamagedVault) or one in shown for one in found)
    return any(isinstance(one, Refused) for one in found)


def test_a_bit_flipped_in_any_page_is_found_and_never_shown(full: Practice, broken: Practice) -> None:
    shown = read_all(full)
    assert len(shown) > 50
    good = full.database.read_bytes()
    chance = random.Random(9)
    refused, named = 0, []
    pages = len(good) // PAGE
    assert pages > 50
    for page in range(pages):
        data = bytearray(good)
        data[page * PAGE + chance.randrange(16 if page == 0 else PAGE)] ^= 1 << chance.randrange(8)
        broken.database.write_bytes(data)
        refused += right_or_refused(broken, shown)
        named.append(bad_pages(broken))
        assert named[-1] in (None, [page + 1])
        assert broken.database.read_bytes() == data
    assert refused > pages // 2  # the others are not read by these questions
    assert named.count(None) < 10


def bad_pages(practice: Practice) -> list[int] | None:
    """The pages that are named, or None where the file does not even open."""
    try:
        connection = schema.connect(practice.database, practice.key(), "ro&immutable=1")
    except DamagedVault:
        return None
    try:
        rows = connection.execute("pragma cipher_integrity_check").fetchall()
        return [int(str(row[0]).rsplit(" ", 1)[1]) for row in rows]
    finally:
        connection.close()


def shift(data: bytes, page: int) -> bytes:
    at = page * PAGE
    return data[:at] + data[at + PAGE : at + 2 * PAGE] + data[at : at + PAGE] + data[at + 2 * PAGE :]


@pytest.mark.parametrize(
    "change",
    [
        lambda data, page: data[: page * PAGE] + bytes(PAGE) + data[(page + 1) * PAGE :],
        shift,
        lambda data, page: data[: page * PAGE] + data[-PAGE:] + data[(page + 1) * PAGE :],
    ],
    ids=["zeroed", "swapped", "another page in its place"],
)
def test_a_page_that_is_not_the_one_written_there_is_never_shown(
    full: Practice, broken: Practice, change: Callable[[bytes, int], bytes]
) -> None:
    shown, good = read_all(full), full.database.read_bytes()
    refused = 0
    for page in range(1, len(good) // PAGE - 1, 3):
        data = change(good, page)
        broken.database.write_bytes(data)
        refused += right_or_refused(broken, shown)
        assert broken.database.read_bytes() == data
    assert refused > 5


@pytest.mark.parametrize("size", [0, 1, 15, 16, 100, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 20 * PAGE, -PAGE, -1])
def test_a_file_cut_short_is_damaged_and_left_as_it_is(broken: Practice, size: int) -> None:
    data = broken.database.read_bytes()[:size]
    broken.database.write_bytes(data)
    before = contents(broken.folder)
    with pytest.raises(DamagedVault):
        read_strictly(broken)
    assert contents(broken.folder) == before


def read_strictly(practice: Practice) -> None:
    for one in read_all(practice):
        if isinstance(one, Refused):
            raise one


def test_something_else_in_its_place_has_a_name_of_its_own(broken: Practice, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = new_practice(tmp_path / "other")
    plain = dbapi2.connect(str(tmp_path / "plain"))
    plain.executescript("create table record(a); insert into record values(1)")
    plain.close()
    for path, kind in ((other.database, ForeignVault), (tmp_path / "plain", NotAVault)):
        shutil.copy2(path, broken.database)
        before = contents(broken.folder)
        with pytest.raises(kind):
            broken.open()
        assert contents(broken.folder) == before
    broken.database.write_bytes(random.Random(1).randbytes(10 * PAGE))
    with pytest.raises(ForeignVault):
        broken.open()


def test_foreign_records_under_the_right_salt_are_damage(broken: Practice, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    data = new_practice(tmp_path / "other").database.read_bytes()
    broken.database.write_bytes(keys.read(broken.folder).database_salt + data[16:])
    with pytest.raises(DamagedVault):
        broken.open()


def test_records_and_keys_of_two_vaults_with_one_key_are_foreign(broken: Practice) -> None:
    """Somebody rebuilt a key file around the same key: the id inside the records still tells."""
    file = keys.read(broken.folder)
    other = replace(file, vault_id="00000000-0000-4000-8000-000000000000", slots=())
    other = other.with_slot(keys.passphrase_slot(broken.key(), other.vault_id, "another", keys.Cost(64, 1, 1)))
    other.write(broken.folder)
    with pytest.raises(ForeignVault):
        vault.open_vault(broken.folder, vault.Secret("another"), state=broken.state)


def test_over_a_damaged_record_nothing_is_saved_and_the_words_say_why(full: Practice, broken: Practice) -> None:
    """A damaged page of a long text can come back as zeros without an error of the driver."""
    good = full.database.read_bytes()
    refused = 0
    for page in range(20, len(good) // PAGE, 3):
        data = bytearray(good)
        data[page * PAGE + 77] ^= 1
        broken.database.write_bytes(data)
        try:
            made = broken.open()
        except DamagedVault:
            continue
        for number in range(2, 26):
            try:
                made.get(number)
            except DamagedVault:
                with pytest.raises(DamagedVault):
                    made.save(SessionNote(id=number, material="over it"))
                with pytest.raises(DamagedVault):
                    made.add(SessionNote(material="beside it"))
                refused += 1
                break
        made.close()
        assert broken.database.read_bytes() == data
    assert refused > 5


def test_a_meta_row_that_is_no_json_is_damage() -> None:
    with pytest.raises(DamagedVault):
        schema._names("[\0")  # noqa: SLF001 - which page holds it differs from file to file
