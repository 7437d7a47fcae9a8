# SPDX-License-Identifier: Apache-2.0
"""Scores: every golden row, and a second scorer beside the first over every pattern of missing answers."""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dit_desktop.paths import resource
from dit_desktop.records import measure
from dit_desktop.records.instrument import Instrument, read
from dit_desktop.records.measure import Score, WrongAnswer, score
from tests.records import second_scorer
from tests.records.second_scorer import ANSWERED, second


def shipped(name: str) -> Instrument:
    return read(resource("instruments", f"{name}.toml").read_text(encoding="utf-8"))


SHIPPED = {path.stem: shipped(path.stem) for path in resource("instruments").glob("*.toml")}


def scored(name: str, text: str) -> Score:
    return score(SHIPPED[name], measure.answers(text))


def plain(name: str, answers: list[int | str]) -> dict[str, object]:
    found = scored(name, ",".join(map(str, answers)))
    raw = None if found.raw is None else float(found.raw)
    shown = {key: getattr(found, key) for key in ("total", "prorated", "band", "caseness", "flag", "of")}
    return {**shown, "raw": raw}


def test_the_second_scorer_imports_nothing() -> None:
    code = Path(second_scorer.__file__).read_text(encoding="utf-8")
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imports] == ["from __future__ import annotations"]


# Total, raw to two places, from how many, band, caseness, flag.
GOLDEN = [
    ("phq-9", "1,1,1,1,-,0,0,0,0", (5, 4.5, 8, "mild", False, False)),
    ("phq-9", "-,2,2,2,2,2,2,1,0", (15, 14.62, 8, "moderately severe", True, False)),
    ("phq-9", "-,-,2,2,1,1,1,1,0", (10, 10.29, 7, "moderate", True, False)),
    ("phq-9", "-,-,-,1,1,1,1,1,1", (None, None, 0, "", None, True)),
    ("phq-9", "3,3,3,3,3,3,3,3,-", (None, None, 0, "", None, None)),
    ("phq-9", "3,3,3,3,3,3,3,3,3,3", (27, 27, 0, "severe", True, True)),
    ("gad-7", "-,-,3,1,1,1,1", (10, 9.8, 5, "moderate", True, None)),
    ("core-10", "0,0,0,0,0,0,0,0,0,0", (8, 8, 0, "low", False, False)),
    ("core-10", "4,4,4,4,4,4,4,4,4,4", (32, 32, 0, "severe", True, True)),
    ("core-10", "0,4,4,0,0,0,0,0,0,0", (0, 0, 0, "0-5", False, False)),
    ("core-10", "0,0,-,0,0,0,0,0,0,0", (4, 4.44, 9, "0-5", False, False)),
    ("core-10", "-,0,-,0,0,0,0,0,0,0", (None, None, 0, "", None, False)),
    ("core-10", "0,0,0,0,0,-,0,0,0,0", (None, None, 0, "", None, None)),
    ("wsas", "NA,8,8,8,8", (32, 32, 0, "", None, None)),
    ("wsas", "8,8,-,8,8", (None, None, 0, "", None, None)),
    ("wsas", "2,2,2,2,2", (10, 10, 0, "10-20", None, None)),
    ("core-om", "9.9", (Decimal("9.9"), 9.9, 0, "6-9", False, None)),
    ("core-om", "10", (10, 10, 0, "10-14", True, None)),
    ("core-om", "-", (None, None, 0, "", None, None)),
    ("bdi-ii", "63", (63, 63, 0, "", None, None)),
]


@pytest.mark.parametrize("name, text, expected", GOLDEN)
def test_a_golden_row(name: str, text: str, expected: tuple[object, ...]) -> None:
    found = scored(name, text)
    raw = None if found.raw is None else round(float(found.raw), 2)
    assert (found.total, raw, found.prorated, found.band, found.caseness, found.flag) == expected


def test_the_raw_value_is_exact() -> None:
    assert scored("phq-9", "-,2,2,2,2,2,2,1,0").raw == Fraction(117, 8)
    assert scored("core-om", "9.9").raw == Fraction(99, 10)


def test_what_was_entered_stays_as_it_was_entered() -> None:
    assert str(scored("core-om", "9.90").total) == "9.90"


def test_an_item_that_does_not_apply_leaves_a_lower_highest_total() -> None:
    assert scored("wsas", "NA,8,8,8,8").of == 32
    assert scored("wsas", "8,8,8,8,8").of == 40


def test_two_scores_of_one_instrument_make_no_total() -> None:
    found = scored("ecr-r", "1.5,-")
    assert (found.total, found.scores, found.of) == (None, (Decimal("1.5"), None), None)


def test_another_line_can_be_drawn_if_the_instrument_has_it() -> None:
    nine = measure.answers("3,3,3,0,0,0,0")
    assert score(SHIPPED["gad-7"], nine).caseness is True
    assert score(SHIPPED["gad-7"], nine, cut_off=10).caseness is False
    with pytest.raises(WrongAnswer, match="no cut-off at 9"):
        score(SHIPPED["gad-7"], nine, cut_off=9)


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_both_scorers_agree_on_every_pattern_of_missing_answers(name: str) -> None:
    items, top, _turned, may_not_apply, *_rest = ANSWERED[name]
    patterns = list(product((True, False), repeat=items))
    assert len(patterns) == 2**items
    for spread in range(1, 6):
        answers: list[int | str] = [(spread * number * number) % (top + 1) for number in range(items)]
        for pattern in patterns:
            blank = [answer if kept else "-" for answer, kept in zip(answers, pattern, strict=True)]
            assert plain(name, blank) == second(name, blank), blank
            for item in may_not_apply:
                blank[item - 1] = "NA"
                assert plain(name, blank) == second(name, blank), blank


@pytest.mark.parametrize("name", sorted(ANSWERED))
@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_both_scorers_agree_on_any_answers(name: str, data: st.DataObject) -> None:
    items, top, _turned, may_not_apply, *_rest = ANSWERED[name]
    # A missing answer is as likely as any other, so that prorated totals come up as often as whole ones.
    answer: st.SearchStrategy[int | str] = st.integers(0, top)
    each = [answer | st.just("-") | (st.just("NA") if n in may_not_apply else answer) for n in range(1, items + 1)]
    answers = list(data.draw(st.tuples(*each)))
    assert plain(name, answers) == second(name, answers)


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_the_ends_of_the_range_are_reached(name: str) -> None:
    items, top, turned, *_rest = ANSWERED[name]
    most = ",".join("0" if number in turned else str(top) for number in range(1, items + 1))
    least = ",".join(str(top) if number in turned else "0" for number in range(1, items + 1))
    assert (scored(name, least).total, scored(name, most).total) == (0, items * top)


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("phq-9", "1,1", "there are 2 answers instead of 9-10"),
        ("gad-7", "0,0,0,0,0,0,0,0", "there are 8 answers instead of 7"),
        ("gad-7", "0,0,4,0,0,0,0", "answer 3 is no whole number from 0 to 3"),
        ("gad-7", "0,0,-1,0,0,0,0", "answer 3 is no whole"),
        ("gad-7", "0,0,1.5,0,0,0,0", "answer 3 is no whole"),
        ("gad-7", "0,0,NA,0,0,0,0", "answer 3 is no whole"),
        ("gad-7", "0,0,,0,0,0,0", "answer 3 is no number"),
        ("gad-7", "0,0,nan,0,0,0,0", "answer 3 is no number"),
        ("gad-7", "0,0,\u0661,0,0,0,0", "answer 3 is no number"),
        ("phq-9", "0,0,0,0,0,0,0,0,0,4", "answer 10 is no whole number from 0 to 3"),
        ("core-om", "40.1", "answer 1 is not between 0 and 40"),
        ("core-om", "NA", "answer 1 is not between"),
        ("core-om", "1,1", "there are 2 answers instead of 1"),
    ],
)
def test_an_answer_the_instrument_does_not_have_is_refused(name: str, text: str, words: str) -> None:
    with pytest.raises(WrongAnswer, match=words):
        scored(name, text)
