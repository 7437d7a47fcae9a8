# SPDX-License-Identifier: Apache-2.0
"""A practice with a little of everything for each fault, copied from one that is made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dit_desktop.store.vault import Vault
from tests.faults.common import Own
from tests.faults.damage import fill
from tests.practices import copy, filled
from tests.store.practices import Practice, new_practice


@pytest.fixture(scope="session")
def filled_practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("faults") / "practice"
    return folder, filled(folder)


@pytest.fixture
def own(filled_practice: tuple[Path, str], tmp_path: Path) -> Own:
    folder = copy(filled_practice[0], tmp_path / "own")
    (folder / "state.json").rename(tmp_path / "state.json")
    return Own(folder, tmp_path / "state.json", filled_practice[1])


@pytest.fixture(scope="session")
def empty_practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return new_practice(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def practice(empty_practice: Practice, tmp_path: Path) -> Practice:
    return empty_practice.copy(tmp_path)


@pytest.fixture
def opened(practice: Practice) -> Iterator[Vault]:
    made = practice.open()
    yield made
    made.close()


@pytest.fixture(scope="session")
def full(empty_practice: Practice, tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return fill(empty_practice.copy(tmp_path_factory.mktemp("full")))


@pytest.fixture
def broken(full: Practice, tmp_path: Path) -> Practice:
    return full.copy(tmp_path)
