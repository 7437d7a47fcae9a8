# SPDX-License-Identifier: Apache-2.0
"""Everybody on the practice's list, with where each course stands."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QDate, QLocale

from dit_desktop.i18n import _
from dit_desktop.models.table import Column, Table
from dit_desktop.records.client import Client
from dit_desktop.records.course import Appointment, Break, Course, CourseState
from dit_desktop.records.fields import Choice
from dit_desktop.records.practice import ListName, Practice
from dit_desktop.records.schedule import Schedule, schedule
from dit_desktop.store.errors import Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QObject

    from dit_desktop.models.desk import Desk


_NAME: Final = 60  # characters of a name that a title has room for
_NEVER: Final = datetime.max  # noqa: DTZ901 - a wall clock, as appointments have it
_SHORT: Final = QLocale.FormatType.ShortFormat  # its class is long in the making; better now than on the first page
_ONE: Final = frozenset(  # kinds whose change is one client's
    {"Client", "Course", "Appointment", "Break", "SessionNote", "MissedNote", "Letter", "Safety"}
)
_ALL: Final = frozenset({"Practice"})  # everybody's


class Standing(Choice):
    """The list a person is on."""

    ACTIVE = "active", _("Active")
    WAITING = "waiting", _("Waiting")
    ENQUIRY = "enquiry", _("Enquiries")
    ENDED = "ended", _("Ended")


class Person(NamedTuple):
    """What a list knows of a client."""

    id: int
    code: str
    alias: str
    name: str


@dataclass(eq=False)
class Entry:
    """A person on the list and where their latest course stands; made anew when something of theirs changed."""

    client: Person
    name: str
    standing: Standing
    course: int
    next_at: datetime | None
    tell: Callable[[], str]
    order: tuple[datetime, str]  # those with the next appointment first, then by name
    ask: Callable[[], str] = str

    @functools.cached_property
    def chip(self) -> str:
        """What about them asks to be looked at; found out when it is first shown."""
        return self.ask()

    @functools.cached_property
    def words(self) -> str:
        """Where the course stands, in a line; found out when it is first shown."""
        return self.tell()

    @functools.cached_property
    def line(self) -> str:
        """What typing is compared with."""
        return f"{self.name} {self.client.code} {self.standing.label}".casefold()


def shown_name(client: Client | Person, practice: Practice) -> str:
    """What stands for a person on the screen: made-up name and code unless the practice chose otherwise."""
    if practice.list_name is ListName.NAME and (name := _short(client.name)):
        return name
    alias, code = _short(client.alias), _short(client.code)
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
    return _standing(str((course.state or CourseState.ACTIVE).value))


def _standing(state: str) -> Standing:
    return {"ended": Standing.ENDED, "waiting": Standing.WAITING}.get(state, Standing.ACTIVE)


def schedule_of(desk: Desk, course: Course, today: date) -> Schedule:
    """Where a course stands on a day."""
    return _scheduled(desk, course, today, desk.find(Break, parent=0))


def _scheduled(desk: Desk, course: Course, today: date, away: list[Break]) -> Schedule:
    """The same with the practice's breaks at hand."""
    appointments = desk.find(Appointment, parent=course.id)
    return schedule(course, appointments, [*desk.find(Break, parent=course.id), *away], today)


class Roster:
    """Everybody on the list, read once and then kept true: a change makes one entry anew, not all of them.

    A course that has ended and has nothing ahead stays as it is, so only what is shown of
    it is read.  Of all others it is worked out when the next appointment will be.
    """

    def __init__(self, desk: Desk) -> None:
        """Read nothing yet."""
        self._desk = desk
        self._entries: dict[int, Entry] = {}
        self._sorted: list[Entry] = []
        self._today = date.min  # of the day the entries are true for; date.min if of none
        self._changed: set[tuple[str, int]] = set()

    def change(self, kind: str, record: int) -> None:
        """Take note that a record was changed."""
        if kind in _ALL or (kind in _ONE and not record):
            self._today = date.min
        elif kind in _ONE:
            self._changed.add((kind, record))

    def entries(self, today: date) -> list[Entry]:
        """Everybody, those with the next appointment first, then by name; the same list if nothing changed."""
        changed, known = self._changed, self._today
        stale = {record if kind == Client.__name__ else self._desk.client_of(record) for kind, record in changed}
        if today == known and not stale:
            return self._sorted
        self._today = date.min  # what breaks off on the way is begun again
        if today != known or 0 in stale:
            self._read(today)
        else:
            self._read_some(stale, today)
        self._changed, self._today = set(), today
        self._sorted = sorted(self._entries.values(), key=lambda entry: entry.order)
        return self._sorted

    def _read(self, today: date) -> None:
        self._entries.clear()
        people = [Person(item.id, *item.texts) for item in self._desk.glance(Client, ("code", "alias", "name"))]
        courses = {item.client: (item.id, item.texts[0]) for item in self._desk.glance(Course, ("state",))}
        self._enter(people, courses, today)

    def _read_some(self, clients: Iterable[int], today: date) -> None:
        people, courses = [], {}
        for number in clients:
            self._entries.pop(number, None)
            try:
                client = self._desk.get(Client, number)
            except Missing:  # erased
                continue
            if client.binned_at is None:
                people.append(Person(number, client.code, client.alias, client.name))
            for course in self._desk.find(Course, parent=number):
                courses[number] = (course.id, str(course.state.value) if course.state else "")
        self._enter(people, courses, today)

    def _enter(self, people: Iterable[Person], courses: dict[int, tuple[int, str]], today: date) -> None:
        """Make entries, given the latest course of each client and its state."""
        practice, ahead = self._desk.practice(), self._desk.courses_ahead(today)
        away = self._desk.find(Break, parent=0)
        for person in people:
            course, state = courses.get(person.id, (0, ""))
            standing = _standing(state or "active") if course else Standing.ENQUIRY
            words: Callable[[], str] = _enquiry
            ask: Callable[[], str] = str
            next_at = None
            if course and standing is Standing.ENDED and course not in ahead:
                words = functools.partial(self._words, course, today, away)
            elif course:
                stands = self._stands(course, today, away)
                words, next_at = stands.words, stands.next.starts_at if stands.next else None
                ask = functools.partial(self._asked, person.id, stands) if standing is Standing.ACTIVE else str
            name = shown_name(person, practice)
            order = (next_at or _NEVER, name.casefold())
            self._entries[person.id] = Entry(person, name, standing, course, next_at, words, order, ask)

    def _stands(self, course: int, today: date, away: list[Break]) -> Schedule:
        return _scheduled(self._desk, self._desk.get(Course, course), today, away)

    def _asked(self, client: int, stands: Schedule) -> str:
        from dit_desktop.models.chips import chip  # noqa: PLC0415 - it knows this module

        return chip(self._desk, client, stands)

    def _words(self, course: int, today: date, away: list[Break]) -> str:
        return self._stands(course, today, away).words()


def _enquiry() -> str:
    return _("Enquiry")


def entries(desk: Desk, today: date) -> list[Entry]:
    """Everybody as they stand on a day, those with the next appointment first, then by name."""
    return Roster(desk).entries(today)


def next_code(people: Iterable[Client | Person]) -> str:
    """The code offered to the next client: one more than the highest that follows the pattern."""
    codes = (item.code for item in people)
    numbers = [int(code[2:]) for code in codes if code[1:2] == "-" and code[2:].isdigit()]
    return f"C-{max(numbers, default=0) + 1:03}"


def shown_moment(moment: datetime | None) -> str:
    """A day and time as this computer writes them; one that says its time zone, in this computer's own."""
    if moment is None:
        return ""
    if moment.tzinfo is not None:
        moment = moment.astimezone()
    weekday = QLocale().dayName(moment.isoweekday(), _SHORT)
    return f"{weekday} {shown_day(moment.date())}, {moment:%H:%M}"


def client_table(desk: Desk, parent: QObject | None = None) -> Table[Entry]:
    """The table of the Clients page."""
    columns = [
        Column[Entry](desk.worded(_("{Client}")), lambda entry: entry.name),
        Column[Entry](_("Where it stands"), lambda entry: entry.words),
        Column[Entry](_("Next appointment"), lambda entry: shown_moment(entry.next_at)),
        Column[Entry](_("To look at"), lambda entry: entry.chip),
    ]
    return Table(columns, lambda entry: entry.client.id, parent)
