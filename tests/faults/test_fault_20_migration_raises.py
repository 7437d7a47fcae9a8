# SPDX-License-Identifier: Apache-2.0
"""A migration that raises midway leaves the old version, byte for byte what was backed up, and is offered again."""

from __future__ import annotations

import zipfile

import pytest

from dit_desktop.store import places, schema
from dit_desktop.store.errors import Refused
from dit_desktop.store.upgrade import upgrade
from tests.faults.common import Own, backups, holds

MORE = "create table second(a);\ninsert into second values(1);"
BROKEN = (*schema.migrations(), MORE, "create table third(a);\ninsert into nowhere values(1);")


def test_a_migration_that_raises_leaves_what_was_backed_up_and_is_offered_again(own: Own) -> None:
    folder = own.folder / places.BACKUPS
    before = holds(own.folder)[0]
    for _again in range(2):
        opened = own.open()
        with pytest.raises(Refused, match="could not be brought up to date"):
            upgrade(opened, BROKEN)
        opened.close()
        (made,) = backups(folder)  # the second attempt needs no second backup
        with zipfile.ZipFile(made) as packed:
            assert packed.read(schema.DATABASE) == own.database.read_bytes()
        assert holds(made)[0] == holds(own.folder)[0] == before
    opened = own.open()
    upgrade(opened, (*schema.migrations(), MORE))
    with opened.reading() as connection:
        assert connection.execute("select a from second").fetchall() == [(1,)]
        assert connection.execute("pragma user_version").fetchone()[0] == len(BROKEN) - 1
    opened.close()
    assert backups(folder) == [made]


def test_a_backup_from_before_that_was_damaged_since_is_not_relied_on(own: Own) -> None:
    opened = own.open()
    with pytest.raises(Refused):
        upgrade(opened, BROKEN)
    (made,) = backups(own.folder / places.BACKUPS)
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 1
    made.write_bytes(data)
    opened.close()
    opened = own.open()
    with pytest.raises(Refused):
        upgrade(opened, BROKEN)
    opened.close()
    assert len(backups(own.folder / places.BACKUPS)) == 2
    holds(backups(own.folder / places.BACKUPS)[-1])


def test_opening_brings_the_records_of_an_older_program_up_to_date_after_a_backup(own: Own) -> None:
    older = own.back_up(own.folder / places.BACKUPS).path
    opened = own.open()
    with opened.reading() as connection:
        connection.execute("update meta set program = '0.0.1', fields = json_remove(fields, '$[0]')")
    opened.close()
    own.open().close()
    found = backups(own.folder / places.BACKUPS)
    assert len(found) == 2
    (made,) = set(found) - {older}
    opened = own.open()
    with opened.reading() as connection:
        assert not schema.is_behind(connection)
        assert connection.execute("select program from meta").fetchone()[0] != "0.0.1"
    opened.close()
    assert backups(own.folder / places.BACKUPS) == found
    assert holds(made) == holds(own.folder)
