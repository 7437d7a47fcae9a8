# SPDX-License-Identifier: Apache-2.0
"""A fresh machine, one backup file and the recovery code: the same counts and chain, and new keys."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dit_desktop.records.settings import Settings
from dit_desktop.store import bundle, keys, verify
from dit_desktop.store.errors import WeakPassphrase, WrongCode, WrongPassphrase
from dit_desktop.store.restore import Renewal, Wanted, restore
from dit_desktop.store.settings import write_settings
from dit_desktop.store.vault import Secret, open_vault
from tests.faults.common import Own, holds
from tests.practices import CHEAP, PASSPHRASE, SECRET

NEW = "velvet thimble canyon otter radish sleigh"


def test_one_file_and_the_recovery_code_give_the_same_records_and_new_keys(own: Own, tmp_path: Path) -> None:
    made = own.back_up(tmp_path / "stick").path
    before = made.read_bytes()
    elsewhere = tmp_path / "fresh" / "deep" / "practice"
    done = restore(Wanted(made, elsewhere), Secret(own.code, code=True), Renewal(NEW, CHEAP))
    assert made.read_bytes() == before
    assert done.aside is None
    report = verify.report(elsewhere, Secret(NEW))
    assert report.ok
    assert (report.counts, report.head) == holds(made)
    assert verify.report(elsewhere, Secret(done.code, code=True)).ok
    with pytest.raises(WrongPassphrase):
        verify.report(elsewhere, SECRET)
    with pytest.raises(WrongCode):
        verify.report(elsewhere, Secret(own.code, code=True))
    opened = open_vault(elsewhere, Secret(NEW), state=tmp_path / "fresh" / "state.json")
    opened.note("works")
    opened.close()
    assert verify.report(elsewhere, Secret(NEW)).ok
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in elsewhere.iterdir()} == {0o600}


def test_the_passphrase_of_the_day_of_the_backup_opens_it_with_the_old_keys(own: Own, tmp_path: Path) -> None:
    write_settings(own.folder, Settings(example=True))
    made = own.back_up(tmp_path / "stick").path
    (tmp_path / "empty").mkdir()
    assert restore(Wanted(made, tmp_path / "empty"), SECRET).code == ""
    assert holds(tmp_path / "empty") == holds(made) == holds(own.folder)
    assert verify.report(tmp_path / "empty", SECRET).example
    assert verify.report(made, SECRET).example
    assert (tmp_path / "empty" / keys.FILE).read_bytes() == (own.folder / keys.FILE).read_bytes()


def test_a_wrong_secret_or_a_weak_new_passphrase_makes_nothing(own: Own, tmp_path: Path) -> None:
    made = own.back_up(tmp_path / "stick").path
    wanted = Wanted(made, tmp_path / "new" / "practice")
    with pytest.raises(WrongPassphrase):
        restore(wanted, Secret(PASSPHRASE + "s"))
    with pytest.raises(WrongCode):
        restore(wanted, Secret(own.code[::-1], code=True))
    with pytest.raises(WeakPassphrase):
        restore(wanted, Secret(own.code, code=True), Renewal("password1234"))
    assert not (tmp_path / "new").exists()
    assert bundle.read(made).manifest.vault_id[:8] in made.name
