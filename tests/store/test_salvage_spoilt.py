# SPDX-License-Identifier: Apache-2.0
"""What reads without an error and is wrong all the same is never taken over unnamed, nor is half a save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.records.client import Client
from dit_desktop.records.session import SessionNote
from dit_desktop.store import journal, keys, places, rescue, schema, seal, vault, verify
from dit_desktop.store.backup import backup
from dit_desktop.store.cells import Cell, Text
from dit_desktop.store.erase import erase
from dit_desktop.store.pages import Pages
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.store.salvage import salvage
from tests.pages import leaf_of, write_page
from tests.store.practices import WHOLE, Practice, contents, interrupt, new_practice
from tests.store.salvaging import SECRET, attach, events, pages_with, rows_of, saved, spoil, where

# --- somebody with the key changed it ---


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


def test_records_of_which_the_fields_are_not_known_come_back(
    practice: Practice, by_hand: Callable[..., None], tmp_path: Path
) -> None:
    by_hand("update meta set fields = 'x'")
    assert saved(practice, tmp_path / "new").report.ok


# --- saving was cut off ---


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
