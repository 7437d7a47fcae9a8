# SPDX-License-Identifier: Apache-2.0
"""One line of the table: what was done, the least it could cost, what it cost, and what was promised."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Medians in seconds of work measured side by side."""

    work: str
    floor: float
    ours: float
    target: float  # ours at most so many times the floor
    remark: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def kept(self) -> bool:
        return self.ratio <= self.target


def pairs(times: int, floor: Callable[[], object], ours: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Both kinds of work in turn, so that a busy moment of the machine meets both."""
    floors: list[float] = []
    own: list[float] = []
    for _time in range(times):
        floors.append(timed(floor))
        own.append(timed(ours))
    return floors, own


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def row(work: str, both: tuple[Sequence[float], Sequence[float]], target: float, remark: str = "") -> Row:
    floors, own = both
    return Row(work, statistics.median(floors), statistics.median(own), target, remark)


def p99(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100)[98]
