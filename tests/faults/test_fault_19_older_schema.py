# SPDX-License-Identifier: Apache-2.0
"""Records of every schema there was open, are brought up to date, and hold what they held."""

from __future__ import annotations

import pytest

from dit_desktop.store import bundle, places, schema, verify
from tests.faults.common import Own, backups, holds
from tests.practices import SECRET, by_hand
from tests.store.practices import take_back


@pytest.mark.parametrize("version", range(1, schema.current()))
def test_records_of_an_older_schema_are_backed_up_and_brought_up_to_date(own: Own, version: int) -> None:
    before = holds(own.folder)
    with by_hand(own.folder) as connection:
        take_back(connection, version)
    assert verify.report(own.folder, SECRET).schema == version
    assert holds(own.folder) == before
    own.open().close()
    (made,) = backups(own.folder / places.BACKUPS)
    assert bundle.read(made).manifest.upgrade
    assert verify.report(made, SECRET).schema == version
    assert verify.report(own.folder, SECRET).schema == schema.current()
    assert holds(made) == holds(own.folder)
    assert holds(made)[0] == before[0]
