# SPDX-License-Identifier: Apache-2.0
"""A file cut to any length is damaged, left as it is, and never taken for a place where nothing was yet."""

from __future__ import annotations

import pytest

from dit_desktop.store import vault
from dit_desktop.store.errors import DamagedVault, Exists
from dit_desktop.ui.vault.where import Where
from tests.faults.damage import PAGE, read_strictly
from tests.store.practices import PASSPHRASE, Practice, contents


@pytest.mark.parametrize("size", [0, 1, 15, 16, 100, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 20 * PAGE, -PAGE, -1])
def test_a_file_cut_short_is_damaged_and_left_as_it_is(broken: Practice, size: int) -> None:
    read_strictly(broken)
    data = broken.database.read_bytes()[:size]
    broken.database.write_bytes(data)
    before = contents(broken.folder)
    with pytest.raises(DamagedVault):
        read_strictly(broken)
    assert Where(broken.folder).is_vault(), "the window asks for the passphrase and does not offer to begin"
    with pytest.raises(Exists):
        vault.create(broken.folder, PASSPHRASE, state=broken.state)
    assert contents(broken.folder) == before
