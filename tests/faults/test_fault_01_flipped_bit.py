# SPDX-License-Identifier: Apache-2.0
"""One bit flipped in every page in turn: found, named, never shown wrong, never written over."""

from __future__ import annotations

import random

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store.errors import DamagedVault
from tests.faults.damage import PAGE, bad_pages, read_all, right_or_refused
from tests.store.practices import Practice


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
