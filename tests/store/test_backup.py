# SPDX-License-Identifier: Apache-2.0
"""A backup as a file: what is in it, what it is called, and what it is refused for."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
import threading
import zipfile
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.records.session import SessionNote
from dit_desktop.store import bodies, bundle, keys, questions, schema, seal, verify
from dit_desktop.store.backup import backup, prefix, told
from dit_desktop.store.errors import DamagedBackup, DamagedVault, DiskFull, Exists, Missing, NotAVault, ReadOnly, TooNew
from dit_desktop.store.routine import Routine
from dit_desktop.store.vault import Secret, Vault
from tests.store.practices import PASSPHRASE, Practice

SECRET = Secret(PASSPHRASE)
NAME = r"dit-[0-9a-f]{8}-\d{8}-\d{8}T\d{6}Z\.ditbackup"


class Enough(Exception):  # noqa: N818
    """Somebody wants the work to end."""


def test_a_backup_holds_the_records_the_keys_and_a_true_list(practice: Practice, opened: Vault, tmp_path: Path) -> None:
    opened.sign(opened.add(SessionNote(material="heron")))
    made = backup(opened, tmp_path / "deep" / "to")
    head = opened.head()
    opened.close()
    assert re.fullmatch(NAME, made.path.name)
    assert made.path.name.startswith(f"dit-{opened.vault_id[:8]}-{head.length:08}-")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    with zipfile.ZipFile(made.path) as packed:
        assert sorted(packed.namelist()) == ["keys.json", "manifest.json", "records.db"]
        assert {info.compress_type for info in packed.infolist()} == {zipfile.ZIP_STORED}
        assert packed.testzip() is None
        assert packed.read(schema.DATABASE) == practice.database.read_bytes()
        assert packed.read(keys.FILE) == (practice.folder / keys.FILE).read_bytes()
        listed = json.loads(packed.read(bundle.MANIFEST))
        for name in (schema.DATABASE, keys.FILE):
            assert listed["sha256"][name] == hashlib.sha256(packed.read(name)).hexdigest()
    assert listed["chain"] == {"length": head.length, "head": head.link.hex()}
    assert listed["counts"]["SessionNote"] == 1
    of_file, of_folder = verify.report(made.path, SECRET), verify.report(practice.folder, SECRET)
    assert (of_file.kind, of_folder.kind) == ("backup", "vault")
    assert of_file.ok
    assert (of_file.counts, of_file.head, of_file.changed_at) == (of_folder.counts, head, of_folder.changed_at)
    assert b"heron" not in made.path.read_bytes()


def test_an_earlier_text_that_is_a_record_no_more_is_refused(opened: Vault, tmp_path: Path) -> None:
    note = opened.add(SessionNote(material="rain"))
    sql = "insert into revision(record_id, n, at, body) values(?, 99, '', 'rain')"
    opened.write(lambda connection: connection.execute(sql, (note.id,)))
    with pytest.raises(DamagedVault, match=f"record {note.id} revision 99"):
        backup(opened, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_texts_that_are_json_no_more_are_named_by_the_database_alone() -> None:
    made = dbapi2.connect(":memory:")  # a record's own table takes no such text, only a damaged page holds one
    made.execute(f"create table record(id, binned_at, {seal.SEALED.replace('cast(body as blob)', 'body')})")
    made.execute("create table revision(record_id, n, body)")
    made.execute(
        "insert into record(id, kind, body) values(1, 'Client', '{}'), (2, 'Client', 'rain'), (3, 'Client', '')"
    )
    made.execute("insert into revision values(1, 1, '{}'), (1, 2, 'rain')")
    found = [*bodies.walk(made).findings, *bodies.earlier_texts(made)]
    assert [one.where for one in found] == ["record 2", "record 3", "record 1 revision 2"]
    made.close()


def test_the_backup_is_noted_before_the_copy_and_is_in_it(opened: Vault, tmp_path: Path) -> None:
    before = opened.head().length
    made = backup(opened, tmp_path / "to")
    assert made.manifest.head == opened.head()
    assert made.manifest.head.length == before + 1
    with opened.reading() as connection:
        assert connection.execute("select event from chain order by seq desc limit 1").fetchone()[0] == "backup"


def test_saving_goes_on_during_a_backup_which_holds_what_was_there_when_it_began(opened: Vault, tmp_path: Path) -> None:
    opened.add(SessionNote(material="before"))

    def at(step: str) -> None:
        if step == "copied":
            thread = threading.Thread(target=lambda: opened.add(SessionNote(material="meanwhile")))
            thread.start()
            thread.join(5)

    made = backup(opened, tmp_path / "to", at=at)
    assert len(opened.find(SessionNote)) == 2
    assert made.manifest.counts["SessionNote"] == 1
    assert Routine(opened, tmp_path / "to").last() == made


def test_a_backup_is_on_the_disk_before_it_has_its_name(
    opened: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    flush = os.fsync

    def watch(handle: int) -> None:
        done.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        flush(handle)

    monkeypatch.setattr(os, "fsync", watch)
    backup(opened, tmp_path / "to", at=done.append)
    partial = next(name for name in done if name.endswith(".partial"))
    assert done.index(partial) < done.index("renamed") < len(done) - 1 - done[::-1].index("to")


def test_a_backup_that_reads_back_otherwise_is_refused(opened: Vault, tmp_path: Path) -> None:
    def at(step: str) -> None:
        if step == "packed":
            (partial,) = (tmp_path / "to").iterdir()
            data = bytearray(partial.read_bytes())
            data[len(data) // 2] ^= 1
            partial.write_bytes(data)

    with pytest.raises(DamagedBackup):
        backup(opened, tmp_path / "to", at=at)
    assert list((tmp_path / "to").iterdir()) == []
    assert verify.report(backup(opened, tmp_path / "to").path, SECRET).ok


def test_stopped_at_any_step_nothing_is_left_and_the_next_one_is_whole(opened: Vault, tmp_path: Path) -> None:
    opened.add(SessionNote(material="x" * 9000))
    seen: list[str] = []
    backup(opened, tmp_path / "first", at=seen.append)
    for number in range(len(seen) - 1):
        count = 0

        def at(_step: str, number: int = number) -> None:
            nonlocal count
            count += 1
            if count > number:
                raise Enough

        with pytest.raises(Enough):
            backup(opened, tmp_path / "to", at=at)
        assert list((tmp_path / "to").iterdir()) == []
        assert not (opened.folder / ".snapshot").exists()
    assert verify.report(backup(opened, tmp_path / "to").path, SECRET).ok


def test_a_long_check_is_stopped_in_its_midst(opened: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "_OFTEN", 10)
    seen: list[str] = []
    backup(opened, tmp_path / "first", at=seen.append)
    assert seen.count("checking") > 100

    def at(_step: str) -> None:
        if len(seen) > 150:
            raise Enough
        seen.append(_step)

    seen.clear()
    with pytest.raises(Enough):
        backup(opened, tmp_path / "to", at=at)
    assert list((tmp_path / "to").iterdir()) == []


def test_a_single_question_is_stopped_in_its_midst_and_is_no_finding(opened: Vault) -> None:
    asked: list[str] = []

    def at(step: str) -> None:
        asked.append(step)
        if len(asked) == 3:  # the first is before the question, and all others are in it
            raise Enough

    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"
    with opened.held.lent() as key:
        whole = questions.Questions(opened.folder / schema.DATABASE, key, at=at)
        with pytest.raises(Enough):
            whole.ask("records", lambda connection: connection.execute(endless).fetchone())
    assert asked == ["checking"] * 3
    assert whole.findings == []


def test_a_vault_that_can_only_be_read_is_not_backed_up(practice: Practice, tmp_path: Path) -> None:
    opened = practice.open()
    opened.read_only = True
    with pytest.raises(ReadOnly):
        backup(opened, tmp_path / "to")
    assert list((tmp_path / "to").iterdir()) == []
    opened.close()


def test_the_systems_refusals_are_told_in_words_of_backups() -> None:
    full, unwritable = told(OSError(errno.ENOSPC, "x")), told(OSError(errno.EROFS, "x"))
    assert isinstance(full, DiskFull)
    assert isinstance(unwritable, ReadOnly)
    assert "backup" in full.what
    assert "backup" in unwritable.what
    other = OSError(errno.EIO, "x")
    assert told(other) is other


def test_what_is_no_backup_is_told_by_what_it_is(opened: Vault, tmp_path: Path) -> None:
    with pytest.raises(Missing):
        bundle.read(tmp_path / "nothing.ditbackup")
    with pytest.raises(NotAVault):
        bundle.read(tmp_path)
    (tmp_path / "letter.txt").write_text("hello")
    for act in (bundle.read, verify.refuse):
        with pytest.raises(NotAVault):
            act(tmp_path / "letter.txt")
    verify.refuse(opened.folder)
    with pytest.raises(Exists):
        backup(opened, tmp_path / "letter.txt")
    made = backup(opened, tmp_path / "to").path
    with zipfile.ZipFile(made) as packed:
        listed = {**json.loads(packed.read(bundle.MANIFEST)), "format": 2}
        members = {name: packed.read(name) for name in (schema.DATABASE, keys.FILE)}
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in {**members, bundle.MANIFEST: json.dumps(listed).encode()}.items():
            packed.writestr(name, data)
    with pytest.raises(TooNew):
        bundle.read(made)


def test_what_a_killed_backup_left_is_removed_and_others_partial_files_are_not(opened: Vault, tmp_path: Path) -> None:
    to = tmp_path / "to"
    to.mkdir()
    left, others = to / f".{prefix(opened.vault_id)}1.partial", to / ".dit-00000000-1.partial"
    left.write_bytes(b"half")
    others.write_bytes(b"half")
    made = backup(opened, to)
    assert sorted(to.iterdir()) == sorted([others, made.path])
