# SPDX-License-Identifier: Apache-2.0
"""Records with one bad page are not backed up, and the good backups stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from dit_desktop.store.backup import backup
from dit_desktop.store.errors import DamagedVault, Refused, Tampered
from dit_desktop.store.routine import Routine
from tests.faults.common import Own, backups, holds, spoil
from tests.practices import by_hand, edit_signed_note


def test_one_bad_page_in_any_place_is_refused_and_the_good_backups_stay(own: Own, tmp_path: Path) -> None:
    good = own.back_up(tmp_path / "to")
    bytes_of_it = good.path.read_bytes()
    whole = own.database.read_bytes()
    pages = len(whole) // 4096
    refused = 0
    for page in range(1, pages + 1):
        spoil(own.database, page)
        try:
            opened = own.open()
        except Refused:
            own.database.write_bytes(whole)
            continue
        with pytest.raises(DamagedVault):
            backup(opened, tmp_path / "to")
        with pytest.raises(DamagedVault):
            Routine(opened, tmp_path / "to").run()
        refused += 1
        opened._connection.close()  # noqa: SLF001 - as a process ends that found its records damaged
        opened._connection = None  # type: ignore[assignment]  # noqa: SLF001
        opened._taken.release()  # type: ignore[union-attr]  # noqa: SLF001
        own.database.write_bytes(whole)
    assert refused > pages / 2
    assert list((tmp_path / "to").iterdir()) == [good.path]
    assert good.path.read_bytes() == bytes_of_it
    own.back_up(tmp_path / "to")
    assert len(backups(tmp_path / "to")) == 2


def test_records_changed_outside_the_program_are_refused_too(own: Own, tmp_path: Path) -> None:
    good = own.back_up(tmp_path / "to")
    number = edit_signed_note(own.folder)
    opened = own.open()
    with pytest.raises(Tampered, match=f"record {number}"):
        backup(opened, tmp_path / "to")
    opened.close()
    assert backups(tmp_path / "to") == [good.path]
    holds(good.path)


def test_records_whose_index_lacks_a_row_are_refused_although_every_page_is_as_it_was_written(
    own: Own, tmp_path: Path
) -> None:
    good = own.back_up(tmp_path / "to")
    columns = "type, name, tbl_name, rootpage, sql"
    with by_hand(own.folder) as connection:
        connection.execute("pragma writable_schema = on")
        sql = f"select {columns} from sqlite_master where type = 'index' and tbl_name = 'record' and sql is not null"
        index = connection.execute(sql).fetchone()
        connection.execute("delete from sqlite_master where name = ?", (index[1],))
    with by_hand(own.folder) as connection:  # for as long as it knows of no index, it fills none
        connection.execute("insert into record(kind, body, changed_at) values('Client', '{}', '2026-05-04T08:00:00Z')")
        connection.execute("pragma writable_schema = on")
        connection.execute(f"insert into sqlite_master({columns}) values(?, ?, ?, ?, ?)", index)
    opened = own.open()
    with pytest.raises(DamagedVault, match="do not hold together"):
        backup(opened, tmp_path / "to")
    opened.close()
    assert backups(tmp_path / "to") == [good.path]
    assert list((tmp_path / "to").glob(".*")) == []
