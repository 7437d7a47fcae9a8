# SPDX-License-Identifier: Apache-2.0
"""The workspace of the example practice, open and on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from dit_desktop.models.desk import Desk
from dit_desktop.store.errors import Refused
from dit_desktop.ui.workspace import Workspace
from tests.opened import make_empty, make_example, open_copy


@pytest.fixture(scope="session")
def example_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def empty_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_empty(tmp_path_factory.mktemp("empty"))


def workspace_of(folder: Path, to: Path, qtbot: QtBot) -> Iterator[Workspace]:
    desk = Desk(open_copy(folder, to))
    made = Workspace(desk)
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    made.activateWindow()
    yield made
    with suppress(Refused):
        made.flush()
    desk.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.wait(1)


@pytest.fixture
def workspace(example_practice: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    yield from workspace_of(example_practice, tmp_path, qtbot)


@pytest.fixture
def nobody(empty_practice: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    yield from workspace_of(empty_practice, tmp_path, qtbot)
