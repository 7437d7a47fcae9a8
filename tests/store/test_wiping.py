# SPDX-License-Identifier: Apache-2.0
"""Keys are overwritten in place: looked at while the program still holds them, for freed memory is soon used again."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from dit_desktop.store import keys, rewrap, schema, vault
from dit_desktop.store.errors import ForeignVault
from tests.store.practices import CHEAP, PASSPHRASE, Practice

WIPED = bytes(keys.KEY_BYTES)


class Kept(vault.Secret):
    """A passphrase that remembers every key it gave."""

    given: list[bytearray] = []  # noqa: RUF012 - the dataclass is frozen

    def open(self, file: keys.KeyFile) -> bytearray:
        """The data key, which the test holds on to."""
        key = super().open(file)
        assert bytes(key) != WIPED
        self.given.append(key)
        return key


@pytest.fixture
def secret() -> Kept:
    Kept.given.clear()
    return Kept(PASSPHRASE)


def test_the_data_key_is_overwritten_once_the_file_is_open_and_after_a_refusal(
    practice: Practice, secret: Kept
) -> None:
    made = vault.open_vault(practice.folder, secret, state=practice.state)
    made.check_secret(secret)
    made.close()
    rewrap.check(practice.folder, secret)
    rewrap.renew(practice.folder, secret, rewrap.NewKeys(passphrase=PASSPHRASE, cost=CHEAP))
    with practice.connect() as connection:
        connection.execute("update meta set vault_id = 'another'")
    connection.close()
    with pytest.raises(ForeignVault):
        vault.open_vault(practice.folder, secret, state=practice.state)
    assert [bytes(key) for key in secret.given] == [WIPED] * 5


def test_the_buffer_in_which_the_key_is_handed_over_is_overwritten(practice: Practice) -> None:
    key = practice.key()
    handed: list[bytes] = []
    left: list[bytes] = []

    def look(frame: FrameType, event: str, called: object) -> None:
        if frame.f_code is schema.connect.__code__:
            if event == "c_call" and getattr(called, "__name__", "") == "set_key":
                handed.append(bytes(frame.f_locals["raw"]))
            if event == "return":
                left.append(bytes(frame.f_locals["raw"]))

    sys.setprofile(look)
    try:
        schema.connect(practice.database, key, "rw").close()
    finally:
        sys.setprofile(None)
    assert handed == [b"x'" + key.hex().encode() + b"'"]
    assert left == [bytes(len(handed[0]))]
