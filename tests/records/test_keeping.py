# SPDX-License-Identifier: Apache-2.0
"""Until when a record is kept."""

from __future__ import annotations

from datetime import date

import pytest

from dit_desktop.records.keeping import kept_until

LAST = date(2026, 3, 19)


@pytest.mark.parametrize(
    "born_on, years, until",
    [
        (None, 7, date(2033, 3, 19)),
        (date(1980, 5, 1), 7, date(2033, 3, 19)),
        (date(1980, 5, 1), 10, date(2036, 3, 19)),
        (date(2009, 5, 1), 7, date(2034, 5, 1)),  # not of age at the last contact
        (date(2008, 3, 19), 7, date(2033, 3, 19)),  # of age on that day
        (date(2012, 2, 29), 7, date(2037, 3, 1)),  # a birthday that year has not
    ],
)
def test_seven_years_after_the_last_contact_or_after_they_came_of_age(
    born_on: date | None, years: int, until: date
) -> None:
    assert kept_until(LAST, born_on, years) == until
