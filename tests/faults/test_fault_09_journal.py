# SPDX-License-Identifier: Apache-2.0
"""What an interrupted save leaves beside the records: played when it mends them, set aside when it is not theirs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store import journal, seal, vault, verify
from dit_desktop.store.errors import DamagedVault, DiskFull, Missing
from tests.store.practices import HALF, PASSPHRASE, ROOT, WHOLE, Practice, contents, interrupt, new_practice, run

SECRET = vault.Secret(PASSPHRASE)


@pytest.fixture
def crashed(practice: Practice) -> Practice:
    """A practice in which a save was interrupted after part of it had reached the file."""
    return interrupt(practice)


def materials(practice: Practice) -> list[str]:
    made = practice.open()
    try:
        with made.reading() as connection:
            assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert connection.execute("pragma cipher_integrity_check").fetchall() == []
            assert list(seal.check(connection)) == []
        return [note.material for note in made.find(SessionNote)]
    finally:
        made.close()


def test_an_interrupted_save_is_undone_on_opening_and_nothing_is_left(crashed: Practice) -> None:
    assert materials(crashed) == WHOLE
    assert contents(crashed.folder).keys() == {"keys.json", "keys.json.copy", "records.db"}


def test_a_journal_that_was_taken_away_cannot_be_missed_and_the_text_says_so(crashed: Practice) -> None:
    """Half of what was being saved is then shown as if it had been: nothing in the file itself tells."""
    crashed.journal.unlink()
    try:
        found = materials(crashed)
    except (DamagedVault, AssertionError):
        return
    assert found != WHOLE
    assert "That a journal is missing" in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_while_a_journal_waits_everybody_is_told_to_leave_it_where_it_is(crashed: Practice) -> None:
    (told,) = [one.what for one in verify.report(crashed.folder, SECRET).findings if one.where.endswith("-journal")]
    assert "must stay beside the records" in told
    data = bytearray(crashed.database.read_bytes())
    data[4096 * 3 + 1] ^= 1
    crashed.database.write_bytes(data)
    crashed.journal.write_bytes(crashed.journal.read_bytes()[:600])
    with pytest.raises(DamagedVault) as refused:
        crashed.open()
    assert "records.db-journal" in refused.value.next


def test_a_torn_last_page_is_mended_by_its_journal(crashed: Practice) -> None:
    data = crashed.database.read_bytes()
    crashed.database.write_bytes(data[:-1000])
    assert materials(crashed) == WHOLE


def test_a_page_damaged_in_the_interrupted_save_is_mended_too(crashed: Practice) -> None:
    data = crashed.database.read_bytes()
    crashed.database.write_bytes(data[:-4096] + os.urandom(4096))
    assert materials(crashed) == WHOLE


def test_a_journal_that_is_all_zero_or_empty_is_no_journal(practice: Practice) -> None:
    for data in (b"", bytes(4096), b"notes"):
        practice.journal.write_bytes(data)
        assert not journal.is_hot(practice.database)
        practice.open().close()


def foreign_journal(tmp_path: Path) -> bytes:
    (tmp_path / "other").mkdir()
    other = new_practice(tmp_path / "other")
    made = other.open()
    made.add(SessionNote(material="theirs " * 900))
    made.close()
    run(HALF, other.folder, other.state, PASSPHRASE)
    return other.journal.read_bytes()


def test_a_foreign_journal_is_never_played_and_kept_aside(practice: Practice, tmp_path: Path) -> None:
    before = practice.database.read_bytes()
    theirs = foreign_journal(tmp_path)
    for number in (1, 2):
        practice.journal.write_bytes(theirs + bytes([number]))
        practice.open().close()
        assert practice.database.read_bytes() == before
        assert not practice.journal.exists()
    assert (practice.folder / "foreign-journal-1").read_bytes() == theirs + b"\1"
    assert (practice.folder / "foreign-journal-2").read_bytes() == theirs + b"\2"


def test_a_journal_that_would_cut_the_file_down_is_not_played(practice: Practice) -> None:
    """A header alone, saying the file had one page before."""
    before = practice.database.read_bytes()
    header = journal._MAGIC + (0).to_bytes(4, "big") + bytes(4) + (1).to_bytes(4, "big")  # noqa: SLF001
    header += (512).to_bytes(4, "big") + (4096).to_bytes(4, "big")
    practice.journal.write_bytes(header.ljust(512, b"\0"))
    practice.open().close()
    assert practice.database.read_bytes() == before
    assert (practice.folder / "foreign-journal-1").exists()


def test_where_no_journal_makes_the_file_whole_both_stay_as_they_are(crashed: Practice) -> None:
    data = bytearray(crashed.journal.read_bytes())
    for at in range(700, len(data), 1500):
        data[at] ^= 0x55
    crashed.journal.write_bytes(data)
    before = contents(crashed.folder)
    with pytest.raises(DamagedVault):
        crashed.open()
    assert contents(crashed.folder) == before


@pytest.mark.parametrize("size", [0, 100, 4096])
def test_a_cut_file_with_a_journal_loses_neither(crashed: Practice, size: int) -> None:
    crashed.database.write_bytes(crashed.database.read_bytes()[:size])
    before = contents(crashed.folder)
    try:
        found = materials(crashed)
    except DamagedVault:
        assert contents(crashed.folder) == before
    else:
        assert found == WHOLE


def test_a_lost_file_with_its_journal_is_not_made_anew(crashed: Practice) -> None:
    crashed.database.unlink()
    before = contents(crashed.folder)
    with pytest.raises(Missing):
        crashed.open()
    assert contents(crashed.folder) == before


FULL = """
import subprocess, sys
from pathlib import Path
from dit_desktop.store import errors, vault
disk, source, words = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
size = sum(path.stat().st_size for path in source.iterdir()) + 60_000
subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=True)
subprocess.run(["cp", "-a", str(source), str(disk)], check=True)
before = {path.name: path.read_bytes() for path in (disk / source.name).iterdir()}
try: vault.open_vault(disk / source.name, vault.Secret(words), state=Path(sys.argv[4]))
except errors.DiskFull: print("full")
after = {path.name: path.read_bytes() for path in (disk / source.name).iterdir() if path.name != "vault.lock"}
before.pop("vault.lock", None)
print(before == after)
"""


def test_without_room_to_try_it_the_journal_waits(crashed: Practice, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    out = run(
        FULL,
        tmp_path / "disk",
        crashed.folder,
        PASSPHRASE,
        crashed.state,
        before=("unshare", "--mount", "--map-root-user"),
    )
    assert out.splitlines() == ["full", "True"]
    assert DiskFull.code == "disk_full"
