# SPDX-License-Identifier: Apache-2.0
"""The program without a screen, as its demonstration starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dit_desktop.store import vault
from tests.practices import CHEAP, PASSPHRASE


def test_without_a_screen_the_example_leaves_its_letter_and_a_picture_of_every_page(tmp_path: Path) -> None:
    places = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA")}
    said = subprocess.run(
        [sys.executable, "-m", "dit_desktop", "--example", "--offscreen", str(tmp_path / "out")],
        env={**os.environ, **places},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    assert "Passphrase: " in said.stdout
    assert str(tmp_path / "out") in said.stdout
    letters = list((tmp_path / "out").glob("goodbye-letter-C-009-*.pdf"))
    assert len(letters) == 1
    assert letters[0].read_bytes().startswith(b"%PDF")
    pictures = {path.name[3:] for path in (tmp_path / "out").glob("*.png")}
    assert {
        f"{page}-{look}.png" for page in ("unlock", "overview", "note", "letter") for look in ("light", "dark")
    } <= (pictures)


# Qt's namespace is built the first time anything names it, or makes a brush of a colour: 2,400 enumeration members.
_WATCHED = """
import os, sys
from PySide6 import QtCore
from dit_desktop import app
from dit_desktop.ui import window

def said(when):
    sys.stdout.write(f"{when} {'Qt' in vars(QtCore)}\\n")
    sys.stdout.flush()

class Watch(QtCore.QObject):
    def eventFilter(self, watched, event):
        if event.type() is QtCore.QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QtCore.QTimer.singleShot(0, lambda: said("painted"))
        return False

class Window(window.MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        self.watch = Watch()  # the last filter is asked first
        self.windowHandle().installEventFilter(self.watch)
        self.furnished.connect(lambda: (said("furnished"), os._exit(0)))

window.MainWindow = Window
app.main(sys.argv[1:])
"""


def test_the_first_page_is_painted_before_the_namespace_of_qt_is_built(tmp_path: Path) -> None:
    made, _code = vault.create(tmp_path / "practice", PASSPHRASE, state=tmp_path / "state.json", cost=CHEAP)
    made.close()
    said = subprocess.run(
        [sys.executable, "-c", _WATCHED, "--data", str(tmp_path / "practice")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.stdout.splitlines() == ["painted False", "furnished True"], said.stderr
