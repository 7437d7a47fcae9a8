# SPDX-License-Identifier: Apache-2.0
"""The disk is full, or every write from some point on fails, during a backup, an upgrade and a restore."""

from __future__ import annotations

from pathlib import Path

from dit_desktop.store import places, schema
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
    with made.reading() as connection:
        print(connection.execute("pragma user_version").fetchone()[0], names(one / "backups"))
allow(resource.RLIM_INFINITY)
tell(lambda: upgrade.upgrade(made, steps))
with made.reading() as connection:
    print(connection.execute("pragma user_version").fetchone()[0], len(names(one / "backups")))
made.close()
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
