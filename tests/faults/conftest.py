# SPDX-License-Identifier: Apache-2.0
"""A practice with a little of everything for each fault, copied from one that is made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.common import Own
from tests.practices import copy, filled


@pytest.fixture(scope="session")
def filled_practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("faults") / "practice"
    return folder, filled(folder)


@pytest.fixture
def own(filled_practice: tuple[Path, str], tmp_path: Path) -> Own:
    folder = copy(filled_practice[0], tmp_path / "own")
    (folder / "state.json").rename(tmp_path / "state.json")
    return Own(folder, tmp_path / "state.json", filled_practice[1])
