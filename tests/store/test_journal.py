# SPDX-License-Identifier: Apache-2.0
"""What a crash leaves beside the records: played when it mends them, set aside when it is not theirs."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from dit_desktop.records.session import SessionNote
from dit_desktop.store import journal, seal
from dit_desktop.store.errors import DamagedVault, DiskFull, Missing
from tests.store.practices import HALF, PASSPHRASE, WHOLE, Practice, contents, interrupt, new_practice, run, start

# Saves two records in one transaction, again and again, and says so after each.
COMMITTING = """
import sys
from dataclasses import replace
from pathlib import Path
from dit_desktop.records.session import SessionNote
from dit_desktop.store import rows, vault
made = vault.open_vault(Path(sys.argv[1]), vault.Secret(sys.argv[3]), state=Path(sys.argv[2]))
one, two = made.find(SessionNote)
number = int(one.material)
print("open", flush=True)
while True:
    number += 1
    def both(connection):
        for note in (one, two):
            rows.update(connection, replace(note, material=f"{number:06}" * 4000), rows.now(), visit=True)
    made.write(both)
    print(number, flush=True)
"""


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


def test_the_file_itself_was_half_written(crashed: Practice) -> None:
    """Without this, the test before would find nothing to mend."""
    crashed.journal.unlink()
    try:
        found = materials(crashed)
    except (DamagedVault, AssertionError):
        return
    assert found != WHOLE


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


def test_killed_while_saving_no_acknowledged_save_is_lost(practice: Practice) -> None:
    made = practice.open()
    for _number in range(2):
        made.add(SessionNote(material="0"))
    made.close()
    chance = random.Random(10)
    hot, kills = 0, 12
    for _kill in range(kills):
        process = start(COMMITTING, practice.folder, practice.state, PASSPHRASE)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        process.stdout.readline()
        time.sleep(chance.random() * 0.03)
        if chance.random() < 0.7:  # the part that matters is a short one
            deadline = time.monotonic() + 5
            while not waits(practice) and time.monotonic() < deadline:
                pass
        process.kill()
        acknowledged = int((process.communicate()[0].split() or ["0"])[-1])
        hot += journal.is_hot(practice.database)
        one, two = materials(practice)
        assert one == two, "half a transaction is seen"
        assert acknowledged <= int(one[:6]) <= acknowledged + 2
        reset(practice)
    assert hot >= kills * 0.3, hot


def waits(practice: Practice) -> bool:
    try:
        return journal.is_hot(practice.database)
    except FileNotFoundError:  # it has just gone
        return False


def reset(practice: Practice) -> None:
    made = practice.open()
    made.write(lambda connection: connection.execute("delete from revision"))
    made.write(lambda connection: connection.execute("update record set body = json_set(body, '$.material', '0')"))
    made.close()
