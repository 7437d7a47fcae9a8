# SPDX-License-Identifier: Apache-2.0
"""Words looked for as they are typed, against the bare question to the index and reading the bodies it names."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dit_desktop.records.searched import sought
from dit_desktop.store import vault
from dit_desktop.store.search import SHOWN, Wanted, lines, search
from tests.benchmarks import large
from tests.benchmarks.row import Row, limited, row, timed
from tests.benchmarks.vocabulary import Vocabulary
from tests.practices import SECRET

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.searched import Sought

QUERIES: Final = 500
_TURNS: Final = 5  # with each of them
ON_SCREEN: Final = 12  # hits that a list has room for; the lines of others are cut as they come into sight
_LEAST: Final = 2  # letters
_BARE: Final = (
    f"select r.body from words w cross join record r on r.id = w.rowid where words match ? "
    f"order by w.rowid desc limit {SHOWN}"
)


def measure(clients: int) -> list[Row]:
    with large.copied(large.cached(clients)) as folder:
        opened = vault.open_vault(folder, SECRET, state=folder / "state.json")
        try:
            with opened.reading() as connection:
                return _rows(connection)
        finally:
            opened.close()


def _rows(connection: Connection) -> list[Row]:
    """Each question is asked once before it is measured, so that both find the same pages in memory.

    It takes a fraction of a millisecond, less than the machine takes for something else now and then: of each
    question, asked in turn by both, the middle time counts.
    """
    floors: list[float] = []
    own: list[float] = []
    every: list[float] = []
    for typed in queries():
        asked = sought(typed)
        assert [hit.body.decode() for hit in search(connection, Wanted(), asked).hits] == _bare(connection, asked)
        turns = [
            (
                timed(lambda: _bare(connection, asked)),  # noqa: B023 - called at once
                timed(lambda: _ours(connection, typed, ON_SCREEN)),  # noqa: B023
                timed(lambda: _ours(connection, typed, SHOWN)),  # noqa: B023
            )
            for _turn in range(_TURNS)
        ]
        for found, taken in zip((floors, own, every), zip(*turns, strict=True), strict=True):
            found.append(statistics.median(taken))
    return [
        row("search as one types, the first 50, lines of those on the screen", (floors, own), 1.5),
        limited("the same with the lines of all 50", every, {95: 0.016, 100: 0.05}),
    ]


def _bare(connection: Connection, asked: Sought) -> list[str]:
    """The least: the index is asked, and the bodies are read."""
    return [body for (body,) in connection.execute(_BARE, (asked.question,))]


def _ours(connection: Connection, typed: str, most: int) -> list[str]:
    """What was typed is taken apart, looked for, and a line is cut from so many bodies."""
    asked = sought(typed)
    return lines(search(connection, Wanted(), asked).hits[:most], asked)


def queries() -> Iterator[str]:
    """What is in the line after each letter, from the second on: words as often as they are written."""
    words, chosen = Vocabulary(7), random.Random(7)
    made = 0
    while made < QUERIES:
        typed = words.text(chosen.choice((1, 1, 2))).rstrip(".").lower()
        for length in range(_LEAST, len(typed) + 1):
            if not typed[:length].endswith(" ") and made < QUERIES:
                made += 1
                yield typed[:length]
