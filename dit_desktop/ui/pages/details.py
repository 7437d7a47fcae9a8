# SPDX-License-Identifier: Apache-2.0
"""Everything about a client that is not clinical, the frame of the course, and how they first asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import case_of
from dit_desktop.models.clients import shown_name
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.course import Course
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record


class DetailsPage(Page):
    """Three forms behind three tabs: person, course, enquiry."""

    name: ClassVar[str] = "details"
    title: ClassVar[str] = _("Details")
    icon: ClassVar[str] = "user"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._head = plain("title")
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.setAccessibleName(_("Details"))
        self._tabs.tabBar().setAccessibleName(_("Details"))
        self._editors: dict[str, Editor[Record]] = {}
        for title, cls in ((_("Person"), Client), (_("Course"), Course), (_("Enquiry"), Enquiry)):
            editor: Editor[Record] = Editor(desk, cls)
            editor.refused.connect(self.told)
            self._editors[cls.__name__] = editor
            self._tabs.addTab(editor, title)
        self._editors["Client"].saved.connect(lambda _client: self._show_name())
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), 0, 0)
        box.setSpacing(space(self, 2))
        box.addWidget(self._head)
        box.addWidget(self._tabs, 1)

    def open(self, target: Target) -> None:
        """Show a client's forms; those that do not apply have no tab."""
        self.client = target.client
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        records: dict[str, Record | None] = {
            "Client": case.client,
            "Course": case.course,
            "Enquiry": case.enquiry or (None if case.course else Enquiry(client=self.client, parent=self.client)),
        }
        for number, (name, record) in enumerate(records.items()):
            self._tabs.setTabVisible(number, record is not None)
            if record is not None:
                self._editors[name].show_record(record)
        self._show_name()
        # A blank form has the number 0, as has a target that names no record.
        known = enumerate(record.id if record else 0 for record in records.values())
        wanted = next((n for n, number in known if number and number == target.record), 0)
        self._tabs.setCurrentIndex(wanted)
        self._current().focus(target.field or "alias", target.cursor)

    def flush(self) -> None:
        """Save what is being typed."""
        for editor in self._editors.values():
            editor.flush()

    def place(self) -> Target:
        """The form and field the cursor is in."""
        editor = self._current()
        return Target(self.name, self.client, editor.record.id if editor.record else 0, *editor.form.place())

    def refresh(self, _kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        for editor in self._editors.values():
            editor.refresh(record, origin)

    def clear(self) -> None:
        """Forget the client."""
        for editor in self._editors.values():
            editor.clear()
        self._head.clear()
        self.client = 0

    def _current(self) -> Editor[Record]:
        return self._editors[tuple(self._editors)[self._tabs.currentIndex()]]

    def _show_name(self) -> None:
        self._head.setText(shown_name(self.desk.get(Client, self.client), self.desk.practice()))
