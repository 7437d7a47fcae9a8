# SPDX-License-Identifier: Apache-2.0
"""What can be read of a damaged practice comes back as it was, and what is lost is named."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.session import SessionNote
from dit_desktop.records.settings import Settings
from dit_desktop.store import rescue, schema, seal, vault, verify
from dit_desktop.store.backup import backup
from dit_desktop.store.salvage import salvage
from dit_desktop.store.settings import read_settings
from tests.pages import decrypted, leaf_of
from tests.store.practices import Practice
from tests.store.salvaging import PAGE, SECRET, attach, events, pages_with, rows_of, saved, spoil, where

# --- everything, and nearly everything ---


def test_of_a_whole_practice_every_row_comes_back_and_only_one_link_is_added(full: Practice, tmp_path: Path) -> None:
    made = saved(full, tmp_path / "new")
    assert made.findings == ()
    assert sum(made.lost.values()) == 0
    assert made.recovered == verify.report(full.folder, SECRET).counts
    before, after = rows_of(full.folder), rows_of(tmp_path / "new")
    (added,) = after.pop("chain") - before["chain"]
    assert added[2:4] == (seal.SALVAGED, None)
    assert before.pop("chain") < set(events(tmp_path / "new"))
    assert after == before
    assert set(before) == {"record", "revision", "attachment", "destruction", "executors"}
    assert all(before.values())
    assert read_settings(tmp_path / "new") == read_settings(full.folder) != Settings()


def test_every_table_is_put_back_or_made_anew(full: Practice) -> None:
    """A table that a later schema brings is to be thought of here."""
    connection = schema.connect(full.database, full.key(), "ro&immutable=1")
    names = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    connection.close()
    index = {name for name in names if name.startswith(("words", "private_words"))}
    assert names - index - {"stale", "swept", "sqlite_stat1", "sqlite_stat4"} == set(rescue.SHAPES) - {"sqlite_schema"}


def test_one_bad_page_in_five_hundred_costs_less_than_a_hundredth_and_all_of_it_is_named(
    full: Practice, tmp_path: Path
) -> None:
    before, chance = rows_of(full.folder), random.Random(21)
    count = full.database.stat().st_size // PAGE
    lossy, unharmed = 0, 0
    for page in (1, 2, 3, *pages_with(full, "Addendum")[:2], *chance.sample(range(4, count + 1), 18)):
        broken = full.copy(tmp_path / "x")
        spoil(broken, page)
        made = salvage(broken.folder, SECRET, tmp_path / "new")
        assert made.report.ok
        assert f"page {page}" in where(made.findings)
        lost, back = sum(made.lost.values()), sum(made.recovered.values())
        after = rows_of(tmp_path / "new")
        gone = {row[0] for row in before["record"]} - {row[0] for row in before["record"] & after["record"]}
        named = {int(name.split()[1]) for name in where(made.findings, "record") if " revision" not in name}
        assert len(gone) == lost <= 0.01 * (lost + back)
        assert gone <= named
        for table, kind in (("revision", "record {0} revision {1}"), ("attachment", "attachment {0}")):
            missing = before[table] - after[table]
            assert {kind.format(*row) for row in missing} <= set(where(made.findings))
        lossy, unharmed = lossy + bool(lost), unharmed + (lost == 0)
        shutil.rmtree(tmp_path / "x")
        shutil.rmtree(tmp_path / "new")
    assert lossy > 6
    assert unharmed > 3


def test_an_erased_client_does_not_come_back(full: Practice, tmp_path: Path) -> None:
    saved(full, tmp_path / "new")
    pages = decrypted(tmp_path / "new" / schema.DATABASE, full.key())
    assert b"never again" not in pages
    assert b"kettle" in pages


def test_passphrase_and_recovery_code_open_it_and_it_goes_on(broken: Practice, tmp_path: Path) -> None:
    before = rows_of(broken.folder)
    spoil(broken, 30, 31)
    saved(broken, tmp_path / "new")
    made = vault.open_vault(tmp_path / "new", vault.Secret(broken.code, code=True), state=broken.state)
    note = made.sign(made.add(SessionNote(material="and on")))
    assert backup(made, tmp_path / "to").path.exists()
    made.close()
    assert verify.report(tmp_path / "new", SECRET).ok
    assert note.id > max(row[0] for row in before["record"])


def test_a_damaged_backup_is_salvaged_too(broken: Practice, tmp_path: Path) -> None:
    opened = broken.open()
    path = backup(opened, tmp_path / "to").path
    opened.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    made = salvage(path, SECRET, tmp_path / "new")
    assert path.read_bytes() == data
    assert made.report.ok
    assert schema.DATABASE in where(made.findings)
    assert len(where(made.findings, "page")) == 1
    assert sum(made.lost.values()) < 0.01 * sum(made.recovered.values())


def test_what_was_cut_off_is_told_and_the_rest_comes_back(broken: Practice, tmp_path: Path) -> None:
    data = broken.database.read_bytes()
    broken.database.write_bytes(data[: len(data) // 2 + 100])
    made = saved(broken, tmp_path / "new")
    count = len(data) // PAGE
    (told,) = [one.what for one in made.findings if one.where == "file"]
    assert f"{len(data) // 2 // PAGE + 1} to {count}" in told
    assert sum(made.recovered.values()) > 50
    assert sum(made.lost.values()) > 50


# --- what hangs on what is lost ---


def find(practice: Practice, sql: str) -> int:
    connection = schema.connect(practice.database, practice.key(), "ro&immutable=1")
    try:
        return int(connection.execute(sql).fetchone()[0])
    finally:
        connection.close()


def test_in_the_place_of_a_lost_client_stands_one_with_the_names_of_the_list(broken: Practice, tmp_path: Path) -> None:
    client = find(broken, "select id from record where kind = 'Client' and body->>'$.code' = 'K-05'")
    spoil(broken, leaf_of(broken.folder, broken.key(), client))
    made = saved(broken, tmp_path / "new")
    assert made.lost["Client"] == 1
    (told,) = [one for one in made.findings if one.where == f"record {client}"]
    assert "K-05" in told.what
    opened = vault.open_vault(tmp_path / "new", SECRET, state=broken.state)
    stand_in = opened.get(client)
    assert isinstance(stand_in, Client)
    assert (stand_in.code, stand_in.alias) == ("K-05", "Name 05")
    assert len(opened.find(SessionNote, client=client)) >= 12
    assert [course.client for course in opened.find(Course, client=client)] == [client]
    opened.close()


def test_a_lost_draft_comes_back_as_it_was_before(broken: Practice, tmp_path: Path) -> None:
    note = find(broken, "select record_id from revision join record r on r.id = record_id where r.signed_at is null")
    spoil(broken, leaf_of(broken.folder, broken.key(), note))
    made = saved(broken, tmp_path / "new")
    (told,) = [one for one in made.findings if one.where == f"record {note}"]
    assert "earlier state" in told.what
    (before,) = [row for row in rows_of(tmp_path / "new")["revision"] if row[0] == note]
    (now,) = [row for row in rows_of(tmp_path / "new")["record"] if row[0] == note]
    assert (now[4], now[5]) == (before[3], before[2])


def test_a_signed_record_that_is_lost_is_said_to_be_in_the_chain(broken: Practice, tmp_path: Path) -> None:
    note = find(broken, "select max(id) from record where signed_at is not null")
    spoil(broken, leaf_of(broken.folder, broken.key(), note))
    saved(broken, tmp_path / "new")
    assert (seal.LOST, note) in [row[2:4] for row in events(tmp_path / "new")]
    assert events(tmp_path / "new")[-1][2] in {seal.LOST, seal.SEALED_AGAIN}


def test_no_number_is_given_a_second_time(practice: Practice, tmp_path: Path) -> None:
    opened = practice.open()
    for number in range(3):
        opened.add(SessionNote(material=f"{number} " * 2500))
    opened.write(lambda connection: attach(connection, 1, b"x"))
    opened.close()
    spoil(practice, leaf_of(practice.folder, practice.key(), 3))
    made = saved(practice, tmp_path / "new")
    assert made.lost["SessionNote"] >= 1
    opened = vault.open_vault(tmp_path / "new", SECRET, state=tmp_path / "s.json")
    assert opened.add(SessionNote()).id == 4
    opened.close()


def test_every_kind_can_stand_in_for_a_lost_one() -> None:
    assert all(kind() for kind in KINDS.values())
