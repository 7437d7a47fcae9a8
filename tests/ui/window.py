# SPDX-License-Identifier: Apache-2.0
"""The real window on a real practice, driven by keys; only the process is not replaced but written down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.store import places, vault
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.vault.where import Where
from dit_desktop.ui.window import MainWindow
from dit_desktop.ui.workspace import Workspace
from tests.practices import CHEAP, PASSPHRASE


@dataclass
class Replaced:
    """What fresh processes would have been started with."""

    lines: list[list[str]] = field(default_factory=list)

    def __call__(self, arguments: Sequence[str]) -> None:
        self.lines.append(list(arguments))


@contextmanager
def window_on(folder: Path, replaced: Replaced | None = None, *, locked_at: str = "") -> Iterator[MainWindow]:
    """A window for the practice in a folder; what it left open is closed afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = MainWindow(
        app,
        Where(folder, told=True, cost=CHEAP),
        replace_process=replaced or Replaced(),
        locked_at=locked_at,
        pause=1,
    )
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowExposed(made)
    until(lambda: made.actions_by_name)
    try:
        yield made
    finally:
        if made.desk is not None:
            made.desk.close()
            made.desk = None
        if made.door is not None:
            made.door.leave()
        made.hide()
        made.deleteLater()
        QApplication.processEvents()
        # A window that was left has told the application to end; no later event loop would run without this.
        QTimer.singleShot(0, app, QApplication.quit)
        app.exec()


def new_practice(folder: Path) -> Path:
    """An empty practice with cheap keys; returns its folder."""
    made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    made.close()
    return folder


def until(so: Callable[[], object]) -> None:
    """Let the program work until something is so."""
    end = time.monotonic() + 20
    while not so():
        assert time.monotonic() < end
        QTest.qWait(10)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    """Type where the focus is."""
    QTest.keyClicks(focused(), text)


def focused() -> QWidget:
    """What has the focus; there always is something."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def unlock(window: MainWindow, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase and wait for the first page."""
    write(passphrase)
    press(Qt.Key.Key_Return)
    until(lambda: window.workspace)


def desk_of(window: MainWindow) -> Desk:
    """The open practice behind a window."""
    assert window.desk is not None
    return window.desk


def workspace_of(window: MainWindow) -> Workspace:
    """The pages of an open practice."""
    assert window.workspace is not None
    return window.workspace


def is_closed(folder: Path) -> bool:
    """Whether the vault was given back, which only a closed one is."""
    places.lock(folder).release()
    return True


def open_client(window: MainWindow) -> Client:
    """A client whose details are open, the cursor in the notes about reaching them."""
    client = desk_of(window).add(Client(code="C-001", alias="Wren"))
    workspace_of(window).go(Target("details", client.id, client.id, "reach_safely"))
    return client
