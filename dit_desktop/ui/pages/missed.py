# SPDX-License-Identifier: Apache-2.0
"""The note of a session nobody came to: what was done, and what the absence means for the count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import case_of
from dit_desktop.models.clients import shown_day, shown_moment
from dit_desktop.records.booking import consequence, rule_words
from dit_desktop.records.course import Appointment, Charged, Counts
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.session import Addendum
from dit_desktop.ui.addenda import Addenda
from dit_desktop.ui.choice import ChoiceRow
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Page, Target, plain, telling
from dit_desktop.ui.style import space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_LEAST = 40  # ems of height; with less the page is scrolled as a whole


class MissedPage(Page):
    """Where an absence is written down."""

    name: ClassVar[str] = "missed"
    title: ClassVar[str] = _("Missed session")
    icon: ClassVar[str] = "notebook-pen"
    listed: ClassVar[bool] = False
    under: ClassVar[str] = "sessions"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._appointment: Appointment | None = None
        self._head = plain("heading", wraps=True)
        self._meaning = plain(wraps=True)
        self._counts = ChoiceRow([(member, member.label) for member in Counts])
        self._charged = ChoiceRow([(member, member.label) for member in Charged])
        self._counts.set_name(_("Uses up a session"), _("By the rule of the course, or decided here."))
        self._charged.set_name(_("Fee"), "")
        for row in (self._counts, self._charged):
            row.edited.connect(self._decide)
        self._editor = Editor(desk, MissedNote)
        self._editor.refused.connect(self.told)
        self._addenda = Addenda(desk)
        self._addenda.refused.connect(self.told)
        self._state = QLabel(wordWrap=True)
        typed(self._state, tone="muted")
        self._sign = QPushButton(icon("signature"), _("Finish and sign"))
        self._sign.clicked.connect(self.sign)
        self._lay_out()

    def _lay_out(self) -> None:
        decided = Flow(gap=space(self, 3))
        for words, row in ((_("Uses up a session"), self._counts), (_("Fee"), self._charged)):
            pair = QWidget()
            line = QHBoxLayout(pair)
            line.setContentsMargins(0, 0, 0, 0)
            label = QLabel(words)
            typed(label, "label")
            line.addWidget(label)
            line.addWidget(row)
            decided.addWidget(pair)
        foot = Flow(gap=space(self))
        foot.addWidget(self._state)
        grows(self._state)
        foot.addWidget(self._sign)
        box = self.column(_LEAST)
        box.addWidget(self._head)
        box.addWidget(self._meaning)
        box.addLayout(decided)
        box.addWidget(self._editor, 1)
        box.addWidget(self._addenda)
        box.addLayout(foot)

    def open(self, target: Target) -> None:
        """Show the note a target names."""
        self.client = target.client
        self._show(self.desk.get(MissedNote, target.record))
        self._editor.focus(target.field or "heard_how", target.cursor)

    def _show(self, note: MissedNote) -> None:
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        meetings = case.schedule.meetings if case.schedule else ()
        meeting = next(
            (item for item in meetings if item.appointment and item.appointment.id == note.appointment), None
        )
        item = self._appointment = meeting.appointment if meeting else None
        state = item.state.label.lower() if item and item.state else ""
        self._head.setText(" · ".join(part for part in (case.name, shown_day(note.day), state) if part))
        said = f"{consequence(case.schedule, [item])} {rule_words(item)}" if case.schedule and item else ""
        self._meaning.setText(said)
        self._counts.show_value(item.counts if item else None)
        self._charged.show_value(item.charged if item else None)
        for row in (self._counts, self._charged):
            row.set_read_only(self.desk.read_only or item is None)
        phase = (meeting.phase if meeting else None) or (case.schedule.phase if case.schedule else None)
        self._editor.show_record(note, str(phase.value) if phase else "")
        signed = note.signed_at is not None
        self._state.setText(
            _("Signed {when}. It stays as it is; an addendum can be added.").format(when=shown_moment(note.signed_at))
            if note.signed_at
            else _("A draft. Everything you type is saved by itself.")
        )
        self._sign.setVisible(not signed and not self.desk.read_only)
        self._addenda.setVisible(signed)
        if signed:
            self._addenda.show_for(note)

    @telling
    def _decide(self) -> None:
        """Keep whether it counts and is paid; what that means is said again."""
        if self._appointment is not None:
            kept: dict[str, Any] = {"counts": self._counts.value(), "charged": self._charged.value()}
            self._appointment = self.desk.save(replace(self._appointment, **kept), self)
            self._again()

    def _again(self) -> None:
        if self._editor.record is not None and self._editor.record.id:
            self._show(self.desk.get(MissedNote, self._editor.record.id))

    @telling
    def sign(self) -> None:
        """Close the note for good; what is being typed is in it."""
        self.flush()
        if self._editor.record:
            self._show(self.desk.sign(self._editor.record, self._editor))

    def flush(self) -> None:
        """Save what is being typed."""
        self._editor.flush()
        self._addenda.flush()

    def place(self) -> Target:
        """The note and the field the cursor is in."""
        record = self._editor.record.id if self._editor.record else 0
        return Target(self.name, self.client, record, *self._editor.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back; a note that was taken back is left."""
        shown = self._editor.record
        if shown is not None and shown.id == record and self.desk.get(MissedNote, record).binned_at:
            client = self.client
            self.clear()
            self.go_requested.emit(Target("sessions", client))
            return
        self._editor.refresh(record, origin)
        about = self._editor.record is not None and self.isVisible() and origin is not self
        if about and (kind in {"Appointment", "Course", "Break"} or kind == Addendum.__name__):
            self._again()

    def clear(self) -> None:
        """Forget the client."""
        self._editor.clear()
        self._addenda.clear()
        for label in (self._head, self._meaning, self._state):
            label.clear()
        self.client, self._appointment = 0, None
