# SPDX-License-Identifier: Apache-2.0
"""The folder of a practice that opens without a passphrase on its own computer, carried to another one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from dit_desktop.store import bundle, device, keys
from dit_desktop.store.device import ThisDevice
from dit_desktop.store.errors import WrongPassphrase
from tests.faults.common import Own
from tests.faults.test_fault_34_hostile_key_ring import OPEN, REMEMBER, on_a_bus
from tests.practices import SECRET, empty
from tests.store.rings import Ring


@pytest.fixture
def ring(own: Own) -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    own.do(lambda opened: device.remember(opened, SECRET))
    yield made
    keyring.set_keyring(before)


def test_fault_35_a_device_slot_carried_elsewhere_opens_nothing(own: Own, ring: Ring, tmp_path: Path) -> None:
    carried = shutil.copytree(own.folder, tmp_path / "carried")
    file = keys.read(carried)
    assert file.slot(keys.DEVICE) is not None
    assert ThisDevice().open(file) == SECRET.open(file), "where it was made it opens"
    other = Ring()
    keyring.set_keyring(other)
    with pytest.raises(WrongPassphrase):
        ThisDevice().open(file)
    made, _code = empty(tmp_path / "other")
    device.remember(made, SECRET)
    made.close()
    ((service, _vault_id), bits) = next(iter(other.kept.items()))
    other.kept[service, file.vault_id] = bits
    with pytest.raises(WrongPassphrase):
        ThisDevice().open(file)
    assert ring.kept


def test_fault_35_a_device_slot_put_into_another_practice_opens_nothing(own: Own, ring: Ring, tmp_path: Path) -> None:
    made, _code = empty(tmp_path / "other")
    made.close()
    slot = keys.read(own.folder).slot(keys.DEVICE)
    assert slot is not None
    file = keys.read(tmp_path / "other").with_slot(slot)
    ((service, _vault_id), bits) = next(iter(ring.kept.items()))
    ring.kept[service, file.vault_id] = bits
    with pytest.raises(WrongPassphrase):
        ThisDevice().open(file)


def test_fault_35_no_backup_carries_a_device_slot(own: Own, ring: Ring, tmp_path: Path) -> None:
    packed = bundle.read(own.back_up(tmp_path / "to").path)
    assert ring.kept
    assert keys.read(own.folder).slot(keys.DEVICE) is not None
    assert sorted(slot.kind for slot in packed.file.slots) == [keys.PASSPHRASE, keys.RECOVERY]


def test_fault_35_with_a_real_key_ring_of_another_home_it_opens_nothing(own: Own, tmp_path: Path) -> None:
    on_a_bus(tmp_path / "home", REMEMBER, own.folder, own.state, SECRET.text)
    assert on_a_bus(tmp_path / "home", OPEN, own.folder, own.state) == "opened"
    carried = shutil.copytree(own.folder, tmp_path / "carried")
    assert on_a_bus(tmp_path / "elsewhere", OPEN, carried, tmp_path / "state2.json") == "passphrase True"
