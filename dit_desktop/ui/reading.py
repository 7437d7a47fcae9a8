# SPDX-License-Identifier: Apache-2.0
"""Dates, times, numbers and money as people type them, and as the screen shows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QDate, QLocale

from dit_desktop.i18n import _
from dit_desktop.records.partdate import PartDate


@dataclass(frozen=True)
class Written:
    """A type of value that is typed on one line: how it is read, how it is shown, and what to say when it cannot be.

    `read` raises ValueError for what it does not understand.
    """

    read: Callable[[str], Any]
    show: Callable[[Any], str]
    sorry: str
    ems: float  # the width of the line


def _months() -> dict[str, int]:
    """The first three letters of every month in the language of this computer and in English."""
    found = {}
    for locale in (QLocale(QLocale.Language.English), QLocale()):
        for number in range(1, 13):
            found[locale.monthName(number).casefold()[:3]] = number
    return found


def _year(text: str) -> int:
    """A year of two digits is the one that makes the nearest past, or at most ten years ahead."""
    year = int(text)
    if len(text) > 2:
        return year
    this = date.today().year  # noqa: DTZ011 - a day on the wall calendar
    century = this - this % 100
    return century + year if century + year <= this + 10 else century - 100 + year


def read_date(text: str) -> date:
    """A date typed as 3 May 2026, 3/5/26, 3.5.2026, 2026-05-03, 3 May, today, yesterday or tomorrow."""
    today = date.today()  # noqa: DTZ011 - a day on the wall calendar
    word = text.strip().casefold()
    near = {_("today"): 0, _("yesterday"): -1, _("tomorrow"): 1}
    if word in near:
        return today + timedelta(days=near[word])
    parts = re.findall(r"\d+|[^\W\d_]+", word)
    parts = [part for part in parts if part not in {"st", "nd", "rd", "th"}]
    if len(parts) > 3 or not parts:
        raise ValueError(text)
    if len(parts[0]) == 4 and len(parts) == 3:
        parts.reverse()
    if len(parts) < 2:
        raise ValueError(text)
    month = int(parts[1]) if parts[1].isdigit() else _months().get(parts[1][:3], 0)
    return date(_year(parts[2]) if len(parts) == 3 else today.year, month, int(parts[0]))


def show_date(value: date) -> str:
    """A date with its weekday and month in words, so that no two countries read it differently."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "ddd d MMM yyyy")


def _read_shown_date(text: str) -> date:
    """A date, its weekday in front of it or not."""
    return read_date(re.sub(r"^\s*[^\W\d_]+\.?,?\s+(?=\d)", "", text))


def read_part(text: str) -> PartDate:
    """A date, a month such as Mar 2019 or 3/2019, or a year of four digits."""
    bare = text.strip()
    if re.fullmatch(r"\d{4}", bare, re.ASCII):
        return PartDate(bare)
    found = re.fullmatch(r"([^\W\d_]+|\d{1,2})[\s/.-]+(\d{4})", bare)
    if not found:
        return PartDate(_read_shown_date(bare).isoformat())
    word = found[1].casefold()
    month = int(word) if word.isdigit() else _months().get(word[:3], 0)
    return PartDate(f"{int(found[2]):04}-{month:02}")


def show_part(value: PartDate) -> str:
    """As much of a date as is known."""
    if len(value) == len("2019"):
        return str(value)
    day = value.first_day
    if len(value) == len("2019-03"):
        return QLocale().toString(QDate(day.year, day.month, day.day), "MMM yyyy")
    return show_date(day)


def read_time(text: str) -> time:
    """A time of day typed as 14:00, 14.00, 1400, 14 or 2 pm."""
    found = re.fullmatch(r"\s*(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap]\.?m\.?)?\s*", text.casefold())
    if not found:
        raise ValueError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute)


def show_time(value: time) -> str:
    """A time of day on the 24-hour clock, its seconds only if it has some."""
    return value.isoformat(timespec="minutes" if not (value.second or value.microsecond) else "auto")


def read_money(text: str) -> Decimal:
    """An amount with a point or a comma before the pence; a currency sign and spaces do not matter."""
    bare = re.sub(r"[\s£€$ ’']", "", text)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+", bare):
        bare = bare.replace(".", "")
    bare = bare.replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", bare):
        raise ValueError(text)
    try:
        return Decimal(bare)
    except InvalidOperation as error:
        raise ValueError(text) from error


def show_money(value: Decimal) -> str:
    """An amount with at least two places."""
    if not value.is_finite():
        return str(value)
    pounds, _point, pence = format(value, "f").partition(".")
    return f"{pounds}.{pence:0<2}"


def read_moment(text: str) -> datetime:
    """A date and a time on one line, in that order."""
    day, _gap, clock = text.strip().rpartition(",")
    if not day:
        day, _gap, clock = text.strip().rpartition(" ")
    return datetime.combine(_read_shown_date(day), read_time(clock))


def show_moment(value: datetime) -> str:
    """A date and a time on one line, at this computer's clock."""
    if value.tzinfo is not None:
        value = value.astimezone()
    return f"{show_date(value.date())}, {show_time(value.time())}"


def whole(low: int, high: int) -> Written:
    """A whole number within limits."""

    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError(text)
        return number

    return Written(read, str, _("A whole number from {low} to {high}.").format(low=low, high=high), 5)


DATE = Written(_read_shown_date, show_date, _("A date such as 3 May 2026 or 3/5/26."), 10.5)
PART = Written(read_part, show_part, _("A date, or as much of it as is known: 2019, Mar 2019, 3 Mar 2019."), 10.5)
TIME = Written(read_time, show_time, _("A time such as 14:00."), 6)
MOMENT = Written(read_moment, show_moment, _("A date and a time, such as 3 May 2026, 14:00."), 15)
MONEY = Written(read_money, show_money, _("An amount such as 60.00."), 8)
