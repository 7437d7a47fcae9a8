# SPDX-License-Identifier: Apache-2.0
"""The first scores of a course against the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from dit_desktop.paths import resource
from dit_desktop.records.instrument import read
from dit_desktop.records.outcome import Change, Ends, ScoreChange, Share, change, ends, outcomes
from tests.records.second_scorer import second_change

PHQ, GAD = (read(resource("instruments", f"{name}.toml").read_text(encoding="utf-8")) for name in ("phq-9", "gad-7"))
DAY = date(2026, 9, 3)
WORDS = {None: "does not apply", True: "yes", False: "no"}


def changed(phq: tuple[int, int], gad: tuple[int, int]) -> Change:
    found = change([(PHQ, Ends(*phq)), (GAD, Ends(*gad))])
    assert found is not None
    return found


@pytest.mark.parametrize(
    "start, end, recovery, scores",
    [
        ((15, 12), (9, 7), True, ScoreChange.IMPROVEMENT),
        ((10, 7), (9, 7), True, ScoreChange.NONE),
        ((9, 7), (3, 3), None, ScoreChange.IMPROVEMENT),
        ((16, 10), (10, 14), False, ScoreChange.NONE),
        ((16, 10), (10, 13), False, ScoreChange.IMPROVEMENT),
        ((10, 8), (5, 12), False, ScoreChange.DETERIORATION),
    ],
)
def test_a_golden_change(
    start: tuple[int, int],
    end: tuple[int, int],
    recovery: Any,
    scores: ScoreChange,
) -> None:
    found = changed((start[0], end[0]), (start[1], end[1]))
    assert (found.recovery, found.scores) == (recovery, scores)
    reliable = {None: None, False: False, True: scores is ScoreChange.IMPROVEMENT}[recovery]
    assert found.reliable_recovery is reliable


def test_without_a_last_total_of_both_there_are_not_enough_measures() -> None:
    later = DAY + timedelta(weeks=16)
    phq = ends([(DAY, 15), (later, 9)])
    gad = ends([(DAY, 12), (later, None)])
    assert (phq, gad) == ((15, 9), None)
    assert change([(PHQ, phq), (GAD, gad)]) is None


def test_the_ends_are_the_earliest_and_the_latest_total_on_two_dates() -> None:
    days = [DAY + timedelta(weeks=week) for week in range(4)]
    assert ends([(days[2], 3), (days[0], None), (days[1], 7), (days[3], None)]) == (7, 3)
    assert ends([(DAY, 9), (DAY, 4)]) is None
    assert ends([]) is None


def test_both_judges_agree_around_every_threshold() -> None:
    phq, gad = (0, 3, 4, 9, 10, 15, 16, 27), (0, 3, 4, 7, 8, 11, 12, 21)
    for first, last, before, after in product(phq, phq, gad, gad):
        found = changed((first, last), (before, after))
        expected = second_change((first, last), (before, after))
        assert (WORDS[found.recovery], found.scores.value) == expected


def test_recovery_is_held_against_the_instruments_own_line_whatever_other_is_drawn() -> None:
    assert GAD.other_cut_offs == (10,)
    assert changed((4, 4), (9, 7)).recovery is True  # 9 is caseness by 8 and would not be by 10
    assert changed((12, 4), (12, 8)).recovery is False


def test_a_measure_without_a_threshold_cannot_be_judged() -> None:
    with pytest.raises(ValueError, match="gad-7"):
        change([(replace(GAD, reliable_change=None), Ends(1, 1))])
    with pytest.raises(ValueError, match="gad-7"):
        change([(replace(GAD, cut_off=None), Ends(1, 1))])


def test_the_practice_counts_recovery_over_those_at_caseness_and_change_over_all() -> None:
    better, unchanged, well = changed((15, 9), (12, 7)), changed((10, 9), (7, 7)), changed((9, 3), (7, 3))
    worse = changed((10, 5), (8, 12))
    found = outcomes([better, unchanged, well, worse, None])
    assert found.recovery == (2, 3)
    assert found.reliable_recovery == (1, 3)
    assert found.improvement == (2, 4)
    assert found.deterioration == (1, 4)


def test_below_ten_courses_there_is_no_percentage() -> None:
    assert Share(3, 9).percent is None
    assert Share(3, 10).percent == 30
    assert Share(1, 16).percent == 6
    assert Share(1, 40).percent == 3  # half up
