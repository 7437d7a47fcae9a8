# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dit_desktop.models.desk import Desk
from dit_desktop.store.errors import Refused
from tests.opened import make_empty, make_example, open_copy


@pytest.fixture(scope="session")
def empty_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_empty(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def example_practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_example(tmp_path_factory.mktemp("example"))


@pytest.fixture
def desk(empty_practice: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(open_copy(empty_practice, tmp_path))
    yield made
    with suppress(Refused):
        made.close()
    qtbot.wait(1)  # what the writer announced last is heard before the desk goes


@pytest.fixture
def example(example_practice: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(open_copy(example_practice, tmp_path))
    yield made
    made.close()
    qtbot.wait(1)
