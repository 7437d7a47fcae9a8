# SPDX-License-Identifier: Apache-2.0
"""The system ends the program, by a signal or with the session: what was being typed is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from dit_desktop.records.client import Client
from dit_desktop.store.vault import open_vault
from tests.practices import SECRET
from tests.store.practices import run, start
from tests.ui.window import new_practice

# The window with all that app.py gives it, and words in a field that nothing has handed over yet.
WINDOW = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from dit_desktop import app as program
from dit_desktop.records.client import Client
from dit_desktop.ui.form import Form
from dit_desktop.ui.pages.page import Target
from tests.ui.window import unlock, window_on, write
from dit_desktop.ui.pictures import say
qInstallMessageHandler(say)
folder, way = Path(sys.argv[1]), sys.argv[2]
app = QApplication([])
with window_on(folder) as window:
    program._take_care(window)
    unlock(window)
    client = window.desk.add(Client(code="C-1"))
    window.workspace.go(Target("details", client.id, client.id, "reach_safely"))
    write("Only by letter")
    waiting = any(form.is_waiting() for form in window.workspace.findChildren(Form))
    print(waiting, window.desk.find(Client)[0].reach_safely == "")
    if way == "session":
        app.commitDataRequest.emit(None)
        print("told", flush=True)
        os._exit(0)  # the session waits for nobody
    elif way == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    else:
        os.kill(os.getpid(), getattr(signal, way))
    QTimer.singleShot(20000, lambda: os._exit(7))
    app.exec()
    print(window.desk is None)
os._exit(0)
"""


@pytest.mark.parametrize("way", ["SIGTERM", "SIGINT", "session"])
def test_what_was_being_typed_is_saved_when_the_system_ends_the_program(tmp_path: Path, way: str) -> None:
    folder = new_practice(tmp_path / "practice")
    said = run(WINDOW, folder, way).splitlines()
    assert said[0] == "True True", "it was not handed over before"
    assert said[1] == ("told" if way == "session" else "True"), "a signal closes the practice too"
    assert reached(folder) == "Only by letter"


def reached(folder: Path) -> str:
    made = open_vault(folder, SECRET, state=folder / "state.json")
    try:
        (client,) = made.find(Client)
        return client.reach_safely
    finally:
        made.close()


def test_without_a_moment_to_save_it_would_be_lost(tmp_path: Path) -> None:
    folder = new_practice(tmp_path / "practice")
    process = start(WINDOW, folder, "kill")
    process.communicate(timeout=60)
    assert process.returncode == -9
    assert reached(folder) == ""
