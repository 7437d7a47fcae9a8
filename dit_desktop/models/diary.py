# SPDX-License-Identifier: Apache-2.0
"""The diary as a table: a column for each day, a row for each hour, and what stands in them in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QDate, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_name
from dit_desktop.models.courses import OpenCourses, Running
from dit_desktop.models.table import ROW
from dit_desktop.models.today import break_words, first_meetings
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.course import Appointment, AppointmentState, Break, Course
from dit_desktop.records.schedule import Meeting, schedule
from dit_desktop.store import asking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dit_desktop.models.desk import Desk

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_FIRST, _LAST = 8, 19  # hours that are always shown
LOST: Final = frozenset(
    {
        AppointmentState.MISSED,
        AppointmentState.CANCELLED_IN_TIME,
        AppointmentState.CANCELLED_LATE,
        AppointmentState.CANCELLED_BY_ME,
        AppointmentState.MOVED,
    }
)


@dataclass(frozen=True)
class Entry:
    """What stands in the diary: a meeting of a course, or a first meeting somebody was offered."""

    starts_at: datetime
    name: str
    client: int
    running: Running | None = None
    meeting: Meeting | None = None

    @property
    def live(self) -> bool:
        """Whether somebody comes, or came."""
        return self.meeting is None or self.meeting.state not in LOST

    def state_words(self) -> str:
        """What it is: booked, held, or only expected from the weekly time."""
        if self.meeting is None:
            return _("first meeting offered")
        if self.meeting.expected:
            return _("expected") if self.meeting.number else _("nothing said yet")
        return self.meeting.state.label.lower()

    def number_words(self) -> str:
        """Which session of how many, if it is one."""
        if self.meeting is None or self.meeting.number is None or self.running is None:
            return ""
        return self.running.schedule.number_words(self.meeting.number)

    def spoken(self) -> str:
        """All of it in words, as a screen reader says it."""
        number = self.number_words()
        session = _("session {words}").format(words=number) if number else ""
        parts = (spoken_time(self.starts_at), self.name, session, self.state_words())
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Cell:
    """An hour of a day, what stands in it, and the leave it falls into."""

    at: datetime
    entries: tuple[Entry, ...]
    away: str

    def spoken(self) -> str:
        """What stands in it, or that it is free."""
        said = [entry.spoken() for entry in self.entries] or [f"{spoken_time(self.at)}, {self.away or _('free')}"]
        return "; ".join(said)


def spoken_time(at: datetime) -> str:
    """A day and hour as one says it: Tuesday 4 June, 10:00."""
    day = QLocale().toString(QDate(at.year, at.month, at.day), "dddd d MMMM")
    return f"{day}, {at:%H:%M}"


class Diary:
    """Asks for what stands in the diary on some days; past courses are read for those days only."""

    def __init__(self, desk: Desk) -> None:
        """Read nothing yet."""
        self._desk = desk
        self._courses = OpenCourses(desk)
        self._ended: dict[int, Running] = {}

    def change(self, kind: str, record: int) -> bool:
        """Take note that a record was changed; whether the diary may look different now."""
        known = self._courses.change(kind, record)
        if known:
            self._ended.clear()
        return known or kind == Enquiry.__name__

    def courses(self) -> Sequence[Running]:
        """The courses that have not ended."""
        return self._courses.all(date.today())  # noqa: DTZ011 - the therapist's own day

    def of(self, course: int) -> Running | None:
        """One of them."""
        return next((item for item in self.courses() if item.course.id == course), None)

    def leave(self, first: date, last: date) -> list[tuple[Break, str]]:
        """The breaks of some days, the practice's and those of single courses, in words."""
        found = {item.id: (item, "") for item in self._desk.find(Break, parent=0)}
        for running in self.courses():
            found |= {item.id: (item, running.name) for item in running.breaks if item.parent}
        return [
            (item, f"{name}: {break_words(item)}" if name else break_words(item))
            for item, name in found.values()
            if item.from_on and item.from_on <= last and (item.to_on or item.from_on) >= first
        ]

    def entries(self, first: date, last: date) -> list[Entry]:
        """What stands in the diary on some days, by time."""
        known = {item.course.id for item in self.courses()}
        found = [entry for running in self.courses() for entry in _of(running, first, last)]
        booked = self._desk.ask(lambda connection: asking.appointments_between(connection, first, last))
        for course in {item.parent for item in booked} - known:
            found += _of(self._past(course), first, last)
        found += [Entry(*meeting) for meeting in first_meetings(self._desk, first, last)]
        return sorted(found, key=lambda entry: (entry.starts_at, not entry.live, entry.name))

    def _past(self, course: int) -> Running:
        if course not in self._ended:
            desk, made = self._desk, self._desk.get(Course, course)
            client = desk.get(Client, made.client)
            away = (*desk.find(Break, parent=course), *desk.find(Break, parent=0))
            today = date.today()  # noqa: DTZ011 - the therapist's own day
            stands = schedule(made, desk.find(Appointment, parent=course), away, today)
            self._ended[course] = Running(client, shown_name(client, desk.practice()), stands, away, ())
        return self._ended[course]


def _of(running: Running, first: date, last: date) -> Iterator[Entry]:
    for item in (*running.schedule.silent, *running.schedule.meetings):
        if first <= item.day <= last:
            yield Entry(item.starts_at, running.name, running.client.id, running, item)


class DiaryTable(QAbstractTableModel):
    """Days beside one another, their hours below one another."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._days: list[date] = []
        self._hours = range(_FIRST, _LAST)
        self._cells: dict[tuple[date, int], tuple[Entry, ...]] = {}
        self._away: dict[date, str] = {}

    def show_days(self, days: Sequence[date], entries: Iterable[Entry], away: Iterable[tuple[Break, str]]) -> None:
        """Show some days with what stands in them."""
        cells: defaultdict[tuple[date, int], list[Entry]] = defaultdict(list)
        for entry in entries:
            cells[entry.starts_at.date(), entry.starts_at.hour].append(entry)
        made = {key: tuple(found) for key, found in cells.items()}
        leave = {
            day: words
            for item, words in away
            for day in days
            if not item.parent and item.from_on and item.from_on <= day <= (item.to_on or item.from_on)
        }
        taken = [hour for _day, hour in made]
        hours = range(min([_FIRST, *taken]), max([_LAST, *(hour + 1 for hour in taken)]))
        if (list(days), hours) != (self._days, self._hours):
            self.beginResetModel()
            self._days, self._hours, self._cells, self._away = list(days), hours, made, leave
            self.endResetModel()
        elif (made, leave) != (self._cells, self._away):
            self._cells, self._away = made, leave
            self.dataChanged.emit(self.index(0, 0), self.index(len(hours) - 1, len(days) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(days) - 1)

    def cell(self, index: Index) -> Cell:
        """The hour an index stands for."""
        day, hour = self._days[index.column()], self._hours[index.row()]
        at = datetime.combine(day, time(hour))
        return Cell(at, self._cells.get((day, hour), ()), self._away.get(day, ""))

    def index_of(self, at: datetime) -> QModelIndex:
        """The cell a time falls into; none if it is not shown."""
        if at.date() not in self._days or at.hour not in self._hours:
            return QModelIndex()
        return self.index(self._hours.index(at.hour), self._days.index(at.date()))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many hours there are."""
        return 0 if parent.isValid() else len(self._hours)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many days there are."""
        return 0 if parent.isValid() else len(self._days)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The day of a column with its leave, or the hour of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return f"{self._hours[section]:02}:00"
        day = self._days[section]
        words = QLocale().toString(QDate(day.year, day.month, day.day), "ddd d")
        return f"{words}\n{_('leave')}" if day in self._away else words

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows, says, or is."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == ROW:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(f"{entry.starts_at:%H:%M} {entry.name}" for entry in cell.entries)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return cell.spoken()
        return None


def week_of(day: date, *, weekend: bool) -> list[date]:
    """The days of a week, Monday first; the weekend only if it is wanted."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7 if weekend else 5)]
