# SPDX-License-Identifier: Apache-2.0
"""A client at a glance: where the course stands, the focus, and the one thing to do next."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models import booking
from dit_desktop.models.case import (
    Case,
    begin_note,
    case_of,
    draft_of_today,
    earlier_of,
    is_due,
    next_to_write,
    open_course,
)
from dit_desktop.models.chips import to_do
from dit_desktop.models.clients import shown_day, shown_moment
from dit_desktop.models.courses import running_of
from dit_desktop.models.safety import versions
from dit_desktop.records.course import CourseState
from dit_desktop.records.letter import paragraphs
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.fold import Fold
from dit_desktop.ui.icons import icon
from dit_desktop.ui.lines import Press, Todo
from dit_desktop.ui.pages.page import Page, Target, brief, plain, telling
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import em, space, typed
from dit_desktop.ui.timeline import Timeline

if TYPE_CHECKING:
    from datetime import date

    from dit_desktop.models.desk import Desk
    from dit_desktop.records.client import Enquiry
    from dit_desktop.records.course import Break
    from dit_desktop.records.schedule import Meeting

LETTER_WORDS = {
    None: _("Goodbye letter: none yet."),
    "draft": _("Goodbye letter: a draft."),
    "shared": _("Goodbye letter: shared."),
    "final": _("Goodbye letter: final."),
    "not_written": _("Goodbye letter: not written."),
}
_OPENED = _(
    "A course of sixteen sessions is open, from today at this hour. "
    "Details change day and hour, Undo takes all of it back."
)


class OverviewPage(Page):
    """Where a therapist lands when she opens a client."""

    name: ClassVar[str] = "overview"
    title: ClassVar[str] = _("Overview")
    icon: ClassVar[str] = "layout-dashboard"
    keys: ClassVar[str] = "Ctrl+1"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._case: Case | None = None
        self._name, self._words = plain("title"), QLabel(wordWrap=True)
        typed(self._words, "heading", "muted")
        self._timeline = Timeline()
        self._timeline.chosen.connect(self._open_session)
        self._focus_fold = Fold(_("The focus"), folds=True)
        self._focus_fold.set_open(True)
        self._focus, self._next = plain(wraps=True), plain(wraps=True)
        self._facts, self._safety = plain(tone="muted", wraps=True), plain(tone="muted", wraps=True)
        self._next_head, self._todo_head = QLabel(), QLabel(_("To do"))
        for heading in (self._next_head, self._todo_head):
            typed(heading, "heading")
        for text in (self._focus, self._next, self._facts, self._safety):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for wide in (self._focus_fold, self._next, self._facts, self._safety):
            wide.setMaximumWidth(em(self) * 48)  # a longer line is hard to read
        self._focus_fold.rows.addWidget(self._focus)
        self._moves = QPushButton(icon("chart-line"), _("How the pattern moves"))
        self._moves.clicked.connect(lambda: self.go_requested.emit(Target("pattern", self.client)))
        self._todo = QVBoxLayout()
        self._todo.setSpacing(0)
        self._back = QVBoxLayout()  # earlier courses, each folded
        self._write = QPushButton(icon("notebook-pen", "on_accent"), "")
        self._write.setDefault(True)
        self._write.setAutoDefault(True)  # Return presses it where it is not the filled one too
        self._write.clicked.connect(self._begin)
        self._letter = QPushButton(icon("mail-open"), _("Goodbye letter"))
        self._letter.clicked.connect(lambda: self.go_requested.emit(Target("letter", self.client)))
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = Flow(gap=space(self))
        buttons.addWidget(self._write)
        buttons.addWidget(self._letter)
        buttons.addWidget(self._moves)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(*[space(self, 3)] * 4)
        box.setSpacing(space(self, 2))
        for widget in (self._name, self._words, self._timeline):
            box.addWidget(widget)
        box.addLayout(buttons)
        box.addWidget(self._focus_fold)
        box.addWidget(self._safety)
        box.addWidget(self._todo_head)
        box.addLayout(self._todo)
        for widget in (self._next_head, self._next, self._facts):
            box.addWidget(widget)
        box.addLayout(self._back)
        box.addStretch(1)
        self.fill(Scroll(inner))

    def open(self, target: Target) -> None:
        """Show where this client's course stands."""
        self.client = target.client
        self._show()
        # Where a course has ended nothing waits to be pressed: Return must not begin another one by the way.
        (self._letter if self._has_ended() else self._write).setFocus()

    def clear(self) -> None:
        """Forget the client."""
        self.client, self._case = 0, None
        for label in (self._name, self._words, self._focus, self._next, self._facts, self._safety):
            label.clear()
        for rows in (self._todo, self._back):
            _empty(rows)
        self._timeline.clear()

    def refresh(self, _kind: str, _record: int, _origin: object) -> None:
        """Keep the page true while it is on the screen."""
        if self.client and self.isVisible():
            self._show()

    def _show(self) -> None:
        now = datetime.now()  # noqa: DTZ005 - the therapist's own clock on the wall
        case = self._case = case_of(self.desk, self.client, now.date())
        self._name.setText(case.name)
        self._words.setText(case.schedule.words() if case.schedule else _("There is no course yet."))
        self._timeline.show_case(case)
        meeting = next_to_write(case, now)
        ended = self._has_ended()
        if case.course is None:
            self._write.setText(_("Open a course of sixteen sessions"))
        elif ended:
            self._write.setText(_("Open another course"))
        elif meeting:
            words = (
                _("Write session {number}") if is_due(meeting, now) else _("Write session {number} ahead of its day")
            )
            self._write.setText(words.format(number=meeting.number))
        self._write.setVisible(case.course is None or ended or meeting is not None)
        self._write.setDefault(not ended)  # an ended course asks for nothing
        self._write.setIcon(icon("notebook-pen", "text" if ended else "on_accent"))
        self._letter.setVisible(case.course is not None)
        self._show_focus(case)
        heading, words = _last_words(case)
        self._next_head.setText(heading)
        self._next.setText(brief(words))
        self._next_head.setVisible(bool(words))
        self._next.setVisible(bool(words))
        self._show_to_do(case)
        self._show_safety(case)
        self._show_earlier(case, now.date())
        self._facts.setText("\n".join(_facts_of(case)))
        self._facts.setVisible(bool(self._facts.text()))

    def _has_ended(self) -> bool:
        course = self._case.course if self._case else None
        return course is not None and course.state is CourseState.ENDED

    def _show_focus(self, case: Case) -> None:
        focus = case.focus
        self._focus_fold.setVisible(case.course is not None)
        self._focus_fold.rename(_("The focus, provisional") if case.provisional else _("The focus"))
        self._moves.setVisible(any(note.focus for note in case.notes))
        text = (focus.client_wording or focus.working) if focus else ""
        lines = [f"“{brief(focus.reminder)}”" if focus and focus.reminder else "", brief(text)]
        self._focus.setText("\n".join(line for line in lines if line) or _("No formulation yet."))

    def _show_to_do(self, case: Case) -> None:
        """What asks to be looked at, each a link that goes when the thing is done."""
        _empty(self._todo)
        going_on = case.schedule is not None and case.course is not None and case.course.state is not CourseState.ENDED
        found = to_do(self.desk, running_of(self.desk, case)) if going_on else []
        for item in found:
            words, told = _("Told now"), None
            if item.away:
                told = Press(words, f"{words}: {item.words}", partial(self._tell, item.away))
            lead = partial(self.go_requested.emit, Target(item.page, self.client, item.record))
            todo = Todo(item.words, lead, told)
            todo.setMaximumWidth(em(self) * 48)
            self._todo.addWidget(todo)
        self._todo_head.setVisible(bool(found))

    @telling
    def _tell(self, away: Break) -> None:
        """They were told of a break in the session that is on, or was last."""
        if self._case and self._case.schedule:
            booking.told(self.desk, self._case.schedule, away)

    def _show_safety(self, case: Case) -> None:
        last = next(iter(versions(self.desk, self.client)), None)
        parts = []
        if last is not None and last.at:
            parts.append(_("Safety was last looked at on {day}.").format(day=shown_day(last.at.date())))
            if last.review_on:
                parts.append(_("To be looked at again on {day}.").format(day=shown_day(last.review_on)))
        elif case.course is not None:
            parts.append(_("Safety has not been written about yet."))
        self._safety.setText(" ".join(parts))
        self._safety.setVisible(bool(parts))

    def _show_earlier(self, case: Case, today: date) -> None:
        """The focus and letter of earlier courses, to be read; nothing of them is copied."""
        _empty(self._back)
        for course in reversed(case.earlier):
            was = earlier_of(self.desk, course, today)
            began = shown_day(course.starts_on) or _("no date")
            fold = Fold(_("Earlier course, begun {day}").format(day=began), was.words, folds=True)
            letter = "\n\n".join(paragraphs(was.letter)) if was.letter else ""
            focus = (was.focus.client_wording or was.focus.working) if was.focus else ""
            for words in (was.words, focus, letter):
                label = plain(tone="muted" if words is was.words else "", wraps=True)
                label.setText(brief(words))
                label.setVisible(bool(words))
                fold.rows.addWidget(label)
            fold.setMaximumWidth(em(self) * 48)
            self._back.addWidget(fold)

    @telling
    def _begin(self) -> None:
        """Do what the button says: open a course, or write the next session even if its day is still to come."""
        now = datetime.now()  # noqa: DTZ005 - see _show
        meeting = next_to_write(self._case, now) if self._case else None
        if self._case and (self._case.course is None or self._has_ended()):
            open_course(self.desk, self.client, now)
            self._show()
            self.said.emit(_OPENED)
        elif meeting:
            self._write_for(meeting, now)

    @telling
    def write_note(self) -> None:
        """Begin the note that is due, or go on with today's; a session is never brought forward by a key."""
        case, now = self._case, datetime.now()  # noqa: DTZ005 - see _show
        meeting = next_to_write(case, now) if case else None
        draft = draft_of_today(case, now) if case else None
        if meeting and is_due(meeting, now):
            self._write_for(meeting, now)
        elif draft:
            self.go_requested.emit(Target("note", self.client, draft.id, "material", len(draft.material)))

    def _write_for(self, meeting: Meeting, now: datetime) -> None:
        if self._case:
            note = begin_note(self.desk, self._case, meeting, now)
            self.go_requested.emit(Target("note", self.client, note.id, "material"))

    def _open_session(self, meeting: Meeting) -> None:
        note = self._case.note_of(meeting) if self._case else None
        if note:
            self.go_requested.emit(Target("note", self.client, note.id))
        else:
            self.go_requested.emit(Target("sessions", self.client))


def _empty(rows: QVBoxLayout) -> None:
    while (item := rows.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _facts_of(case: Case) -> list[str]:
    """What else stands, in quiet lines."""
    if case.schedule is None:
        return _enquired(case.enquiry)
    facts = []
    if case.schedule.next:
        facts.append(_("Next appointment: {when}.").format(when=shown_moment(case.schedule.next.starts_at)))
    if case.schedule.end:
        facts.append(_("Ending: {day}.").format(day=shown_day(case.schedule.end)))
    state = case.letter.state if case.letter else None
    facts.append(LETTER_WORDS[state.value if state else None])
    return facts


def _enquired(enquiry: Enquiry | None) -> list[str]:
    """When somebody enquired, the first meeting they were offered, and what came of it."""
    if enquiry is None:
        return []
    return [
        words.format(said=said)
        for words, said in (
            (_("Enquiry of {said}."), shown_day(enquiry.received_on)),
            (_("First meeting offered: {said}."), shown_moment(enquiry.offered_at)),
            (_("What came of it: {said}."), enquiry.outcome.label.lower() if enquiry.outcome else ""),
        )
        if said
    ]


def _last_words(case: Case) -> tuple[str, str]:
    """What was written for next time, or asked for; once the final letter was read, what they said to it."""
    if case.schedule is None:
        return _("What they asked for"), case.enquiry.asked_for if case.enquiry else ""
    reading = case.reading_of(case.letter) if case.letter else None
    if reading and reading.given_on and reading.response:
        return _("What they said to the letter"), reading.response
    last = next((note for note in reversed(case.notes) if note.next_time), None)
    return _("For next time, you wrote"), last.next_time if last else ""
