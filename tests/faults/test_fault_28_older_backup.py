# SPDX-License-Identifier: Apache-2.0
"""A restored backup that is older than what this computer last saw is noticed, and opens on purpose only."""

from __future__ import annotations

from pathlib import Path

import pytest

from dit_desktop.store.errors import OlderCopy
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.store.vault import open_vault
from tests.faults.common import Own, holds
from tests.practices import SECRET


def test_an_older_backup_is_noticed_and_opens_on_purpose_only(own: Own, tmp_path: Path) -> None:
    older = own.back_up(tmp_path / "to").path
    own.do(lambda opened: opened.note("later"))
    newer = own.back_up(tmp_path / "to").path
    restore(Wanted(newer, own.folder, replace=True), SECRET)
    own.open().close()  # this is what was last seen
    restore(Wanted(older, own.folder, replace=True), SECRET)
    before = holds(own.folder)
    assert before == holds(older)
    with pytest.raises(OlderCopy):
        own.open()
    assert holds(own.folder) == before
    opened = open_vault(own.folder, SECRET, state=own.state, accept_older=True)
    with opened.reading() as connection:
        events = [row[0] for row in connection.execute("select event from chain order by seq desc limit 1")]
    assert events == ["opened although older than last seen"]
    opened.close()
