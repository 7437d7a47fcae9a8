# SPDX-License-Identifier: Apache-2.0
"""A damaged backup is told as damaged, whatever is damaged in it, and nothing is restored from it."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from dit_desktop.store import bundle, keys, schema, verify
from dit_desktop.store.errors import DamagedBackup, Refused
from dit_desktop.store.restore import Wanted, restore
from tests.faults.common import Own, holds, spoil_packed
from tests.practices import SECRET


@pytest.fixture
def made(own: Own, tmp_path: Path) -> Path:
    return own.back_up(tmp_path / "to").path


def refused(path: Path, to: Path) -> set[str]:
    """The codes by which a backup is refused, both by verify and by restore; nothing is left of the attempt."""
    with pytest.raises(Refused) as error:
        restore(Wanted(path, to), SECRET)
    assert list(to.parent.iterdir()) == []
    try:
        codes = {finding.code for finding in verify.report(path, SECRET).findings}
    except Refused as found:
        codes = {found.code}
    return codes | {error.value.code}


def repack(path: Path, **changed: bytes) -> None:
    """The same backup with other members."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    members |= {name.replace("_", "."): data for name, data in changed.items()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)


def test_one_bit_in_any_page_is_damage_and_most_pages_are_named(made: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    to = tmp_path / "new" / "practice"
    whole, size = made.read_bytes(), bundle.read(made).size
    named = 0
    for page in range(1, size // schema.PAGE + 1):
        spoil_packed(made, page)
        assert refused(made, to) == {DamagedBackup.code}
        with suppress(DamagedBackup):
            named += f"page {page}" in {finding.where for finding in verify.report(made, SECRET).findings}
        made.write_bytes(whole)
    assert named > size / schema.PAGE / 2
    assert restore(Wanted(made, to), SECRET).aside is None
    assert holds(to) == holds(made)


@pytest.mark.parametrize("left", [0, 3, 100, 4096, 100_000, -1])
def test_a_backup_cut_short_is_damaged(made: Path, tmp_path: Path, left: int) -> None:
    (tmp_path / "new").mkdir()
    made.write_bytes(made.read_bytes()[:left])
    assert refused(made, tmp_path / "new" / "practice") == {DamagedBackup.code}


@pytest.mark.parametrize("where", ["manifest.json", "keys.json", "begin", "end"])
def test_damage_around_the_records_is_damage(made: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "new").mkdir()
    data = bytearray(made.read_bytes())
    if where in {"begin", "end"}:
        data[0 if where == "begin" else -10] ^= 0xFF
    else:
        at = data.index(b'"vault_id"', 0 if where == "keys.json" else data.index(b'"upgrade"'))
        data[at + 20] ^= 2
    made.write_bytes(data)
    assert refused(made, tmp_path / "new" / "practice") == {DamagedBackup.code}


def test_members_exchanged_with_those_of_another_backup_are_damage(made: Path, own: Own, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    own.do(lambda opened: opened.note("something"))
    later = own.back_up(tmp_path / "to").path
    with zipfile.ZipFile(later) as packed:
        repack(made, manifest_json=packed.read(bundle.MANIFEST))
    assert refused(made, tmp_path / "new" / "practice") == {DamagedBackup.code}
    holds(later)


def test_what_the_list_says_must_be_true(made: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    with zipfile.ZipFile(made) as packed:
        listed = json.loads(packed.read(bundle.MANIFEST))
    repack(made, manifest_json=json.dumps(listed).encode())
    holds(made)  # written otherwise, but saying the same
    for name, value in (
        ("program", "9"),
        ("counts", {**listed["counts"], "Client": 9}),
        ("schema", listed["schema"] - 1),
    ):
        repack(made, manifest_json=json.dumps({**listed, name: value}).encode())
        (finding,) = verify.report(made, SECRET).findings
        assert (finding.code, finding.where) == (DamagedBackup.code, bundle.MANIFEST)
        assert refused(made, tmp_path / "new" / "practice") == {DamagedBackup.code}
    odd: list[tuple[str, object]] = [
        ("vault_id", "x"),
        ("counts", []),
        ("made_at", "2026-01-01T00:00:00"),
        ("chain", {}),
    ]
    for name, wrong in odd:
        repack(made, manifest_json=json.dumps({**listed, name: wrong}).encode())
        assert refused(made, tmp_path / "new" / "practice") == {DamagedBackup.code}


def test_a_zip_that_is_no_backup_of_ours_is_damaged_before_anything_is_read(made: Path) -> None:
    def write(*members: tuple[str, bytes], way: int = zipfile.ZIP_STORED) -> None:
        with zipfile.ZipFile(made, "w", way) as packed:
            for name, data in members:
                packed.writestr(name, data)

    three = [(name, b"x" * 5000) for name in (schema.DATABASE, keys.FILE, bundle.MANIFEST)]
    huge = (keys.FILE, b"x" * (keys.MAX_FILE + 1))
    for members in (three[:2], [*three, ("../../more", b"")], [three[0], huge, three[2]], three):
        write(*members)
        with pytest.raises(DamagedBackup):
            bundle.read(made)
    write(*three, way=zipfile.ZIP_DEFLATED)
    with pytest.raises(DamagedBackup):
        bundle.read(made)


def test_a_damaged_backup_leaves_the_practice_that_was_to_be_replaced(made: Path, own: Own) -> None:
    before = {path.name: path.read_bytes() for path in own.folder.iterdir() if path.is_file()}
    spoil_packed(made, bundle.read(made).size // schema.PAGE // 2)
    with pytest.raises(DamagedBackup):
        restore(Wanted(made, own.folder, replace=True), SECRET)
    assert {path.name: path.read_bytes() for path in own.folder.iterdir() if path.is_file()} == before
