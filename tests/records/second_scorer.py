# SPDX-License-Identifier: Apache-2.0
"""Scores again, from the clinical specification alone: nothing of the program is imported here, nor its files."""

from __future__ import annotations

# Per instrument: items, highest answer, reversed, may be "NA", so many missing are prorated, flag item, cut-off, bands.
PHQ = (
    9,
    3,
    (),
    (),
    2,
    9,
    10,
    ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately severe"), (20, "severe")),
)
GAD = (7, 3, (), (), 2, None, 8, ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe")))
CORE = (
    *(10, 4, (2, 3), (), 1, 6, 11),
    ((0, "0-5"), (6, "low"), (11, "mild"), (15, "moderate"), (20, "moderately severe"), (25, "severe")),
)
WSAS = (5, 8, (), (1,), 0, None, None, ((0, "0-9"), (10, "10-20"), (21, "21-40")))
ANSWERED = {"phq-9": PHQ, "gad-7": GAD, "core-10": CORE, "wsas": WSAS}


def second(name: str, given: list[int | str]) -> dict[str, object]:
    """The score of answers in which "-" is missing and "NA" does not apply."""
    items, top, turned, _may_not_apply, prorate, flag_item, cut_off, bands = ANSWERED[name]
    made: dict[str, object] = {"total": None, "raw": None, "prorated": 0, "band": "", "caseness": None, "flag": None}
    if flag_item is not None and given[flag_item - 1] != "-":
        made["flag"] = given[flag_item - 1] != 0
    asked = items - given.count("NA")
    present = asked - given.count("-")
    numbered = [(number, answer) for number, answer in enumerate(given, start=1) if isinstance(answer, int)]
    points = sum(top - answer if number in turned else answer for number, answer in numbered)
    made["of"] = asked * top
    if asked - present > prorate or (flag_item is not None and made["flag"] is None):
        return made
    made["raw"] = points * asked / present
    total = (2 * points * asked + present) // (2 * present)  # half up, in whole numbers
    made["total"] = total
    if asked != present:
        made["prorated"] = present
    if asked == items:
        made["band"] = [words for start, words in bands if total >= start][-1]
        if cut_off is not None:
            made["caseness"] = total >= cut_off
    return made


def second_change(phq: tuple[int, int], gad: tuple[int, int]) -> tuple[str, str]:
    """Recovery ("yes", "no", "does not apply") and the change of the scores of PHQ-9 and GAD-7, first and last."""
    case_at_start = phq[0] >= 10 or gad[0] >= 8
    case_at_end = phq[1] >= 10 or gad[1] >= 8
    recovery = "does not apply" if not case_at_start else "no" if case_at_end else "yes"
    phq_fell, gad_fell = phq[0] - phq[1] >= 6, gad[0] - gad[1] >= 4
    phq_rose, gad_rose = phq[1] - phq[0] >= 6, gad[1] - gad[0] >= 4
    if (phq_fell and not gad_rose) or (gad_fell and not phq_rose):
        return recovery, "improvement"
    if (phq_rose and not gad_fell) or (gad_rose and not phq_fell):
        return recovery, "deterioration"
    return recovery, "none"
