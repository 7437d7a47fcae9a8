# SPDX-License-Identifier: Apache-2.0
"""Every window asks to be kept out of captures from its first moment on; what the system does then is its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.records.settings import Settings
from dit_desktop.store.settings import read_settings, write_settings
from dit_desktop.ui import capture
from dit_desktop.ui.capture import Capture
from tests.ui.window import new_practice, unlock, window_on


@dataclass
class System:
    """What a system was asked for, by window."""

    asked: dict[int, bool] = field(default_factory=dict)

    def __call__(self, window: int, kept_out: bool) -> None:  # noqa: FBT001 - as it is called
        self.asked[window] = kept_out

    def of(self, window: QWidget) -> bool | None:
        return self.asked.get(int(window.winId()))


@pytest.fixture
def system() -> System:
    return System()


@pytest.fixture
def keeping(qapp: QApplication, system: System) -> Iterator[Capture]:
    made = Capture(qapp, system)
    yield made
    made.set_kept_out(False)
    made.setParent(None)


def test_windows_dialogs_and_menus_are_kept_out_from_their_first_moment(
    qtbot: QtBot, keeping: Capture, system: System
) -> None:
    before = QWidget()
    qtbot.addWidget(before)
    before.show()
    assert system.of(before) is None
    keeping.set_kept_out(True)
    assert system.of(before) is True
    dialog, menu = QDialog(before), QMenu(before)
    menu.addAction("Something")
    dialog.show()
    menu.popup(before.pos())
    assert (system.of(dialog), system.of(menu)) == (True, True)
    keeping.set_kept_out(False)
    assert (system.of(before), system.of(dialog)) == (False, False)
    later = QDialog(before)
    later.show()
    assert system.of(later) is None


def test_the_window_follows_the_setting(tmp_path: Path, system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "of_this_system", lambda: system)
    folder = new_practice(tmp_path / "practice")
    with window_on(folder) as window:
        assert system.of(window) is True, "so it is unless somebody wants it otherwise"
        write_settings(folder, Settings(kept_out_of_captures=False))
        unlock(window)
        assert system.of(window) is False
        assert window.workspace is not None
        window.workspace.settings_changed.emit(Settings(kept_out_of_captures=True))
        assert system.of(window) is True
        assert read_settings(folder).kept_out_of_captures
        window.workspace.settings_changed.emit(Settings(kept_out_of_captures=False))
