# SPDX-License-Identifier: Apache-2.0
"""The disk is full, or every write from some point on fails: a backup, an upgrade, a restore, a change of keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from dit_desktop.store import places, schema, typed
from dit_desktop.store.vault import Secret
from dit_desktop.store.verify import report
from tests.faults.common import ENDING, Own, backups, holds
from tests.practices import PASSPHRASE
from tests.store.practices import run

PRELUDE = (
    ENDING
    + """
import resource, subprocess
from dit_desktop.store.errors import Refused
disk = Path(more[0])
def tell(work):
    try:
        work()
        print("done")
    except Refused as error:
        print(error.code, "|", error.what, "|", error.safe)
def mount(size):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=True)
def names(folder):
    return sorted(path.name for path in folder.rglob("*"))
def allow(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
"""
)
FULL = (
    PRELUDE
    + """
mount("100k")
made = vault.open_vault(one, secret, state=state)
tell(lambda: backup.backup(made, disk))
print(names(disk), names(one))
subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
tell(lambda: backup.backup(made, disk))
print(len(names(disk)))
made.close()
"""
)
FULL_RESTORE = (
    PRELUDE
    + """
mount("300k")
subprocess.run(["cp", "-a", str(one), str(disk / "practice")], check=True)
(disk / "ballast").write_bytes(bytes(100_000))
before = names(disk)
wanted = restore.Wanted(two, disk / "practice", replace=True)
tell(lambda: restore.restore(wanted, secret))
print(names(disk) == before)
subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
tell(lambda: restore.restore(wanted, secret))
"""
)
FAILING = (
    PRELUDE
    + """
made = vault.open_vault(one, secret, state=state)
size = made.folder.joinpath("records.db").stat().st_size
for allowed in (0, 1000, size // 2, size, size + 300):
    allow(allowed)
    tell(lambda: backup.backup(made, two))
    print(names(two))
allow(resource.RLIM_INFINITY)
tell(lambda: backup.backup(made, two))
made.close()
"""
)
FAILING_UPGRADE = (
    PRELUDE
    + """
steps = (*schema.migrations(), "create table second(a);")
made = vault.open_vault(one, secret, state=state)
(one / "backups").mkdir()
size = made.folder.joinpath("records.db").stat().st_size
for allowed in (0, 1000, size // 2, size + 300):
    allow(allowed)
    tell(lambda: upgrade.upgrade(made, steps))
    allow(resource.RLIM_INFINITY)  # what was written half way is undone once there can be written again
    with made.reading() as connection:
        print(connection.execute("pragma user_version").fetchone()[0], names(one / "backups"))
tell(lambda: upgrade.upgrade(made, steps))
with made.reading() as connection:
    print(connection.execute("pragma user_version").fetchone()[0], len(names(one / "backups")))
made.close()
"""
)
KEYS = (
    PRELUDE
    + """
from dit_desktop.store import keys, reencrypt, rewrap
new = rewrap.NewKeys(more[1], more[2], cost=keys.Cost(64, 1, 1))
act = {"change": rewrap.change, "anew": reencrypt.reencrypt, "closed": rewrap.renew}[more[3]]
def fill(path, pages):
    ballast = os.open(path, os.O_WRONLY | os.O_CREAT)
    written = 0
    try:
        while True:
            written += os.write(ballast, bytes(4096))
    except OSError:
        os.ftruncate(ballast, written // 4096 * 4096 - pages * 4096)
    os.close(ballast)
def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith("keys.json")}
def attempt(folder):
    if more[3] == "closed":
        tell(lambda: act(folder, secret, new))
        return
    made = vault.open_vault(folder, secret, state=state)
    tell(lambda: act(made, secret, new))
    made.close()
"""
)
FULL_KEYS = (
    KEYS
    + """
mount("2m")
folder = disk / "practice"
subprocess.run(["cp", "-a", str(one), str(folder)], check=True)
vault.open_vault(folder, secret, state=state).close()
before, size = bytes_of(folder), folder.joinpath("records.db").stat().st_size
step = max(1, size // 4096 // 8) if more[3] == "anew" else 1
for pages in range(0, 1000, step):
    fill(disk / "ballast", pages)
    attempt(folder)
    if bytes_of(folder) != before:
        break
    (disk / "ballast").unlink()
    vault.open_vault(folder, secret, state=state).close()
print(pages > 0, names(folder))
vault.open_vault(folder, Secret(more[1]), state=state).close()
"""
)
FAILING_KEYS = (
    KEYS
    + """
before, size = bytes_of(one), one.joinpath("records.db").stat().st_size
largest = size + 4096 if more[3] == "anew" else 8192
for allowed in range(0, largest, 1 + largest // 24):
    allow(allowed)
    try:
        attempt(one)
    except Refused as error:
        print(error.code, "|", "opening", "|", "")
    allow(resource.RLIM_INFINITY)
    if bytes_of(one) != before:
        break
    vault.open_vault(one, secret, state=state).close()
if bytes_of(one) == before:
    attempt(one)
print(allowed > 0, names(one))
vault.open_vault(one, Secret(more[1]), state=state).close()
"""
)
ALONE = ("unshare", "--mount", "--map-root-user")


def test_on_a_full_disk_a_backup_is_refused_and_nothing_is_left_of_it(own: Own, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    before = sorted(path.name for path in own.folder.iterdir())
    lines = run(FULL, own.folder, tmp_path, own.state, PASSPHRASE, "", tmp_path / "disk", before=ALONE).splitlines()
    code, what, safe = lines[0].split(" | ")
    assert (code, what) == ("disk_full", "There is not enough room for the backup.")
    assert "older backup" in safe
    assert lines[1] == f"[] {before}"
    assert lines[2:] == ["done", "1"]


def test_on_a_full_disk_a_restore_is_refused_and_the_old_practice_is_there(own: Own, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    made = own.back_up(tmp_path / "to")
    words = (own.folder, made.path, own.state, PASSPHRASE, "", tmp_path / "disk")
    lines = run(FULL_RESTORE, *words, before=ALONE).splitlines()
    assert lines[0].startswith("disk_full | There is not enough room to restore this backup. |")
    assert lines[1:] == ["True", "done"]


def test_wherever_writing_fails_a_backup_is_refused_and_the_next_one_works(own: Own, tmp_path: Path) -> None:
    to = tmp_path / "to"
    to.mkdir()
    lines = run(FAILING, own.folder, to, own.state, PASSPHRASE, "", tmp_path).splitlines()
    assert len(lines) == 11
    assert {line.split(" | ")[0] for line in lines[0:10:2]} <= {"disk_full", "read_only"}
    assert set(lines[1:10:2]) == {"[]"}
    assert lines[10] == "done"
    assert holds(backups(to)[0]) == holds(own.folder)


def test_wherever_writing_fails_nothing_is_brought_up_to_date_without_a_backup(own: Own, tmp_path: Path) -> None:
    lines = run(FAILING_UPGRADE, own.folder, tmp_path, own.state, PASSPHRASE, "", tmp_path).splitlines()
    assert len(lines) == 10
    for line in lines[0:8:2]:
        assert "could not be backed up" in line
    assert set(lines[1:8:2]) == {f"{schema.current()} []"}
    assert lines[8:] == ["done", f"{schema.current() + 1} 1"]
    holds(backups(own.folder / places.BACKUPS)[0])


NEW = "seven lanterns over a quiet harbour"
WHOLE = ["keys.json", "keys.json.copy", "records.db", "vault.lock"]


def opened_with_new_keys(lines: list[str]) -> None:
    """Refused in words again and again, and in the end done, with nothing left lying about."""
    *told, done, left = lines
    assert done == "done"
    assert told
    assert {line.split(" | ")[0] for line in told} <= {"disk_full", "read_only"}
    assert left == f"True {WHOLE}"


@pytest.mark.parametrize("what", ["change", "anew", "closed"])
def test_with_room_for_one_page_more_each_time_keys_are_refused_or_wholly_changed(
    own: Own, tmp_path: Path, what: str
) -> None:
    (tmp_path / "disk").mkdir()
    words = (own.folder, tmp_path, own.state, PASSPHRASE, "", tmp_path / "disk", NEW, typed.new_code(), what)
    opened_with_new_keys(run(FULL_KEYS, *words, before=ALONE).splitlines())


@pytest.mark.parametrize("what", ["change", "anew", "closed"])
def test_wherever_writing_fails_keys_are_refused_or_wholly_changed(own: Own, tmp_path: Path, what: str) -> None:
    words = (own.folder, tmp_path, own.state, PASSPHRASE, "", tmp_path / "disk", NEW, typed.new_code(), what)
    lines = run(FAILING_KEYS, *words).splitlines()
    opened_with_new_keys(lines)
    assert report(own.folder, Secret(NEW)).ok
