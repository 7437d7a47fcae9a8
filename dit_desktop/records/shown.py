# SPDX-License-Identifier: Apache-2.0
"""A value as a reader would write it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice
from dit_desktop.records.partdate import PartDate

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


def part_words(value: PartDate) -> str:
    """As much of a date as is known, in words: "2019", "March 2019", "12 March 2019"."""
    if len(value) == len("2019"):
        return str(value)
    day = value.first_day
    if len(value) == len("2019-03"):
        return _("{month} {year}").format(month=_MONTHS[day.month - 1], year=day.year)
    return day_words(day)


def shown(value: Any) -> str:
    """Any field's value as plain words."""
    match value:
        case None:
            return ""
        case Choice():
            return value.label
        case bool():
            return _("Yes") if value else _("No")
        case date() | time() | PartDate():
            return _when(value)
        case tuple():
            return ", ".join(shown(item) for item in value)
    return str(value)


def _when(value: date | time | PartDate) -> str:
    if isinstance(value, PartDate):
        return part_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{day_words(value)}, {value:%H:%M}" if isinstance(value, datetime) else day_words(value)


def labelled(label: str, text: str) -> str:
    """A text after its label; one that asks, or breaks off, already says that an answer follows."""
    return f"{label} {text}" if label.endswith(("?", "…", ":")) else f"{label}: {text}"
