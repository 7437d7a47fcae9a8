# SPDX-License-Identifier: Apache-2.0
"""A course on Thursdays as the design has it, with leave in it and two sessions that were missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dit_desktop.records.course import (
    Appointment,
    AppointmentState,
    Break,
    Counts,
    Course,
    CourseState,
    MissedRule,
    Weekday,
)
from dit_desktop.records.schedule import Schedule, whole_course

STATE = AppointmentState
FIRST = date(2026, 9, 3)
TEN = time(10)
LEAVE = Break(from_on=date(2026, 10, 19), to_on=date(2026, 11, 1))
THURSDAYS = Course(
    id=7,
    starts_on=FIRST,
    slot_day=Weekday.THURSDAY,
    slot_time=TEN,
    missed_rule=MissedRule.COUNTS,
    state=CourseState.ACTIVE,
)
FORGIVING = replace(THURSDAYS, missed_rule=MissedRule.DOES_NOT_COUNT)
MISSED_DAYS = (date(2026, 10, 8), date(2026, 11, 19))


def at(day: date, state: AppointmentState = STATE.HELD, counts: Counts | None = None, number: int = 0) -> Appointment:
    """An appointment at ten; its id makes it one of its own."""
    return Appointment(
        id=number or day.toordinal(), parent=7, starts_at=datetime.combine(day, TEN), state=state, counts=counts
    )


def weeks(count: int, state: AppointmentState = STATE.HELD) -> list[Appointment]:
    """So many Thursdays from the first session on."""
    return [at(FIRST + timedelta(weeks=week), state) for week in range(count)]


def golden(course: Course) -> Schedule:
    """The calendar of the design for a course."""
    events = [at(day, STATE.MISSED) for day in MISSED_DAYS]
    return whole_course(course, events, [LEAVE], STATE.HELD)


def numbers(made: Schedule) -> dict[date, int | None]:
    """The number that each day has."""
    return {item.day: item.number for item in made.meetings}
