# SPDX-License-Identifier: Apache-2.0
"""The frozen program, built once for all tests; it is watched with tools of Linux, and so tested there only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.screen import Screen
from tools import package

if sys.platform != "linux":
    collect_ignore = ["test_frozen.py"]


@pytest.fixture(scope="session")
def frozen() -> Path:
    return package.frozen()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with Screen(tmp_path) as made:
        yield made
