# SPDX-License-Identifier: Apache-2.0
"""What is written into the diary when an appointment is booked, moved or answered, and what that does to the course.

A session that only follows from the weekly time is no record yet.  Once something is said
of it, or of a later one, it becomes one: else those before it would be lost to the count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from dit_desktop.i18n import _, ngettext
from dit_desktop.records.course import Appointment, AppointmentState, Break, Counts, Place, Setting
from dit_desktop.records.schedule import Meeting, Schedule, schedule
from dit_desktop.records.shown import day_words

_PLACES = {Setting.VIDEO: Place.VIDEO, Setting.PHONE: Place.PHONE}
_UNKNOWN = -1  # the id of an appointment that is not kept yet
_NEW = 1 << 62  # while it is tried, a new one has a number as it will: after all others


def usual_place(made: Schedule) -> Place:
    """Where a course usually takes place; one that is mixed begins in the room."""
    return _PLACES.get(made.course.setting or Setting.ROOM, Place.ROOM)


def booked(made: Schedule, starts_at: datetime, place: Place | None = None) -> list[Appointment]:
    """A new appointment, after those that are expected before it."""
    made_now = _new(made, starts_at, AppointmentState.BOOKED)
    return [*_before(made, starts_at), replace(made_now, place=place or made_now.place)]


def answered(made: Schedule, meeting: Meeting, state: AppointmentState) -> list[Appointment]:
    """A meeting with what became of it as the last, after those that are expected before it."""
    if meeting.appointment is not None:
        return [replace(meeting.appointment, state=state)]
    return [*_before(made, meeting.starts_at), _new(made, meeting.starts_at, state)]


def moved(made: Schedule, meeting: Meeting, starts_at: datetime) -> list[Appointment]:
    """The time given up and the new one as the last two, after those that are expected before either."""
    *earlier, old = answered(made, meeting, AppointmentState.MOVED)
    known = {item.starts_at for item in earlier}
    earlier += [item for item in _before(made, starts_at) if item.starts_at not in known | {meeting.starts_at}]
    new = replace(old, id=0, starts_at=starts_at, state=AppointmentState.BOOKED, moved_from=old.id or _UNKNOWN)
    return [*earlier, old, replace(new, heard_how="", did_what="", charged=None)]


def _new(made: Schedule, starts_at: datetime, state: AppointmentState) -> Appointment:
    course = made.course
    return Appointment(
        client=course.client, parent=course.id, starts_at=starts_at, place=usual_place(made), state=state
    )


def _before(made: Schedule, starts_at: datetime) -> list[Appointment]:
    """What is expected before a time, as bookings."""
    return [
        _new(made, item.starts_at, AppointmentState.BOOKED)
        for item in made.meetings
        if item.expected and item.starts_at.date() < starts_at.date()
    ]


# --- what it does to the course ---


def would_be(made: Schedule, changed: Sequence[Appointment]) -> Schedule:
    """The course as it would stand with some appointments changed or new."""
    tried = [replace(item, id=item.id or _NEW + at) for at, item in enumerate(changed)]
    known = {item.id for item in tried}
    kept = [item.appointment for item in made.meetings if item.appointment and item.appointment.id not in known]
    return schedule(made.course, [*kept, *tried], _as_breaks(made), made.today)


def without(made: Schedule, away: Iterable[Break]) -> Schedule:
    """The course as it would stand with further breaks."""
    kept = [item.appointment for item in made.meetings if item.appointment]
    return schedule(made.course, kept, [*_as_breaks(made), *away], made.today)


def _as_breaks(made: Schedule) -> list[Break]:
    return [Break(from_on=item.first, to_on=item.last) for item in made.away]


def consequence(made: Schedule, changed: Sequence[Appointment]) -> str:
    """What a change means for the count and the ending, in a line; the last of `changed` is what it is about."""
    after = would_be(made, changed)
    about, wanted = changed[-1], changed[-1].id or _NEW + len(changed) - 1
    found = (item.number for item in after.meetings if item.appointment and item.appointment.id == wanted)
    number = next(found, None)
    return " ".join((_number_words(after, about, number), _count_words(after), ending_words(made, after)))


def _number_words(after: Schedule, about: Appointment, number: int | None) -> str:
    if number is None:
        return _("Uses up no session.")
    if (about.state or AppointmentState.BOOKED) in {AppointmentState.BOOKED, AppointmentState.HELD}:
        return _("Session {number}.").format(number=after.number_words(number))
    return _("Uses up session {number}.").format(number=after.number_words(number))


def _count_words(after: Schedule) -> str:
    left = ngettext("{count} left", "{count} left", after.left).format(count=after.left)
    return _("Then {used} used, {left}.").format(used=after.number_words(after.used), left=left)


def ending_words(before: Schedule, after: Schedule) -> str:
    """Whether the ending moves, with both dates."""
    if after.end is None:
        return _("When the course will end cannot be foreseen.")
    if before.end is None or before.end == after.end:
        return _("The ending stays {day}.").format(day=day_words(after.end))
    return _("The ending moves from {old} to {new}.").format(old=day_words(before.end), new=day_words(after.end))


def rule_words(appointment: Appointment) -> str:
    """Why an appointment is counted as it is."""
    if appointment.state is AppointmentState.CANCELLED_BY_ME:
        return _("Your own cancellation never counts.")
    if appointment.counts in {Counts.YES, Counts.NO}:
        return _("Decided here.")
    return _("By the rule of the course.")
