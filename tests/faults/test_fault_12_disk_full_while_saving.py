# SPDX-License-Identifier: Apache-2.0
"""A disk that is full while saving: refused in words, the old state intact, the next save works."""

from __future__ import annotations

from pathlib import Path

from dit_desktop.records.session import SessionNote
from tests.store.practices import PASSPHRASE, Practice, run

PRELUDE = """
import subprocess, sys
from dataclasses import replace
from pathlib import Path
from dit_desktop.records.session import SessionNote
from dit_desktop.store import errors, vault
folder, state, words, disk = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
def state_of(made):
    with made.reading() as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
    return [(note.material[:5], len(note.material)) for note in made.find(SessionNote)]
def save(made, note, size):
    try:
        made.save(replace(note, material="new  " + "y" * size), visit=True)
        print("saved")
    except errors.Refused as error:
        print(error.code)
    print(state_of(made))
"""
FULL = (
    PRELUDE
    + """
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], check=True)
subprocess.run(["cp", "-a", str(folder), str(disk / "practice")], check=True)
folder = disk / "practice"
made = vault.open_vault(folder, vault.Secret(words), state=state)
(note,) = made.find(SessionNote)
(disk / "ballast").write_bytes(bytes(350_000))
save(made, note, 200_000)
save(made, note, 200_000)
print(sorted(path.name for path in folder.iterdir() if path.name != "vault.lock"))
(disk / "ballast").unlink()
save(made, note, 100_000)
made.close()
made = vault.open_vault(folder, vault.Secret(words), state=state)
print(state_of(made))
made.close()
"""
)
OLD, NEW = "[('old  ', 55)]", "[('new  ', {})]"


def with_a_note(practice: Practice) -> None:
    made = practice.open()
    made.add(SessionNote(material="old  " + "x" * 50))
    made.close()


def test_fault_12_on_a_full_disk_a_save_is_refused_and_works_again_when_there_is_room(
    practice: Practice, tmp_path: Path
) -> None:
    with_a_note(practice)
    (tmp_path / "disk").mkdir()
    lines = run(
        FULL,
        practice.folder,
        practice.state,
        PASSPHRASE,
        tmp_path / "disk",
        before=("unshare", "--mount", "--map-root-user"),
    ).splitlines()
    assert lines[:4] == ["disk_full", OLD, "disk_full", OLD]
    assert lines[4] == "['keys.json', 'keys.json.copy', 'records.db']"
    assert lines[5:] == ["saved", NEW.format(100_005), NEW.format(100_005)]
