# SPDX-License-Identifier: Apache-2.0
"""A value as a reader would write it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice

_MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)


def day_words(day: date) -> str:
    """A date in words, as letters and records write it: "12 November 2026"."""
    return _("{day} {month} {year}").format(day=day.day, month=_MONTHS[day.month - 1], year=day.year)


def shown(value: Any) -> str:
    """Any field's value as plain words."""
    match value:
        case None:
            return ""
        case Choice():
            return value.label
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return f"{day_words(value)}, {value:%H:%M}"
        case date():
            return day_words(value)
        case time():
            return f"{value:%H:%M}"
        case tuple():
            return ", ".join(shown(item) for item in value)
    return str(value)
