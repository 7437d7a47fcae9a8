# SPDX-License-Identifier: Apache-2.0
"""Two versions of a record side by side, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from dit_desktop.records.fields import Record, fields, part_type, worded
from dit_desktop.records.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS: Final = re.compile(r"\s+|\S+")
_ALIKE: Final = 0.5  # texts that share less are two texts, and a word here and there that both have says nothing
_ROOM: Final = 4000  # characters of a field that are compared; the rest stands after them as changed


class Run(NamedTuple):
    """Some words, and whether only this version has them."""

    words: str
    alone: bool


class Row(NamedTuple):
    """A field in two versions."""

    label: str
    older: tuple[Run, ...]
    newer: tuple[Run, ...]

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return not any(run.alone for run in (*self.older, *self.newer))


def compared(older: Record, newer: Record, person: str) -> list[Row]:
    """Every field of words that one of two versions has, in the order of the form."""
    rows = []
    for item in fields(type(newer)):
        if item.field.link or item.apart or part_type(item):
            continue
        before, after = (shown(getattr(each, item.name)) for each in (older, newer))
        if before or after:
            rows.append(Row(worded(item.field.label, person), *_runs(before, after)))
    return rows


def _runs(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    if before == after:
        whole = (Run(before, alone=False),)
        return whole, whole
    old, new = (_WORDS.findall(text[:_ROOM]) for text in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return (Run(before, alone=True),) if before else (), (Run(after, alone=True),) if after else ()
    steps = matcher.get_opcodes()
    left = [Run("".join(old[a:b]), alone=step != "equal") for step, a, b, _c, _d in steps if b > a]
    right = [Run("".join(new[c:d]), alone=step != "equal") for step, _a, _b, c, d in steps if d > c]
    return tuple(_joined(left, before[_ROOM:])), tuple(_joined(right, after[_ROOM:]))


def _joined(runs: Sequence[Run], rest: str) -> Iterator[Run]:
    yield from runs
    if rest:
        yield Run(rest, alone=True)
