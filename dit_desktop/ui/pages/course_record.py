# SPDX-License-Identifier: Apache-2.0
"""A page with the one record of its kind that a course has, and beside it what is looked at and not repeated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import Case, case_of
from dit_desktop.ui.clinical import Clinical
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.reader import Reader

if TYPE_CHECKING:
    from dit_desktop.models.beside import Lines
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record

_LEAST = 36  # ems of height; with less the page is scrolled as a whole


class CourseRecordPage(Page):
    """The form on the left, what it stands beside on the right."""

    listed: ClassVar[bool] = False
    under: ClassVar[str] = "sessions"
    offered: ClassVar[bool] = True
    kind: ClassVar[type[Record]]
    of: ClassVar[str]  # the heading, with {name}

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._head, self._none = plain("title", wraps=True), self.no_course()
        self._form: Clinical[Any] = Clinical(desk, self.kind)
        self._form.refused.connect(self.told)
        self._reader = Reader(_("Beside it"))
        self._side = QWidget()
        self._beside = QVBoxLayout(self._side)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.addWidget(self._reader, 1)
        self._columns = Columns((self.title, self._form), (_("Beside it"), self._side))
        box = self.column(_LEAST)
        box.addWidget(self._head)
        box.addWidget(self._none)
        box.addWidget(self._columns, 1)

    def blank(self, case: Case, course: int) -> Record:
        """The record as it begins; it is kept with its first word."""
        return self.kind(client=case.client.id, parent=course)

    def lines(self, case: Case) -> Lines:
        """What is looked at and not repeated."""
        raise NotImplementedError

    def open(self, target: Target) -> None:
        """Show the record of the latest course."""
        self.client = target.client
        case = self._case()
        self._head.setText(self.of.format(name=case.name))
        self._columns.setVisible(case.course is not None)
        self._none.setVisible(case.course is None)
        if case.course:
            self._form.show_of(self.blank(case, case.course.id))
            self._show_beside(case)
            self._form.focus(target.field, target.cursor)

    def _case(self) -> Case:
        return case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day

    def _show_beside(self, case: Case) -> None:
        self._reader.show_lines([(label, text) for label, text in self.lines(case) if text])

    def sign(self) -> None:
        """Close the record for good."""
        self._form.finish.sign()

    def flush(self) -> None:
        """Save what is being typed."""
        self._form.flush()

    def place(self) -> Target:
        """The field the cursor is in."""
        return Target(self.name, self.client, *self._form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back, and what stands beside as it is now."""
        self._form.refresh(kind, record, origin)
        if self.client and self.isVisible() and kind != self.kind.__name__:
            self._show_beside(self._case())

    def clear(self) -> None:
        """Forget the client."""
        self._form.clear()
        self._reader.clear()
        self._head.clear()
        self.client = 0
