# SPDX-License-Identifier: Apache-2.0
"""One line of the table: what was done, the least it could cost, what it cost, and what was promised."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Both = tuple[Sequence[float], Sequence[float]]


@dataclass(frozen=True)
class Row:
    """Work measured several times, in seconds unless another unit is named; without floors where there is none."""

    work: str
    floors: Sequence[float]
    own: Sequence[float]
    target: str
    kept: bool
    remark: str = ""
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return statistics.median(self.own) / statistics.median(self.floors)

    def columns(self) -> list[str]:
        """Work, floor, ours, ratio, target, and whether it is met."""
        floor = self._spread(self.floors) if self.floors else "-"
        ratio = f"{self.ratio:.2f}" if self.floors else "-"
        remark = f" ({self.remark})" if self.remark else ""
        return [self.work + remark, floor, self._spread(self.own), ratio, self.target, "met" if self.kept else "MISSED"]

    def _spread(self, values: Sequence[float]) -> str:
        """The median, and the middle half of all values where there are enough of them."""
        scale = 1000 if self.unit == "ms" else 1
        middle = f"{statistics.median(values) * scale:.1f}"
        if len(values) < 4:
            return f"{middle} {self.unit}"
        first, _median, third = statistics.quantiles(values, n=4)
        return f"{middle} {self.unit} [{first * scale:.1f}-{third * scale:.1f}]"


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


def row(work: str, both: Both, target: float, remark: str = "", unit: str = "ms") -> Row:
    """Ours takes at most so many times the floor."""
    floors, own = both
    kept = statistics.median(own) <= target * statistics.median(floors)
    return Row(work, floors, own, f"<= {target:g} x", kept, remark, unit)


def beyond(work: str, both: Both, most: float, remark: str = "") -> Row:
    """Ours takes at most so many seconds more than the floor."""
    floors, own = both
    more = statistics.median(own) - statistics.median(floors)
    remark = ", ".join(filter(None, (f"{more * 1000:.0f} ms beyond the floor", remark)))
    return Row(work, floors, own, f"<= floor + {most * 1000:.0f} ms", more <= most, remark)


def limited(work: str, own: Sequence[float], limits: dict[int, float], remark: str = "") -> Row:
    """So many per cent of ours take at most so many seconds; there is nothing to hold it against."""
    found = {share: percentile(own, share) for share in limits}
    told = ", ".join(f"{_named(share)} {value * 1000:.1f}" for share, value in found.items())
    target = ", ".join(f"{_named(share)} <= {value * 1000:g} ms" for share, value in limits.items())
    kept = all(found[share] <= limit for share, limit in limits.items())
    return Row(work, (), own, target, kept, ", ".join(filter(None, (told, remark))))


def percentile(values: Sequence[float], share: int) -> float:
    """The value that so many per cent do not exceed."""
    return max(values) if share == 100 else statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def _named(share: int) -> str:
    return "max" if share == 100 else f"p{share}"
