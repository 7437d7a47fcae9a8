# SPDX-License-Identifier: Apache-2.0
"""Pages zeroed, exchanged or written twice: never shown, named by their number, and all others come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dit_desktop.store import vault
from dit_desktop.store.errors import DamagedVault, Refused
from dit_desktop.store.salvage import salvage
from tests.faults.damage import PAGE, bad_pages, read_all, right_or_refused
from tests.store.practices import PASSPHRASE, Practice

SECRET = vault.Secret(PASSPHRASE)


def shift(data: bytes, page: int) -> bytes:
    at = page * PAGE
    return data[:at] + data[at + PAGE : at + 2 * PAGE] + data[at : at + PAGE] + data[at + 2 * PAGE :]


CHANGES = [
    pytest.param(lambda data, page: data[: page * PAGE] + bytes(PAGE) + data[(page + 1) * PAGE :], id="zeroed"),
    pytest.param(shift, id="swapped"),
    pytest.param(
        lambda data, page: data[: page * PAGE] + data[-PAGE:] + data[(page + 1) * PAGE :],
        id="another page in its place",
    ),
]


@pytest.mark.parametrize("change", CHANGES)
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


@pytest.mark.parametrize("change", CHANGES)
def test_by_a_salvage_the_pages_are_named_and_all_others_are_read(
    full: Practice, broken: Practice, tmp_path: Path, change: Callable[[bytes, int], bytes]
) -> None:
    good = full.database.read_bytes()
    records = {record.id for record in read_all(full) if not isinstance(record, Refused)}
    lost = 0
    for page in range(1, len(good) // PAGE - 1, 5):
        broken.database.write_bytes(change(good, page))
        named = bad_pages(broken)
        made = salvage(broken.folder, SECRET, tmp_path / str(page))
        assert made.report.ok
        told = [int(one.where.split()[1]) for one in made.findings if one.where.startswith("page")]
        assert told == [number + 1 for number in (page, page + 1) if change(good, page)[at(number)] != good[at(number)]]
        assert named in (None, told)
        assert sum(made.recovered.values()) + sum(made.lost.values()) == len(records)
        lost += sum(made.lost.values())
    assert 0 < lost < len(good) // PAGE


def at(page: int) -> slice:
    return slice(page * PAGE, (page + 1) * PAGE)


def test_a_first_page_of_zeros_is_damage_and_no_other_practice(
    full: Practice, broken: Practice, tmp_path: Path
) -> None:
    broken.database.write_bytes(bytes(PAGE) + full.database.read_bytes()[PAGE:])
    with pytest.raises(DamagedVault):
        broken.open()
    made = salvage(broken.folder, SECRET, tmp_path / "new")
    assert [one.where for one in made.findings] == ["page 1"]
    assert sum(made.lost.values()) == 0
