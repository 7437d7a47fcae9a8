# SPDX-License-Identifier: Apache-2.0
"""Until when the record of a therapy is kept."""

from __future__ import annotations

from datetime import date

from dit_desktop.records.months import months_later

_OF_AGE = 18  # years


def kept_until(last_contact: date, born_on: date | None, years: int) -> date:
    """The first day on which a record need no longer be kept: so many years after the last contact.

    Of somebody who was not of age then, so many years after their eighteenth birthday.
    Seven years is what British professional bodies and insurers commonly ask for; the law of
    another country may ask for more, so the number is a setting.
    """
    of_age = months_later(born_on, 12 * _OF_AGE) if born_on else last_contact
    return months_later(max(last_contact, of_age), 12 * years)
