# SPDX-License-Identifier: Apache-2.0
"""Opening clients, sessions and pages on the large practice, against the same on three of its thirty years."""

from __future__ import annotations

from collections import defaultdict

from tests.benchmarks import large
from tests.benchmarks.row import Row, limited, row
from tests.benchmarks.unlock import inside

_LIMITS = {50: 0.05, 95: 0.05, 100: 0.1}
_BUSY = {50: 0.05, 100: 0.1}
_KINDS = ("open a client", "open a session", "switch page", "back to the clients", "open the day", "open the diary")
_ROUNDS = 2


def measure(clients: int) -> list[Row]:
    tenth, whole = _walked(clients)
    rows = [limited(f"{kind}, request to painted", whole[kind], _LIMITS) for kind in _KINDS]
    rows += [
        row(f"{kind}: ten times the data", (tenth[kind], whole[kind]), 1.2, "floor: a tenth of it") for kind in _KINDS
    ]
    rows += [limited(f"{kind}, while a backup is made", whole[f"beside a backup: {kind}"], _BUSY) for kind in _KINDS]
    first = [value for kind in _KINDS for value in whole[f"first {kind}"]]
    rows.append(limited("the first opening of each page since unlocking", first, {100: 0.1}))
    rows.append(limited("a key typed into a note of 4 kB, until it is painted", whole["a key"], {95: 0.016, 100: 0.05}))
    return rows


def _walked(clients: int) -> tuple[defaultdict[str, list[float]], defaultdict[str, list[float]]]:
    """Both practices in turn."""
    tenth: defaultdict[str, list[float]] = defaultdict(list)
    whole: defaultdict[str, list[float]] = defaultdict(list)
    for _round in range(_ROUNDS):
        for found, wanted in ((tenth, clients // 10), (whole, clients)):
            with large.copied(large.cached(wanted)) as folder:  # anew each time: it has no backup yet
                for kind, values in inside("pages", folder).items():
                    found[kind] += values
    return tenth, whole
