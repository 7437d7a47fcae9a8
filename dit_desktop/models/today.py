# SPDX-License-Identifier: Apache-2.0
"""The day as Today shows it: who comes, what is unfinished, and what somebody has yet to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_day, shown_name
from dit_desktop.models.courses import OpenCourses, Running
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.course import Break, WhoseBreak
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.session import SessionNote, is_untouched
from dit_desktop.store import asking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dit_desktop.models.desk import Desk
    from dit_desktop.records.schedule import Meeting
    from dit_desktop.store.asking import Written

_EARLY: Final = timedelta(minutes=15)  # before its time from which an hour is that of the appointment
_ASK: Final = "diary"  # the page on which it is said what became of an appointment
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Hour:
    """An appointment of today, and the note that was written for it."""

    running: Running
    meeting: Meeting
    note: Written | None

    @property
    def until(self) -> datetime:
        """When the session ends."""
        return self.meeting.starts_at + timedelta(minutes=self.running.course.minutes)

    @property
    def open(self) -> bool:
        """Whether it waits for a note, or for a word of what became of it."""
        return bool(self.meeting.number) and (self.meeting.booked or (self.meeting.held and self.note is None))

    def session_words(self) -> str:
        """Which session it is: "session 10 of 16"."""
        if self.meeting.number is None:
            return _("no session")
        return _("session {words}").format(words=self.running.schedule.number_words(self.meeting.number))

    def place_words(self) -> str:
        """Where it takes place."""
        item = self.meeting.appointment
        where = item.place if item and item.place else self.running.course.setting
        return where.label.lower() if where else ""

    def state_words(self) -> str:
        """What has become of it, with its note."""
        if self.note is not None:
            written = _("note signed") if self.note.signed else _("note is a draft")
            return written if self.meeting.held else f"{self.meeting.state.label.lower()}, {written}"
        return "" if self.meeting.booked else self.meeting.state.label.lower()


class Line(NamedTuple):
    """Something to be done, in words: the record it is about, its day, and the page where it is done."""

    words: str
    day: date
    page: str
    client: int
    record: int  # to be opened
    about: int  # to be put off
    field: str = ""


class FirstMeeting(NamedTuple):
    """A meeting that was offered to somebody who enquired."""

    starts_at: datetime
    name: str
    client: int


class Untold(NamedTuple):
    """Something somebody has yet to be told: a break, or if there is none that their ending moved."""

    words: str
    running: Running
    away: Break | None


class Day:
    """Asks for what Today shows; every question is answered from an index."""

    def __init__(self, desk: Desk) -> None:
        """Read nothing yet."""
        self._desk = desk
        self._courses = OpenCourses(desk)

    def change(self, kind: str, record: int) -> bool:
        """Take note that a record was changed; whether Today may look different now."""
        known = self._courses.change(kind, record)
        return known or kind in {"SessionNote", "MissedNote", "Later", "Enquiry", "ProcessNote"}

    def hours(self, now: datetime) -> list[Hour]:
        """The appointments of today, those expected from the weekly time included, by their times."""
        today = now.date()
        meetings = [
            (running, item)
            for running in self._courses.all(today)
            for item in running.schedule.meetings
            if item.day == today
        ]
        notes = self._notes(item for _running, item in meetings)
        made = [Hour(running, item, notes.get(_id(item))) for running, item in meetings]
        return sorted(made, key=lambda hour: (hour.meeting.starts_at, hour.meeting.appointment is None))

    def untouched(self, hour: Hour) -> SessionNote | None:
        """The note of an appointment if nothing was written in it yet, nor a process note beside it."""
        if hour.note is None or hour.note.signed or hour.note.kind != SessionNote.__name__:
            return None
        note = self._desk.get(SessionNote, hour.note.id)
        beside = self._desk.find(ProcessNote, parent=note.parent)
        written = any(item.appointment == note.appointment for item in beside)
        return note if is_untouched(note) and not written else None

    def first_meetings(self, now: datetime) -> list[FirstMeeting]:
        """The first meetings that were offered for today, by their times."""
        return first_meetings(self._desk, now.date(), now.date())

    def after_today(self, now: datetime) -> tuple[Running, Meeting] | None:
        """The next appointment on a later day."""
        ahead = [
            (item.starts_at, at, running, item)
            for at, running in enumerate(self._courses.all(now.date()))
            for item in running.schedule.meetings
            if item.booked and item.number and item.day > now.date()
        ]
        return min(ahead, key=lambda found: found[:2])[2:] if ahead else None

    def unfinished(self, now: datetime) -> list[Line]:
        """What is unfinished from before today, the oldest first, without what was put off."""
        today = now.date()
        put_off = self._desk.ask(lambda connection: asking.put_off(connection, today))
        running = self._courses.all(today)
        lines = [*_to_review(running, today), *self._unsaid(running)]
        lines += [*self._unwritten(running, today), *self._unsigned(running, today)]
        shown = [line for line in lines if line.about not in put_off]
        return sorted(shown, key=lambda line: line.day)

    def untold(self, now: datetime) -> list[Untold]:
        """The endings that moved and the breaks ahead that somebody has yet to be told, and the endings of the week."""
        found: list[Untold] = []
        for running in self._courses.all(now.date()):
            made, end = running.schedule, running.schedule.end
            if made.end_differs:
                words = _("{name}: the ending is expected on {day}, told was {told}.")
                told = shown_day(running.course.end_told_date)
                found.append(Untold(words.format(name=running.name, day=shown_day(end), told=told), running, None))
            for away in running.untold():
                words = _("{name} does not know yet: {away}.")
                found.append(Untold(words.format(name=running.name, away=break_words(away)), running, away))
        return found

    def endings(self, now: datetime) -> list[Running]:
        """The courses whose last session is within a week."""
        today = now.date()
        courses = self._courses.all(today)
        return [item for item in courses if item.schedule.end and today <= item.schedule.end < today + _WEEK]

    def of_the_hour(self, now: datetime) -> Hour | None:
        """The appointment a note written now would be for: the one that is on, else the last that waits for a note."""
        waiting = [hour for hour in self.hours(now) if hour.open and hour.meeting.starts_at <= now + _EARLY]
        return waiting[-1] if waiting else None

    def in_the_room(self, now: datetime) -> Hour | None:
        """The appointment that is going on by the diary."""
        on = [hour for hour in self.hours(now) if hour.meeting.number and (hour.meeting.booked or hour.meeting.held)]
        return next((hour for hour in on if hour.meeting.starts_at <= now < hour.until), None)

    # --- the kinds of unfinished things ---

    def _notes(self, meetings: Iterable[Meeting]) -> dict[int, Written]:
        """The notes of appointments, by the appointment."""
        known = [_id(item) for item in meetings if item.appointment]
        found = self._desk.ask(lambda connection: asking.notes_for(connection, known)) if known else []
        return {note.appointment: note for note in found}

    def _unsaid(self, courses: Sequence[Running]) -> Iterator[Line]:
        for running in courses:
            for item in (*running.schedule.silent, *running.schedule.unanswered):
                words = _("{name}, {day} {time}: what happened?")
                told = words.format(name=running.name, day=shown_day(item.day), time=f"{item.starts_at:%H:%M}")
                about = _id(item) or running.course.id
                yield Line(told, item.day, _ASK, running.client.id, about, about, item.starts_at.isoformat())

    def _unwritten(self, courses: Sequence[Running], today: date) -> Iterator[Line]:
        held = [
            (running, item)
            for running in courses
            for item in running.schedule.meetings
            if item.held and item.day < today
        ]
        notes = self._notes(item for _running, item in held)
        for running, item in held:
            if _id(item) not in notes:
                words = _("{name}, session {number} of {day}: no note yet")
                told = words.format(name=running.name, number=item.number, day=shown_day(item.day))
                yield Line(told, item.day, "begin", running.client.id, _id(item), _id(item))

    def _unsigned(self, courses: Sequence[Running], today: date) -> Iterator[Line]:
        numbers = {
            _id(item): item.number for running in courses for item in running.schedule.meetings if item.appointment
        }
        practice = self._desk.practice()
        for note in self._desk.ask(asking.drafts):
            if not note.day or (day := date.fromisoformat(note.day)) >= today:
                continue
            name = shown_name(self._desk.get(Client, note.client), practice)
            number = numbers.get(note.appointment)
            if note.kind == "MissedNote":
                words = _("{name}, missed or cancelled on {day}: the note is a draft")
            elif number:
                words = _("{name}, session {number} of {day}: the note is a draft")
            else:
                words = _("{name}, {day}: the note is a draft")
            page = "missed" if note.kind == "MissedNote" else "note"
            told = words.format(name=name, number=number, day=shown_day(day))
            yield Line(told, day, page, note.client, note.id, note.id)


def first_meetings(desk: Desk, first: date, last: date) -> list[FirstMeeting]:
    """The first meetings that were offered for some days and have no outcome yet, by their times."""
    known = {item.id: item for item in desk.ask(lambda connection: asking.offered_between(connection, first, last))}
    known |= {item.id: item for item in desk.unwritten(Enquiry)}
    found = []
    for item in known.values():
        client = desk.get(Client, item.client)
        at = item.offered_at
        if at and first <= at.date() <= last and item.outcome is None and not client.binned_at:
            found.append(FirstMeeting(at, shown_name(client, desk.practice()), client.id))
    return sorted(found)


def _to_review(courses: Sequence[Running], today: date) -> Iterator[Line]:
    """The conversations about safety that were to be gone on with by today."""
    for running in courses:
        safety = running.safety
        if safety is not None and safety.review_on and safety.review_on <= today:
            words = (
                _("{name}: safety is to be looked at again today")
                if safety.review_on == today
                else _("{name}: safety was to be looked at again on {day}")
            )
            told = words.format(name=running.name, day=shown_day(safety.review_on))
            yield Line(told, safety.review_on, "safety", running.client.id, safety.id, safety.id)


def _id(meeting: Meeting) -> int:
    return meeting.appointment.id if meeting.appointment else 0


def break_words(away: Break) -> str:
    """A break in words: whose, from when to when."""
    whose = {
        WhoseBreak.MINE: _("your leave"),
        WhoseBreak.THEIRS: _("their break"),
        WhoseBreak.ILLNESS: _("illness"),
        WhoseBreak.HOLIDAY: _("public holiday"),
    }.get(away.whose or WhoseBreak.OTHER, _("a break"))
    first, last = shown_day(away.from_on), shown_day(away.to_on or away.from_on)
    return f"{whose}, {first}" if first == last else f"{whose}, {first} – {last}"
