# SPDX-License-Identifier: Apache-2.0
"""The start of the frozen program against the same start from the sources."""

from __future__ import annotations

from tests.benchmarks.row import Row, row
from tests.packaging import starting
from tools import package

_TARGET = 1.3


def measure(_clients: int) -> list[Row]:
    """Process start to the painted unlock page, in turn, on a screen whose pixels are looked at."""
    both = starting.measure(package.frozen())
    return [row("frozen: process start to the unlock page painted", both, _TARGET, "floor: unfrozen")]
