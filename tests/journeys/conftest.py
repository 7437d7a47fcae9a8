# SPDX-License-Identifier: Apache-2.0
"""Journeys need an X server, and so are collected on Linux only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.screen import Screen

if sys.platform != "linux":
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """A private screen; its last picture and tree stay in the test's folder."""
    with Screen(tmp_path) as made:
        yield made
