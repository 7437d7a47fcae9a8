# SPDX-License-Identifier: Apache-2.0
"""Opening clients, sessions and pages on the large practice, against the same on a tenth of it."""

from __future__ import annotations

from tests.benchmarks import large
from tests.benchmarks.row import Row, limited, row
from tests.benchmarks.unlock import inside

_LIMITS = {50: 0.05, 95: 0.05, 100: 0.1}
_KINDS = ("open a client", "open a session", "switch page", "back to the clients", "open the day", "open the diary")
_ROUNDS = 2


def measure(clients: int) -> list[Row]:
    tenth, whole = _walked(clients)
    rows = [limited(f"{kind}, request to painted", whole[kind], _LIMITS) for kind in _KINDS]
    rows += [
        row(f"{kind}: ten times the data", (tenth[kind], whole[kind]), 1.2, "floor: a tenth of it") for kind in _KINDS
    ]
    first = [value for kind in ("open a client", "open a session", "switch page") for value in whole[f"first {kind}"]]
    rows.append(limited("the first opening of each page since unlocking", first, {100: 0.1}))
    rows.append(limited("a key typed into a note of 4 kB, until it is painted", whole["a key"], {95: 0.016, 100: 0.05}))
    return rows


def _walked(clients: int) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Both practices in turn."""
    tenth: dict[str, list[float]] = {}
    whole: dict[str, list[float]] = {}
    with large.copied(large.cached(clients // 10)) as small, large.copied(large.cached(clients)) as full:
        for _round in range(_ROUNDS):
            for found, folder in ((tenth, small), (whole, full)):
                for kind, values in inside("pages", folder).items():
                    found.setdefault(kind, []).extend(values)
    return tenth, whole
