# SPDX-License-Identifier: Apache-2.0
"""On a disk that cannot be written a practice opens to be read, says so, and takes no key that it could not keep."""

from __future__ import annotations

from pathlib import Path

from dit_desktop.records.session import SessionNote
from tests.practices import filled
from tests.store.practices import PASSPHRASE, Practice, contents, run

READ_ONLY = """
import os, subprocess, sys
from pathlib import Path
from dit_desktop.records.session import SessionNote
from dit_desktop.store import errors, vault
folder, state, words = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def mount(*words): subprocess.run(["mount", *words], check=True)
def open_it(**more): return vault.open_vault(folder, vault.Secret(words), state=state, **more)
mount("--bind", str(folder), str(folder))
mount("-o", "remount,ro,bind", str(folder))
made = open_it()
print(made.read_only, [note.material for note in made.find(SessionNote)])
for work in (lambda: made.add(SessionNote()), lambda: made.note("x"), lambda: made.put_in_bin(1)):
    try: work()
    except errors.ReadOnly: print("refused")
made.close()
state.write_text('{"vaults": {"%s": {"length": 99, "head": "00"}}}' % made.vault_id)
try: open_it()
except errors.OlderCopy: print("older")
open_it(accept_older=True).close()
subprocess.run(["umount", str(folder)], check=True)
(folder / "records.db-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
mount("--bind", str(folder), str(folder))
mount("-o", "remount,ro,bind", str(folder))
try: open_it()
except errors.ReadOnly as error: print(error.what)
subprocess.run(["umount", str(folder)], check=True)
(folder / "records.db-journal").unlink()
mount("--bind", str(folder / "records.db"), str(folder / "records.db"))
mount("-o", "remount,ro,bind", str(folder / "records.db"))
made = open_it(accept_older=True)
print(made.read_only)
made.close()
"""


def test_where_nothing_can_be_written_it_opens_to_read_and_refuses_to_write(practice: Practice) -> None:
    made = practice.open()
    made.add(SessionNote(material="said"))
    made.close()
    before = contents(practice.folder)
    lines = run(
        READ_ONLY, practice.folder, practice.state, PASSPHRASE, before=("unshare", "--mount", "--map-root-user")
    ).splitlines()
    assert lines[:5] == ["True ['said']", "refused", "refused", "refused", "older"]
    assert "interrupted" in lines[5]
    assert lines[6:] == ["True"]
    assert contents(practice.folder) == before


# The window as a therapist has it, on a file system that the kernel itself does not let anybody write to.
WINDOW = """
import subprocess, sys
from pathlib import Path
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from dit_desktop.records.session import SessionNote
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.pictures import say
from tests.ui.pages.walk import field
from tests.ui.window import unlock, window_on
qInstallMessageHandler(say)
source, disk = Path(sys.argv[1]), Path(sys.argv[2])
app = QApplication([])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)], check=True)
subprocess.run(["cp", "-a", str(source), str(disk / "practice")], check=True)
for option in ([], ["-o", "remount,ro"])[: 1 + (sys.argv[3] == "ro")]:
    if option:
        subprocess.run(["mount", *option, str(disk)], check=True)
try:
    (disk / "practice" / "x").touch()
    print("can be written")
except OSError:
    print("cannot be written")
with window_on(disk / "practice") as window:
    unlock(window)
    workspace, desk = window.workspace, window.desk
    note = desk.find(SessionNote)[0]
    workspace.go(Target("note", note.client, note.id, "material"))
    editor = field(workspace, "material")
    QTest.keyClicks(editor, "typed ")
    print(editor.isReadOnly(), editor.toPlainText()[:11], window.status().split(" · ")[0], sep="|")
    print(workspace.messages.text())
    workspace.run("new_client")
    print(workspace.messages.text())
"""


def seen_in_the_window(source: Path, disk: Path, way: str) -> list[str]:
    disk.mkdir()
    return run(WINDOW, source, disk, way, before=("unshare", "--mount", "--map-root-user")).splitlines()


def test_the_window_says_that_it_can_only_be_read_and_takes_no_key(tmp_path: Path) -> None:
    filled(tmp_path / "practice")
    practice = tmp_path / "practice"
    before = contents(practice)
    read_only = seen_in_the_window(practice, tmp_path / "disk", "ro")
    assert read_only[:2] == ["cannot be written", "True|What Margue|Read only"]
    assert "you can read, not change" in read_only[2]
    assert "cannot be written" in read_only[3]
    assert contents(practice) == before
    writable = seen_in_the_window(practice, tmp_path / "other", "rw")
    assert writable[0] == "can be written"
    assert "Read only" not in writable[1]
