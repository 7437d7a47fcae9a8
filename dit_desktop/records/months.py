# SPDX-License-Identifier: Apache-2.0
"""Days that are so many months apart."""

from __future__ import annotations

import calendar
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day so many months later; where that month has no such day, the first of the next one."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if day.day <= calendar.monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    return date(year, month + 2, 1)  # December has every day, so there is a month after this one
