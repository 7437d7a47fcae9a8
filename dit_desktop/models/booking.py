# SPDX-License-Identifier: Apache-2.0
"""Several changed and new records as one step of undo, and the diary's entries made with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.models.change import Deed
from dit_desktop.records.booking import answered, booked, moved
from dit_desktop.records.course import Announcement, Appointment, AppointmentState
from dit_desktop.records.later import Later
from dit_desktop.records.missed import MissedNote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from dit_desktop.models.desk import Desk
    from dit_desktop.records.course import Break, Place
    from dit_desktop.records.fields import Record
    from dit_desktop.records.schedule import Meeting, Schedule
    from dit_desktop.records.session import SessionNote


class Step(Deed):
    """Puts changed records back to what they were, and takes new ones out of sight."""

    def __init__(
        self,
        desk: Desk,
        words: str,
        changes: Sequence[tuple[Record, Record]],
        made: Sequence[Record],
        gone: Sequence[Record] = (),
    ) -> None:
        """Remember a step that has just been made: records before and after, those that are new, and those put away."""
        super().__init__(words)
        self._desk = desk
        self._changes = list(changes)
        self._new = list(made)
        self._gone = list(gone)
        self.began = frozenset(record.id for record in made)
        self._made = True  # Qt redoes a command as it is pushed, and this one is done already

    def undo(self) -> None:
        """Put back what was before, the last change first."""
        for record in reversed(self._new):
            self._desk.put_in_bin(record)
        for record in self._gone:
            self._desk.take_from_bin(record)
        for before, _after in reversed(self._changes):
            self._desk.put(before)

    def redo(self) -> None:
        """Put back what was put away."""
        if not self._made:
            for record in self._new:
                self._desk.take_from_bin(record)
            for record in self._gone:
                self._desk.put_in_bin(record)
            for _before, after in self._changes:
                self._desk.put(after)
        self._made = False


def keep_together(desk: Desk, words: str, records: Sequence[Record], gone: Sequence[Record] = ()) -> list[Record]:
    """Keep several changed and new records as one step of undo; returns all of them, the new ones with their ids.

    What is `gone` is put into the bin in the same step.

    New ones come first, because adding can be refused and saving is tried again.  What is
    linked to an appointment that is kept only now is linked to the one before it in the list.
    """
    kept: dict[int, Record] = {}
    for at, record in enumerate(records):
        if record.id:
            continue
        before = kept.get(at - 1, records[at - 1]).id
        if isinstance(record, Appointment) and record.moved_from < 0:
            record = replace(record, moved_from=before)  # noqa: PLW2901 - it is not known earlier
        elif isinstance(record, MissedNote) and not record.appointment:
            record = replace(record, appointment=before)  # noqa: PLW2901
        kept[at] = desk.add(record)
    changes = [(desk.get(type(item), item.id), item) for item in records if item.id]
    changes = [(before, after) for before, after in changes if before != after]
    for at, record in enumerate(records):
        kept.setdefault(at, record)
    for _before, after in changes:
        desk.put(after)
    made = [kept[at] for at, record in enumerate(records) if not record.id]
    for record in gone:
        desk.put_in_bin(record)
    if changes or made:
        desk.undo.push(Step(desk, words, changes, made, gone))
    return [kept[at] for at in range(len(records))]


# --- what is kept ---


def miss(desk: Desk, made: Schedule, meeting: Meeting, begun: SessionNote | None = None) -> MissedNote:
    """Nobody came: the appointment is a missed one, there is a note for it, and one begun too early is put away."""
    changed = answered(made, meeting, AppointmentState.MISSED)
    note = MissedNote(client=made.course.client, parent=made.course.id, day=meeting.day)
    *_appointments, kept = keep_together(desk, _("Nobody came"), [*changed, note], [begun] if begun else [])
    return desk.get(MissedNote, kept.id)


def write_of(desk: Desk, made: Schedule, meeting: Meeting) -> MissedNote:
    """The note of an appointment that was cancelled: what was heard, what was done, and whether it counts."""
    course, kept = made.course, meeting.appointment.id if meeting.appointment else 0
    note = MissedNote(client=course.client, parent=course.id, day=meeting.day, appointment=kept)
    (written,) = keep_together(desk, MissedNote.title, [note])
    return desk.get(MissedNote, written.id)


def put_off(desk: Desk, client: int, about: int, until: date) -> None:
    """Show something unfinished again on a day, and not before."""
    keep_together(desk, _("Putting off"), [Later(client=client, about=about, until=until)])


def told(desk: Desk, made: Schedule, away: Break | None) -> None:
    """They were told today: of a break, or if none is named of the day on which the course is expected to end."""
    course = made.course
    session = made.current.number if made.current else None
    if away is None:
        new = replace(course, end_told_date=made.end, end_told_on=made.today)
        keep_together(desk, _("Ending told"), [new])
    elif away.parent:
        keep_together(desk, _("Break told"), [replace(away, announced_in=session or 0)])
    else:
        word = Announcement(
            client=course.client, parent=course.id, leave=away.id, announced_in=session, announced_on=made.today
        )
        keep_together(desk, _("Break told"), [word])


def tell_in(desk: Desk, made: Schedule, away: Break, session: int | None) -> None:
    """Put right in which session they were told of a break; None: they were not."""
    course, words = made.course, _("Break told")
    if away.parent:
        keep_together(desk, words, [replace(away, announced_in=session)])
        return
    known = next((each for each in desk.find(Announcement, parent=course.id) if each.leave == away.id), None)
    if session is None:
        if known is not None:
            take_out(desk, known, words)
        return
    day = next((item.day for item in made.meetings if item.number == session), made.today)
    word = known or Announcement(client=course.client, parent=course.id, leave=away.id)
    keep_together(desk, words, [replace(word, announced_in=session, announced_on=day)])


def answer(desk: Desk, made: Schedule, meeting: Meeting, state: AppointmentState) -> None:
    """Say what became of an appointment."""
    keep_together(desk, state.label, answered(made, meeting, state))


def move(desk: Desk, made: Schedule, meeting: Meeting, starts_at: datetime) -> None:
    """Give an appointment another time."""
    keep_together(desk, _("Moving an appointment"), moved(made, meeting, starts_at))


def book(desk: Desk, made: Schedule, starts_at: datetime, place: Place | None = None) -> None:
    """Make an appointment."""
    keep_together(desk, _("Booking"), booked(made, starts_at, place))


def take_out(desk: Desk, record: Record, words: str) -> None:
    """Take something out of the diary that should never have been in it."""
    desk.put_in_bin(record)
    desk.undo.push(Step(desk, words, (), (), (record,)))
