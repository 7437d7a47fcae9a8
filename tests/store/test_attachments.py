# SPDX-License-Identifier: Apache-2.0
"""A file that is attached is in every copy of the records, in none of them readable, and gone when it is erased."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dit_desktop.records.attached import Attachment, FileKind
from dit_desktop.records.client import Client
from dit_desktop.store import attachments, erase, export, misfiled, opened, rows, typed, verify
from dit_desktop.store.backup import backup
from dit_desktop.store.errors import DamagedVault, DiskFull, ReadOnly
from dit_desktop.store.reencrypt import reencrypt
from dit_desktop.store.restore import Wanted as Restoring
from dit_desktop.store.restore import restore
from dit_desktop.store.rewrap import NewKeys
from dit_desktop.store.salvage import salvage
from dit_desktop.store.vault import Vault, open_vault
from tests.practices import CHEAP, PASSPHRASE, SECRET, by_hand, empty

# Three pieces and a bit, in which nothing repeats itself.
DATA = b"%PDF-1.7 NEEDLE" + os.urandom(3 * attachments.PIECE)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made, _code = empty(tmp_path / "practice")
    yield made
    made.close()


def attached(vault: Vault, data: bytes = DATA, code: str = "K-36") -> Attachment:
    client = vault.add(Client(code=code))
    record = Attachment(client=client.id, parent=client.id, what="A letter", kind=FileKind.PDF)
    return vault.write(lambda connection: attachments.put(connection, record, data, rows.now()))


def pieces(vault: Vault) -> list[tuple[int, int]]:
    sql = "select record_id, length(data) from attachment order by id"
    return vault.ask(lambda connection: connection.execute(sql).fetchall())


def test_a_file_is_kept_in_pieces_and_read_back_whole(vault: Vault) -> None:
    record = attached(vault)
    assert pieces(vault) == [(record.id, attachments.PIECE)] * 3 + [(record.id, 15)]
    assert attachments.read(vault, record) == DATA
    (content,) = record.content
    assert (content.size, content.digest) == (len(DATA), hashlib.sha256(DATA).hexdigest())
    assert verify.report(vault.folder, SECRET).findings == ()


def test_a_list_reads_none_of_the_bytes(vault: Vault) -> None:
    record = attached(vault)
    read: list[str] = []
    with vault.reading() as connection:
        connection.set_trace_callback(read.append)
    assert vault.find(Attachment, client=record.client) == [record]
    assert vault.glance(Attachment, ("what",))[0].texts == ("A letter",)
    assert not any("from attachment" in sql for sql in read)
    attachments.read(vault, record)
    assert any("from attachment" in sql for sql in read), "reading was not seen"


def test_what_is_not_the_file_that_was_attached_is_not_given_out(vault: Vault) -> None:
    record = attached(vault)
    vault.write(lambda connection: connection.execute("delete from attachment where id = 2"))
    with pytest.raises(DamagedVault, match="not whole"):
        attachments.read(vault, record)
    vault.close()
    with by_hand(vault.folder) as connection:
        connection.execute("update attachment set data = zeroblob(15) where id = 4")
    found = verify.report(vault.folder, SECRET).findings
    assert [(each.code, each.where) for each in found] == [("damaged_vault", "attachment 4")]


def test_a_failure_in_the_midst_leaves_neither_record_nor_pieces(vault: Vault) -> None:
    client = vault.add(Client(code="K-36"))
    record = Attachment(client=client.id, parent=client.id, kind=FileKind.PDF)

    def work(connection: object) -> None:
        attachments.put(connection, record, DATA, rows.now())  # type: ignore[arg-type]
        raise DiskFull

    with pytest.raises(DiskFull):
        vault.write(work)
    assert pieces(vault) == []
    assert vault.find(Attachment) == []


def test_a_backup_a_restore_and_a_salvage_carry_it(vault: Vault, tmp_path: Path) -> None:
    record = attached(vault)
    made = backup(vault, tmp_path / "backups").path
    assert verify.report(made, SECRET).ok
    vault.close()
    restore(Restoring(made, tmp_path / "restored"), SECRET)
    salvage(vault.folder, SECRET, tmp_path / "salvaged")
    for name in ("restored", "salvaged"):
        again = open_vault(tmp_path / name, SECRET, state=tmp_path / f"{name}.json", accept_older=True)
        assert attachments.read(again, again.find(Attachment)[0]) == DATA
        assert again.find(Attachment)[0].content == record.content
        again.close()
    for folder in (made.parent, tmp_path / "restored", tmp_path / "salvaged"):
        assert not any(b"NEEDLE" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_encrypting_everything_anew_carries_it(vault: Vault) -> None:
    record = attached(vault)
    reencrypt(vault, SECRET, NewKeys(passphrase=PASSPHRASE, recovery=typed.new_code(), cost=CHEAP))
    assert attachments.read(vault, record) == DATA
    assert b"NEEDLE" not in (vault.folder / "records.db").read_bytes()


def test_an_export_brings_it_out_under_the_clients_code_and_leaves_out_what_is_not_whole(
    vault: Vault, tmp_path: Path
) -> None:
    record = attached(vault)
    other = attached(vault, b"%PDF-1.4 other", "K-37")
    vault.write(lambda connection: connection.execute("delete from attachment where record_id = ?", (other.id,)))
    made = export.export(vault, tmp_path / "out", export.Wanted(), lambda _code, _records: ())
    assert made.not_whole == 1
    (path,) = (tmp_path / "out").glob("clients/*/attachments/*")
    assert path.relative_to(tmp_path / "out").as_posix() == f"clients/K-36/attachments/K-36-{record.id}.pdf"
    assert path.read_bytes() == DATA
    listed = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["files"]
    assert {each["sha256"] for each in listed if "attachments" in each["path"]} == {hashlib.sha256(DATA).hexdigest()}
    told = json.loads((tmp_path / "out" / "clients" / "K-36" / "record.json").read_text("utf-8"))
    assert [each["fields"]["kind"] for each in told["records"] if each["kind"] == "Attachment"] == ["pdf"]


def test_it_goes_with_its_record_to_another_client_and_is_sealed_with_it(vault: Vault) -> None:
    record = attached(vault)
    other = vault.add(Client(code="K-37"))
    moved = misfiled.move(vault, record, other.id, other.id)
    assert attachments.read(vault, moved) == DATA
    signed = vault.sign(moved)
    with pytest.raises(Exception, match="signed"):
        vault.write(lambda connection: connection.execute("update attachment set data = x'00' where id = 1"))
    assert attachments.read(vault, signed) == DATA


def test_fault_42_of_an_attached_file_no_byte_is_left_after_erasing(vault: Vault, tmp_path: Path) -> None:
    from tests.faults.test_fault_42_erased_client import pages  # noqa: PLC0415 - the pages in clear

    record = attached(vault)
    made = backup(vault, tmp_path / "backups").path
    assert "needle" in pages(vault.folder)
    lent = opened.lend(vault.folder, "a.pdf", DATA)
    assert lent.exists()
    done = erase.erase(vault, record.client, "They asked for it.")
    assert (done.rows, done.left) == (2, None)
    assert pieces(vault) == []
    vault.close()
    assert "needle" not in pages(vault.folder)
    restore(Restoring(made, vault.folder, replace=True), SECRET)
    assert "needle" not in pages(vault.folder)


def test_a_lent_copy_is_private_and_wiped_whatever_lies_beside_it(tmp_path: Path) -> None:
    one, two = (opened.lend(tmp_path, "K-36-attached-1.pdf", data) for data in (b"one", b"two"))
    assert one != two
    assert {one.read_bytes(), two.read_bytes()} == {b"one", b"two"}
    assert one.stat().st_mode & 0o777 == 0o600
    assert {path.stat().st_mode & 0o777 for path in (one.parent, tmp_path / opened.FOLDER)} == {0o700}
    (one.parent / "lock of another program").write_bytes(b"x")
    assert opened.wipe(tmp_path) == 0
    assert list(tmp_path.iterdir()) == []
    assert opened.wipe(tmp_path) == 0


def test_wiping_follows_no_link_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    kept = tmp_path / "elsewhere" / "kept.txt"
    kept.write_text("kept", "utf-8")
    practice = tmp_path / "practice"
    practice.mkdir()
    (practice / opened.FOLDER).symlink_to(tmp_path / "elsewhere")
    opened.wipe(practice)
    assert kept.exists()
    lent = opened.lend(practice, "a.pdf", b"x")
    (lent.parent / "link").symlink_to(tmp_path / "elsewhere")
    assert opened.wipe(practice) == 0
    assert kept.exists()


def test_where_nothing_can_be_written_nothing_is_lent(tmp_path: Path) -> None:
    (tmp_path / opened.FOLDER).write_text("in the way", "utf-8")
    with pytest.raises((ReadOnly, OSError)):
        opened.lend(tmp_path, "a.pdf", b"x")
