# SPDX-License-Identifier: Apache-2.0
"""A salvage that is refused or stopped leaves nothing behind, and what it made takes the old one's place whole."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from dit_desktop.store import rows, vault
from dit_desktop.store.errors import (
    CloudFolder,
    DamagedVault,
    Exists,
    ForeignVault,
    InUse,
    Missing,
    NotAVault,
    TooNew,
    WrongPassphrase,
)
from dit_desktop.store.questions import CHECKING
from dit_desktop.store.salvage import READING, salvage, use
from tests.store.practices import Practice, contents
from tests.store.salvaging import PAGE, SECRET, spoil


def test_what_cannot_be_salvaged_is_refused_and_nothing_is_made(broken: Practice, tmp_path: Path) -> None:
    to = tmp_path / "new"

    def refused(kind: type[Exception], secret: vault.Secret = SECRET, path: Path = broken.folder) -> None:
        with pytest.raises(kind):
            salvage(path, secret, to)
        assert not to.exists()
        assert not list(tmp_path.glob(".*"))

    refused(WrongPassphrase, vault.Secret("something else entirely"))
    refused(Missing, path=tmp_path / "nowhere")
    good = broken.database.read_bytes()
    broken.database.write_bytes(random.Random(5).randbytes(len(good)))
    refused(ForeignVault)
    broken.database.write_bytes(good[:100])
    refused(DamagedVault)
    broken.database.write_bytes(b"SQLite format 3\0" + bytes(PAGE))
    refused(NotAVault)
    broken.database.unlink()
    refused(Missing)
    with pytest.raises(CloudFolder):
        salvage(broken.folder, SECRET, tmp_path / "Dropbox" / "x")
    with pytest.raises(Exists):
        salvage(broken.folder, SECRET, tmp_path)


@pytest.mark.parametrize(
    "sql, kind",
    [
        ("pragma user_version = 99", TooNew),
        ("update meta set fields = json_insert(fields, '$[#]', 'Client.aura')", TooNew),
        ("update meta set vault_id = '00000000-0000-4000-8000-000000000000'", ForeignVault),
    ],
)
def test_what_another_program_or_practice_wrote_is_not_taken_apart(
    practice: Practice, by_hand: Callable[..., None], tmp_path: Path, sql: str, kind: type[Exception]
) -> None:
    by_hand(sql)
    with pytest.raises(kind):
        salvage(practice.folder, SECRET, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_saved_meanwhile_is_not_salvaged(broken: Practice, tmp_path: Path) -> None:
    def saving(step: str) -> None:
        if step == READING:
            spoil(broken, 2)

    with pytest.raises(InUse):
        salvage(broken.folder, SECRET, tmp_path / "new", at=saving)
    assert not (tmp_path / "new").exists()


def test_it_can_be_stopped_at_any_step_and_leaves_nothing(broken: Practice, tmp_path: Path) -> None:
    seen: list[str] = []
    salvage(broken.folder, SECRET, tmp_path / "first", at=seen.append)
    assert {READING, CHECKING, "made"} == set(seen)
    assert seen.count(READING) == broken.database.stat().st_size // PAGE
    for step in dict.fromkeys(seen):

        def stop(now: str, step: str = step) -> None:
            if now == step:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            salvage(broken.folder, SECRET, tmp_path / "new", at=stop)
        assert not (tmp_path / "new").exists()
        assert not list(tmp_path.glob(".*"))


def test_the_new_one_takes_the_place_of_the_damaged_one_or_both_stay(broken: Practice, tmp_path: Path) -> None:
    salvage(broken.folder, SECRET, tmp_path / "new")
    before, made = contents(broken.folder), contents(tmp_path / "new")
    with pytest.raises(FileNotFoundError):
        use(tmp_path / "nowhere", broken.folder, rows.now())
    with pytest.raises(Missing):
        use(tmp_path / "new", tmp_path / "nowhere", rows.now())
    assert (contents(broken.folder), contents(tmp_path / "new")) == (before, made)
    aside = use(tmp_path / "new", broken.folder, rows.now())
    assert (contents(broken.folder), contents(aside)) == (made, before)
