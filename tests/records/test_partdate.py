# SPDX-License-Identifier: Apache-2.0
"""A date of which only the year, or the month, may be known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dit_desktop.records import body
from dit_desktop.records.client import Enquiry, delete_after
from dit_desktop.records.medication import Medication
from dit_desktop.records.partdate import PartDate
from dit_desktop.records.shown import shown


@pytest.mark.parametrize(
    "text, words, first",
    [
        ("2019", "2019", date(2019, 1, 1)),
        ("2019-03", "March 2019", date(2019, 3, 1)),
        ("2019-03-12", "12 March 2019", date(2019, 3, 12)),
    ],
)
def test_as_much_of_a_date_as_is_known_is_kept_and_told(text: str, words: str, first: date) -> None:
    known = PartDate(text)
    assert (shown(known), known.first_day, str(known)) == (words, first, text)


@pytest.mark.parametrize("text", ["", "19", "2019-3", "2019-13", "2019-02-30", "2019-03-12 ", "0000", "٢٠١٩"])
def test_what_is_no_part_of_any_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of the calendar's own words there are several
        PartDate(text)


def test_it_comes_back_from_a_body_as_it_went_in() -> None:
    medicine = Medication(name="Citalopram", from_on=PartDate("2019-03"))
    read = body.parse(Medication, body.text(medicine))
    assert read == replace(medicine, carried={})
    assert isinstance(read.from_on, PartDate)
    assert read.to_on is None


@pytest.mark.parametrize(
    "received, last, after",
    [
        (None, None, None),
        (date(2026, 3, 1), None, date(2027, 3, 1)),
        (date(2026, 3, 1), date(2026, 4, 9), date(2027, 4, 9)),
        (date(2026, 3, 1), date(2026, 2, 9), date(2027, 3, 1)),
        (date(2028, 2, 29), None, date(2029, 3, 1)),
    ],
)
def test_an_enquiry_is_due_for_deletion_a_year_after_the_last_contact(
    received: date | None, last: date | None, after: date | None
) -> None:
    assert delete_after(Enquiry(received_on=received), last) == after
