# SPDX-License-Identifier: Apache-2.0
"""One session's note: the form, the reminder pinned above it, and the last note at its side."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import Case, case_of
from dit_desktop.models.clients import shown_day
from dit_desktop.models.offering import offered
from dit_desktop.models.process import banner, process_note
from dit_desktop.records.assessment import Assessment, heading
from dit_desktop.records.course import PlanInNotes
from dit_desktop.records.fields import Record
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.relationships import Person
from dit_desktop.records.session import LOOKED_BACK, SESSION_PLAN, SafetyToday, SessionNote
from dit_desktop.ui.buttons import IconButton
from dit_desktop.ui.clinical import Clinical
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Page, Target, brief, plain, telling
from dit_desktop.ui.passage import begin_moment, moment_button
from dit_desktop.ui.process_note import ProcessPane
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.style import space
from dit_desktop.ui.tabs import Tabs

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_LEAST = 42  # ems of height; with less the page is scrolled as a whole


class NotePage(Page):
    """Where a session is written down."""

    name: ClassVar[str] = "note"
    title: ClassVar[str] = _("Session note")
    icon: ClassVar[str] = "notebook-pen"
    listed: ClassVar[bool] = False
    under: ClassVar[str] = "sessions"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._head = plain("heading", wraps=True)
        self._reminder = plain("heading", "accent", wraps=True)
        self._prompts = plain("small", "muted", wraps=True)
        self._note = Clinical(desk, SessionNote)
        self._editor = self._note.editor
        self._note.refused.connect(self.told)
        self._note.finish.signed.connect(self._show)
        self._process = ProcessPane(desk)
        self._process.refused.connect(self.told)
        self._side = Reader(_("The last note"))
        self._back = IconButton("chevron-left", _("Session before"))
        self._forward = IconButton("chevron-right", _("Session after"))
        self._back.clicked.connect(lambda: self._step(-1))
        self._forward.clicked.connect(lambda: self._step(1))
        self._moment = moment_button()
        self._moment.clicked.connect(self.begin_moment)
        self._note.finish.add_button(self._moment)
        self._safety = QPushButton(icon("shield"), _("Open Safety"))
        self._safety.clicked.connect(lambda: self.go_requested.emit(Target("safety", self.client)))
        self._note.finish.add_button(self._safety)
        self._editor.saved.connect(self._offer_safety)
        self._tabs = Tabs(self.title)
        self._tabs.add(self.title, self._note)
        self._tabs.add(ProcessNote.title, self._process)
        self._lay_out()

    def _lay_out(self) -> None:
        steps = QWidget()
        line = QHBoxLayout(steps)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._back)
        line.addWidget(self._forward)
        top = Flow(gap=space(self))
        top.addWidget(self._head)
        grows(self._head)
        top.addWidget(self._tabs.bar)
        top.addWidget(steps)
        columns = Columns((_("This note"), self._tabs), (_("The last note"), self._side))
        box = self.column(_LEAST)
        box.addLayout(top)
        box.addWidget(self._reminder)
        box.addWidget(self._prompts)
        box.addWidget(columns, 1)

    def open(self, target: Target) -> None:
        """Show the note a target names, or the process note that belongs to it."""
        self.client = target.client
        record = self.desk.get(Record, target.record)
        process = isinstance(record, ProcessNote)
        if isinstance(record, ProcessNote):
            notes = self.desk.find(SessionNote, parent=record.parent)
            record = next((note for note in notes if note.appointment == record.appointment), record)
        self._show(self.desk.get(SessionNote, record.id))
        self._tabs.go_to(int(process))
        (self._process.editor if process else self._editor).focus(target.field or "material", target.cursor)

    def _show(self, note: SessionNote) -> None:
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        meeting = case.meeting_of(note)
        number = meeting.number if meeting else None
        stands = case.schedule
        parts = [case.name, shown_day(note.day)]
        if stands and number and meeting and meeting.phase:
            parts.insert(1, _("session {words}").format(words=stands.number_words(number)))
            parts.insert(2, meeting.phase.label.lower())
        self._head.setText(" · ".join(part for part in parts if part))
        said = [*stands.prompts(number), *_heard(self.desk, note, number)] if stands and number else []
        self._prompts.setText("\n".join(said))
        self._prompts.setVisible(bool(self._prompts.text()))
        self._show_reminder(case, note)
        phase = str(meeting.phase.value) if meeting and meeting.phase else ""
        self._note.show_record(note, phase)
        self._process.show_note(process_note(self.desk, note), banner(self.desk, case), phase)
        self._show_plan(case)
        self._offer_safety(note)
        before = case.before(note)
        known = dict(offered(self.desk, Person.__name__, before)) if before else {}
        otherwise = _("There is no earlier note.")
        self._side.show_record(before, self.desk.person(), otherwise, names=LOOKED_BACK, known=known)
        self._side.set_title(
            _("The last note, {day}").format(day=shown_day(before.day)) if before else _("The last note")
        )
        at = case.place_of(note)
        self._back.setEnabled(at > 0)
        self._forward.setEnabled(0 <= at < len(case.notes) - 1)

    def _show_reminder(self, case: Case, note: SessionNote) -> None:
        """The reminder of that day stays with the note; while it is open, the one in force now."""
        reminder = note.reminder if note.signed_at or not case.focus else case.focus.reminder
        provisional = case.provisional and note.signed_at is None
        words = _("Provisional: “{reminder}”") if provisional else "“{reminder}”"
        self._reminder.setText(words.format(reminder=brief(reminder)) if reminder else "")
        self._reminder.setVisible(bool(reminder))

    def _offer_safety(self, note: SessionNote) -> None:
        """Something new leads to the page of safety, when the therapist wants to go there and not by itself."""
        self._safety.setVisible(note.safety is SafetyToday.SOMETHING_NEW)

    def _show_plan(self, case: Case) -> None:
        """The session plan stands in the note unless the course leaves it out; what was written in it stays."""
        left_out = case.course is not None and case.course.plan_in_notes is PlanInNotes.LEFT_OUT
        note, plain_note = self._editor.record, SessionNote()
        used = any(getattr(note, name) != getattr(plain_note, name) for name in SESSION_PLAN)
        self._editor.form.sheet.sections()[_("Session plan")].setVisible(used or not left_out)

    @telling
    def begin_moment(self) -> None:
        """Begin a moment told in this session, from what is marked in the note if something is."""
        self.flush()
        note = self._editor.record
        if note is None or self.desk.read_only:
            return
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - see _show
        meeting = case.meeting_of(note)
        told_in = meeting.number if meeting else None
        self.go_requested.emit(begin_moment(self.desk, note, told_in, self._editor))

    def _step(self, by: int) -> None:
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011
        at = case.place_of(self._editor.record) + by if self._editor.record else -1
        if 0 <= at < len(case.notes):
            self.go_requested.emit(Target(self.name, self.client, case.notes[at].id))

    def sign(self) -> None:
        """Close the note for good; a process note is never signed."""
        if self._tabs.current == 0:
            self._note.finish.sign()

    def flush(self) -> None:
        """Save what is being typed."""
        self._note.flush()
        self._process.editor.flush()

    def place(self) -> Target:
        """The note and the field the cursor is in."""
        process = self._process.editor
        if self._tabs.current and process.record and process.record.id:
            return Target(self.name, self.client, process.record.id, *process.form.place())
        return Target(self.name, self.client, *self._note.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        self._note.refresh(kind, record, origin)
        self._process.editor.refresh(record, origin)

    def clear(self) -> None:
        """Forget the client."""
        self._note.clear()
        self._process.clear()
        self._side.clear()
        self._side.set_title(_("The last note"))
        for label in (self._head, self._reminder, self._prompts):
            label.clear()
        self.client = 0


def _heard(desk: Desk, note: SessionNote, number: int) -> list[str]:
    """The sections of the assessment that were written in this session, in a line."""
    found = desk.find(Assessment, parent=note.parent)
    touched = [heading(mark.section) for each in found for mark in each.marks if mark.touched_in == number]
    return [_("In the assessment: {sections}").format(sections=" · ".join(touched))] if touched else []
