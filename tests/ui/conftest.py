# SPDX-License-Identifier: Apache-2.0
"""What tests of widgets start from: the program's own look, no text size left from another test, an unlocked window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dit_desktop.records.settings import Appearance
from dit_desktop.ui import style
from dit_desktop.ui.window import MainWindow
from tests.ui.window import Replaced, new_practice, unlock, window_on


@pytest.fixture(autouse=True)
def look(qtbot: QtBot, qapp: QApplication) -> None:  # noqa: ARG001 - the bot closes what a test opened first
    style.apply(qapp, Appearance.LIGHT, 100)


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return new_practice(tmp_path / "practice")


@pytest.fixture
def replaced() -> Replaced:
    return Replaced()


@pytest.fixture
def window(practice: Path, replaced: Replaced) -> Iterator[MainWindow]:
    with window_on(practice, replaced) as made:
        unlock(made)
        yield made
