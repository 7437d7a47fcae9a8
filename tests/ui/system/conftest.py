# SPDX-License-Identifier: Apache-2.0
"""Buses of a test's own; collected on Linux only, where there are any."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ui.system.buses import Desktop

if sys.platform != "linux":
    collect_ignore_glob = ["test_linux.py"]


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """A session bus, a system bus and a login manager."""
    from tests.ui.system.buses import Desktop  # noqa: PLC0415 - not on every system

    with Desktop(tmp_path) as made:
        yield made
