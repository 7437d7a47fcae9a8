# SPDX-License-Identifier: Apache-2.0
"""The courses that have not ended, each as it stands today: what Today, the diary and the list of clients show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from dit_desktop.models.clients import shown_name
from dit_desktop.models.safety import latest_first
from dit_desktop.records.client import Client
from dit_desktop.records.course import Announcement, Appointment, Break, Course, CourseState, is_told
from dit_desktop.records.safety import Safety
from dit_desktop.records.schedule import Schedule, schedule
from dit_desktop.store import asking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dit_desktop.models.case import Case
    from dit_desktop.models.desk import Desk

_OWN: Final = frozenset(  # kinds whose change is one client's
    {"Client", "Course", "Appointment", "Announcement", "Break", "Safety"}
)


@dataclass(frozen=True)
class Running:
    """A course that has not ended: whose it is, where it stands, and which breaks lie before it."""

    client: Client
    name: str
    schedule: Schedule
    breaks: tuple[Break, ...]  # its own and the practice's
    announcements: tuple[Announcement, ...]
    safety: Safety | None = None  # the latest conversation about it that says when to look again

    @property
    def course(self) -> Course:
        """The course itself."""
        return self.schedule.course

    def untold(self) -> tuple[Break, ...]:
        """The breaks still ahead, within the course, of which they have not been told."""
        today, end = self.schedule.today, self.schedule.end
        ahead = [item for item in self.breaks if item.from_on and (item.to_on or item.from_on) >= today]
        met = self.schedule.used > 0 or self.schedule.next is not None
        within = [item for item in ahead if item.from_on and (end is None or item.from_on <= end)]
        return tuple(item for item in within if met and not is_told(item, self.announcements))


class OpenCourses:
    """Reads them once and keeps them true: a change makes one client's anew, not all of them."""

    def __init__(self, desk: Desk) -> None:
        """Read nothing yet."""
        self._desk = desk
        self._found: dict[int, Running] = {}
        self._today = date.min  # of the day they are true for; date.min if of none
        self._changed: set[int] = set()

    def change(self, kind: str, record: int) -> bool:
        """Take note that a record was changed; whether that matters here."""
        if kind not in _OWN and kind != "Practice":
            return False
        client = self._desk.client_of(record) if kind in _OWN else 0
        if client:
            self._changed.add(client)
        else:  # the whole practice's leave, or its words
            self._today = date.min
        return True

    def all(self, today: date) -> Sequence[Running]:
        """Every course that has not ended, in the order they were made."""
        changed = self._changed
        if today != self._today or changed:
            self._read(today, changed if today == self._today else None)
            self._changed, self._today = set(), today
        return list(self._found.values())

    def of(self, course: int, today: date) -> Running | None:
        """One of them."""
        return next((item for item in self.all(today) if item.course.id == course), None)

    def _read(self, today: date, clients: set[int] | None) -> None:
        """Read those of some clients, or all."""
        desk, known = self._desk, self._found
        ids = dict.fromkeys(desk.ask(asking.open_courses))
        ids |= dict.fromkeys(item.id for item in desk.unwritten(Course) if item.id)  # one may have been opened again
        kept = {
            number: known[number]
            for number in ids
            if clients is not None and number in known and known[number].client.id not in clients
        }
        read = {item.course.id: item for item in self._running([number for number in ids if number not in kept], today)}
        self._found = {number: item for number in ids if (item := kept.get(number) or read.get(number))}

    def _running(self, numbers: Sequence[int], today: date) -> Iterator[Running]:
        """Some courses, as far as they go on; each kind of what belongs to them is asked for once."""
        desk = self._desk
        found = [desk.get(Course, number) for number in numbers]
        going = [
            (course, client)
            for course in found
            if course.state is not CourseState.ENDED and not course.binned_at
            if not (client := desk.get(Client, course.client)).binned_at
        ]
        courses = [course.id for course, _client in going]
        own, meetings = desk.find_under(Break, courses), desk.find_under(Appointment, courses)
        words = desk.find_under(Announcement, courses)
        talks = desk.find_under(Safety, [client.id for _course, client in going])
        away, practice = desk.find(Break, parent=0), desk.practice()
        for course, client in going:
            breaks = [*own[course.id], *away]
            made = schedule(course, meetings[course.id], breaks, today)
            safety = next(iter(latest_first(talks[client.id])), None)
            due = safety if safety is not None and safety.review_on else None
            yield Running(client, shown_name(client, practice), made, tuple(breaks), tuple(words[course.id]), due)


def running_of(desk: Desk, case: Case) -> Running:
    """The course of a case with its breaks, as it stands in the case."""
    if case.schedule is None or case.course is None:
        raise ValueError("there is no course")
    breaks = (*desk.find(Break, parent=case.course.id), *desk.find(Break, parent=0))
    words = desk.find(Announcement, parent=case.course.id)
    return Running(case.client, case.name, case.schedule, breaks, tuple(words))
