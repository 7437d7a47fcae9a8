# SPDX-License-Identifier: Apache-2.0
"""One of the two key files is lost, cut short, spoilt or unreadable: the other opens, and both are there again."""

from __future__ import annotations

from pathlib import Path

import pytest

from dit_desktop.store import keys, verify
from dit_desktop.store.errors import DamagedKeys, Missing
from tests.faults.common import Own, holds
from tests.practices import SECRET

WAYS = ("lost", "empty", "cut", "zeroed", "one bit", "a folder")


def harm(path: Path, way: str) -> None:
    data = path.read_bytes()
    path.unlink()
    match way:
        case "lost":
            return
        case "a folder":
            path.mkdir()
        case "empty":
            path.write_bytes(b"")
        case "cut":
            path.write_bytes(data[: len(data) // 2])
        case "zeroed":
            path.write_bytes(bytes(len(data)))
        case _:
            at = data.index(b'"wrapped"') + 20
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [keys.FILE, keys.COPY])
def test_fault_29_one_of_two_key_files_is_lost_or_damaged_and_the_other_opens(own: Own, name: str, way: str) -> None:
    before, good = holds(own.folder), (own.folder / name).read_bytes()
    harm(own.folder / name, way)
    assert [(item.code, item.where) for item in verify.report(own.folder, SECRET).findings] == [("damaged_keys", name)]
    own.open().close()
    assert (own.folder / name).read_bytes() == good
    counts, _head = holds(own.folder)
    assert counts == before[0]
    aside = own.folder / f"damaged-{name}-1"
    assert aside.exists() == (way != "lost"), "what was damaged is kept aside"


@pytest.mark.parametrize("way", WAYS)
def test_fault_29_with_both_lost_or_damaged_it_is_named_and_nothing_is_touched(own: Own, way: str) -> None:
    own.open().close()
    for name in (keys.FILE, keys.COPY):
        harm(own.folder / name, way)
    before = {path.name: path.stat().st_size for path in own.folder.iterdir()}
    with pytest.raises(Missing if way == "lost" else DamagedKeys):
        own.open()
    assert {path.name: path.stat().st_size for path in own.folder.iterdir()} == before
