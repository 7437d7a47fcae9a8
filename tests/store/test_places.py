# SPDX-License-Identifier: Apache-2.0
"""The small files around a vault, and who may hold it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from dit_desktop.records.settings import Appearance, Settings
from dit_desktop.store import errors, places, settings
from dit_desktop.store.seal import Head

NONSENSE = [
    b"",
    b"null",
    b"[]",
    b"7",
    b'"x"',
    b"{",
    b"\xff",
    b"[" * 100_000,
    b'{"vaults": []}',
    b'{"vaults": {"a": []}}',
    b'{"vaults": {"a": {"length": "x", "head": ""}}}',
    b'{"vaults": {"a": {"length": 1e999, "head": ""}}}',
    b'{"vaults": {"a": {"length": 1, "head": "xyz"}}}',
    b'{"vaults": {"a": {"length": 1, "head": 5}}}',
    b'{"text_size": "large"}',
    b'{"text_size": Infinity}',
    b'{"appearance": "loud"}',
]


@pytest.mark.parametrize("data", NONSENSE)
def test_what_cannot_be_read_counts_as_never_written(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "state.json").write_bytes(data)
    (tmp_path / settings.FILE).write_bytes(data)
    assert places.seen(tmp_path / "state.json", "a") is None
    found = settings.read_settings(tmp_path)
    assert (found.appearance, found.text_size, found.lock_minutes) == (None, 100, 5)
    places.remember(tmp_path / "state.json", "b", Head(3, b"\1" * 32))
    assert places.seen(tmp_path / "state.json", "b") == Head(3, b"\1" * 32)


def test_each_vault_has_its_own_last_seen_state(tmp_path: Path) -> None:
    state = tmp_path / "new" / "state.json"
    assert places.seen(state, "a") is None
    places.remember(state, "a", Head(1, b"\1" * 32))
    places.remember(state, "b", Head(2, b"\2" * 32))
    places.remember(state, "a", Head(3, b"\3" * 32))
    assert (places.seen(state, "a"), places.seen(state, "b")) == (Head(3, b"\3" * 32), Head(2, b"\2" * 32))
    assert state.parent.stat().st_mode & 0o777 == 0o700
    assert state.stat().st_mode & 0o777 == 0o600


def test_settings_are_kept(tmp_path: Path) -> None:
    assert settings.read_settings(tmp_path) == Settings()
    chosen = Settings(appearance=Appearance.DARK, text_size=130, carried={"new": 1})
    settings.write_settings(tmp_path, chosen)
    assert settings.read_settings(tmp_path) == chosen


def test_a_lock_that_cannot_be_made_is_a_mistake_and_no_second_window(tmp_path: Path) -> None:
    (tmp_path / places.LOCK).mkdir()
    with pytest.raises(IsADirectoryError):
        places.lock(tmp_path)


@pytest.mark.parametrize(
    "number,kind",
    [
        (errno.ENOSPC, errors.DiskFull),
        (errno.EDQUOT, errors.DiskFull),
        (errno.EFBIG, errors.DiskFull),
        (errno.EROFS, errors.ReadOnly),
        (errno.EACCES, errors.ReadOnly),
        (errno.EPERM, errors.ReadOnly),
    ],
)
def test_an_error_of_the_system_has_its_state(number: int, kind: type[errors.Refused]) -> None:
    assert type(errors.from_os(OSError(number, os.strerror(number)))) is kind


def test_an_error_without_a_state_has_none() -> None:
    assert errors.from_os(OSError(errno.EMFILE, "too many")) is None


def test_every_state_has_its_code_and_its_words() -> None:
    kinds = set(errors.Refused.__subclasses__())
    assert set(errors.CODES.values()) == kinds
    assert len(errors.CODES) == len(kinds) >= 18
    for code, kind in errors.CODES.items():
        made = kind()
        assert made.code == code
        assert str(made) == made.what
        assert all(words.strip().endswith(".") for words in (made.what, made.safe, made.next))
    special = errors.Missing("Only this.", next_step="Do that.")
    assert (special.what, special.next, special.safe) == ("Only this.", "Do that.", errors.Missing.safe)
