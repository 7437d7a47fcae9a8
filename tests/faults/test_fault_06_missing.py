# SPDX-License-Identifier: Apache-2.0
"""Where there is nothing, or half of a practice, nothing is made in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dit_desktop.store import vault
from dit_desktop.store.errors import DamagedKeys, Missing, NotAVault
from tests.store.practices import PASSPHRASE, Practice, contents


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    secret = vault.Secret(PASSPHRASE)
    with pytest.raises(Missing):
        vault.open_vault(tmp_path / "nowhere", secret, state=tmp_path / "state.json")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    for name in ("empty", "file"):
        with pytest.raises(NotAVault):
            vault.open_vault(tmp_path / name, secret, state=tmp_path / "state.json")
    assert contents(tmp_path) == {"file": b"x"}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["empty", "file"]


def test_lost_records_and_lost_keys_are_named_and_not_replaced(practice: Practice) -> None:
    practice.database.rename(practice.folder / "aside")
    before = contents(practice.folder)
    with pytest.raises(Missing, match="records"):
        practice.open()
    assert contents(practice.folder) == before
    (practice.folder / "aside").rename(practice.database)
    for name in ("keys.json", "keys.json.copy"):
        (practice.folder / name).unlink()
    with pytest.raises(Missing, match="key file"):
        practice.open()
    (practice.folder / "keys.json").write_bytes(b"{}")
    with pytest.raises(DamagedKeys):
        practice.open()
