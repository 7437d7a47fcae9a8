# SPDX-License-Identifier: Apache-2.0
"""Everybody on the practice's list, with where each course stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale

from dit_desktop.i18n import _
from dit_desktop.models.table import Column, Table
from dit_desktop.records.client import Client
from dit_desktop.records.course import Appointment, Break, Course, CourseState
from dit_desktop.records.fields import Choice
from dit_desktop.records.practice import ListName, Practice
from dit_desktop.records.schedule import Schedule, schedule

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from dit_desktop.models.desk import Desk


_NAME: Final = 60  # characters of a name that a title has room for


class Standing(Choice):
    """The list a person is on."""

    ACTIVE = "active", _("Active")
    WAITING = "waiting", _("Waiting")
    ENQUIRY = "enquiry", _("Enquiries")
    ENDED = "ended", _("Ended")


@dataclass(frozen=True)
class Entry:
    """A person on the list and where their latest course stands."""

    client: Client
    name: str
    standing: Standing
    course: Course | None = None
    words: str = ""
    next_at: datetime | None = None


def shown_name(client: Client, practice: Practice) -> str:
    """What stands for a person on the screen: made-up name and code unless the practice chose otherwise."""
    name, alias, code = (_short(text) for text in (client.name, client.alias, client.code))
    if practice.list_name is ListName.NAME and name:
        return name
    if practice.list_name is ListName.CODE or not alias:
        return code or _("No code yet")
    return f"{alias} · {code}" if code else alias


def _short(text: str) -> str:
    """A name as it fits into a title: one line, and cut if it is no name at all."""
    line = " ".join(text[: 4 * _NAME].split())
    return line if len(line) <= _NAME else f"{line[:_NAME]}…"


def shown_day(day: date | None) -> str:
    """A date that no reader can mistake, with the month in this computer's words: 12 Nov 2026."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy") if day else ""


def standing_of(course: Course | None) -> Standing:
    """The list a person is on, by the state of their latest course."""
    if course is None:
        return Standing.ENQUIRY
    return {CourseState.ENDED: Standing.ENDED, CourseState.WAITING: Standing.WAITING}.get(
        course.state or CourseState.ACTIVE, Standing.ACTIVE
    )


def schedule_of(desk: Desk, course: Course, today: date) -> Schedule:
    """Where a course stands on a day."""
    appointments = desk.find(Appointment, parent=course.id)
    breaks = [*desk.find(Break, parent=course.id), *desk.find(Break, parent=0)]
    return schedule(course, appointments, breaks, today)


def entries(desk: Desk, today: date) -> list[Entry]:
    """Everybody, those with the next appointment first, then by name."""
    practice = desk.practice()
    latest = {course.client: course for course in desk.find(Course)}
    found = []
    for client in desk.find(Client):
        course = latest.get(client.id)
        standing, words, next_at = standing_of(course), _("Enquiry"), None
        if course:
            stands = schedule_of(desk, course, today)
            words, next_at = stands.words(), stands.next.starts_at if stands.next else None
        found.append(Entry(client, shown_name(client, practice), standing, course, words, next_at))
    return sorted(
        found,
        key=lambda entry: (
            entry.next_at or datetime.max,  # noqa: DTZ901 - a wall clock, as appointments have it
            entry.name.casefold(),
        ),
    )


def next_code(clients: list[Client]) -> str:
    """The code offered to the next client: one more than the highest that follows the pattern."""
    numbers = [int(client.code[2:]) for client in clients if client.code[1:2] == "-" and client.code[2:].isdigit()]
    return f"C-{max(numbers, default=0) + 1:03}"


def shown_moment(moment: datetime | None) -> str:
    """A day and time as this computer writes them."""
    if moment is None:
        return ""
    weekday = QLocale().dayName(moment.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{weekday} {shown_day(moment.date())}, {moment:%H:%M}"


def client_table(parent: QObject | None = None) -> Table[Entry]:
    """The table of the Clients page."""
    columns = [
        Column[Entry](_("Client"), lambda entry: entry.name),
        Column[Entry](_("Where it stands"), lambda entry: entry.words),
        Column[Entry](_("Next appointment"), lambda entry: shown_moment(entry.next_at)),
    ]
    return Table(columns, lambda entry: entry.client.id, parent)
