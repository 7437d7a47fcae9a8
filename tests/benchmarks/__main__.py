# SPDX-License-Identifier: Apache-2.0
"""Measures side by side and prints one table: `python -m tests.benchmarks [--small] [PART ...]`.

The parts are start, frozen, unlock, lock, pages, draft, search, backup and letter; without any all of them are
measured.  With --small the large practice is a tenth of itself, which is built in seconds.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence

from tests.benchmarks.large import CLIENTS
from tests.benchmarks.row import Row

_PARTS = ("start", "frozen", "unlock", "lock", "pages", "draft", "search", "backup", "letter")
_HEADINGS = ["work", "floor", "ours", "ratio", "target", ""]


def main(arguments: Sequence[str]) -> int:
    """Measure what is wanted; returns 1 if a promise was not kept."""
    small = "--small" in arguments
    wanted = [word for word in arguments if word != "--small"]
    rows: list[Row] = []
    for name in wanted or _PARTS:
        _say(f"measuring: {name} ...")
        measure: Callable[[int], list[Row]] = importlib.import_module(f"tests.benchmarks.{name}").measure
        rows += measure(CLIENTS // 10 if small else CLIENTS)
    _print([_HEADINGS, *(row.columns() for row in rows)])
    missed = sum(not row.kept for row in rows)
    _say(f"\n{len(rows) - missed} of {len(rows)} targets met; medians, in brackets the middle half of all runs.")
    return int(missed > 0)


def _print(table: Sequence[Sequence[str]]) -> None:
    widths = [max(len(line[at]) for line in table) for at in range(len(table[0]))]
    for line in table:
        _say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
