# SPDX-License-Identifier: Apache-2.0
"""The sessions of a course, one line each; Enter opens or begins the note."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout

from dit_desktop.i18n import _
from dit_desktop.models.case import Case, begin_note, case_of, is_due, next_to_write
from dit_desktop.models.clients import shown_moment
from dit_desktop.models.table import ROW, Column, Table
from dit_desktop.records.schedule import Meeting
from dit_desktop.records.session import SessionNote
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.closing import ClosingPage
from dit_desktop.ui.pages.page import Page, Target, plain, telling
from dit_desktop.ui.pages.review import ReviewPage
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dit_desktop.models.desk import Desk


_WIDE = 55  # ems from which a row shows how its note begins


class Line(NamedTuple):
    """A meeting and the note written for it."""

    meeting: Meeting
    note: SessionNote | None


def _note_words(line: Line) -> str:
    if line.note is None:
        return ""
    return _("signed") if line.note.signed_at else _("draft")


COLUMNS = [
    Column[Line](_("Session"), lambda line: str(line.meeting.number or "–")),
    Column[Line](_("When"), lambda line: shown_moment(line.meeting.starts_at)),
    Column[Line](
        _("What happened"), lambda line: _("expected") if line.meeting.expected else line.meeting.state.label.lower()
    ),
    Column[Line](_("Note"), _note_words),
    Column[Line](_("Begins"), lambda line: " ".join(line.note.material[:400].split())[:160] if line.note else ""),
]


class SessionsPage(Page):
    """The list of sessions."""

    name: ClassVar[str] = "sessions"
    title: ClassVar[str] = _("Sessions")
    icon: ClassVar[str] = "notebook-pen"
    keys: ClassVar[str] = "Ctrl+7"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._case: Case | None = None
        self._head, self._words = plain("title"), QLabel(wordWrap=True)
        typed(self._words, tone="muted")
        self._write = QPushButton(icon("notebook-pen", "on_accent"), _("Write the next session note"))
        self._write.setDefault(True)
        self._write.clicked.connect(self._begin)
        self._table = Table(COLUMNS, lambda line: (line.meeting.starts_at, line.meeting.number), self)
        self._view = QTableView()
        self._view.setModel(self._table)
        self._view.setAccessibleName(self.title)
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._view.setShowGrid(False)
        self._view.setTabKeyNavigation(False)
        self._view.setWordWrap(False)
        self._view.verticalHeader().hide()
        self._view.verticalHeader().setDefaultSectionSize(space(self, 4.5))
        header = self._view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(em(self))  # the last column gives way before the table is scrolled sideways
        self._view.activated.connect(self._open_row)
        top = Flow(gap=space(self))
        top.addWidget(self._head)
        grows(self._head)
        for page in (ReviewPage, ClosingPage):
            top.addWidget(self._way_to(page))
        top.addWidget(self._write)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[space(self, 3)] * 4)
        box.setSpacing(space(self, 2))
        box.addLayout(top)
        box.addWidget(self._words)
        box.addWidget(self._view, 1)

    def _way_to(self, page: type[Page]) -> QPushButton:
        button = QPushButton(icon(page.icon), page.title)
        button.clicked.connect(lambda: self.go_requested.emit(Target(page.name, self.client)))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out how the notes begin where there is no room for it."""
        super().resizeEvent(event)
        begins = len(COLUMNS) - 1
        narrow = self.width() < em(self) * _WIDE
        self._view.setColumnHidden(begins, narrow)
        header = self._view.horizontalHeader()
        header.setSectionResizeMode(
            begins - 1, QHeaderView.ResizeMode.Stretch if narrow else QHeaderView.ResizeMode.ResizeToContents
        )

    def open(self, target: Target) -> None:
        """Show the sessions of the latest course, the current one selected."""
        self.client = target.client
        self._show()
        case = self._case
        current = case.schedule and (case.schedule.current or case.schedule.next) if case else None
        if current and case and case.schedule:
            self._view.selectRow(case.schedule.meetings.index(current))
        self._view.setFocus()

    def clear(self) -> None:
        """Forget the client."""
        self.client, self._case = 0, None
        self._table.show_rows([])
        self._head.clear()
        self._words.clear()

    def refresh(self, _kind: str, _record: int, _origin: object) -> None:
        """Keep the list true while it is on the screen."""
        if self.client and self.isVisible():
            self._show()

    def _show(self) -> None:
        now = datetime.now()  # noqa: DTZ005 - the therapist's own clock on the wall
        case = self._case = case_of(self.desk, self.client, now.date())
        self._head.setText(_("Sessions of {name}").format(name=case.name))
        self._words.setText(case.schedule.words() if case.schedule else _("There is no course yet."))
        meetings = case.schedule.meetings if case.schedule else ()
        self._table.show_rows([Line(meeting, case.note_of(meeting)) for meeting in meetings])
        meeting = next_to_write(case, now)
        self._write.setVisible(meeting is not None and is_due(meeting, now))

    def _open_row(self, index: QModelIndex) -> None:
        line: Line = index.siblingAtColumn(0).data(ROW)
        if line.note:
            self.go_requested.emit(Target("note", self.client, line.note.id))
        elif self._case and line.meeting.number and (line.meeting.held or line.meeting.booked):
            now = datetime.now()  # noqa: DTZ005 - see _show
            if line.meeting.day <= now.date() or line.meeting == next_to_write(self._case, now):
                self._write_for(line.meeting)

    def _begin(self) -> None:
        meeting = next_to_write(self._case, datetime.now()) if self._case else None  # noqa: DTZ005
        if meeting:
            self._write_for(meeting)

    @telling
    def _write_for(self, meeting: Meeting) -> None:
        if self._case:
            note = begin_note(self.desk, self._case, meeting, datetime.now())  # noqa: DTZ005
            self.go_requested.emit(Target("note", self.client, note.id, "material"))
