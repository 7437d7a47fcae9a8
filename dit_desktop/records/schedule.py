# SPDX-License-Identifier: Apache-2.0
"""The spine of a course: which appointment is which session, where the course stands, how it will go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, takewhile

from dit_desktop.i18n import _, ngettext
from dit_desktop.records.counting import Away, Phase, away_days, phase_of, total, uses_up, weekly_times
from dit_desktop.records.course import Appointment, AppointmentState, Break, Course, CourseState
from dit_desktop.records.session import GAP_PROMPT, LAST_PROMPT, LETTER_PROMPT, SESSION_PROMPTS

_WEEK = timedelta(days=7)
_SILENCE = 8 * _WEEK  # what is longer ago nobody is asked about any more
_UNDER_WAY = frozenset({None, CourseState.ASSESSMENT, CourseState.ACTIVE})
_REVIEW = 8  # the session whose prompt speaks of half-way, in a course of sixteen


@dataclass(frozen=True)
class Meeting:
    """An appointment in its place in the course, or one to be expected from the weekly time."""

    starts_at: datetime
    state: AppointmentState
    number: int | None = None
    phase: Phase | None = None
    appointment: Appointment | None = None  # None: expected, and nobody has booked it yet

    @property
    def day(self) -> date:
        """The day it is on."""
        return self.starts_at.date()

    @property
    def held(self) -> bool:
        """Whether the two met."""
        return self.state is AppointmentState.HELD

    @property
    def booked(self) -> bool:
        """Whether it is not yet said what became of it."""
        return self.state is AppointmentState.BOOKED

    @property
    def counted(self) -> bool:
        """Whether it is over and has used up a session."""
        return self.number is not None and not self.booked

    @property
    def expected(self) -> bool:
        """Whether it only follows from the weekly time."""
        return self.appointment is None


@dataclass(frozen=True)
class Schedule:
    """A course as it stands on a day: what was, what is booked, and what is to be expected."""

    course: Course
    today: date
    meetings: tuple[Meeting, ...]  # by date, the expected ones last
    away: tuple[Away, ...]
    silent: tuple[Meeting, ...] = ()  # weekly times gone by of which the diary says nothing

    @property
    def total(self) -> int:
        """How many sessions there are in all: those agreed and the extra ones."""
        return total(self.course)

    @property
    def used(self) -> int:
        """How many sessions are used up, those before the records began included."""
        return self.course.began_at + sum(item.counted for item in self.meetings)

    @property
    def held(self) -> int:
        """How many times the two have met."""
        return self.course.began_at + sum(item.held for item in self.meetings)

    @property
    def left(self) -> int:
        """How many sessions are still to come."""
        return max(0, self.total - self.used)

    @property
    def last(self) -> Meeting | None:
        """The last session that was held or counted."""
        return next((item for item in reversed(self.meetings) if item.counted), None)

    @property
    def current(self) -> Meeting | None:
        """The session one is in: the one booked for today, else the last held or counted."""
        booked = (item for item in self.meetings if item.booked and item.number and not item.expected)
        return next((item for item in booked if item.day == self.today), self.last)

    @property
    def phase(self) -> Phase:
        """The phase one is in."""
        number = self.current.number if self.current else None
        return phase_of(self.course, number or max(1, self.used))

    @property
    def next(self) -> Meeting | None:
        """The next appointment from today on: one that is booked, else the one to be expected."""
        ahead = [item for item in self.meetings if item.booked and item.number and item.day >= self.today]
        return next((item for item in ahead if not item.expected), ahead[0] if ahead else None)

    @property
    def unanswered(self) -> tuple[Meeting, ...]:
        """Booked times that have gone by without a word of what became of them."""
        return tuple(item for item in self.meetings if item.booked and item.number and item.day < self.today)

    @property
    def end(self) -> date | None:
        """The day of the last session, expected or past; None while nobody can know."""
        if self.course.state is CourseState.ENDED or self.used >= self.total:
            return self.last.day if self.last else None
        return next((item.day for item in self.meetings if item.number == self.total), None)

    @property
    def end_differs(self) -> bool:
        """Whether the ending now expected is another day than the one told."""
        return None not in (self.end, self.course.end_told_date) and self.end != self.course.end_told_date

    def session(self, number: int) -> Meeting | None:
        """The appointment that carries a session number."""
        return next((item for item in self.meetings if item.number == number), None)

    def after_gap(self, number: int) -> bool:
        """Whether a break, or a time the two did not meet, lies between a session and the one before."""
        here = self.session(number)
        if here is None:
            return False
        earlier = [item for item in self.meetings if item.starts_at < here.starts_at]
        before = next((item.day for item in reversed(earlier) if item.held), None)
        since = [item for item in earlier if not item.held and (before is None or item.day > before)]
        lost = any(not item.booked and item.state is not AppointmentState.MOVED for item in since)
        return lost or (before is not None and any(before < item.last and item.first < here.day for item in self.away))

    def prompts(self, number: int) -> tuple[str, ...]:
        """What the session with this number brings up, in quiet words; often nothing."""
        half_way = max(1, self.course.planned // 2)
        of_session = _("Session {number}: {words}")
        found = [
            of_session.format(number=number, words=words)
            for at, words in SESSION_PROMPTS.items()
            if (half_way if at == _REVIEW else at) == number
        ]
        if number == self.course.letter_session:
            found.append(_("Letter session: {words}").format(words=LETTER_PROMPT))
        if number == self.total:
            found.append(_("Last session: {words}").format(words=LAST_PROMPT))
        if self.after_gap(number):
            found.append(_("After a missed session or a break: {words}").format(words=GAP_PROMPT))
        return tuple(found)

    def number_words(self, number: int) -> str:
        """A session's number beside the limit that was agreed: "10 of 16", "17 of 16 + 2"."""
        if self.course.extension:
            return _("{number} of {agreed} + {extra}").format(
                number=number, agreed=self.course.planned, extra=self.course.extension
            )
        return _("{number} of {agreed}").format(number=number, agreed=self.course.planned)

    def words(self) -> str:
        """Where the course stands, in a line: "9 of 16 used, middle phase, 7 left"."""
        so_far = self.number_words(self.used)
        if self.course.state is CourseState.ENDED:
            return _("Ended, {so_far} used").format(so_far=so_far)
        phase = {
            Phase.INITIAL: _("initial phase"),
            Phase.MIDDLE: _("middle phase"),
            Phase.ENDING: _("ending phase"),
        }[self.phase]
        over = self.used - self.total
        if over > 0:
            rest = ngettext("{count} more than agreed", "{count} more than agreed", over).format(count=over)
        else:
            rest = ngettext("{count} left", "{count} left", self.left).format(count=self.left)
        return _("{so_far} used, {phase}, {rest}").format(so_far=so_far, phase=phase, rest=rest)


Dated = tuple[datetime, Appointment]


def _by_date(appointments: Iterable[Appointment]) -> list[Dated]:
    """The appointments that have a time, in the order of their times."""
    dated = [(item.starts_at, item) for item in appointments if item.starts_at and item.binned_at is None]
    return sorted(dated, key=lambda pair: (pair[0], pair[1].id))


def _first_free_day(course: Course, diary: Sequence[Dated], today: date) -> date:
    """The day from which the weekly time is still open: after everything the diary holds."""
    start = max(today, course.starts_on or today)
    if not diary:
        return start
    last = min(diary[-1][0].date(), date.max - _WEEK)
    moved = (at.date() for at, item in diary if item.state is AppointmentState.MOVED)
    given_up = diary[-1][1].moved_from != 0 or any(last - day <= _WEEK for day in moved)
    on_its_day = course.slot_day is not None and last.isoweekday() == int(course.slot_day.value)
    # Put on another day by hand, an appointment stands for its week's session.
    taken = 0 if given_up or on_its_day else 7 - last.isoweekday()
    return max(start, last + timedelta(days=taken + 1))


def _numbered(course: Course, diary: Iterable[Dated], away: Sequence[Away]) -> list[Meeting]:
    found, number = [], course.began_at
    for starts_at, item in diary:
        state = item.state or AppointmentState.BOOKED
        if uses_up(course, item, away):
            number += 1
            found.append(Meeting(starts_at, state, number, phase_of(course, number), item))
        else:
            found.append(Meeting(starts_at, state, appointment=item))
    return found


def schedule(course: Course, appointments: Iterable[Appointment], breaks: Iterable[Break], today: date) -> Schedule:
    """A course as it stands on a day; what is booked and the weekly time say how it will go on."""
    away = away_days(course, breaks)
    diary = _by_date(appointments)
    meetings = _numbered(course, diary, away)
    number = course.began_at + sum(item.number is not None for item in meetings)
    to_come = max(0, total(course) - number) if course.state is not CourseState.ENDED else 0
    times = weekly_times(course, away, _first_free_day(course, diary, today))
    for ahead, starts_at in enumerate(islice(times, to_come), number + 1):
        meetings.append(Meeting(starts_at, AppointmentState.BOOKED, ahead, phase_of(course, ahead)))
    return Schedule(course, today, tuple(meetings), away, _silent(course, diary, away, today))


def _silent(course: Course, diary: Sequence[Dated], away: Sequence[Away], today: date) -> tuple[Meeting, ...]:
    """The weekly times of the last weeks of which the diary says nothing: no entry stands for their week."""
    entries = [at.date() for at, item in diary]
    # What was before the records began was not missed by them.
    begun = min(entries, default=None) if course.began_at else course.starts_on or min(entries, default=None)
    if course.state not in _UNDER_WAY or begun is None:
        return ()
    known = {day - timedelta(days=day.weekday()) for day in entries}
    times = takewhile(lambda at: at.date() < today, weekly_times(course, away, max(begun, today - _SILENCE)))
    unsaid = (at for at in times if at.date() - timedelta(days=at.weekday()) not in known)
    return tuple(Meeting(at, AppointmentState.BOOKED) for at in unsaid)


def whole_course(
    course: Course, events: Iterable[Appointment], breaks: Sequence[Break], otherwise: AppointmentState
) -> Schedule:
    """A course from its first day to its last, as it goes if every weekly time without an event is `otherwise`."""
    told = _by_date(events)
    days = {at.date() for at, item in told}
    start = course.starts_on or min(days, default=date.max)
    enough = max(0, total(course)) + len(told)  # no event takes more than one week away
    times = islice(weekly_times(course, away_days(course, breaks), start), enough)
    rest = [Appointment(parent=course.id, starts_at=at, state=otherwise) for at in times if at.date() not in days]
    events_only = [item for at, item in told]
    made = schedule(course, [*rest, *events_only], breaks, start)
    surplus = {id(item.appointment) for item in made.meetings if (item.number or 0) > made.total}
    return schedule(course, [*(item for item in rest if id(item) not in surplus), *events_only], breaks, start)
