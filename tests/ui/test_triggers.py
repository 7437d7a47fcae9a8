# SPDX-License-Identifier: Apache-2.0
"""Every line of the table of triggers does what it says there, whatever is open; and every page of words tells it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dit_desktop.records.client import Client
from dit_desktop.store import places, vault
from dit_desktop.store.errors import InUse
from dit_desktop.ui.triggers import BY_NAME, TRIGGERS, Deed
from dit_desktop.ui.window import MainWindow
from tests.practices import PASSPHRASE
from tests.ui.window import Replaced, open_client, press, unlock, until, window_on, write

ROOT: Final = Path(__file__).parents[2]
WORDS: Final = "Only by letter"
CONTROL: Final = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    """A window in whose practice words are being typed that nobody has saved yet."""
    open_client(window)
    write(WORDS)
    return window


def is_open(folder: Path) -> bool:
    try:
        places.lock(folder).release()
    except InUse:
        return True
    return False


def saved(folder: Path, window: MainWindow) -> str:
    """What is on the disk, read by nobody who has it open."""
    if window.desk is not None:
        (client,) = window.desk.find(Client)
        return client.reach_safely
    made = vault.open_vault(folder, vault.Secret(PASSPHRASE), state=window.where.state)
    (client,) = made.find(Client)
    made.close()
    return client.reach_safely


def _rescue(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.rescue_requested.emit()


# How the program's own lines of the table come about; what the system tells, its own tests pull.
OWN: Final[dict[str, Callable[[MainWindow], object]]] = {
    "idle": lambda window: window.idle.expired.emit(),
    "key": lambda _window: press(Qt.Key.Key_L, CONTROL),
    "rescue": _rescue,
    "session": lambda _window: _app().commitDataRequest.emit(None),
}


def _pulled(name: str) -> Callable[[MainWindow], object]:
    return lambda window: window.pull(name)


def _app() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


@pytest.mark.parametrize("name", [*OWN, "screen", "signal", "quit"])
def test_each_does_what_the_table_says(window: MainWindow, replaced: Replaced, practice: Path, name: str) -> None:
    (OWN[name] if name in OWN else _pulled(name))(window)
    if name == "quit":
        until(lambda: window.desk is None)  # the day's backup comes first
    assert saved(practice, window) == WORDS
    deed = BY_NAME[name].deed
    assert is_open(practice) is (deed is Deed.SAVE)
    assert len(replaced.lines) == (deed is Deed.LOCK)
    if deed is Deed.LOCK:
        assert ("--damaged" in replaced.lines[0]) is (name == "rescue")


def test_before_a_practice_is_open_and_after_it_was_locked_nothing_is_done_twice(practice: Path) -> None:
    replaced = Replaced()
    with window_on(practice, replaced) as window:
        for trigger in TRIGGERS:
            if trigger.deed is Deed.LOCK:
                window.pull(trigger.name)
        assert replaced.lines == []
        unlock(window)
        window.pull("screen")
        window.pull("suspend")
        assert len(replaced.lines) == 1


def test_every_own_line_is_tried() -> None:
    assert {trigger.name for trigger in TRIGGERS if trigger.ours} == {*OWN, "signal", "quit"}
    assert len(BY_NAME) == len(TRIGGERS)


@pytest.mark.parametrize("page", ["SECURITY.md", "resources/guide/locking.md"])
def test_a_page_of_words_tells_every_line_of_the_table(page: str) -> None:
    words = (ROOT / page).read_text(encoding="utf-8")
    rows = [f"| {trigger.words} | {trigger.deed.value} |" for trigger in TRIGGERS]
    told = [row for row in rows if row in words]
    assert told == rows
    assert "| The cat walks over the keys | locks |" not in words
