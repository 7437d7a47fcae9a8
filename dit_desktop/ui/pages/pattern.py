# SPDX-License-Identifier: Apache-2.0
"""How the pattern moves: one picture of a course from what its notes say of the focus, and the same as a table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import case_of
from dit_desktop.models.goals import near
from dit_desktop.models.pattern import COLUMNS, Moment, pattern_of
from dit_desktop.models.table import Table
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Page, Target, brief, plain
from dit_desktop.ui.pattern.marks import legend
from dit_desktop.ui.pattern.strip import Strip
from dit_desktop.ui.rows import Rows
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import em, space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_SHOWN = {"SessionNote", "Appointment", "Person", "Aim", "GoalReview", "Course", "Break"}
_ROWS = 8  # of the table that are in sight at once


class PatternPage(Page):
    """In which sessions, with whom and where the pattern showed; nothing of it is weighed."""

    name: ClassVar[str] = "pattern"
    title: ClassVar[str] = _("How the pattern moves")
    icon: ClassVar[str] = "chart-line"
    listed: ClassVar[bool] = False
    offered: ClassVar[bool] = True
    under: ClassVar[str] = "formulation"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._head, self._none = plain("title", wraps=True), plain(tone="muted", wraps=True)
        self._none.setText(_("What the notes say of the focus will stand here, session by session."))
        self._strip, self._legend = Strip(), legend()
        self._strip.opened.connect(lambda note: self.go_requested.emit(Target("note", self.client, note)))
        self._table: Table[Moment] = Table(
            COLUMNS, lambda moment: (moment.column, moment.focus.key), self, spoken=Moment.words
        )
        self._rows = Rows(_("The same as a table"), self._table, column=9)
        self._rows.chosen.connect(self._tell)
        self._rows.activated.connect(lambda index: self._open(index.row()))
        self._about, self._aims = plain(wraps=True), plain(tone="muted", wraps=True)
        self._note = QPushButton(icon("notebook-pen"), _("Open this note"))
        self._note.clicked.connect(lambda: self._open(self._rows.currentIndex().row()))
        self._back = QPushButton(icon("target"), _("Formulation"))
        self._back.clicked.connect(lambda: self.go_requested.emit(Target("formulation", self.client)))
        self._lay_out()

    def _lay_out(self) -> None:
        head = Flow(gap=space(self))
        head.addWidget(self._head)
        grows(self._head)
        head.addWidget(self._back)
        twin = plain("heading")
        twin.setText(_("The same as a table"))
        self._twin = twin
        self._rows.setMinimumHeight(em(self) * 3 * (_ROWS + 1) * 3 // 4)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(*[space(self, 3)] * 4)
        box.setSpacing(space(self, 2))
        box.addLayout(head)
        for widget in (self._none, self._strip, self._legend, self._aims, twin, self._rows, self._about):
            box.addWidget(widget)
        foot = Flow()
        foot.addWidget(self._note)
        box.addLayout(foot)
        box.addStretch(1)
        self.fill(Scroll(inner))

    def open(self, target: Target) -> None:
        """Show the latest course."""
        self.client = target.client
        self._show()
        self._back.setFocus()

    def _show(self) -> None:
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        self._head.setText(_("How the pattern moves: {name}").format(name=case.name))
        pattern = pattern_of(self.desk, case)
        self._strip.show_pattern(pattern)
        self._table.show_rows(pattern.moments)
        seen = bool(pattern.moments)
        self._none.setVisible(not seen)
        self._strip.setVisible(seen or any(rated.near for rated in pattern.aims))
        for widget in (self._legend, self._twin, self._rows):
            widget.setVisible(seen)
        lines = near(self.desk, case.course.id) if case.course else []
        words = [_("{aim}: {near}").format(aim=brief(aim), near=rated) for aim, rated in lines]
        self._aims.setText("\n".join([_("Aims, 0 to 10, in their own rating"), *words]) if words else "")
        self._aims.setVisible(bool(words))
        self._tell(-1)

    def _tell(self, number: int) -> None:
        """All of the moment that is chosen, also what finds no room in the table."""
        chosen = 0 <= number < self._table.rowCount()
        self._about.setText(self._table.row(number).words() if chosen else "")
        for widget in (self._about, self._note):
            widget.setVisible(chosen)

    def _open(self, number: int) -> None:
        if 0 <= number < self._table.rowCount():
            self.go_requested.emit(Target("note", self.client, self._table.row(number).session.note))

    def refresh(self, kind: str, _record: int, _origin: object) -> None:
        """Keep the picture true while it is on the screen."""
        if self.client and self.isVisible() and kind in _SHOWN:
            self._show()

    def clear(self) -> None:
        """Forget the client."""
        self.client = 0
        self._strip.clear()
        self._table.show_rows([])
        for label in (self._head, self._about, self._aims):
            label.clear()
