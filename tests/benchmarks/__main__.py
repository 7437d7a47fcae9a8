# SPDX-License-Identifier: Apache-2.0
"""Measures side by side and prints the table: `python -m tests.benchmarks [start] [frozen] [draft] [letter]`."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence

from tests.benchmarks.row import Row

_PARTS = ("start", "frozen", "draft", "letter")


def main(wanted: Sequence[str]) -> int:
    """Print a line for each measured work; returns 1 if a promise was not kept."""
    rows: list[Row] = []
    _say(f"{'floor ms':>10} {'ours ms':>10} {'ratio':>6} {'target':>6}  work")
    for name in wanted or _PARTS:
        measure: Callable[[], list[Row]] = importlib.import_module(f"tests.benchmarks.{name}").measure
        for row in measure():
            kept = "" if row.kept else "  NOT KEPT"
            remark = f" ({row.remark})" if row.remark else ""
            _say(
                f"{row.floor * 1000:10.1f} {row.ours * 1000:10.1f} {row.ratio:6.2f} {row.target:6.1f}  "
                f"{row.work}{remark}{kept}"
            )
            rows.append(row)
    return 0 if all(row.kept for row in rows) else 1


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
