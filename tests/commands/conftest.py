# SPDX-License-Identifier: Apache-2.0
"""The practice on which the commands are tried, and a copy for each test that changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.practices import copy, filled


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("cli") / "practice"
    return folder, filled(folder)


@pytest.fixture
def own(practice: tuple[Path, str], tmp_path: Path) -> Path:
    return copy(practice[0], tmp_path / "own")
