# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from dit_desktop.store import rewrap, vault
from dit_desktop.store.errors import WrongCode, WrongPassphrase
from tests.store.practices import CHEAP, PASSPHRASE, Practice

OTHER = "seven lanterns over a quiet harbour"


def test_a_new_passphrase_opens_instead_of_the_old_one(practice: Practice) -> None:
    rewrap.set_passphrase(practice.folder, vault.Secret(PASSPHRASE), OTHER, cost=CHEAP)
    rewrap.check(practice.folder, vault.Secret(OTHER))
    with pytest.raises(WrongPassphrase):
        rewrap.check(practice.folder, vault.Secret(PASSPHRASE))


def test_a_new_code_opens_instead_of_the_old_one(practice: Practice) -> None:
    first = rewrap.set_code(practice.folder, vault.Secret(PASSPHRASE))
    second = rewrap.set_code(practice.folder, vault.Secret(first, code=True))
    rewrap.check(practice.folder, vault.Secret(second, code=True))
    with pytest.raises(WrongCode):
        rewrap.check(practice.folder, vault.Secret(first, code=True))


def test_a_key_file_that_cannot_be_replaced_opens_as_before(practice: Practice) -> None:
    (practice.folder / ".keys.json.partial").mkdir()  # where the new file would be written first
    with pytest.raises(OSError, match="directory"):
        rewrap.set_passphrase(practice.folder, vault.Secret(PASSPHRASE), OTHER, cost=CHEAP)
    rewrap.check(practice.folder, vault.Secret(PASSPHRASE))
