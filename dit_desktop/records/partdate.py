# SPDX-License-Identifier: Apache-2.0
"""A date of which only a part may be known: a year, a month of it, or a day."""

from __future__ import annotations

import re
from datetime import date
from typing import Self

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartDate(str):
    """A year, a month or a day as ISO writes them: "2019", "2019-03", "2019-03-12"; as a text it sorts by time."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take an ISO text; raises ValueError for what is none, and for a day that never was."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(text)
        year, month, day = found.groups(default="01")
        date(int(year), int(month), int(day))
        return super().__new__(cls, text)

    @property
    def first_day(self) -> date:
        """The first day it can mean."""
        return date.fromisoformat((self + "-01-01")[:10] if len(self) == 4 else (self + "-01")[:10])
