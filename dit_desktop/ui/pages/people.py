# SPDX-License-Identifier: Apache-2.0
"""The relationship map as a list: the people of a client's life, and the moments told with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import case_of
from dit_desktop.models.shelving import begin
from dit_desktop.records.relationships import Narrative, Person
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.icons import icon
from dit_desktop.ui.map.relationship_map import RelationshipMap
from dit_desktop.ui.pages.page import Page, Target, brief, plain, telling
from dit_desktop.ui.several import Several
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class PeoplePage(Page):
    """Who is close, what keeps happening with them, and what was told of it."""

    name: ClassVar[str] = "people"
    title: ClassVar[str] = _("Relationship map")
    icon: ClassVar[str] = "network"
    keys: ClassVar[str] = "Ctrl+5"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._course = 0
        self._head, self._none = plain("title", wraps=True), self.no_course()
        self._map = RelationshipMap(desk)  # before the list: that is the order of the Tab key
        self._people = Several(desk, Person, _("People"), _("Add person"), _("Nobody is on the map yet."), column=8.5)
        self._moments = Several(
            desk, Narrative, _("Moments told"), _("Add moment"), _("No moment is written down yet.")
        )
        self._told = plain(tone="muted", wraps=True)
        self._add_moment = QPushButton(icon("plus"), _("Add a moment with them"))
        self._add_moment.clicked.connect(self.begin_moment)
        self._map.chosen.connect(self._people.go_to)
        self._map.opened.connect(self._write_about)
        self._map.refused.connect(self.told)
        self._map.said.connect(self.said)
        self._people.shown.connect(self._show_person)
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.setAccessibleName(self.title)
        self._tabs.tabBar().setAccessibleName(self.title)
        people = QWidget()
        inside = QVBoxLayout(people)
        inside.setContentsMargins(0, space(self), 0, 0)
        inside.addWidget(self._people, 1)
        inside.addWidget(self._told)
        inside.addWidget(self._add_moment, 0, Qt.AlignmentFlag.AlignLeft)
        self._both = Columns((_("Map"), self._map), (_("List"), people))
        for title, widget, list_ in (
            (_("People"), self._both, self._people),
            (_("Moments told"), self._moments, self._moments),
        ):
            list_.refused.connect(self.told)
            self._tabs.addTab(widget, title)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 2), space(self, 2), space(self, 2))
        box.setSpacing(space(self))
        box.addWidget(self._head)
        box.addWidget(self._none)
        box.addWidget(self._tabs, 1)
        box.addStretch()  # while there are no tabs

    @property
    def _lists(self) -> tuple[Several[Person], Several[Narrative]]:
        return self._people, self._moments

    def open(self, target: Target) -> None:
        """Show the people of the latest course, or the person or moment a target names."""
        self.client = target.client
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        self._course = case.course.id if case.course else 0
        self._head.setText(_("Relationship map of {name}").format(name=case.name))
        self._tabs.setVisible(bool(self._course))
        self._none.setVisible(not self._course)
        if not self._course:
            return
        blank = Person(client=self.client, parent=self._course)
        self._map.show_of(case.name, blank)
        self._people.show_of(blank, target.record)
        self._moments.show_of(Narrative(client=self.client, parent=self._course), target.record)
        at = 1 if self._moments.holds(target.record) else 0
        self._tabs.setCurrentIndex(at)
        if at or target.field:
            self._both.look_beside()
            self._lists[at].focus(target.field, target.cursor)
        else:
            self._map.focus()

    def _write_about(self, _person: int) -> None:
        """Go to what is written about the person that was opened on the map."""
        self._both.look_beside()
        self._people.focus("role")

    def _show_person(self, person: Person | None) -> None:
        self._map.choose(person.id if person else 0)
        self._show_told(person)

    @telling
    def begin_moment(self) -> None:
        """Write down a moment that was told of the person who is chosen."""
        self.flush()
        person = self._people.editor.record
        if person is not None and person.id and not self.desk.read_only:
            made = begin(self.desk, Narrative(client=self.client, parent=self._course, with_whom=person.id))
            self.open(Target(self.name, self.client, made.id, "heading"))

    def _show_told(self, person: Person | None) -> None:
        """The moments told with the person who is open."""
        found = self.desk.find(Narrative, parent=self._course) if person and person.id else []
        told = [moment.heading for moment in found if person and moment.with_whom == person.id and moment.heading]
        self._told.setText(_("Moments told: {moments}").format(moments=brief(" · ".join(told))) if told else "")
        self._told.setVisible(bool(told))
        self._add_moment.setVisible(bool(person and person.id) and not self.desk.read_only)

    def flush(self) -> None:
        """Save what is being typed."""
        for each in self._lists:
            each.flush()

    def place(self) -> Target:
        """The person or moment, and the field the cursor is in."""
        return Target(self.name, self.client, *self._lists[self._tabs.currentIndex()].place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        for each in self._lists:
            each.refresh(kind, record, origin)
        if kind == Narrative.__name__ and self.client:
            self._show_told(self._people.editor.record)
        if kind == Person.__name__ and self._course:
            self._map.refresh()

    def clear(self) -> None:
        """Forget the client."""
        for each in self._lists:
            each.clear()
        self._head.clear()
        self._told.clear()
        self._map.clear()
        self.client = self._course = 0
