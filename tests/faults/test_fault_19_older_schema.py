# SPDX-License-Identifier: Apache-2.0
"""Records of every schema there was open, are brought up to date, and hold what they held."""

from __future__ import annotations

import pytest

from dit_desktop.store import bundle, places, schema, verify
from tests.faults.common import Own, backups, holds
from tests.practices import NEEDLE, PASSPHRASE, SECRET, by_hand, look
from tests.store.practices import run, take_back

READ_ONLY = """
import subprocess, sys
from pathlib import Path
from dit_desktop.records.session import SessionNote
from dit_desktop.store import vault
folder, words = Path(sys.argv[1]), sys.argv[2]
subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
made = vault.open_vault(folder, vault.Secret(words), state=folder / "state.json", accept_older=True)
print(made.read_only, [note.material for note in made.find(SessionNote)])
"""


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


@pytest.mark.parametrize("version", range(1, schema.current()))
def test_records_of_an_older_schema_that_only_can_be_read_are_read(own: Own, version: int) -> None:
    with by_hand(own.folder) as connection:
        take_back(connection, version)
    before = look(own.folder)
    told = run(READ_ONLY, own.folder, PASSPHRASE, before=("unshare", "--mount", "--map-root-user"))
    assert told == f"True ['What {NEEDLE} said', 'Other words']\n"
    assert look(own.folder) == before
