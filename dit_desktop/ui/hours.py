# SPDX-License-Identifier: Apache-2.0
"""What can be done about an hour of the diary; before each deed stands what it means for the count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models import booking
from dit_desktop.models.case import begin_note, case_of
from dit_desktop.records.booking import answered, booked, consequence, moved
from dit_desktop.records.course import AppointmentState, Place
from dit_desktop.store import asking
from dit_desktop.ui.choice import ChoiceRow
from dit_desktop.ui.link import Link
from dit_desktop.ui.pages.page import Target, plain
from dit_desktop.ui.panel import Panel
from dit_desktop.ui.particulars import Particulars
from dit_desktop.ui.reading import MOMENT, TIME
from dit_desktop.ui.written import DayLine, WrittenLine

if TYPE_CHECKING:
    from dit_desktop.models.courses import Running
    from dit_desktop.models.desk import Desk
    from dit_desktop.models.diary import Cell, Entry
    from dit_desktop.records.schedule import Meeting, Schedule
    from dit_desktop.store.asking import Written

State = AppointmentState
_WAYS = (State.MISSED, State.CANCELLED_IN_TIME, State.CANCELLED_LATE, State.CANCELLED_BY_ME)


class HourPanel(Panel):
    """The side of the diary: one hour, and what can be done about it."""

    go_requested = Signal(object)  # Target

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(desk, parent)
        self._seen: tuple[object, ...] | None = None  # what is shown, if it is an hour

    def empty(self) -> None:
        """Show nothing."""
        super().empty()
        self._seen = None

    # --- what is shown ---

    def show_cell(self, cell: Cell, courses: Sequence[Running], entry: Entry | None = None) -> None:
        """Show an hour: what stands in it, or that something can be booked."""
        shown = entry if entry in cell.entries else next(iter(cell.entries), None)
        meeting = shown.meeting if shown else None
        note = self._note_of(meeting.appointment.id) if meeting and meeting.appointment else None
        seen = (cell, shown, note, list(courses))
        if seen == self._seen:
            return
        self.empty()
        self._seen = seen
        if shown is None:
            self.say(cell.spoken(), "heading")
            self._offer_booking(cell.at, courses)
            return
        self.say(shown.spoken(), "heading")
        for other in cell.entries:
            if other != shown:
                link = Link(other.spoken())
                link.clicked.connect(partial(self._turn, cell, courses, other))
                self.put(link)
        self._offer(shown, note)
        if not any(item.live for item in cell.entries):
            self.say(_("The time is free again."), "label")
            self._offer_booking(cell.at, courses)

    def _turn(self, cell: Cell, courses: Sequence[Running], entry: Entry, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        self.show_cell(cell, courses, entry)
        self.focus_first()

    def show_move(self, entry: Entry, to: datetime) -> None:
        """Ask whether what was dragged is to be moved."""
        self.empty()
        self.say(entry.spoken(), "heading")
        self._offer_move(entry, to)
        self.focus_first()

    # --- an appointment ---

    def _offer(self, entry: Entry, note: Written | None) -> None:
        running, meeting = entry.running, entry.meeting
        if running is None or meeting is None:
            self._offer_client(entry)
            return
        made = running.schedule
        if note is not None:
            page = "missed" if note.kind == "MissedNote" else "note"
            words = _("Read the note") if note.signed else _("Go on with the note")
            self.press(words, lambda: self.go_requested.emit(Target(page, entry.client, note.id)))
            self._offer_particulars(entry, meeting)
            self._offer_client(entry)
            return
        if meeting.day <= date.today() and entry.live:  # noqa: DTZ011 - the therapist's own day
            self.press(_("Write note"), partial(self._write, entry), main=True)
            if meeting.booked:
                said = consequence(made, answered(made, meeting, State.HELD))
                self.press(_("It was held"), partial(self._answer, entry, State.HELD), said)
        if not entry.live and meeting.appointment and meeting.state is not State.MOVED:
            said = _("How you heard, what you did, and whether it counts and is paid.")
            self.press(_("Write about it"), partial(self._write_of, entry), said)
        self._offer_answers(entry, made, meeting)
        if not entry.live or meeting.expected:
            said = consequence(made, answered(made, meeting, State.BOOKED))
            words = _("Book it") if meeting.expected else _("It is booked after all")
            self.press(words, lambda: booking.answer(self.desk, made, meeting, State.BOOKED), said)
        self._offer_particulars(entry, meeting)
        if entry.live:
            self._offer_move(entry, meeting.starts_at)
        if meeting.appointment is not None:
            kept = meeting.appointment
            out = _("Take it out of the diary")
            self.press(out, lambda: booking.take_out(self.desk, kept, out), _("As if it had never been booked."))
        self._offer_client(entry)

    def _offer_particulars(self, entry: Entry, meeting: Meeting) -> None:
        """What may change about an appointment that stands; of one that was lost its own note asks."""
        if meeting.appointment is None or not entry.live:
            return
        made = Particulars(meeting.appointment, held=meeting.held, read_only=self.desk.read_only)
        made.edited.connect(lambda kept, turned: self.turn(turned, lambda: self.desk.save(kept, self)))
        self.put(made)
        for name, row in made.rows.items():
            self.name(name, row)

    def _offer_client(self, entry: Entry) -> None:
        page = "details" if entry.running is None else "overview"
        link = Link(_("Open {name}").format(name=entry.name))
        link.clicked.connect(lambda _on=False: self.go_requested.emit(Target(page, entry.client)))
        self.put(link, first=True)

    def _note_of(self, appointment: int) -> Written | None:
        found = self.desk.ask(lambda connection: asking.notes_for(connection, [appointment]))
        return found[0] if found else None

    def _write(self, entry: Entry) -> None:
        now = datetime.now()  # noqa: DTZ005 - the therapist's own clock on the wall
        case = case_of(self.desk, entry.client, now.date())
        if entry.meeting is not None:
            note = begin_note(self.desk, case, entry.meeting, now)
            self.go_requested.emit(Target("note", entry.client, note.id, "material"))

    def _answer(self, entry: Entry, state: State) -> None:
        if entry.running is None or entry.meeting is None:
            return
        if state is State.MISSED:
            note = booking.miss(self.desk, entry.running.schedule, entry.meeting)
            self.go_requested.emit(Target("missed", entry.client, note.id))
        else:
            booking.answer(self.desk, entry.running.schedule, entry.meeting, state)

    def _offer_answers(self, entry: Entry, made: Schedule, meeting: Meeting) -> None:
        """What else may have become of it, each with what that does to the course."""
        for state in _WAYS:
            if meeting.state is not state:
                words = _("Nobody came") if state is State.MISSED else state.label
                said = consequence(made, answered(made, meeting, state))
                self.press(words, partial(self._answer, entry, state), said)

    def _write_of(self, entry: Entry) -> None:
        if entry.running is not None and entry.meeting is not None:
            note = booking.write_of(self.desk, entry.running.schedule, entry.meeting)
            self.go_requested.emit(Target("missed", entry.client, note.id))

    def _offer_move(self, entry: Entry, to: datetime) -> None:
        running, meeting = entry.running, entry.meeting
        if running is None or meeting is None:
            return
        self.say(_("Move to"), "label")
        line = DayLine(MOMENT, optional=False)
        line.set_name(_("Move to"), "")
        line.show_value(to)
        self.put(line)
        meaning = plain("small", "muted", wraps=True)

        def move() -> None:
            booking.move(self.desk, running.schedule, meeting, line.value())

        button = self.press(_("Move"), move)
        self.put(meaning)

        def tell() -> None:
            same = line.value() == meeting.starts_at or bool(line.trouble())
            button.setEnabled(not same and not self.desk.read_only)
            made = running.schedule
            said = _("Another day or hour.") if same else consequence(made, moved(made, meeting, line.value()))
            meaning.setText(line.trouble() or said)
            button.setAccessibleName(f"{button.text()}. {meaning.text()}")

        line.edited.connect(tell)
        tell()

    # --- a free hour ---

    def _offer_booking(self, at: datetime, courses: Sequence[Running]) -> None:
        if not courses:
            self.say(_("Nobody has a course that is under way."), "", "muted")
            return
        who, when = QComboBox(), WrittenLine(TIME, optional=False)
        for running in courses:
            who.addItem(running.name, running)
        who.setAccessibleName(_("Book for"))
        when.setAccessibleName(_("Time"))
        when.show_value(at.time())
        place = ChoiceRow([(member, member.label) for member in Place])
        place.set_name(_("Where"), "")
        form = QWidget()
        lines = QFormLayout(form)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        lines.addRow(_("Book for"), who)
        lines.addRow(_("Time"), when)
        self.put(form)
        self.put(place)
        if self._first is None:
            self._first = who
        meaning = plain("small", "muted", wraps=True)

        def starts_at() -> datetime:
            chosen: time = when.value()
            return datetime.combine(at.date(), chosen)

        def book() -> None:
            booking.book(self.desk, who.currentData().schedule, starts_at(), place.value())

        button = self.press(_("Book"), book)
        self.put(meaning)

        def tell() -> None:
            made = who.currentData().schedule
            changed = booked(made, starts_at())
            said = consequence(made, changed)
            if len(changed) > 1:
                said += " " + _("The weekly times before it are booked too: {count}.").format(count=len(changed) - 1)
            meaning.setText(when.trouble() or said)
            button.setEnabled(not when.trouble() and not self.desk.read_only)
            button.setAccessibleName(f"{button.text()}. {meaning.text()}")

        who.currentIndexChanged.connect(tell)
        when.edited.connect(tell)
        tell()
