# SPDX-License-Identifier: Apache-2.0
"""The rules of a course: which appointment uses up a session, which phase it is in, which weeks are free.

A session number is not an appointment.  Appointments stand in the order of their dates;
each that uses up a session takes the next number, the others take none:

- one that was held, or is still booked, uses up a session;
- a missed one does so by the rule of the course, and one cancelled late is taken for missed;
  "counts without notice only" therefore leaves out the late cancellation, which is a notice;
- one cancelled in time does not; an appointment's own `counts` comes before all these rules;
- my own cancellation never does, whatever `counts` says;
- an appointment with the state MOVED is the time that was given up.  The session itself is
  another appointment at the new time, booked or held, and so finds its number by its date;
- what falls into a break or pause takes no number unless it was held or `counts` says yes.

An unanswered rule is read as "counts": the limit is part of the treatment.  All times are
wall-clock times without a zone, so ten o'clock stays ten o'clock when the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dit_desktop.i18n import _
from dit_desktop.records.course import Appointment, AppointmentState, Break, Counts, Course, CourseState, MissedRule
from dit_desktop.records.fields import Choice

_FARTHEST = 52 * 20  # weeks looked ahead; a mistyped year must not run for ever
_NEVER = frozenset({AppointmentState.CANCELLED_BY_ME, AppointmentState.MOVED})
_BY_RULE = {
    MissedRule.COUNTS: {AppointmentState.BOOKED, AppointmentState.MISSED, AppointmentState.CANCELLED_LATE},
    MissedRule.WITHOUT_NOTICE: {AppointmentState.BOOKED, AppointmentState.MISSED},
    MissedRule.DOES_NOT_COUNT: {AppointmentState.BOOKED},
}


class Phase(Choice):
    """A stretch of the course with its own task; the value is what `Field.prompt` asks for."""

    INITIAL = "initial", _("Initial phase")
    MIDDLE = "middle", _("Middle phase")
    ENDING = "ending", _("Ending phase")


class Away(NamedTuple):
    """Days without sessions, the first and the last included."""

    first: date
    last: date


def total(course: Course) -> int:
    """How many sessions there are in all: those agreed and the extra ones."""
    return course.planned + course.extension


def phase_of(course: Course, number: int) -> Phase:
    """The phase of the session with this number; extra sessions belong to the ending."""
    initial, middle, *_rest = (*course.phases, 0, 0)
    if number <= initial:
        return Phase.INITIAL
    return Phase.MIDDLE if number <= initial + middle else Phase.ENDING


def away_days(course: Course, breaks: Iterable[Break]) -> tuple[Away, ...]:
    """The practice's breaks, the course's own and its pause, by date.

    A break without a last day is one day long; a pause without one lasts while the course is paused.
    """
    found = [
        Away(item.from_on, item.to_on or item.from_on)
        for item in breaks
        if item.from_on and item.binned_at is None and item.parent in (0, course.id)
    ]
    if course.paused_from and (course.paused_to or course.state is CourseState.PAUSED):
        found.append(Away(course.paused_from, course.paused_to or date.max))
    return tuple(sorted(found))


def within(day: date, away: Iterable[Away]) -> bool:
    """Whether a day falls into a break or pause."""
    return any(first <= day <= last for first, last in away)


def uses_up(course: Course, appointment: Appointment, away: Iterable[Away] = ()) -> bool:
    """Whether an appointment uses up a session, or will if it is kept."""
    state = appointment.state or AppointmentState.BOOKED
    if state in _NEVER or appointment.counts is Counts.NO:
        return False
    if appointment.counts is Counts.YES or state is AppointmentState.HELD:
        return True
    if appointment.starts_at and within(appointment.starts_at.date(), away):
        return False
    return state in _BY_RULE[course.missed_rule or MissedRule.COUNTS]


def weekly_times(course: Course, away: Sequence[Away], start: date) -> Iterator[datetime]:
    """The course's weekly times from a day on, without those in a break; none without a weekly time."""
    if course.slot_day is None or course.slot_time is None:
        return
    for week in range(_FARTHEST):
        ahead = (int(course.slot_day.value) - start.isoweekday()) % 7 + 7 * week
        if ahead > (date.max - start).days:
            return
        day = start + timedelta(days=ahead)
        if not within(day, away):
            yield datetime.combine(day, course.slot_time)
