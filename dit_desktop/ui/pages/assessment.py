# SPDX-License-Identifier: Apache-2.0
"""The assessment of a course: one form for the first meetings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import case_of
from dit_desktop.records.assessment import Assessment
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.style import space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class AssessmentPage(Page):
    """What is heard in the first meetings."""

    name: ClassVar[str] = "assessment"
    title: ClassVar[str] = _("Assessment")
    icon: ClassVar[str] = "book-open"
    keys: ClassVar[str] = "Ctrl+3"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._head, self._none = plain("title"), QLabel(_("There is no course yet; open one on the overview."))
        typed(self._none, tone="muted")
        self._editor = Editor(desk, Assessment)
        self._editor.refused.connect(self.told)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), 0, 0)
        box.addWidget(self._head)
        box.addWidget(self._none)
        box.addWidget(self._editor, 1)

    def open(self, target: Target) -> None:
        """Show the assessment of the latest course; a blank one until something is typed."""
        self.client = target.client
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        self._head.setText(_("Assessment of {name}").format(name=case.name))
        self._editor.setVisible(case.course is not None)
        self._none.setVisible(case.course is None)
        if case.course is None:
            return
        found = self.desk.find(Assessment, parent=case.course.id)
        self._editor.show_record(found[-1] if found else Assessment(client=self.client, parent=case.course.id))
        self._editor.focus(target.field or "complaint", target.cursor)

    def flush(self) -> None:
        """Save what is being typed."""
        self._editor.flush()

    def place(self) -> Target:
        """The field the cursor is in."""
        return Target(self.name, self.client, 0, *self._editor.form.place())

    def refresh(self, _kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        self._editor.refresh(record, origin)

    def clear(self) -> None:
        """Forget the client."""
        self._editor.clear()
        self._head.clear()
        self.client = 0
