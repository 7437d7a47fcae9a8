# SPDX-License-Identifier: Apache-2.0
"""The executors' pack beside a backup, and the code it is under."""

from __future__ import annotations

import errno
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dit_desktop.records.client import Client
from dit_desktop.records.executors import Find
from dit_desktop.store import executors, reencrypt, rewrap, salvage, typed, verify
from dit_desktop.store import restore as restoring
from dit_desktop.store.backup import backup
from dit_desktop.store.errors import DamagedBackup, DiskFull, ReadOnly, Refused
from dit_desktop.store.export import Wanted, export
from dit_desktop.store.routine import Routine
from dit_desktop.store.vault import Secret, Vault, open_vault
from tests.practices import CHEAP
from tests.store.practices import PASSPHRASE, Practice

SECRET = Secret(PASSPHRASE)
CODE = "7K2M-0G4R-9XWV-11PQ-ZT83-C5DH"
NOW = datetime(2026, 9, 3, 18, 4, tzinfo=UTC)


def shut(_find: Find, code: str, _moment: datetime) -> bytes:
    """Stands for the paper: it says only under which code it was made."""
    return under(code)


def under(code: str) -> bytes:
    return b"%PDF under " + code.encode()


def give(opened: Vault, code: str = CODE) -> None:
    opened.write(lambda connection: executors.keep(connection, code, NOW))


def events(opened: Vault) -> list[str]:
    with opened.reading() as connection:
        return [row[0] for row in connection.execute("select event from chain order by seq")]


# --- the code ---


def test_a_code_is_kept_until_another_takes_its_place_or_it_is_taken_back(opened: Vault) -> None:
    assert opened.ask(executors.code) is None
    give(opened)
    assert opened.ask(executors.code) == executors.Code(CODE, NOW)
    give(opened, "another")
    kept = opened.ask(executors.code)
    assert kept is not None
    assert kept.text == "another"
    assert "another" not in repr(kept)
    for _twice in range(2):
        opened.write(lambda connection: executors.revoke(connection, NOW))
        assert opened.ask(executors.code) is None
    made = [event for event in events(opened) if "executors" in event]
    assert made == [executors.MADE, executors.MADE, executors.REVOKED]


def test_the_code_leaves_in_no_export_and_stands_in_no_file_in_clear(
    opened: Vault, practice: Practice, tmp_path: Path
) -> None:
    opened.add(Client(alias="Heron", phone="planted"))
    give(opened)
    export(opened, tmp_path / "out", Wanted(None, process_notes=True), lambda _code, _records: iter(()))
    opened.close()
    told = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert b"planted" in told
    assert CODE.encode() not in told
    for path in practice.folder.rglob("*"):
        assert not path.is_file() or CODE.encode() not in path.read_bytes()


def test_the_code_comes_through_a_backup_new_keys_and_a_salvage(opened: Vault, tmp_path: Path) -> None:
    give(opened)
    opened.add(Client(code="C-001"))
    made = backup(opened, tmp_path / "to")
    new = rewrap.NewKeys(passphrase="seven other words nobody ever guesses", recovery=typed.new_code(), cost=CHEAP)
    reencrypt.reencrypt(opened, SECRET, new)
    kept = opened.ask(executors.code)
    opened.close()
    restoring.restore(restoring.Wanted(made.path, tmp_path / "restored", replace=False), SECRET, None)
    salvaged = salvage.salvage(made.path, SECRET, tmp_path / "salvaged")
    assert salvaged.report.ok
    for folder in (tmp_path / "restored", tmp_path / "salvaged"):
        assert verify.report(folder, SECRET).ok
        found = open_vault(folder, SECRET, state=tmp_path / "state.json", accept_older=True)
        assert found.ask(executors.code) == kept == executors.Code(CODE, NOW)
        found.close()


# --- the pack ---


def test_the_pack_is_written_anew_beside_every_backup_under_the_code_in_force(opened: Vault, tmp_path: Path) -> None:
    to = tmp_path / "to"
    to.mkdir()
    routine = Routine(opened, to, pack=shut)
    assert routine.run().pack is None
    assert [path.suffix for path in to.iterdir()] == [".ditbackup"], "without a code nobody is left a pack"
    give(opened)
    assert routine.run().pack is None
    pack = executors.place(to, opened.vault_id)
    assert pack.name == f"dit-{opened.vault_id[:8]}-executors.pdf"
    assert pack.read_bytes() == under(CODE)
    assert pack.stat().st_mode & 0o777 == 0o600
    give(opened, "another")
    routine.run()
    assert pack.read_bytes() == under("another")
    opened.write(lambda connection: executors.revoke(connection, NOW))
    routine.run()
    assert not pack.exists()


def test_where_the_disk_for_backups_is_gone_the_pack_lies_beside_the_records(opened: Vault, tmp_path: Path) -> None:
    give(opened)
    done = Routine(opened, tmp_path / "gone", pack=shut).run()
    assert done.elsewhere
    assert executors.place(done.backup.path.parent, opened.vault_id).read_bytes() == under(CODE)


def broken(*_given: object) -> bytes:
    raise ZeroDivisionError


class Unmade(Exception):  # noqa: N818 - as the papers have them
    what = "The typefaces have none of these letters."


def undrawn(*_given: object) -> bytes:
    raise Unmade


def full(*_given: object) -> bytes:
    raise OSError(errno.ENOSPC, "full")


def denied(*_given: object) -> bytes:
    raise PermissionError(errno.EACCES, "denied")


def refused(*_given: object) -> bytes:
    raise ReadOnly("These records cannot be read now.")


@pytest.mark.parametrize(
    "pack, kind, words",
    [
        (refused, ReadOnly, "cannot be read now"),
        (broken, Refused, "ZeroDivisionError"),
        (undrawn, Refused, "none of these letters"),
        (full, DiskFull, "could not be written"),
        (denied, ReadOnly, "could not be written"),
    ],
)
def test_a_pack_that_cannot_be_written_is_told_and_costs_neither_the_backup_nor_the_pack_before(
    opened: Vault, tmp_path: Path, pack: executors.Pack, kind: type[Refused], words: str
) -> None:
    to = tmp_path / "to"
    to.mkdir()
    give(opened)
    Routine(opened, to, pack=shut).run()
    done = Routine(opened, to, pack=pack).run()
    assert verify.report(done.backup.path, SECRET).ok
    assert type(done.pack) is kind
    assert words in done.pack.what
    assert executors.place(to, opened.vault_id).read_bytes() == under(CODE)
    assert not list(to.glob(".*"))


def test_a_pack_that_reads_back_otherwise_is_told(
    opened: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(opened)
    monkeypatch.setattr(executors, "write_atomically", lambda path, data: path.write_bytes(data[:-1]))
    with pytest.raises(DamagedBackup):
        executors.write(opened, tmp_path, shut)


def test_a_pack_is_on_the_disk_whole_or_not_there(
    opened: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(opened)
    executors.write(opened, tmp_path, shut)

    def torn(_self: Path, _target: Path) -> Path:
        raise OSError(errno.EIO, "torn")

    monkeypatch.setattr(Path, "replace", torn)
    with pytest.raises(Refused):
        executors.write(opened, tmp_path, lambda *_given: b"half")
    monkeypatch.undo()
    pack = executors.place(tmp_path, opened.vault_id)
    assert [*tmp_path.glob("*.pdf"), *tmp_path.glob(".*.partial")] == [pack]
    assert pack.read_bytes() == under(CODE)


def test_when_the_pack_was_written_is_read_off_the_file_that_lies_there(opened: Vault, tmp_path: Path) -> None:
    assert executors.written_at(tmp_path, opened.vault_id) is None
    give(opened)
    before = datetime.now(UTC)
    executors.write(opened, tmp_path, shut)
    at = executors.written_at(tmp_path, opened.vault_id)
    assert at is not None
    assert abs((at - before).total_seconds()) < 60
