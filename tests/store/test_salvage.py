# SPDX-License-Identifier: Apache-2.0
"""What can be read of a damaged practice comes back as it was, and what is lost is named."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.records import body
from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.records.settings import Settings
from dit_desktop.store import executors, journal, keys, places, rescue, rows, schema, seal, vault, verify
from dit_desktop.store.backup import backup
from dit_desktop.store.cells import Cell, Text
from dit_desktop.store.erase import erase
from dit_desktop.store.errors import (
    CloudFolder,
    DamagedVault,
    Exists,
    ForeignVault,
    InUse,
    Missing,
    NotAVault,
    TooNew,
    WrongPassphrase,
)
from dit_desktop.store.pages import Pages
from dit_desktop.store.questions import CHECKING
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.store.salvage import READING, Salvaged, salvage, use
from dit_desktop.store.seal import Finding
from dit_desktop.store.settings import read_settings, write_settings
from tests.pages import decrypted, leaf_of, write_page
from tests.store.practices import PASSPHRASE, WHOLE, Practice, contents, interrupt, new_practice

PAGE = schema.PAGE
SECRET = vault.Secret(PASSPHRASE)
# Where unlocking returns to, what the index has yet to see, and what was swept are no records.
NOT_COMPARED = {"place", "stale", "swept", "meta"}


@pytest.fixture(scope="module")
def full(empty_practice: Practice, tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """A practice of some five hundred pages: long notes, signed ones, revisions, attachments, one client erased."""
    practice = empty_practice.copy(tmp_path_factory.mktemp("full"))
    made, chance = practice.open(), random.Random(20)
    gone = made.add(Client(code="K-99", alias="Erased"))
    made.add(SessionNote(client=gone.id, parent=gone.id, material="never again " * 2000))
    for one in range(12):
        made.write(partial(fill, f"{one:02}", chance))
    made.keep_place(vault.Place("note", 9, "material", 3))
    made.write(lambda connection: executors.keep(connection, "7K2M-0G4R", rows.now()))
    erase(made, gone.id, "asked for")
    made.close()
    assert 400 < practice.database.stat().st_size / PAGE < 700
    write_settings(practice.folder, Settings(text_size=120))
    return practice


def fill(name: str, chance: random.Random, connection: dbapi2.Connection) -> None:
    """A client with sixty notes, some of them long, signed, changed before, or with something attached."""
    now = rows.now()
    client = rows.insert(connection, Client(code=f"K-{name}", alias=f"Name {name}"), now)
    course = rows.insert(connection, Course(client=client.id, parent=client.id), now)
    mine = {"client": client.id, "parent": course.id}
    for number in range(60):
        text = " ".join(chance.choices(("heron", "canal", "letter", "aunt", "kettle"), k=40 if number % 9 else 1300))
        note = rows.insert(connection, SessionNote(material=text, **mine), now)  # type: ignore[arg-type]
        if number % 5 == 0:
            rows.update(connection, replace(note, summary="twice"), now, visit=True)
        if number % 20 == 0:
            attach(connection, note.id, chance.randbytes(9000))
        if number % 3 == 0:
            seal.sign(connection, note.id, body.instant(now))
            rows.insert(connection, Addendum(client=client.id, parent=note.id, written="later"), now)


def attach(connection: dbapi2.Connection, record: int, data: bytes) -> None:
    sql = "insert into attachment(record_id, data, digest) values(?, ?, ?)"
    connection.execute(sql, (record, data, hashlib.sha256(data).digest()))


@pytest.fixture
def broken(full: Practice, tmp_path: Path) -> Practice:
    return full.copy(tmp_path)


def spoil(practice: Practice, *pages: int) -> None:
    data = bytearray(practice.database.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE + 1000] ^= 1
    practice.database.write_bytes(data)


def saved(practice: Practice, to: Path) -> Salvaged:
    """Salvage into a new folder, looking that the damaged one stays as it is and the new one is whole."""
    before = contents(practice.folder)
    made = salvage(practice.folder, SECRET, to)
    assert contents(practice.folder) == before
    assert made.report.findings == ()
    assert verify.report(to, SECRET) == made.report
    assert sorted(path.name for path in to.iterdir() if path.name != places.LOCK) == [
        "keys.json",
        "keys.json.copy",
        "records.db",
        "settings.json",
    ]
    return made


def rows_of(folder: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of a practice by table."""
    connection = schema.connect(
        folder / schema.DATABASE, keys.open_with_passphrase(keys.read(folder), PASSPHRASE), "ro&immutable=1"
    )
    try:
        tables = connection.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        names = [name for (name,) in tables if name not in NOT_COMPARED and not name.startswith(("words", "private"))]
        return {name: set(connection.execute(f"select * from {name}")) for name in names}
    finally:
        connection.close()


def events(folder: Path) -> list[tuple[Any, ...]]:
    return sorted(rows_of(folder)["chain"], key=lambda row: row[0])


def where(findings: tuple[Finding, ...], kind: str = "") -> list[str]:
    return [one.where for one in findings if one.where.startswith(kind)]


def pages_with(practice: Practice, sql: str) -> list[int]:
    """The pages that hold the rows of a table, found by the names in them."""
    file = keys.read(practice.folder)
    with Pages(practice.database, practice.key(), file.database_salt) as pages:
        found = [(number, pages.get(number) or b"") for number in range(1, pages.count + 1)]
    return [number for number, page in found if page[0] in {2, 10, 13} and sql.encode() in page]


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


# --- what reads without an error and is wrong all the same ---


@pytest.fixture
def by_hand(practice: Practice) -> Callable[..., None]:
    """Somebody with the key changes what no program would."""

    def change(*statements: str) -> None:
        connection = practice.connect()
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            connection.execute(f"drop trigger {name}")
        for sql in ("pragma ignore_check_constraints = on", *statements):
            connection.execute(sql)
        connection.close()

    return change


def test_what_cannot_be_read_is_lost_by_name_and_never_taken_over(
    practice: Practice, by_hand: Callable[..., None], tmp_path: Path
) -> None:
    opened = practice.open()
    notes = [opened.add(SessionNote(material=f"words {number} " * (1200 if number == 0 else 1))) for number in range(4)]
    for note in notes:
        opened.save(replace(note, summary="again"), visit=True)
    for number in (1, 2):
        opened.write(lambda connection, number=number: attach(connection, number, b"words"))  # type: ignore[misc]
    opened.close()
    by_hand(
        "update record set kind = 'Aura' where id = 2",
        "update revision set body = '[1' where record_id = 3",
        "update revision set body = '[]' where record_id = 4",
        "update attachment set data = zeroblob(3) where record_id = 1",
        "insert into destruction(at, reason) values('x', 'never finished')",
    )
    key = practice.key()
    with Pages(practice.database, key, keys.read(practice.folder).database_salt) as pages:
        all_pages = [(number, pages.get(number) or b"") for number in range(1, pages.count + 1)]
    long = [number for number, page in all_pages if page[0] == 0 and b"words 0 words 0" in page]
    write_page(practice.database, key, long[-1], zeroed)
    made = saved(practice, tmp_path / "new")
    found = rows_of(tmp_path / "new")
    assert {"record 1", "record 2", "record 3 revision 1", "record 4 revision 1", "attachment 1"} <= set(
        where(made.findings)
    )
    assert "schema" in where(made.findings), "the rules were away"
    assert {row[1] for row in found["attachment"]} == {2}
    assert {row[0] for row in found["revision"]} == {1, 2}
    assert not found["destruction"]
    assert made.recovered["SessionNote"] == 2
    assert (made.lost["SessionNote"], made.lost["Aura"]) == (1, 1)


def zeroed(page: bytearray) -> None:
    """What a driver can give for a page it could not read: a long text then ends in zeros, without any error."""
    page[4:] = bytes(len(page) - 4)


def test_a_signed_record_that_was_changed_comes_back_and_both_seals_stay_in_the_chain(
    practice: Practice, by_hand: Callable[..., None], tmp_path: Path
) -> None:
    opened = practice.open()
    note = opened.sign(opened.add(SessionNote(material="said")))
    opened.close()
    by_hand("update record set body = json_set(body, '$.material', 'never said')")
    made = saved(practice, tmp_path / "new")
    assert [(one.code, one.where) for one in made.findings if one.where.startswith("record")] == [
        ("tampered", f"record {note.id}")
    ]
    assert [row[2:4] for row in events(tmp_path / "new")] == [
        ("created", None),
        (seal.SIGNED, note.id),
        (seal.SALVAGED, None),
        (seal.SEALED_AGAIN, note.id),
    ]


def test_links_that_are_lost_are_named_and_what_they_sealed_is_sealed_again(
    practice: Practice, by_hand: Callable[..., None], tmp_path: Path
) -> None:
    opened = practice.open()
    notes = [opened.sign(opened.add(SessionNote(material=f"{number}"))) for number in range(4)]
    opened.close()
    places.remember(practice.folder / "state.json", opened.vault_id, seal.Head(7, bytes(32)))
    before = {row[0]: row for row in events(practice.folder)}
    by_hand("delete from chain where seq in (3, 4)", "delete from record where id = 4")
    made = salvage(practice.folder, SECRET, tmp_path / "new")
    assert made.report.ok
    assert where(made.findings, "chain") == ["chain 3", "chain 6"]
    after = {row[0]: row for row in events(tmp_path / "new")}
    assert {number: after[number] for number in (1, 2, 5)} == {number: before[number] for number in (1, 2, 5)}
    assert [(number, *after[number][2:4]) for number in sorted(after) if number > 5] == [
        (8, seal.SALVAGED, None),
        (9, seal.LOST, notes[3].id),
        (10, seal.SEALED_AGAIN, notes[1].id),
        (11, seal.SEALED_AGAIN, notes[2].id),
    ]
    assert made.lost["unknown"] == 1
    again = salvage(tmp_path / "new", SECRET, tmp_path / "newer")
    assert again.findings == ()
    spoilt = schema.connect(tmp_path / "new" / schema.DATABASE, practice.key(), "rw")
    spoilt.execute("drop trigger chain_fixed")
    spoilt.execute("update chain set event = 'nothing' where seq = 5")
    assert {one.where for one in seal.check(spoilt)} >= {"chain 5"}, "what was explained is so only as it was then"
    spoilt.close()


def test_gaps_among_the_numbers_are_losses_unless_so_many_were_destroyed(
    practice: Practice, by_hand: Callable[..., None], tmp_path: Path
) -> None:
    opened = practice.open()
    client = opened.add(Client(code="K"))
    for _number in range(3):
        opened.add(SessionNote(client=client.id, parent=client.id))
    erase(opened, client.id, "asked for")
    opened.add(SessionNote())
    opened.add(SessionNote())
    opened.close()
    assert sum(saved(practice, tmp_path / "new").lost.values()) == 0
    by_hand("delete from record where id = 5", "update destruction set rows = 1")
    made = saved(practice, tmp_path / "newer")
    assert made.lost["unknown"] == 4
    assert where(made.findings, "record") == ["record 2", "record 3", "record 4", "record 5"]


def test_what_was_erased_stays_so_although_why_is_lost(
    practice: Practice, by_hand: Callable[..., None], tmp_path: Path
) -> None:
    opened = practice.open()
    client = opened.add(Client(code="K"))
    opened.add(SessionNote(client=client.id, parent=client.id, material="never again"))
    made = backup(opened, tmp_path / "to").path
    erase(opened, client.id, "asked for")
    opened.close()
    by_hand("delete from destruction")
    told = saved(practice, tmp_path / "new")
    assert sum(told.lost.values()) == 0
    assert [one.what for one in told.findings if one.where.startswith("chain")] == [
        "Why record 1 was erased is not known any more; that it was is."
    ]
    restore(Wanted(made, tmp_path / "new", replace=True), SECRET)
    assert verify.report(made, SECRET).counts["SessionNote"] == 1
    assert verify.report(tmp_path / "new", SECRET).counts["SessionNote"] == 0


def test_a_page_that_is_out_of_order_ends_nothing(practice: Practice, tmp_path: Path) -> None:
    opened = practice.open()
    opened.add(SessionNote(material="said"))
    opened.close()
    key, salt = practice.key(), keys.read(practice.folder).database_salt
    page = leaf_of(practice.folder, practice.key(), 1)

    def scrambled(data: bytearray) -> None:
        data[3:5] = (4000).to_bytes(2, "big")  # so many rows as never fit

    write_page(practice.database, key, page, scrambled)
    with Pages(practice.database, key, salt) as pages:
        assert pages.get(page) is not None
    made = saved(practice, tmp_path / "new")
    assert f"page {page}" in where(made.findings)


# --- journals ---


@pytest.fixture
def crashed(practice: Practice) -> Practice:
    return interrupt(practice)


def test_an_interrupted_save_is_undone_although_another_page_is_bad(crashed: Practice, tmp_path: Path) -> None:
    (page, *_more) = pages_with(crashed, "CREATE TRIGGER signed_stays")
    spoil(crashed, page)  # the save did not touch it
    before = contents(crashed.folder)
    made = salvage(crashed.folder, SECRET, tmp_path / "new")
    assert contents(crashed.folder) == before
    assert made.report.ok
    assert "records.db-journal" in where(made.findings)
    texts = [note.material for note in opened_notes(tmp_path / "new")]
    assert texts == WHOLE


def opened_notes(folder: Path) -> list[SessionNote]:
    opened = vault.open_vault(folder, SECRET, state=folder / "state.json")
    try:
        return opened.find(SessionNote)
    finally:
        opened.close()


def test_a_foreign_journal_beside_a_damaged_file_is_not_played(crashed: Practice, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = new_practice(tmp_path / "other")
    opened = other.open()
    opened.add(SessionNote(material="ours"))
    opened.close()
    (page,) = {3, 4} - {leaf_of(other.folder, other.key(), 1)} - {3}
    spoil(other, page)
    theirs = bytearray(crashed.journal.read_bytes())
    theirs[16:20] = (1).to_bytes(4, "big")  # it says that the file had one page; played, it would leave no more
    other.journal.write_bytes(theirs)
    made = salvage(other.folder, SECRET, tmp_path / "new")
    assert [note.material for note in opened_notes(tmp_path / "new")] == ["ours"]
    assert f"page {page}" in where(made.findings)
    other.journal.write_bytes(journal._MAGIC)  # noqa: SLF001 - a header and nothing more
    assert salvage(other.folder, SECRET, tmp_path / "newer").report.ok


# --- backups, and what is refused ---


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


def test_what_cannot_be_salvaged_is_refused_and_nothing_is_made(broken: Practice, tmp_path: Path) -> None:
    to = tmp_path / "new"

    def refused(kind: type[Exception], secret: vault.Secret = SECRET, path: Path = broken.folder) -> None:
        with pytest.raises(kind):
            salvage(path, secret, to)
        assert not to.exists()
        assert not list(tmp_path.glob(".*"))

    refused(WrongPassphrase, vault.Secret("something else entirely"))
    refused(Missing, path=tmp_path / "nowhere")
    good = broken.database.read_bytes()
    broken.database.write_bytes(random.Random(5).randbytes(len(good)))
    refused(ForeignVault)
    broken.database.write_bytes(good[:100])
    refused(DamagedVault)
    broken.database.write_bytes(b"SQLite format 3\0" + bytes(PAGE))
    refused(NotAVault)
    broken.database.unlink()
    refused(Missing)
    with pytest.raises(CloudFolder):
        salvage(broken.folder, SECRET, tmp_path / "Dropbox" / "x")
    with pytest.raises(Exists):
        salvage(broken.folder, SECRET, tmp_path)


@pytest.mark.parametrize(
    "sql, kind",
    [
        ("pragma user_version = 99", TooNew),
        ("update meta set fields = json_insert(fields, '$[#]', 'Client.aura')", TooNew),
        ("update meta set vault_id = '00000000-0000-4000-8000-000000000000'", ForeignVault),
    ],
)
def test_what_another_program_or_practice_wrote_is_not_taken_apart(
    practice: Practice, by_hand: Callable[..., None], tmp_path: Path, sql: str, kind: type[Exception]
) -> None:
    by_hand(sql)
    with pytest.raises(kind):
        salvage(practice.folder, SECRET, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_records_of_which_the_fields_are_not_known_come_back(
    practice: Practice, by_hand: Callable[..., None], tmp_path: Path
) -> None:
    by_hand("update meta set fields = 'x'")
    assert saved(practice, tmp_path / "new").report.ok


def test_a_file_that_is_saved_meanwhile_is_not_salvaged(broken: Practice, tmp_path: Path) -> None:
    def saving(step: str) -> None:
        if step == READING:
            spoil(broken, 2)

    with pytest.raises(InUse):
        salvage(broken.folder, SECRET, tmp_path / "new", at=saving)
    assert not (tmp_path / "new").exists()


def test_it_can_be_stopped_at_any_step_and_leaves_nothing(broken: Practice, tmp_path: Path) -> None:
    seen: list[str] = []
    salvage(broken.folder, SECRET, tmp_path / "first", at=seen.append)
    assert {READING, CHECKING, "made"} == set(seen)
    assert seen.count(READING) == broken.database.stat().st_size // PAGE
    for step in dict.fromkeys(seen):

        def stop(now: str, step: str = step) -> None:
            if now == step:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            salvage(broken.folder, SECRET, tmp_path / "new", at=stop)
        assert not (tmp_path / "new").exists()
        assert not list(tmp_path.glob(".*"))


def test_the_new_one_takes_the_place_of_the_damaged_one_or_both_stay(broken: Practice, tmp_path: Path) -> None:
    salvage(broken.folder, SECRET, tmp_path / "new")
    before, made = contents(broken.folder), contents(tmp_path / "new")
    with pytest.raises(FileNotFoundError):
        use(tmp_path / "nowhere", broken.folder, rows.now())
    with pytest.raises(Missing):
        use(tmp_path / "new", tmp_path / "nowhere", rows.now())
    assert (contents(broken.folder), contents(tmp_path / "new")) == (before, made)
    aside = use(tmp_path / "new", broken.folder, rows.now())
    assert (contents(broken.folder), contents(aside)) == (made, before)


def test_where_saving_was_cut_off_the_later_of_two_rows_counts(practice: Practice) -> None:
    opened = practice.open()
    note = opened.add(SessionNote(material="first"))
    opened.save(replace(note, material="second"), visit=True)
    connection = schema.connect(practice.database, practice.key(), "ro")
    (late, early) = (
        connection.execute("select cast(body as blob), changed_at from record").fetchone(),
        connection.execute("select cast(body as blob), at from revision").fetchone(),
    )
    put = dbapi2.connect(":memory:", isolation_level=None)
    for sql in schema.migrations()[:1]:
        put.executescript(sql)
    for order in ((late, early), (early, late)):
        found = rescue.Rescue(put, opened.vault_id)
        for text, at in order:
            values = (None, Text(b"SessionNote"), None, None, Text(text), Text(at.encode()), None, None, None)
            found.take(Cell(1, values, whole=True, entry=False))
        assert "second" in put.execute("select body from record").fetchone()[0]
        put.execute("delete from record")
    put.close()
    connection.close()
    opened.close()


def test_every_kind_can_stand_in_for_a_lost_one() -> None:
    assert all(kind() for kind in KINDS.values())
