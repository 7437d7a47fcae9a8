# SPDX-License-Identifier: Apache-2.0
"""Where no backup can be made, nothing is migrated."""

from __future__ import annotations

import pytest

from dit_desktop.store import places
from dit_desktop.store.errors import DamagedVault, Exists
from tests.faults.common import Own, backups, spoil
from tests.practices import by_hand


def an_older_program_wrote(own: Own) -> None:
    with by_hand(own.folder) as connection:
        connection.execute("update meta set program = '0.0.1', fields = json_remove(fields, '$[0]')")


def program(own: Own) -> object:
    with by_hand(own.folder) as connection:
        return connection.execute("select program from meta").fetchone()[0]


def test_without_a_backup_nothing_is_migrated(own: Own) -> None:
    an_older_program_wrote(own)
    (own.folder / places.BACKUPS).write_text("in the way")
    with pytest.raises(Exists, match="could not be backed up before the change"):
        own.open()
    assert program(own) == "0.0.1"
    (own.folder / places.BACKUPS).unlink()
    own.open().close()
    assert program(own) != "0.0.1"
    assert len(backups(own.folder / places.BACKUPS)) == 1


def test_damaged_records_are_not_migrated(own: Own) -> None:
    an_older_program_wrote(own)
    whole = own.database.read_bytes()
    said = set()
    for page in range(2, len(whole) // 4096 + 1):
        spoil(own.database, page)
        with pytest.raises(DamagedVault) as refused:
            own.open()
        said.add("could not be backed up before the change" in refused.value.what)
        assert backups(own.folder / places.BACKUPS) == []
        own.database.write_bytes(whole)
        assert program(own) == "0.0.1"
    assert said == {True, False}  # some pages cannot even be opened, and of the others no backup is made
    assert program(own) == "0.0.1"
    own.open().close()
    assert program(own) != "0.0.1"
