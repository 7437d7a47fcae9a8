# SPDX-License-Identifier: Apache-2.0
"""Dates, times, numbers and amounts as people type them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dit_desktop.ui import reading

TODAY = date.today()  # noqa: DTZ011 - a day on the wall calendar


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("3 May 2026", date(2026, 5, 3)),
        ("3 may 26", date(2026, 5, 3)),
        ("3rd May 2026", date(2026, 5, 3)),
        ("Sun 3 May 2026", date(2026, 5, 3)),
        ("3/5/2026", date(2026, 5, 3)),
        ("03.05.26", date(2026, 5, 3)),
        ("2026-05-03", date(2026, 5, 3)),
        ("3/5/88", date(1988, 5, 3)),
        ("3 May", date(TODAY.year, 5, 3)),
        ("today", TODAY),
        (" Tomorrow ", TODAY + timedelta(days=1)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, meant: date) -> None:
    assert reading.DATE.read(typed) == meant


@pytest.mark.parametrize("typed", ["32 May 2026", "3", "soon", "31/2/2026", "1 2 3 4", "Sunday", "3 Foo 2026"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        reading.DATE.read(typed)


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("14:00", time(14)),
        ("14.30", time(14, 30)),
        ("1415", time(14, 15)),
        ("9", time(9)),
        ("2 pm", time(14)),
        ("12am", time(0)),
        ("2.30 p.m.", time(14, 30)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time) -> None:
    assert reading.TIME.read(typed) == meant


@pytest.mark.parametrize("typed", ["25:00", "14:60", "noonish", "13 pm", ""])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        reading.TIME.read(typed)


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("60", "60"),
        ("£60.50", "60.50"),
        ("60,50", "60.50"),
        ("1,250", "1250"),
        ("1.250,00 €", "1250.00"),
        ("-5", "-5"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, meant: str) -> None:
    assert reading.MONEY.read(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "sixty", "6.0.0", "1e3", "NaN"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        reading.MONEY.read(typed)


def test_a_number_outside_its_limits_is_refused() -> None:
    number = reading.whole(1, 200)
    assert number.read("16") == 16
    for typed in ("0", "201", "1.5", "x"):
        with pytest.raises(ValueError, match=r".*"):
            number.read(typed)
    assert "200" in number.sorry


def test_a_date_and_a_time_are_read_from_one_line() -> None:
    assert reading.MOMENT.read("3 May 2026, 14:00") == datetime(2026, 5, 3, 14)  # noqa: DTZ001 - a wall clock
    assert reading.MOMENT.read("3/5/26 9") == datetime(2026, 5, 3, 9)  # noqa: DTZ001 - a wall clock


@given(st.dates(date(1900, 1, 1)))
def test_a_date_that_was_shown_is_read_back(day: date) -> None:
    assert reading.DATE.read(reading.DATE.show(day)) == day


@given(st.datetimes(datetime(1900, 1, 1)).map(lambda moment: moment.replace(second=0, microsecond=0)))  # noqa: DTZ001
def test_a_moment_that_was_shown_is_read_back(moment: datetime) -> None:
    assert reading.MOMENT.read(reading.MOMENT.show(moment)) == moment


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_an_amount_that_was_shown_is_read_back(amount: Any) -> None:
    assert reading.MONEY.read(reading.MONEY.show(amount)) == amount


@pytest.mark.parametrize(
    "typed, kept, shown",
    [
        ("2019", "2019", "2019"),
        ("Mar 2019", "2019-03", "Mar 2019"),
        ("march 2019", "2019-03", "Mar 2019"),
        ("3/2019", "2019-03", "Mar 2019"),
        ("12 March 2019", "2019-03-12", "Tue 12 Mar 2019"),
        ("Tue 12 Mar 2019", "2019-03-12", "Tue 12 Mar 2019"),
    ],
)
def test_as_much_of_a_date_as_is_known_is_read_and_shown(typed: str, kept: str, shown: str) -> None:
    found = reading.read_part(typed)
    assert (found, reading.show_part(found)) == (kept, shown)
    assert reading.read_part(shown) == found


@pytest.mark.parametrize("typed", ["", "19", "13/2019", "Foo 2019", "2019 or so", "0/2019"])
def test_what_is_no_part_of_a_date_is_not_understood(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whoever reads it says what to type
        reading.read_part(typed)
