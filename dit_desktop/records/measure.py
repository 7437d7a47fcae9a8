# SPDX-License-Identifier: Apache-2.0
"""Scores one administration of an instrument, exactly, from its answers or from the totals that were entered."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from dit_desktop.i18n import _
from dit_desktop.records.declared import Number
from dit_desktop.records.instrument import Band, Instrument, Wording


class Blank(Enum):
    """What stands where there is no number."""

    MISSING = "-"
    NOT_APPLICABLE = "NA"


Answer = Number | Blank


class WrongAnswer(ValueError):  # noqa: N818 - named by the state
    """An instrument cannot be answered in this way; says which answer it is."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """What an administration comes to; a missing answer is never counted as the lowest."""

    total: Number | None
    raw: Fraction | None  # before rounding; of a total that was entered the total itself
    prorated: int = 0  # from how many answers a total with missing ones was made
    of: Number | None  # the highest total there could have been
    band: str = ""
    caseness: bool | None = None
    flag: bool | None = None  # None: not answered, or there is no such item
    scores: tuple[Number | None, ...] = ()  # each as entered


def answers(text: str) -> tuple[Answer, ...]:
    """Answers written with commas between them, "-" for a missing one and "NA" for one that does not apply."""
    return tuple(_answer(each.strip(), place) for place, each in enumerate(text.split(","), start=1))


def _answer(text: str, place: int) -> Answer:
    if text in {each.value for each in Blank}:
        return Blank(text)
    if not re.fullmatch(r"-?[0-9]{1,5}(\.[0-9]{1,5})?", text):
        raise WrongAnswer(_("answer {n} is no number, no “-” and no “NA”").format(n=place))
    return Decimal(text) if "." in text else int(text)


def score(instrument: Instrument, given: Sequence[Answer], cut_off: Number | None = None) -> Score:
    """The score of these answers; `cut_off` is the one in force if it is not the instrument's own.

    The answers of the items come first, those of unscored questions may follow.
    Raises WrongAnswer for one the instrument does not have.
    """
    line = instrument.cut_off if cut_off is None else cut_off
    if line is not None and line not in (instrument.cut_off, *instrument.other_cut_offs):
        raise WrongAnswer(_("{title} has no cut-off at {n}").format(title=instrument.title, n=line))
    if instrument.wording is Wording.SCORE:
        return _entered(instrument, given, line)
    return _answered(instrument, _checked(instrument, given), line)


def _entered(instrument: Instrument, given: Sequence[Answer], line: Number | None) -> Score:
    """Totals stay as they were entered."""
    _count(len(given), len(instrument.scales), len(instrument.scales))
    found = [None if each is Blank.MISSING else each for each in given]
    for place, (each, scale) in enumerate(zip(found, instrument.scales, strict=True), start=1):
        if isinstance(each, Blank) or (each is not None and not scale.low <= each <= scale.high):
            raise WrongAnswer(
                _("answer {n} is not between {low} and {high}").format(n=place, low=scale.low, high=scale.high)
            )
    scores = tuple(each for each in found if not isinstance(each, Blank))
    total = scores[0] if len(scores) == 1 else None
    return Score(
        total=total,
        raw=None if total is None else Fraction(total),
        of=instrument.scales[0].high if len(scores) == 1 else None,
        band=_band(instrument.bands, total),
        caseness=_reaches(total, line),
        scores=scores,
    )


def _answered(instrument: Instrument, given: Sequence[int | Blank], line: Number | None) -> Score:
    """The sum of the answers; with missing ones, if the instrument allows so many, in proportion."""
    asked = [each for each in given if each is not Blank.NOT_APPLICABLE]
    counted = [each for each in asked if not isinstance(each, Blank)]
    highest = instrument.high * len(asked)
    flagged = given[instrument.flag - 1] if instrument.flag else None
    flag = None if flagged is None or isinstance(flagged, Blank) else flagged > instrument.low
    missing = len(asked) - len(counted)
    if not counted or missing > instrument.prorate or isinstance(flagged, Blank):
        return Score(total=None, raw=None, of=highest, flag=flag)
    # Our rule, for which there is no primary source: in proportion, and half a point counts as a whole one.
    raw = Fraction(sum(counted) * len(asked), len(counted))
    total = math.floor(raw + Fraction(1, 2))
    whole = len(asked) == len(given)  # bands and cut-offs are of the whole instrument
    return Score(
        total=total,
        raw=raw,
        prorated=len(counted) if missing else 0,
        of=highest,
        band=_band(instrument.bands, total) if whole else "",
        caseness=_reaches(total, line) if whole else None,
        flag=flag,
    )


def _checked(instrument: Instrument, given: Sequence[Answer]) -> list[int | Blank]:
    """The answers of the items, each in its range, reversed ones turned round."""
    items = len(instrument.items)
    _count(len(given), items, items + len(instrument.unscored))
    for place, (each, question) in enumerate(zip(given[items:], instrument.unscored, strict=False), start=items + 1):
        _in_range(each, place, 0, len(question.options) - 1)
    found: list[int | Blank] = []
    for place, each in enumerate(given[:items], start=1):
        if each is Blank.NOT_APPLICABLE and place in instrument.not_applicable:
            found.append(each)
            continue
        answer = _in_range(each, place, instrument.low, instrument.high)
        if place in instrument.reversed and not isinstance(answer, Blank):
            answer = instrument.low + instrument.high - answer
        found.append(answer)
    return found


def _count(found: int, least: int, most: int) -> None:
    if not least <= found <= most:
        wanted = str(least) if least == most else f"{least}-{most}"
        raise WrongAnswer(_("there are {found} answers instead of {wanted}").format(found=found, wanted=wanted))


def _in_range(answer: Answer, place: int, low: int, high: int) -> int | Blank:
    if answer is Blank.MISSING:
        return answer
    if isinstance(answer, int) and low <= answer <= high:
        return answer
    raise WrongAnswer(_("answer {n} is no whole number from {low} to {high}").format(n=place, low=low, high=high))


def _band(bands: Sequence[Band], total: Number | None) -> str:
    """The band a total lies in, which is the last that begins at or below it."""
    return "" if total is None else next((each.words for each in reversed(bands) if each.start <= total), "")


def _reaches(total: Number | None, line: Number | None) -> bool | None:
    return None if total is None or line is None else total >= line
