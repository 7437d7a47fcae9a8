# SPDX-License-Identifier: Apache-2.0
"""Where a backup may go, and what is left when it may not."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dit_desktop.store import places, restore, verify
from dit_desktop.store.backup import backup
from dit_desktop.store.errors import CloudFolder, DiskFull, Exists, InUse, Missing, ReadOnly, Tampered, TooNew
from dit_desktop.store.restore import Wanted
from dit_desktop.store.vault import Secret, Vault
from tests.store.practices import PASSPHRASE, Practice, contents

SECRET = Secret(PASSPHRASE)


class Enough(Exception):  # noqa: N818
    """Somebody wants the work to end."""


@pytest.fixture
def made(opened: Vault, tmp_path: Path) -> Path:
    path = backup(opened, tmp_path / "to").path
    opened.close()
    return path


def test_it_goes_only_where_nothing_is_unless_a_practice_may_be_moved_aside(
    practice: Practice, made: Path, tmp_path: Path
) -> None:
    before = contents(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    for wanted in (
        Wanted(made, practice.folder),
        Wanted(made, tmp_path / "full"),
        Wanted(made, tmp_path / "full", replace=True),
        Wanted(made, tmp_path / "full" / "letter.txt", replace=True),
    ):
        with pytest.raises(Exists):
            restore.restore(wanted, SECRET)
    with pytest.raises(CloudFolder):
        restore.restore(Wanted(made, tmp_path / "Dropbox" / "practice"), SECRET)
    with pytest.raises(Missing):
        restore.restore(Wanted(tmp_path / "nothing", tmp_path / "new"), SECRET)
    assert contents(tmp_path) == {**before, "full/letter.txt": b"mine"}


def test_the_old_practice_is_moved_aside_whole_with_the_moment(practice: Practice, made: Path) -> None:
    before = contents(practice.folder)
    moment = datetime(2026, 9, 3, 10, tzinfo=UTC)
    for name in ("practice-replaced-20260903T100000Z", "practice-replaced-20260903T100000Z-2"):
        done = restore.restore(Wanted(made, practice.folder, replace=True), SECRET, clock=lambda: moment)
        assert done.aside == practice.folder.with_name(name)
    assert contents(practice.folder.with_name("practice-replaced-20260903T100000Z")) == before
    assert verify.report(practice.folder, SECRET).ok


def test_a_link_stays_a_link(made: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    restore.restore(Wanted(made, tmp_path / "link"), SECRET)
    assert (tmp_path / "link").is_symlink()
    assert verify.report(tmp_path / "real", SECRET).ok


def test_an_open_practice_is_not_replaced_and_two_restores_do_not_meet(
    practice: Practice, made: Path, tmp_path: Path
) -> None:
    opened = practice.open()
    with pytest.raises(InUse):
        restore.restore(Wanted(made, practice.folder, replace=True), SECRET)
    opened.close()

    def at(step: str) -> None:
        if step == "checked":
            with pytest.raises(InUse):
                restore.restore(Wanted(made, tmp_path / "new"), SECRET)

    restore.restore(Wanted(made, tmp_path / "new"), SECRET, at=at)
    assert verify.report(tmp_path / "new", SECRET).ok


@pytest.mark.parametrize("step", ["reading", "checking", "made", "ready", "aside"])
def test_stopped_at_any_step_the_old_practice_is_where_it_was(practice: Practice, made: Path, step: str) -> None:
    def at(name: str) -> None:
        if name == step:
            raise Enough

    before = contents(practice.folder.parent)
    with pytest.raises(Enough):
        restore.restore(Wanted(made, practice.folder, replace=True), SECRET, at=at)
    assert contents(practice.folder.parent) == before


def test_the_systems_refusals_are_told_in_words_of_restoring(practice: Practice, made: Path) -> None:
    before = contents(practice.folder.parent)
    for number, kind in (
        (errno.ENOSPC, DiskFull),
        (errno.EROFS, ReadOnly),
        (errno.EBUSY, Exists),
        (errno.EIO, OSError),
    ):

        def at(step: str, number: int = number) -> None:
            if step == "ready":
                raise OSError(number, "x")

        with pytest.raises(kind):
            restore.restore(Wanted(made, practice.folder, replace=True), SECRET, at=at)
    assert contents(practice.folder.parent) == before


@pytest.mark.parametrize(
    "spoil, kind",
    [
        (lambda found: found.execute("pragma user_version = 99"), TooNew),
        (lambda found: found.execute("drop trigger signed_stays"), Tampered),
    ],
)
def test_what_verify_does_not_accept_is_not_restored(
    practice: Practice, opened: Vault, tmp_path: Path, spoil: Callable[[object], object], kind: type[Exception]
) -> None:
    """A backup of records that were changed with the key: it can only be made by hand."""
    made = backup(opened, tmp_path / "to").path
    opened.close()
    connection = practice.connect()
    spoil(connection)
    connection.close()
    forged = forge(made, practice.database.read_bytes(), tmp_path / "forged.ditbackup")
    with pytest.raises(kind):
        restore.restore(Wanted(forged, tmp_path / "new"), SECRET)
    assert not (tmp_path / "new").exists()


def forge(made: Path, records: bytes, to: Path) -> Path:
    """A backup with other records and a list that fits them."""
    with zipfile.ZipFile(made) as packed, zipfile.ZipFile(to, "w") as forged:
        listed = json.loads(packed.read("manifest.json"))
        listed["sha256"]["records.db"] = hashlib.sha256(records).hexdigest()
        for name, data in (
            ("records.db", records),
            ("keys.json", packed.read("keys.json")),
            ("manifest.json", json.dumps(listed).encode()),
        ):
            forged.writestr(name, data)
    return to


def test_what_waits_for_its_place_is_put_there_when_the_practice_is_looked_for(practice: Practice, made: Path) -> None:
    shutil.move(practice.folder, places.restored(practice.folder))
    assert places.folder_of(practice.folder) == practice.folder
    restore.refuse(Wanted(made, practice.folder, replace=True))
    assert not places.restored(practice.folder).exists()
