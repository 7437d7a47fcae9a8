# SPDX-License-Identifier: Apache-2.0
"""The first meetings of a course: what was heard, whether this is the right help, and a starting point for talking."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import Case, case_of
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.relationships import RelationshipQuestionnaire
from dit_desktop.records.suitability import Suitability
from dit_desktop.ui.clinical import Clinical
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.heard import HeardEditor, Sections
from dit_desktop.ui.pages.page import Page, Target, plain, telling
from dit_desktop.ui.passage import begin_moment, moment_button
from dit_desktop.ui.tabs import Tabs

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_LEAST = 38  # ems of height; with less the page is scrolled as a whole


class AssessmentPage(Page):
    """What is heard in the first meetings, with its sections at the side; suitability; the questionnaire."""

    name: ClassVar[str] = "assessment"
    title: ClassVar[str] = _("Assessment")
    icon: ClassVar[str] = "book-open"
    keys: ClassVar[str] = "Ctrl+3"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._head, self._none = plain("title", wraps=True), self.no_course()
        self._editor = HeardEditor(desk)
        self._heard = Clinical(desk, Assessment, self._editor)
        self._sections = Sections(self._editor)
        self._moment = moment_button()
        self._moment.clicked.connect(self.begin_moment)
        self._heard.finish.add_button(self._moment)
        self._suitability = Clinical(desk, Suitability)
        self._questionnaire = Clinical(desk, RelationshipQuestionnaire)
        self._about = plain(tone="muted", wraps=True)
        self._about.setText(
            _(
                "Four ways people can be with others. A starting point for talking; not a test and not for individual "
                "diagnosis."
            )
        )
        self._tabs = Tabs(self.title)
        self._columns = Columns((_("Sections"), self._sections), (_("Assessment"), self._heard), (1, 3))
        self._tabs.add(_("Assessment"), self._columns)
        self._tabs.add(_("Suitability"), self._suitability)
        self._tabs.add(RelationshipQuestionnaire.title, self._with_about())
        for form in self._forms:
            form.refused.connect(self.told)
        box = self.column(_LEAST)
        box.addWidget(self._head)
        box.addWidget(self._none)
        box.addWidget(self._tabs, 1)
        box.addStretch()  # while there are no tabs

    def _with_about(self) -> QWidget:
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._about)
        inside.addWidget(self._questionnaire, 1)
        return whole

    @property
    def _forms(self) -> tuple[Clinical[Any], ...]:
        return self._heard, self._suitability, self._questionnaire

    def open(self, target: Target) -> None:
        """Show the forms of the latest course; blank ones until something is typed."""
        self.client = target.client
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        self._head.setText(_("Assessment of {name}").format(name=case.name))
        self._tabs.setVisible(case.course is not None)
        self._none.setVisible(case.course is None)
        if case.course is None:
            return
        self._editor.session = _session_of(case)
        for form in self._forms:
            form.show_of(form.kind(client=self.client, parent=case.course.id))
        self._sections.show_sections()
        shown = [form.record.id if form.record else 0 for form in self._forms]
        at = shown.index(target.record) if target.record and target.record in shown else 0
        self._tabs.go_to(at)
        self._columns.look_beside()
        self._forms[at].focus(target.field or ("complaint" if at == 0 else ""), target.cursor)

    @telling
    def begin_moment(self) -> None:
        """Begin a moment that was told, from what is marked in the assessment if something is."""
        self.flush()
        record = self._heard.record
        if record is not None and not self.desk.read_only:
            self.go_requested.emit(begin_moment(self.desk, record, self._editor.session, self._editor))

    def sign(self) -> None:
        """Close the form that is shown for good."""
        self._forms[self._tabs.current].finish.sign()

    def flush(self) -> None:
        """Save what is being typed."""
        for form in self._forms:
            form.flush()

    def place(self) -> Target:
        """The form and the field the cursor is in."""
        return Target(self.name, self.client, *self._forms[self._tabs.current].place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        for form in self._forms:
            form.refresh(kind, record, origin)
        if self.client and kind == Assessment.__name__:
            self._sections.show_sections()

    def clear(self) -> None:
        """Forget the client."""
        for form in self._forms:
            form.clear()
        self._sections.clear()
        self._head.clear()
        self.client = 0


def _session_of(case: Case) -> int | None:
    current = case.schedule.current if case.schedule else None
    return current.number if current else None
