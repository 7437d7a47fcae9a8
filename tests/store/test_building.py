# SPDX-License-Identifier: Apache-2.0
"""A new vault is whole or not there, whatever happens while it is made."""

from __future__ import annotations

import random
import stat
import time
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.records.session import SessionNote
from dit_desktop.store import places, rows, vault
from dit_desktop.store.errors import CloudFolder, Exists, InUse, WeakPassphrase
from tests.store.practices import CHEAP, PASSPHRASE, contents, new_practice, run, start


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def make(folder: Path, **more: object) -> tuple[vault.Vault, str]:
    return vault.create(folder, PASSPHRASE, state=folder.parent / "state.json", cost=CHEAP, **more)  # type: ignore[arg-type]


def test_a_new_vault_is_private_and_open(tmp_path: Path) -> None:
    made, code = make(tmp_path / "above" / "practice")
    made.add(SessionNote())
    made.close()
    assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.folder.parent.stat().st_mode) == 0o700
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made.folder.iterdir()}
    assert files.keys() - {"vault.lock"} == {"keys.json", "keys.json.copy", "records.db"}
    assert set(files.values()) == {0o600}
    assert names(made.folder.parent) == ["practice"] or names(made.folder.parent) == [
        "practice",
        "state.json",
    ]
    vault.open_vault(made.folder, vault.Secret(code, code=True), state=tmp_path / "state.json").close()


def test_an_empty_folder_is_used_and_made_private(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    folder.mkdir(mode=0o755)
    make(folder)[0].close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_named_by_a_dot_or_a_link_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    make(Path("practice"))[0].close()
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    made, _code = make(tmp_path / "link")
    made.close()
    assert (tmp_path / "link").is_symlink()
    assert "records.db" in names(tmp_path / "real")


def test_what_is_already_there_stays(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    before = contents(tmp_path)
    for name in ("full", "file"):
        with pytest.raises(Exists):
            make(tmp_path / name)
    practice = new_practice(tmp_path)
    after = contents(practice.folder)
    with pytest.raises(Exists):
        make(practice.folder)
    assert contents(practice.folder) == after
    assert contents(tmp_path).items() >= before.items()


def test_a_weak_passphrase_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase):
        vault.create(tmp_path / "practice", "passwordpassword", state=tmp_path / "state.json", cost=CHEAP)
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["OneDrive - Home", "Dropbox", "iCloud~x", "Google Drive", "Nextcloud2"])
def test_a_synchronised_folder_is_refused_also_behind_a_link(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / "link").symlink_to(tmp_path / name)
    for folder in (tmp_path / name / "practice", tmp_path / "link" / "practice", tmp_path / "link"):
        with pytest.raises(CloudFolder):
            make(folder)
    assert names(tmp_path / name) == []


def test_while_one_makes_it_another_is_told(tmp_path: Path) -> None:
    partial = tmp_path / ".practice.partial"
    partial.mkdir()
    held = places.lock(partial)
    (partial / "records.db").write_bytes(b"half")
    (partial / "logs").mkdir()
    with pytest.raises(InUse):
        make(tmp_path / "practice")
    assert (partial / "records.db").read_bytes() == b"half"
    held.release()
    make(tmp_path / "practice")[0].close()
    assert names(tmp_path) == ["practice", "state.json"]


def test_a_filling_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fill(folder: Path, connection: dbapi2.Connection) -> None:
        (folder / "settings.json").write_text("{}")
        rows.insert(connection, SessionNote(), rows.now())
        raise KeyError("no such example")

    (tmp_path / "practice").mkdir()
    with pytest.raises(KeyError):
        make(tmp_path / "practice", fill=fill)
    assert [
        path for path in tmp_path.rglob("*") if path.name not in ("practice", ".practice.partial", "vault.lock")
    ] == []
    make(tmp_path / "practice")[0].close()
    assert names(tmp_path) == ["practice", "state.json"]


def test_a_filling_is_there_when_the_vault_is(tmp_path: Path) -> None:
    def fill(folder: Path, connection: dbapi2.Connection) -> None:
        (folder / "settings.json").write_text("{}")
        rows.insert(connection, SessionNote(material="from the start"), rows.now())

    made, _code = make(tmp_path / "practice", fill=fill)
    assert [note.material for note in made.find(SessionNote)] == ["from the start"]
    assert (made.folder / "settings.json").read_text() == "{}"
    made.close()


MOUNTED = """
import subprocess, sys
from pathlib import Path
from dit_desktop.store import errors, keys, vault
base, words = Path(sys.argv[1]), sys.argv[2]
def make(folder):
    try:
        vault.create(folder, words, state=base / "state.json", cost=keys.Cost(64, 1, 1))[0].close()
        print("made")
    except errors.Refused as error:
        print(error.code)
(base / "disk").mkdir()
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(base / "disk")], check=True)
make(base / "disk")
make(base / "disk" / "small")
print(sorted(path.name for path in (base / "disk").rglob("*") if path.is_file() and path.name != "vault.lock"))
subprocess.run(["mount", "-o", "remount,size=4m", str(base / "disk")], check=True)
make(base / "disk" / "small")
print(sorted(path.name for path in (base / "disk").iterdir()))
subprocess.run(["mount", "-o", "remount,ro", str(base / "disk")], check=True)
make(base / "disk" / "other")
"""


def test_a_full_disk_a_read_only_disk_and_the_root_of_a_disk_are_refused_in_words(tmp_path: Path) -> None:
    out = run(MOUNTED, tmp_path, PASSPHRASE, before=("unshare", "--mount", "--map-root-user"))
    assert out.splitlines() == ["exists", "disk_full", "[]", "made", "['small']", "read_only"]


CREATE = """
import sys
from pathlib import Path
from dit_desktop.store import keys, typed, vault
import cryptography.hazmat.primitives.kdf.argon2, cryptography.hazmat.primitives.ciphers.aead
typed.guesses("warm")
print("ready", flush=True)
sys.stdin.readline()
made, code = vault.create(Path(sys.argv[1]), sys.argv[3], state=Path(sys.argv[2]), cost=keys.Cost(64, 1, 1))
print(code, flush=True)
made.close()
"""


def test_killed_at_any_moment_there_is_a_whole_vault_or_none(tmp_path: Path) -> None:
    chance = random.Random(7)
    began = time.perf_counter()
    (tmp_path / "measure").mkdir()
    new_practice(tmp_path / "measure")
    lasts = time.perf_counter() - began
    found = {"whole": 0, "partial": 0, "nothing": 0}
    for number in range(9):
        folder, state = tmp_path / str(number) / "practice", tmp_path / str(number) / "state.json"
        process = start(CREATE, folder, state, PASSPHRASE)
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        time.sleep(chance.random() * lasts)
        process.kill()
        process.communicate()
        if folder.exists():
            found["whole"] += 1
            vault.open_vault(folder, vault.Secret(PASSPHRASE), state=state).close()
        else:
            found["partial" if (folder.parent / ".practice.partial").exists() else "nothing"] += 1
            make(folder)[0].close()
        assert {path.name for path in folder.parent.iterdir()} <= {"practice", "state.json"}
    assert found["partial"] >= 2, found
