# SPDX-License-Identifier: Apache-2.0
"""Whether verify sees what is wrong, and leaves everything as it was."""

from __future__ import annotations

import hashlib
import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from dit_desktop.records.client import Client
from dit_desktop.records.session import SessionNote
from dit_desktop.store import keys, rows, schema, seal, verify
from dit_desktop.store.errors import (
    DamagedBackup,
    DamagedKeys,
    DamagedVault,
    ForeignVault,
    InUse,
    Missing,
    NotAVault,
    TooNew,
    WrongCode,
    WrongPassphrase,
)
from dit_desktop.store.vault import Secret, open_vault
from tests.practices import PASSPHRASE, SECRET, by_hand, copy, edit_signed_note, empty, filled, look

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("verify") / "practice"
    return folder, filled(folder)


@pytest.fixture
def own(practice: tuple[Path, str], tmp_path: Path) -> Path:
    return copy(practice[0], tmp_path / "own")


def where(report: verify.Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in report.findings]


class TestGood:
    def test_a_good_vault_is_told_as_it_is(self, own: Path) -> None:
        opened = open_vault(own, SECRET, state=own / "state.json")
        head, number = opened.head(), opened.vault_id
        opened.close()
        report = verify.report(own, SECRET)
        assert report.ok
        assert (report.kind, report.vault_id, report.schema, report.head) == ("vault", number, schema.current(), head)
        assert report.counts["Client"] == 2  # the third is in the bin
        assert report.counts["SessionNote"] == 2
        assert report.counts["Assessment"] == 0
        assert report.changed_at is not None
        assert not report.example

    def test_the_recovery_code_opens_it_too(self, practice: tuple[Path, str]) -> None:
        assert verify.report(practice[0], Secret(practice[1].lower(), code=True)).ok

    def test_a_vault_without_records_tells_when_it_was_made(self, tmp_path: Path) -> None:
        made, _code = empty(tmp_path / "new")
        made.close()
        report = verify.report(tmp_path / "new", SECRET)
        assert report.ok
        assert report.changed_at is not None
        assert not any(report.counts.values())

    def test_not_a_byte_and_not_a_time_is_changed(self, own: Path) -> None:
        before = look(own)
        verify.report(own, SECRET)
        with pytest.raises(WrongPassphrase):
            verify.report(own, Secret("wrong"))
        assert look(own) == before

    def test_an_open_vault_that_rests_can_be_checked(self, own: Path) -> None:
        opened = open_vault(own, SECRET, state=own / "state.json")
        assert verify.report(own, SECRET).ok
        opened.close()


class TestRefused:
    def test_nothing_there(self, tmp_path: Path) -> None:
        with pytest.raises(Missing):
            verify.report(tmp_path / "nowhere", SECRET)
        assert not list(tmp_path.iterdir())

    def test_a_folder_of_something_else(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("hello")
        with pytest.raises(NotAVault):
            verify.report(tmp_path, SECRET)

    def test_a_single_file(self, tmp_path: Path) -> None:
        for name, kind in (("dit.ditbackup", DamagedBackup), ("letter.txt", NotAVault)):
            (tmp_path / name).write_bytes(b"PK")
            with pytest.raises(kind):
                verify.report(tmp_path / name, SECRET)

    def test_the_wrong_code(self, own: Path) -> None:
        with pytest.raises(WrongCode):
            verify.report(own, Secret("AAAA", code=True))

    def test_both_key_files_damaged(self, own: Path) -> None:
        for name in (keys.FILE, keys.COPY):
            (own / name).write_bytes(b"{}")
        with pytest.raises(DamagedKeys):
            verify.report(own, SECRET)

    def test_the_records_of_another_practice(self, own: Path, tmp_path: Path) -> None:
        made, _code = empty(tmp_path / "other")
        made.close()
        shutil.copy(tmp_path / "other" / schema.DATABASE, own)
        with pytest.raises(ForeignVault):
            verify.report(own, SECRET)

    @pytest.mark.parametrize(
        "sql", ["pragma user_version = 99", "update meta set fields = json_insert(fields, '$[#]', 'Client.aura')"]
    )
    def test_a_newer_program_wrote_it(self, own: Path, sql: str) -> None:
        with by_hand(own) as connection:
            connection.execute(sql)
        before = look(own)
        with pytest.raises(TooNew):
            verify.report(own, SECRET)
        assert look(own) == before

    def test_records_that_are_saved_meanwhile_are_not_judged(self, own: Path) -> None:
        done = threading.Event()

        def keep_saving() -> None:
            while not done.wait(0.001):
                (own / schema.DATABASE).touch()

        saving = threading.Thread(target=keep_saving)
        saving.start()
        try:
            with pytest.raises(InUse):
                verify.report(own, SECRET)
        finally:
            done.set()
            saving.join()
        assert verify.report(own, SECRET).ok


class TestDamaged:
    @pytest.mark.parametrize("left", [0, 1, 100, 4095, 4096, 5000, 8192])
    def test_a_file_cut_short_is_refused(self, own: Path, left: int) -> None:
        path = own / schema.DATABASE
        path.write_bytes(path.read_bytes()[:left])
        before = look(own)
        with pytest.raises(DamagedVault):
            verify.report(own, SECRET)
        assert look(own) == before

    def test_the_last_page_cut_off_is_seen(self, own: Path) -> None:
        path = own / schema.DATABASE
        path.write_bytes(path.read_bytes()[: -schema.PAGE])
        try:
            found = {code for code, _where in where(verify.report(own, SECRET))}
        except DamagedVault as error:
            found = {error.code}
        assert "damaged_vault" in found

    def test_one_flipped_bit_is_seen_in_every_page(self, own: Path) -> None:
        path = own / schema.DATABASE
        whole = path.read_bytes()
        named = 0
        for page in range(len(whole) // schema.PAGE):
            data = bytearray(whole)
            data[page * schema.PAGE + 1234] ^= 0x10
            path.write_bytes(data)
            try:
                found = where(verify.report(own, SECRET))
            except DamagedVault:
                continue
            assert ("damaged_vault", f"page {page + 1}") in found
            named += 1
        assert named > len(whole) // schema.PAGE / 2
        path.write_bytes(whole)
        assert verify.report(own, SECRET).ok

    def test_a_zeroed_page_is_seen(self, own: Path) -> None:
        with by_hand(own) as connection:
            record = rows.insert(connection, SessionNote(material="long " * 4000), rows.now())
        path = own / schema.DATABASE
        whole = path.read_bytes()
        unseen = []
        for page in range(1, len(whole) // schema.PAGE):
            data = bytearray(whole)
            data[page * schema.PAGE : (page + 1) * schema.PAGE] = bytes(schema.PAGE)
            path.write_bytes(data)
            try:
                seen = not verify.report(own, SECRET).ok
            except DamagedVault:
                seen = True
            unseen += [] if seen else [page + 1]
        assert record.id
        assert unseen == []

    def test_a_waiting_journal_is_told_and_not_played(self, own: Path, tmp_path: Path) -> None:
        with by_hand(own) as connection:
            connection.execute("pragma cache_size = 1")
            connection.execute("begin immediate")
            for _time in range(50):
                rows.insert(connection, SessionNote(material="unfinished " * 500), rows.now())
            left = copy(own, tmp_path / "left")
            connection.execute("rollback")
        assert (left / "records.db-journal").stat().st_size > schema.PAGE
        before = look(left)
        report = verify.report(left, SECRET)
        assert ("damaged_vault", "records.db-journal") in where(report)
        assert look(left) == before
        open_vault(left, SECRET, state=left / "state.json").close()
        assert verify.report(left, SECRET).ok

    @pytest.mark.parametrize("name", [keys.FILE, keys.COPY])
    def test_one_lost_or_damaged_key_file_is_named(self, own: Path, name: str) -> None:
        (own / name).write_bytes(b"{}")
        assert where(verify.report(own, SECRET)) == [("damaged_keys", name)]
        (own / name).unlink()
        assert where(verify.report(own, SECRET)) == [("damaged_keys", name)]

    def test_a_stale_key_file_is_named(self, own: Path) -> None:
        file = keys.read(own)
        data = keys.KeyFile(file.vault_id, file.database_salt, file.slots[:1]).dump()
        (own / keys.COPY).write_bytes(data)
        assert where(verify.report(own, SECRET)) == [("damaged_keys", keys.COPY)]

    @pytest.mark.parametrize(
        "change",
        [
            "update record set body = json_set(body, '$.planned', json('[1]')) where kind = 'Course'",
            "update record set body = json_set(body, '$.born_on', 'yesterday') where kind = 'Client' and id = {id}",
            "update record set body = '[]' where id = {id}",
            "update record set changed_at = 'once' where id = {id}",
            "update record set body = json_set(body, '$.fee', 'much') where id = {id}",
        ],
    )
    def test_a_body_that_cannot_be_read_is_named(self, own: Path, change: str) -> None:
        with by_hand(own) as connection:
            number = connection.execute("select min(id) from record where kind = 'Client'").fetchone()[0]
            connection.execute(change.format(id=number))
            course = connection.execute("select id from record where kind = 'Course'").fetchone()[0]
        expected = course if "planned" in change else number
        assert ("damaged_vault", f"record {expected}") in where(verify.report(own, SECRET))

    def test_a_record_of_no_known_kind_is_named(self, own: Path) -> None:
        with by_hand(own) as connection:
            sql = "insert into record(kind, body, changed_at) values('Aura', '{}', '2026-09-03T10:00:00Z')"
            number = connection.execute(sql).lastrowid
        assert where(verify.report(own, SECRET)) == [("damaged_vault", f"record {number}")]

    def test_a_revision_that_cannot_be_read_is_named(self, own: Path) -> None:
        with by_hand(own) as connection:
            number = rows.insert(connection, SessionNote(), rows.now()).id
            connection.execute("insert into revision values(?, 1, ?, '[3]')", (number, "2026-09-03T10:00:00Z"))
        assert where(verify.report(own, SECRET)) == [("damaged_vault", f"record {number} revision 1")]

    def test_a_record_without_its_client_is_named(self, own: Path) -> None:
        with by_hand(own) as connection:
            number = rows.insert(connection, Client(code="gone"), rows.now()).id
            rows.insert(connection, SessionNote(client=number, parent=number), rows.now())
            connection.execute("pragma foreign_keys = off")
            connection.execute("delete from record where id = ?", (number,))
        assert ("damaged_vault", f"record {number + 1}") in where(verify.report(own, SECRET))


class TestTampered:
    def test_a_dropped_trigger(self, own: Path) -> None:
        with by_hand(own) as connection:
            connection.execute("drop trigger signed_stays")
        assert where(verify.report(own, SECRET)) == [("tampered", "schema")]

    def test_an_edited_signed_body_by_its_number(self, own: Path) -> None:
        number = edit_signed_note(own)
        assert where(verify.report(own, SECRET)) == [("tampered", f"record {number}")]

    def test_an_edited_link_of_the_chain(self, own: Path) -> None:
        with by_hand(own) as connection:
            sql = connection.execute("select sql from sqlite_master where name = 'chain_fixed'").fetchone()[0]
            connection.execute("drop trigger chain_fixed")
            connection.execute("update chain set at = '2020-01-01T00:00:00Z' where seq = 2")
            connection.execute(sql)
        assert ("tampered", "chain 2") in where(verify.report(own, SECRET))

    def test_a_table_taken_away(self, own: Path) -> None:
        with by_hand(own) as connection:
            connection.execute("drop table meta")
        report = verify.report(own, SECRET)
        assert ("tampered", "schema") in where(report)
        assert (report.schema, report.program) == (None, None)

    def test_the_meta_row_taken_away(self, own: Path) -> None:
        with by_hand(own) as connection:
            connection.execute("delete from meta")
        assert ("tampered", "schema") in where(verify.report(own, SECRET))


def test_a_signed_row_stays_in_the_chain_after_all_this(own: Path) -> None:
    with by_hand(own) as connection:
        assert list(seal.check(connection)) == []
        assert PASSPHRASE.encode() not in (own / schema.DATABASE).read_bytes()


def test_what_was_attached_and_is_not_that_any_more_is_named(own: Path) -> None:
    opened = open_vault(own, SECRET, state=own / "state.json")
    note = opened.add(SessionNote())
    sql = "insert into attachment(record_id, data, digest) values(?, ?, ?)"
    for data in (b"good", b"bad"):
        values = (note.id, data, hashlib.sha256(b"good").digest())
        opened.write(lambda connection, values=values: connection.execute(sql, values))  # type: ignore[misc]
    opened.close()
    assert where(verify.report(own, SECRET)) == [("damaged_vault", "attachment 2")]
