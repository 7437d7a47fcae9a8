# SPDX-License-Identifier: Apache-2.0
"""The first totals of a course against the last: a change of scores in words, never a verdict on anybody."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from dit_desktop.i18n import _
from dit_desktop.records.declared import Number
from dit_desktop.records.fields import Choice
from dit_desktop.records.instrument import Instrument

FEWEST = 10  # courses; a percentage of fewer would say more than it knows


class ScoreChange(Choice):
    """What became of the scores between the first and the last."""

    IMPROVEMENT = "improvement", _("reliable improvement")
    DETERIORATION = "deterioration", _("reliable deterioration")
    NONE = "none", _("no reliable change")


class Ends(NamedTuple):
    """The first and the last total of a measure."""

    first: Number
    last: Number


@dataclass(frozen=True)
class Change:
    """What is said of a course in which every measure was given on two dates."""

    recovery: bool | None  # None: below every cut-off at the start, so it does not apply
    scores: ScoreChange

    @property
    def reliable_recovery(self) -> bool | None:
        """Recovery with a reliable improvement."""
        return None if self.recovery is None else self.recovery and self.scores is ScoreChange.IMPROVEMENT


def ends(totals: Iterable[tuple[date, Number | None]]) -> Ends | None:
    """The earliest and the latest total inside a course; None unless they are of two dates."""
    found = sorted(((day, total) for day, total in totals if total is not None), key=lambda each: each[0])
    if not found or found[0][0] == found[-1][0]:
        return None
    return Ends(found[0][1], found[-1][1])


def change(measures: Sequence[tuple[Instrument, Ends | None]]) -> Change | None:
    """The change over several measures, all of which are needed; None if there are not enough.

    Each is held against its own cut-off, whatever line was drawn when it was given.
    """
    moved: list[int] = []  # 1: fell by its threshold, -1: rose by it
    started = ended = False
    for instrument, found in measures:
        if instrument.cut_off is None or instrument.reliable_change is None:
            raise ValueError(instrument.id)
        if found is None:
            return None
        started = started or found.first >= instrument.cut_off
        ended = ended or found.last >= instrument.cut_off
        fall = Fraction(found.first) - Fraction(found.last)
        moved.append((fall >= instrument.reliable_change) - (-fall >= instrument.reliable_change))
    return Change(not ended if started else None, _scores(set(moved)))


def _scores(moved: set[int]) -> ScoreChange:
    """One moved reliably and none the other way; else there is no reliable change."""
    if 1 in moved and -1 not in moved:
        return ScoreChange.IMPROVEMENT
    if -1 in moved and 1 not in moved:
        return ScoreChange.DETERIORATION
    return ScoreChange.NONE


class Share(NamedTuple):
    """So many courses of so many."""

    courses: int
    of: int

    @property
    def percent(self) -> int | None:
        """In whole per cent, half rounded up; None where there are too few."""
        return math.floor(Fraction(100 * self.courses, self.of) + Fraction(1, 2)) if self.of >= FEWEST else None


@dataclass(frozen=True)
class Outcomes:
    """What is said of the ended courses of a practice."""

    recovery: Share  # of those at caseness at the start
    reliable_recovery: Share
    improvement: Share  # of all with two dates of every measure
    deterioration: Share


def outcomes(courses: Iterable[Change | None]) -> Outcomes:
    """The ended courses together; those without enough measures are not counted."""
    found = [each for each in courses if each is not None]
    at_caseness = [each for each in found if each.recovery is not None]
    return Outcomes(
        Share(sum(bool(each.recovery) for each in at_caseness), len(at_caseness)),
        Share(sum(bool(each.reliable_recovery) for each in at_caseness), len(at_caseness)),
        Share(sum(each.scores is ScoreChange.IMPROVEMENT for each in found), len(found)),
        Share(sum(each.scores is ScoreChange.DETERIORATION for each in found), len(found)),
    )
