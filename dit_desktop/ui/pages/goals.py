# SPDX-License-Identifier: Apache-2.0
"""What a client hopes for, the small aims of the course, and how near they came."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import case_of
from dit_desktop.models.goals import near, next_round
from dit_desktop.records.goal import Aim, GoalReview, Hope
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.several import Several
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class GoalsPage(Page):
    """One hope, one to three aims, and their own ratings at the review and the end."""

    name: ClassVar[str] = "goals"
    title: ClassVar[str] = _("Measures and goals")
    icon: ClassVar[str] = "chart-line"
    keys: ClassVar[str] = "Ctrl+8"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._course = 0
        self._head, self._none = plain("title", wraps=True), self.no_course()
        self._hope = Editor(desk, Hope)
        self._near = Reader(_("How near"))
        self._aims = Several(
            desk, Aim, _("Aims"), _("Add aim"), _("No aim is agreed yet. One to three are enough; fewer is better.")
        )
        self._rounds = Several(
            desk, GoalReview, _("Ratings"), _("Ask how near"), _("Nothing is rated yet. It is their rating, not yours.")
        )
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.setAccessibleName(self.title)
        self._tabs.tabBar().setAccessibleName(self.title)
        hope = Columns((_("Hope"), self._hope), (_("How near"), self._near))
        for widget, title in ((hope, _("Hope")), (self._aims, _("Aims")), (self._rounds, _("How near"))):
            self._tabs.addTab(widget, title)
        for part in (self._hope, self._aims, self._rounds):
            part.refused.connect(self.told)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 2), space(self, 2), space(self, 2))
        box.setSpacing(space(self))
        box.addWidget(self._head)
        box.addWidget(self._none)
        box.addWidget(self._tabs, 1)
        box.addStretch()  # while there are no tabs

    @property
    def _lists(self) -> tuple[Several[Any], ...]:
        return self._aims, self._rounds

    def open(self, target: Target) -> None:
        """Show hope and aims of the latest course, or the aim or round a target names."""
        self.client = target.client
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        self._course = case.course.id if case.course else 0
        self._head.setText(_("Measures and goals of {name}").format(name=case.name))
        self._tabs.setVisible(bool(self._course))
        self._none.setVisible(not self._course)
        if case.course is None:
            return
        mine: dict[str, Any] = {"client": self.client, "parent": self._course}
        hopes = self.desk.find(Hope, parent=self._course)
        self._hope.show_record(hopes[-1] if hopes else Hope(**mine))
        self._aims.show_of(Aim(**mine), target.record)
        self._rounds.show_of(next_round(self.desk, case, date.today()), target.record)  # noqa: DTZ011
        self._show_near()
        self._go_to(target)

    def _go_to(self, target: Target) -> None:
        at = next((number for number, each in enumerate(self._lists, 1) if each.holds(target.record)), 0)
        self._tabs.setCurrentIndex(at)
        if at:
            self._lists[at - 1].focus(target.field, target.cursor)
        else:
            self._hope.focus(target.field or "hope", target.cursor)

    def _show_near(self) -> None:
        self._near.show_lines(near(self.desk, self._course) or [("", _("The aims and their ratings will stand here."))])

    def flush(self) -> None:
        """Save what is being typed."""
        for part in (self._hope, self._aims, self._rounds):
            part.flush()

    def place(self) -> Target:
        """The aim or round, and the field the cursor is in."""
        at = self._tabs.currentIndex()
        if at:
            return Target(self.name, self.client, *self._lists[at - 1].place())
        return Target(self.name, self.client, 0, *self._hope.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back, and offer new aims to be rated."""
        self._hope.refresh(record, origin)
        for each in self._lists:
            each.refresh(kind, record, origin)
        if self.client and self._course and kind in {Aim.__name__, GoalReview.__name__}:
            self._show_near()
            case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - see open
            self._rounds.begin_as(next_round(self.desk, case, date.today()))  # noqa: DTZ011 - see open

    def clear(self) -> None:
        """Forget the client."""
        for part in (self._hope, self._aims, self._rounds, self._near, self._head):
            part.clear()
        self.client = self._course = 0
