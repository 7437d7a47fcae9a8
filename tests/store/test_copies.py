# SPDX-License-Identifier: Apache-2.0
"""The two copies of the key file, made alike by the next opening."""

from __future__ import annotations

import pytest

from dit_desktop.store import copies, keys
from dit_desktop.store.errors import WrongPassphrase
from tests.store.practices import CHEAP, PASSPHRASE, Practice


@pytest.mark.parametrize("name", [keys.FILE, keys.COPY])
def test_a_lost_copy_is_made_anew_and_a_damaged_one_kept_aside(practice: Practice, name: str) -> None:
    good = (practice.folder / name).read_bytes()
    (practice.folder / name).unlink()
    practice.open().close()
    assert (practice.folder / name).read_bytes() == good
    for number in (1, 2):
        spoilt = good[:-40] + bytes([number]) * 40
        (practice.folder / name).write_bytes(spoilt)
        practice.open().close()
        assert (practice.folder / name).read_bytes() == good
        assert (practice.folder / f"damaged-{name}-{number}").read_bytes() == spoilt


def test_a_stale_copy_does_not_go_on_accepting_what_the_file_does_not(practice: Practice) -> None:
    key, file = practice.key(), keys.read(practice.folder)
    stale = file.with_slot(keys.passphrase_slot(key, file.vault_id, "another passphrase", CHEAP))
    (practice.folder / keys.COPY).write_bytes(stale.dump())
    practice.open().close()
    (practice.folder / keys.FILE).unlink()
    with pytest.raises(WrongPassphrase):
        keys.open_with_passphrase(keys.read(practice.folder), "another passphrase")
    practice.open().close()


def test_what_is_right_is_not_written_again_and_what_was_put_right_is_in_the_chain(practice: Practice) -> None:
    before = [(practice.folder / name).stat().st_mtime_ns for name in (keys.FILE, keys.COPY)]
    opened = practice.open()
    length = opened.head().length
    opened.close()
    assert [(practice.folder / name).stat().st_mtime_ns for name in (keys.FILE, keys.COPY)] == before
    assert not copies.put_right(practice.folder, keys.read(practice.folder))
    (practice.folder / keys.COPY).unlink()
    opened = practice.open()
    assert opened.head().length == length + 1
    opened.close()
    assert keys.open_with_passphrase(keys.parse((practice.folder / keys.COPY).read_bytes()), PASSPHRASE)
