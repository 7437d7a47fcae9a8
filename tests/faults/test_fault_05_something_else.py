# SPDX-License-Identifier: Apache-2.0
"""Something else in place of the records: three faults, three names, and nothing touched."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.store import keys, vault
from dit_desktop.store.errors import DamagedVault, ForeignVault, NotAVault
from tests.faults.damage import PAGE
from tests.store.practices import Practice, contents, new_practice


def test_something_else_in_its_place_has_a_name_of_its_own(broken: Practice, tmp_path: Path) -> None:
    broken.open().close()
    (tmp_path / "other").mkdir()
    other = new_practice(tmp_path / "other")
    plain = dbapi2.connect(str(tmp_path / "plain"))
    plain.executescript("create table record(a); insert into record values(1)")
    plain.close()
    for path, kind in ((other.database, ForeignVault), (tmp_path / "plain", NotAVault)):
        shutil.copy2(path, broken.database)
        before = contents(broken.folder)
        with pytest.raises(kind):
            broken.open()
        assert contents(broken.folder) == before
    broken.database.write_bytes(random.Random(1).randbytes(10 * PAGE))
    with pytest.raises(ForeignVault):
        broken.open()


def test_foreign_records_under_the_right_salt_are_damage(broken: Practice, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    data = new_practice(tmp_path / "other").database.read_bytes()
    broken.database.write_bytes(keys.read(broken.folder).database_salt + data[16:])
    with pytest.raises(DamagedVault):
        broken.open()


def test_records_and_keys_of_two_vaults_with_one_key_are_foreign(broken: Practice) -> None:
    """Somebody rebuilt a key file around the same key: the id inside the records still tells."""
    file = keys.read(broken.folder)
    other = replace(file, vault_id="00000000-0000-4000-8000-000000000000", slots=())
    other = other.with_slot(keys.passphrase_slot(broken.key(), other.vault_id, "another", keys.Cost(64, 1, 1)))
    other.write(broken.folder)
    with pytest.raises(ForeignVault):
        vault.open_vault(broken.folder, vault.Secret("another"), state=broken.state)
