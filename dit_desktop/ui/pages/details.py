# SPDX-License-Identifier: Apache-2.0
"""Everything about a client that is not clinical: who they are, who else is concerned, and what was agreed."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import Case, case_of
from dit_desktop.models.clients import shown_day, shown_name
from dit_desktop.records.agreement import Agreement, Consent
from dit_desktop.records.client import Client, Enquiry, delete_after
from dit_desktop.records.contact import Communication, Contact
from dit_desktop.records.course import Course
from dit_desktop.records.fields import Record
from dit_desktop.records.medication import Medication
from dit_desktop.store.errors import Missing
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.several import Several
from dit_desktop.ui.style import space
from dit_desktop.ui.tabs import Tabs
from dit_desktop.ui.vault.column import link

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

# Each list of the page: the kind of record, the words on its tab, on its button, and while it is empty.
_LISTS: tuple[tuple[type[Record], str, str, str], ...] = (
    (Contact, _("Contacts"), _("Add contact"), _("Nobody is listed yet: their GP, whom to ring in an emergency.")),
    (Medication, _("Medication"), _("Add medicine"), _("No medicine is listed. It is a list, not a prescription.")),
    (Agreement, _("Told and agreed"), _("Add what was told"), _("Nothing is noted yet of what you told and agreed.")),
    (
        Consent,
        _("Consents"),
        _("Add consent"),
        _("No consent is noted yet. Each is asked for itself and can be withdrawn."),
    ),
    (
        Communication,
        _("Between sessions"),
        _("Add contact between sessions"),
        _("No call, message or letter is noted yet."),
    ),
)


class DetailsPage(Page):
    """A form or a list in each group."""

    name: ClassVar[str] = "details"
    title: ClassVar[str] = _("Details")
    icon: ClassVar[str] = "user"
    keys: ClassVar[str] = "Ctrl+2"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._head = plain("title")
        self._tabs = Tabs(_("Details"))
        self._editors: dict[str, Editor[Any]] = {}
        self._lists: dict[str, Several[Any]] = {}  # those that somebody has looked at
        self._groups: dict[str, int] = {}  # of every list, in which group it stands
        self._wanted = 0  # the record that was asked for last
        self._erase = link(_("Erase this {person} …").format(person=desk.person()))
        self._erase.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._erase.clicked.connect(lambda: self.go_requested.emit(Target("erase", self.client)))
        self._add_editor(_("Person"), Client, self._erase)
        for kind, title, add, none in _LISTS:
            make = partial(self._make_list, kind, title, add, none)
            self._groups[kind.__name__] = self._tabs.add_later(title, make)
        self._ending = plain("small", "muted", wraps=True)
        self._add_editor(_("Course"), Course, self._ending)
        self._until = plain("small", "muted", wraps=True)
        self._add_editor(_("Enquiry"), Enquiry, self._until)
        self._editors["Client"].saved.connect(lambda _client: self._show_name())
        self._editors["Enquiry"].saved.connect(self._show_until)
        self._editors["Course"].saved.connect(lambda _course: self._show_ending(self._case()))
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), 0, 0)
        box.setSpacing(space(self, 2))
        box.addWidget(self._head)
        box.addWidget(self._tabs, 1)

    def _add_editor(self, title: str, kind: type[Record], *below: QWidget) -> None:
        editor: Editor[Any] = Editor(self.desk, kind)
        editor.refused.connect(self.told)
        self._editors[kind.__name__] = editor
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(editor, 1)
        for widget in below:
            inside.addWidget(widget)
        self._tabs.add(title, whole)

    def _make_list(self, kind: type[Record], title: str, add: str, none: str) -> QWidget:
        made: Several[Any] = Several(self.desk, kind, title, add, none)
        made.refused.connect(self.told)
        self._lists[kind.__name__] = made
        if self.client:
            made.show_of(kind(client=self.client, parent=self.client), self._wanted)
        self.grown.emit(made)
        return made

    @property
    def _parts(self) -> list[Editor[Any] | Several[Any]]:
        return [*self._editors.values(), *self._lists.values()]

    def open(self, target: Target) -> None:
        """Show a client's forms and lists; those that do not apply have no tab."""
        self.client, self._wanted = target.client, target.record
        case = self._case()
        records: dict[str, Record | None] = {
            "Client": case.client,
            "Course": case.course,
            "Enquiry": case.enquiry or (None if case.course else Enquiry(client=self.client, parent=self.client)),
        }
        for name, record in records.items():
            self._tabs.show_group(self._tab_of(name), shown=record is not None)
            if record is not None:
                self._editors[name].show_record(record)
        for list_ in self._lists.values():
            list_.show_of(list_.kind(client=self.client, parent=self.client), target.record)
        self._show_name()
        self._show_until(records["Enquiry"])
        self._show_ending(case)
        self._go_to(target)

    def _go_to(self, target: Target) -> None:
        """Turn to the tab on which the record stands that a target names, and put the cursor there."""
        shown = {name: editor.record.id for name, editor in self._editors.items() if editor.record is not None}
        # A blank form has the number 0, as has a target that names no record.
        wanted = next((name for name, number in shown.items() if number and number == target.record), "")
        wanted = wanted or self._list_of(target.record) or "Client"
        self._tabs.go_to(self._tab_of(wanted))
        if wanted in self._lists:
            self._lists[wanted].focus(target.field, target.cursor)
        else:
            self._editors[wanted].focus(target.field or "alias", target.cursor)

    def _list_of(self, record: int) -> str:
        """The list on which a record stands, which is made if nobody has looked at it yet."""
        try:
            name = type(self.desk.get(Record, record)).__name__ if record else ""
        except Missing:
            return ""
        if name in self._groups:
            self._tabs.want(self._groups[name])
        return name if name in self._lists and self._lists[name].holds(record) else ""

    def _tab_of(self, name: str) -> int:
        return self._groups[name] if name in self._groups else self._tabs.number_of(self._editors[name])

    def _current(self) -> str:
        return next(name for name in (*self._editors, *self._lists) if self._tab_of(name) == self._tabs.current)

    def flush(self) -> None:
        """Save what is being typed."""
        for part in self._parts:
            part.flush()

    def place(self) -> Target:
        """The form or list and the field the cursor is in."""
        name = self._current()
        if name in self._lists:
            return Target(self.name, self.client, *self._lists[name].place())
        editor = self._editors[name]
        return Target(self.name, self.client, editor.record.id if editor.record else 0, *editor.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        for editor in self._editors.values():
            editor.refresh(record, origin)
        for list_ in self._lists.values():
            list_.refresh(kind, record, origin)

    def clear(self) -> None:
        """Forget the client."""
        for part in self._parts:
            part.clear()
        self._head.clear()
        self._until.clear()
        self._ending.clear()
        self.client = self._wanted = 0

    def _show_name(self) -> None:
        self._head.setText(shown_name(self.desk.get(Client, self.client), self.desk.practice()))

    def _case(self) -> Case:
        return case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day

    def _show_ending(self, case: Case) -> None:
        """The day on which the course is expected to end, beside the day they were told."""
        end = case.schedule.end if case.schedule else None
        words = _("Ending expected on {day}, from what is booked, the weekly time and known breaks.")
        self._ending.setText(words.format(day=shown_day(end)) if end else "")

    def _show_until(self, enquiry: Any) -> None:
        """When an enquiry is due to be deleted; one that became a course is not."""
        contacts = self.desk.find(Communication, parent=self.client)
        last = max((each.at.date() for each in contacts if each.at), default=None)
        day = delete_after(enquiry, last) if enquiry is not None else None
        words = _("Deleted after {day}: twelve months after the last contact, unless they become a {person}.")
        started = bool(self.desk.find(Course, parent=self.client))
        self._until.setText(words.format(day=shown_day(day), person=self.desk.person()) if day and not started else "")
        self._until.setVisible(bool(self._until.text()))
