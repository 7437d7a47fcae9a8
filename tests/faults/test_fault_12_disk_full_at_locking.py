# SPDX-License-Identifier: Apache-2.0
"""A disk that is full when the practice locks: the last words go into the room that was kept free for them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dit_desktop.store import reserve
from tests.store.practices import run

# The real window on a disk of its own that is filled to its last page.
LOCKING = """
import os, subprocess, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
disk = Path(sys.argv[1])
os.environ["QT_LOGGING_RULES"] = "default.warning=false"  # what a window without a screen complains of
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], check=True)
from dit_desktop.records.client import Client
from dit_desktop.ui.pages.page import Target
from tests.ui.window import Replaced, new_practice, unlock, until, window_on, write
app = QApplication([])
folder = new_practice(disk / "practice")
def fill():
    with open(disk / "ballast", "wb", buffering=0) as ballast:
        try:
            while True:
                ballast.write(bytes(4096))
        except OSError as error:
            print(error.strerror)
def lock(words, reserved=True):
    replaced = Replaced()
    with window_on(folder, replaced) as window:
        unlock(window)
        client = window.desk.add(Client(code="C-001")).id
        until(lambda: (folder / "reserve").exists())
        window.workspace.go(Target("details", client, client, "reach_safely", 0))
        write(words)
        if not reserved:
            (folder / "reserve").unlink()
        fill()
        window.lock()
        print(len(replaced.lines), window.held.said.text() if window.held else "locked", (folder / "reserve").exists())
        if window.held:
            (disk / "ballast").unlink()
            until(lambda: replaced.lines)
    (disk / "ballast").unlink(missing_ok=True)
    return client
"""
WITH = """
client = lock("Only by letter")
with window_on(folder) as window:
    unlock(window)
    print(window.desk.get(Client, client).reach_safely)
    until(lambda: (folder / "reserve").exists() and (folder / "reserve").stat().st_size == 1 << 20)
"""
WITHOUT = """
lock("Never by phone", reserved=False)
"""


def locked(tmp_path: Path, code: str) -> list[str]:
    disk = tmp_path / "disk"
    disk.mkdir()
    return run(code, disk, before=("unshare", "--mount", "--map-root-user")).splitlines()


def test_fault_12_on_a_full_disk_the_last_words_before_locking_take_the_room_kept_for_them(tmp_path: Path) -> None:
    full, said, kept = locked(tmp_path, LOCKING + WITH)
    assert full == "No space left on device"
    assert said == "1 locked False"
    assert kept == "Only by letter"


def test_fault_12_without_that_room_they_are_kept_out_of_sight_until_there_is_some(tmp_path: Path) -> None:
    full, said = locked(tmp_path, LOCKING + WITHOUT)
    assert full == "No space left on device"
    assert said.startswith("0 Your last words could not be saved: The disk is full")


def test_the_room_is_taken_once_given_back_once_and_taken_whole_again(tmp_path: Path) -> None:
    assert not reserve.give_back(tmp_path), "there is none"
    reserve.keep(tmp_path)
    place = tmp_path / reserve.FILE
    first = place.read_bytes()
    reserve.keep(tmp_path)
    assert place.read_bytes() == first, "it is not written at every opening"
    assert place.stat().st_blocks * 512 >= reserve.SIZE == len(first)
    os.truncate(place, 1000)  # an accident in the midst of it
    reserve.keep(tmp_path)
    assert place.stat().st_size == reserve.SIZE
    assert reserve.give_back(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("gone", [True, False])
def test_where_it_cannot_be_taken_nothing_is_said_and_nothing_left(tmp_path: Path, *, gone: bool) -> None:
    folder = tmp_path / "practice"
    if not gone:
        folder.write_text("a file where a folder should be")
    reserve.keep(folder)
    assert not reserve.give_back(folder)
    assert [path.name for path in tmp_path.iterdir()] == ([] if gone else ["practice"])
