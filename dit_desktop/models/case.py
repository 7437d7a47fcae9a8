# SPDX-License-Identifier: Apache-2.0
"""One client's work as a whole: the course, its sessions and notes, the versions of focus and letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.models.booking import keep_together
from dit_desktop.models.clients import schedule_of, shown_name
from dit_desktop.records.booking import answered
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.course import AppointmentState, Course, CourseState, Weekday
from dit_desktop.records.formulation import Agreed, Formulation, Sharing
from dit_desktop.records.letter import PARAGRAPHS, Letter, LetterState, Reading
from dit_desktop.records.session import SessionNote

if TYPE_CHECKING:
    from datetime import date

    from dit_desktop.models.desk import Desk
    from dit_desktop.records.schedule import Meeting, Schedule


@dataclass(frozen=True)
class Case:
    """What the pages of one client show; read anew whenever something has changed."""

    client: Client
    name: str
    enquiry: Enquiry | None
    course: Course | None
    schedule: Schedule | None
    notes: tuple[SessionNote, ...]  # by day
    formulations: tuple[Formulation, ...]  # oldest version first
    sharings: tuple[Sharing, ...]
    letters: tuple[Letter, ...]
    readings: tuple[Reading, ...]
    earlier: tuple[Course, ...] = ()  # the courses before this one, oldest first

    def note_of(self, meeting: Meeting) -> SessionNote | None:
        """The note written for an appointment."""
        if meeting.appointment is None:
            return None
        return next((note for note in self.notes if note.appointment == meeting.appointment.id), None)

    def meeting_of(self, note: SessionNote) -> Meeting | None:
        """The appointment a note was written for, in its place in the course."""
        meetings = self.schedule.meetings if self.schedule else ()
        return next((item for item in meetings if item.appointment and item.appointment.id == note.appointment), None)

    def before(self, note: SessionNote) -> SessionNote | None:
        """The note of the session before."""
        at = self.place_of(note)
        return self.notes[at - 1] if at > 0 else None

    def place_of(self, note: SessionNote) -> int:
        """Where a note stands among those of this course, or -1."""
        return next((at for at, item in enumerate(self.notes) if item.id == note.id), -1)

    def sharing_of(self, version: Formulation) -> Sharing | None:
        """What was said when a version was shared."""
        return next((item for item in reversed(self.sharings) if item.formulation == version.id), None)

    def reading_of(self, letter: Letter) -> Reading | None:
        """What happened when a version of the letter was read."""
        return next((item for item in reversed(self.readings) if item.letter == letter.id), None)

    @property
    def agreed(self) -> Formulation | None:
        """The last version the two agreed on."""
        agreed = {item.formulation for item in self.sharings if item.agreed is Agreed.YES}
        return next((item for item in reversed(self.formulations) if item.id in agreed), None)

    @property
    def focus(self) -> Formulation | None:
        """The version in force: the last agreed one, or the latest while none is agreed."""
        return self.agreed or (self.formulations[-1] if self.formulations else None)

    @property
    def provisional(self) -> bool:
        """Whether no version is agreed yet."""
        return self.focus is not None and self.agreed is None

    @property
    def letter(self) -> Letter | None:
        """The latest version of the goodbye letter."""
        return self.letters[-1] if self.letters else None


def case_of(desk: Desk, client: int, today: date) -> Case:
    """Everything about a client that pages show."""
    person = desk.get(Client, client)
    courses = desk.find(Course, parent=client)
    enquiries = desk.find(Enquiry, parent=client)
    course = courses[-1] if courses else None
    parent = course.id if course else -1
    return Case(
        client=person,
        name=shown_name(person, desk.practice()),
        enquiry=enquiries[-1] if enquiries else None,
        course=course,
        schedule=schedule_of(desk, course, today) if course else None,
        notes=tuple(desk.find(SessionNote, parent=parent)),
        formulations=tuple(desk.find(Formulation, parent=parent)),
        sharings=tuple(desk.find(Sharing, parent=parent)),
        letters=tuple(desk.find(Letter, parent=parent)),
        readings=tuple(desk.find(Reading, parent=parent)),
        earlier=tuple(courses[:-1]),
    )


def open_course(desk: Desk, client: int, now: datetime) -> Course:
    """Begin a course of sixteen sessions, at this weekday and hour until the frame says otherwise.

    Until something is written in it, undo takes it back.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    course = Course(
        client=client,
        parent=client,
        state=CourseState.ACTIVE,
        starts_on=now.date(),
        slot_day=list(Weekday)[now.weekday()],
        slot_time=hour.time(),
    )
    words = _("New: {title}").format(title=Course.title)
    _person, made = keep_together(desk, words, [_carried_over(desk, client), course])
    return desk.get(Course, made.id)


def _carried_over(desk: Desk, client: int) -> Client:
    """A client with what they said when they enquired, so that nothing is typed twice; what is there already stays."""
    person = desk.get(Client, client)
    for enquiry in desk.find(Enquiry, parent=client):
        person = replace(
            person,
            called=person.called or enquiry.called,
            reach_safely=person.reach_safely or enquiry.reach_safely,
            fee=enquiry.fee_told if person.fee is None else person.fee,
        )
    return person


@dataclass(frozen=True)
class Earlier:
    """What is shown of a course before this one: how it ended, its focus and its letter; nothing of it is copied."""

    words: str
    focus: Formulation | None
    letter: Letter | None


def earlier_of(desk: Desk, course: Course, today: date) -> Earlier:
    """An earlier course as it is looked back on."""
    versions = desk.find(Formulation, parent=course.id)
    agreed = {item.formulation for item in desk.find(Sharing, parent=course.id) if item.agreed is Agreed.YES}
    focus = next((item for item in reversed(versions) if item.id in agreed), versions[-1] if versions else None)
    letters = desk.find(Letter, parent=course.id)
    return Earlier(schedule_of(desk, course, today).words(), focus, letters[-1] if letters else None)


def next_to_write(case: Case, now: datetime) -> Meeting | None:
    """The session a new note would be for: today's, else the oldest without a note, else the one to come."""
    if case.schedule is None or case.course is None or case.course.state is CourseState.ENDED:
        return None
    open_ones = [item for item in case.schedule.meetings if item.number and not case.note_of(item)]
    written = [item for item in open_ones if item.held or item.booked]
    today = [item for item in written if item.day == now.date()]
    past = [item for item in written if item.starts_at <= now and item.appointment]
    return next(iter([*today, *past, *written]), None)


def is_due(meeting: Meeting, now: datetime) -> bool:
    """Whether a session's day has come; writing one that is still ahead brings it forward."""
    return meeting.day <= now.date()


def draft_of_today(case: Case, now: datetime) -> SessionNote | None:
    """The note begun today and not yet signed."""
    found = (note for note in case.notes if note.day == now.date() and note.signed_at is None)
    return next(found, None)


def begin_note(desk: Desk, case: Case, meeting: Meeting, now: datetime) -> SessionNote:
    """Start the note of a session; the appointment is then one that was held."""
    course = case.course
    if course is None or case.schedule is None:
        raise ValueError("a note belongs to a course")
    appointment = meeting.appointment
    starts_at = meeting.starts_at
    if starts_at.date() > now.date():  # it was brought forward: what is written down has happened
        starts_at = now.replace(second=0, microsecond=0) - timedelta(minutes=now.minute % 5)
    if appointment is None:
        *earlier, expected = answered(case.schedule, meeting, AppointmentState.HELD)
        for item in earlier:
            desk.add(item)
        appointment = desk.add(replace(expected, starts_at=starts_at))
    elif appointment.state is AppointmentState.BOOKED:
        appointment = desk.save(replace(appointment, starts_at=starts_at, state=AppointmentState.HELD))
    desk.undo.clear()  # an appointment that a note was begun for is not taken back any more
    return desk.add(
        SessionNote(
            client=course.client,
            parent=course.id,
            appointment=appointment.id,
            day=starts_at.date(),
            place=appointment.place,
            reminder=case.focus.reminder if case.focus else "",
        )
    )


def next_version(desk: Desk, latest: Formulation | None, course: Course) -> Formulation:
    """A new version of the focus that begins as the latest one was."""
    begun = latest or Formulation(client=course.client, parent=course.id)
    return desk.add(replace(begun, id=0, changed_at=None, signed_at=None, changed=""))


def next_letter(desk: Desk, latest: Letter | None, course: Course, salutation: str) -> Letter:
    """A new version of the goodbye letter that begins as the latest one was."""
    if latest is None:
        return desk.add(Letter(client=course.client, parent=course.id, salutation=salutation, state=LetterState.DRAFT))
    text = {name: getattr(latest, name) for name in ("salutation", *PARAGRAPHS)}
    return desk.add(Letter(client=latest.client, parent=latest.parent, state=LetterState.DRAFT, **text))
