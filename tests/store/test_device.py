# SPDX-License-Identifier: Apache-2.0
"""Opening without a passphrase on one computer: how long it holds, and what each bad key ring leads to."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import keyring
import pytest
from keyring.backends import fail

from dit_desktop.store import device, keys, rewrap, vault
from dit_desktop.store.device import ThisDevice
from dit_desktop.store.errors import Refused, WrongPassphrase
from dit_desktop.store.vault import Secret, Vault
from tests.store.practices import CHEAP, PASSPHRASE, Practice
from tests.store.rings import Ring

OWN = Secret(PASSPHRASE)
PATIENCE = 0.3


@pytest.fixture
def ring() -> Iterator[Ring]:
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    made.go_on.set()
    keyring.set_keyring(before)


def test_this_computer_opens_what_it_was_told_to_and_the_key_ring_alone_gives_no_key(
    practice: Practice, opened: Vault, ring: Ring
) -> None:
    device.remember(opened, OWN)
    opened.close()
    (text,) = ring.kept.values()
    assert practice.key().hex() not in bytes(text, "ascii").hex()
    vault.open_vault(practice.folder, ThisDevice(), state=practice.state).close()
    file = keys.read(practice.folder)
    with pytest.raises(WrongPassphrase):
        ThisDevice().open(file.without([keys.DEVICE]))


def test_it_is_off_until_it_is_turned_on_and_off_again_when_that_is_said(
    practice: Practice, opened: Vault, ring: Ring
) -> None:
    assert not device.refresh(opened)
    device.refresh_soon(opened)
    with pytest.raises(WrongPassphrase):
        device.remember(opened, Secret("something else"))
    assert ring.kept == {}
    device.remember(opened, OWN)
    kept = dict(ring.kept)
    device.forget(opened)
    assert ring.kept == {}
    ring.kept = kept
    with pytest.raises(WrongPassphrase):
        ThisDevice().open(keys.read(practice.folder))
    with opened.reading() as connection:
        found = [row[0] for row in connection.execute("select event from chain order by seq")]
    assert found[-2:] == ["this device remembered", "this device forgotten"]


def test_after_fourteen_days_and_after_a_clock_gone_back_the_passphrase_is_asked(
    practice: Practice, opened: Vault, ring: Ring
) -> None:
    device.remember(opened, OWN)
    assert ring.kept
    file, now = keys.read(practice.folder), datetime.now(UTC)
    assert ThisDevice(now + timedelta(days=13, hours=23)).open(file) == practice.key()
    for then in (now + timedelta(days=14), now + timedelta(days=5000), now - timedelta(hours=1)):
        with pytest.raises(WrongPassphrase):
            ThisDevice(then).open(file)
    slot = file.slot(keys.DEVICE)
    assert slot is not None
    longer = replace(slot, made_at=now + timedelta(days=10))
    with pytest.raises(WrongPassphrase):
        ThisDevice(now + timedelta(days=15)).open(file.with_slot(longer))
    with pytest.raises(WrongPassphrase):
        ThisDevice(now).open(file.with_slot(replace(slot, made_at=None)))


def test_typing_the_passphrase_begins_the_days_anew_at_most_once_a_day(
    practice: Practice, opened: Vault, ring: Ring
) -> None:
    device.remember(opened, OWN)
    now, first, length = datetime.now(UTC), dict(ring.kept), opened.head().length
    assert not device.refresh(opened, now + timedelta(hours=23))
    assert device.refresh(opened, now + timedelta(days=3))
    assert ring.kept != first
    assert device.refresh(opened, now - timedelta(days=3)), "a clock gone back"
    opened.held.file = opened.held.file.with_slot(replace(_slot(opened), made_at=None))
    assert device.refresh(opened)
    assert ThisDevice().open(keys.read(practice.folder)) == practice.key()
    assert opened.head().length == length
    device.refresh_soon(opened)


def _slot(of: Vault) -> keys.Slot:
    slot = of.held.file.slot(keys.DEVICE)
    assert slot is not None
    return slot


def test_a_key_ring_that_fails_while_the_days_are_renewed_leaves_all_as_it_was(
    practice: Practice, opened: Vault, ring: Ring
) -> None:
    device.remember(opened, OWN)
    before, later = keys.read(practice.folder), datetime.now(UTC) + timedelta(days=3)
    ring.raises = RuntimeError("locked")
    assert not device.refresh(opened, later)
    ring.raises = None
    opened.close()
    assert not device.refresh(opened, later)
    assert keys.read(practice.folder) == before


@pytest.mark.parametrize("way", ["absent", "refuses", "slow", "forgets", "protects nothing"])
def test_without_a_key_ring_to_trust_this_computer_is_not_remembered(
    practice: Practice, opened: Vault, ring: Ring, way: str
) -> None:
    before = keys.read(practice.folder)
    match way:
        case "absent":
            keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
        case "refuses":
            ring.raises = PermissionError("denied")
        case "slow":
            ring.slow = True
        case "forgets":
            ring.answers = [None]
        case _:
            keyring.set_keyring(Careless())
    with pytest.raises(Refused, match="no key ring"):
        device.remember(opened, OWN, PATIENCE)
    assert keys.read(practice.folder) == before


class Careless(Ring):
    """A key ring that says of itself that whoever finds its file can read it."""

    priority = 0.5  # type: ignore[assignment]


def test_on_windows_the_bits_stay_on_the_one_computer(opened: Vault, ring: Ring) -> None:
    assert ring.kept == {}
    roaming = Roaming()
    keyring.set_keyring(roaming)
    device.remember(opened, OWN)
    assert roaming.persist == "local machine"


class Roaming(Ring):
    """A key ring with the choice that the one of Windows has."""

    persist = "enterprise"


def test_the_key_ring_is_loaded_only_where_it_is_used() -> None:
    code = "import sys; from dit_desktop.store import device, keys; print('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "False\n"


def test_a_new_passphrase_leaves_this_computer_as_it_was_told(practice: Practice, opened: Vault, ring: Ring) -> None:
    device.remember(opened, OWN)
    key = practice.key()
    rewrap.change(opened, OWN, rewrap.NewKeys(passphrase="seven lanterns over a quiet harbour", cost=CHEAP))
    assert ThisDevice().open(keys.read(practice.folder)) == key
    assert ring.kept
