# SPDX-License-Identifier: Apache-2.0
"""A second place for backups: a copy that was read back, or words, and never half a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dit_desktop.store import retention
from dit_desktop.store.backup import backup
from dit_desktop.store.errors import DamagedBackup, Missing, ReadOnly
from dit_desktop.store.second import copy_to, is_elsewhere
from dit_desktop.store.vault import Vault


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_copy_is_the_backup_byte_for_byte(opened: Vault, tmp_path: Path, stick: Path) -> None:
    made = backup(opened, tmp_path / "first")
    copied = copy_to(made, stick)
    assert copied.path.read_bytes() == made.path.read_bytes()
    assert [one.path for one in retention.found(stick, opened.vault_id)] == [copied.path]


def test_where_a_disk_used_to_be_no_folder_is_made(opened: Vault, tmp_path: Path, stick: Path) -> None:
    made = backup(opened, tmp_path / "first")
    stick.rmdir()
    with pytest.raises(Missing, match="second place for backups is not there"):
        copy_to(made, stick)
    assert not stick.exists()
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Missing):
        copy_to(made, tmp_path / "file")


def test_a_copy_that_reads_back_otherwise_is_refused_and_nothing_is_left_of_it(
    opened: Vault, tmp_path: Path, stick: Path
) -> None:
    made = backup(opened, tmp_path / "first")
    with made.path.open("r+b") as file:  # the first one is damaged before it is copied
        file.seek(made.path.stat().st_size // 2)
        file.write(b"\0" * 64)
    with pytest.raises(DamagedBackup):
        copy_to(made, stick)
    assert list(stick.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_told_in_words(
    opened: Vault, tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup(opened, tmp_path / "first")

    def refuse(*_given: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(os, "fsync", refuse)  # as a stick does whose switch was moved
    with pytest.raises(ReadOnly, match="cannot be written to"):
        copy_to(made, stick)
    monkeypatch.undo()
    assert list(stick.iterdir()) == []


def test_a_folder_that_is_not_there_is_no_second_device(opened: Vault, tmp_path: Path) -> None:
    assert not is_elsewhere(tmp_path / "gone", opened.folder)
    assert not is_elsewhere(tmp_path, opened.folder)
    assert is_elsewhere(Path("/proc"), opened.folder)
