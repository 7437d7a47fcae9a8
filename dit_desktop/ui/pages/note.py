# SPDX-License-Identifier: Apache-2.0
"""One session's note: the form, the reminder pinned above it, and the last note at its side."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import Case, case_of
from dit_desktop.models.clients import shown_day, shown_moment
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.ui.addenda import Addenda
from dit_desktop.ui.buttons import IconButton
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Page, Target, brief, plain, telling
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.style import space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class NotePage(Page):
    """Where a session is written down."""

    name: ClassVar[str] = "note"
    title: ClassVar[str] = _("Session note")
    icon: ClassVar[str] = "notebook-pen"
    listed: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._head = plain("heading", wraps=True)
        self._reminder = plain("heading", "accent", wraps=True)
        self._prompts = plain("small", "muted", wraps=True)
        self._editor = Editor(desk, SessionNote)
        self._editor.refused.connect(self.told)
        self._addenda = Addenda(desk)
        self._addenda.refused.connect(self.told)
        self._side = Reader(_("The last note"))
        self._back = IconButton("chevron-left", _("Session before"))
        self._forward = IconButton("chevron-right", _("Session after"))
        self._back.clicked.connect(lambda: self._step(-1))
        self._forward.clicked.connect(lambda: self._step(1))
        self._state = QLabel(wordWrap=True)
        typed(self._state, tone="muted")
        self._sign = QPushButton(icon("signature"), _("Finish and sign"))
        self._sign.clicked.connect(self.sign)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(space(self))
        top.addWidget(self._head, 1)
        top.addWidget(self._back)
        top.addWidget(self._forward)
        written = QWidget()
        left = QVBoxLayout(written)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._editor, 1)
        left.addWidget(self._addenda)
        columns = Columns((_("This note"), written), (_("The last note"), self._side))
        foot = Flow(gap=space(self))
        foot.addWidget(self._state)
        grows(self._state)
        foot.addWidget(self._sign)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 2), space(self, 2), space(self, 2))
        box.setSpacing(space(self))
        box.addLayout(top)
        box.addWidget(self._reminder)
        box.addWidget(self._prompts)
        box.addWidget(columns, 1)
        box.addLayout(foot)

    def open(self, target: Target) -> None:
        """Show the note a target names."""
        self.client = target.client
        self._show(self.desk.get(SessionNote, target.record))
        self._editor.focus(target.field or "material", target.cursor)

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
        self._prompts.setText("\n".join(stands.prompts(number)) if stands and number else "")
        self._prompts.setVisible(bool(self._prompts.text()))
        self._show_reminder(case, note)
        self._editor.show_record(note, str(meeting.phase.value) if meeting and meeting.phase else "")
        before = case.before(note)
        self._side.show_record(before, self.desk.person(), _("There is no earlier note."))
        self._side.set_title(
            _("The last note, {day}").format(day=shown_day(before.day)) if before else _("The last note")
        )
        self._show_state(note)
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

    def _show_state(self, note: SessionNote) -> None:
        signed = note.signed_at is not None
        self._state.setText(
            _("Signed {when}. It stays as it is; an addendum can be added.").format(
                when=shown_moment(note.signed_at.astimezone().replace(tzinfo=None))
            )
            if note.signed_at
            else _("A draft. Everything you type is saved by itself.")
        )
        self._sign.setVisible(not signed and not self.desk.read_only)
        self._addenda.setVisible(signed)
        if signed:
            self._addenda.show_for(note)

    @telling
    def sign(self) -> None:
        """Close the note for good; what is being typed is in it."""
        self.flush()
        if self._editor.record:
            self._show(self.desk.sign(self._editor.record, self._editor))

    def _step(self, by: int) -> None:
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011
        at = case.place_of(self._editor.record) + by if self._editor.record else -1
        if 0 <= at < len(case.notes):
            self.go_requested.emit(Target(self.name, self.client, case.notes[at].id))

    def flush(self) -> None:
        """Save what is being typed."""
        self._editor.flush()
        self._addenda.flush()

    def place(self) -> Target:
        """The note and the field the cursor is in."""
        record = self._editor.record.id if self._editor.record else 0
        return Target(self.name, self.client, record, *self._editor.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        self._editor.refresh(record, origin)
        if kind == Addendum.__name__ and origin is not self._addenda and self._editor.record:
            self._show_state(self._editor.record)

    def clear(self) -> None:
        """Forget the client."""
        self._editor.clear()
        self._addenda.clear()
        self._side.clear()
        self._side.set_title(_("The last note"))
        for label in (self._head, self._reminder, self._prompts, self._state):
            label.clear()
        self.client = 0
