# SPDX-License-Identifier: Apache-2.0
"""What every test of a widget starts from: the program's own look, and no text size left from another test."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dit_desktop.records.settings import Appearance
from dit_desktop.ui import style


@pytest.fixture(autouse=True)
def look(qtbot: QtBot, qapp: QApplication) -> None:  # noqa: ARG001 - the bot closes what a test opened first
    style.apply(qapp, Appearance.LIGHT, 100)
