# SPDX-License-Identifier: Apache-2.0
"""The mid-course review: what the two say of the course, half way through it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.beside import review_lines
from dit_desktop.models.case import next_version
from dit_desktop.records.review import FocusFits, MidReview
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.course_record import CourseRecordPage
from dit_desktop.ui.pages.page import Target, telling

if TYPE_CHECKING:
    from dit_desktop.models.beside import Lines
    from dit_desktop.models.case import Case
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record


class ReviewPage(CourseRecordPage):
    """The review of a course."""

    name: ClassVar[str] = "review"
    title: ClassVar[str] = _("Mid-course review")
    icon: ClassVar[str] = "users"
    kind: ClassVar[type[Record]] = MidReview
    of: ClassVar[str] = _("Mid-course review of {name}")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._reword = QPushButton(icon("pen-line"), _("Reword the focus"))
        self._reword.clicked.connect(self._begin_version)
        self._form.finish.add_button(self._reword)
        self._form.editor.saved.connect(self._offer)

    def open(self, target: Target) -> None:
        """Show the review of the latest course."""
        super().open(target)
        self._offer(self._form.record)

    def _offer(self, review: Any) -> None:
        """“Reword” leads to a new version, when the therapist wants to go there and not by itself."""
        wanted = review is not None and review.focus_fits is FocusFits.REWORD
        self._reword.setVisible(wanted and not self.desk.read_only)

    @telling
    def _begin_version(self) -> None:
        self.flush()
        case = self._case()
        if case.course:
            latest = case.formulations[-1] if case.formulations else None
            made = next_version(self.desk, latest, case.course)
            self.go_requested.emit(Target("formulation", self.client, made.id, "self_view"))

    def blank(self, case: Case, course: int) -> Record:
        """A review begins with today's session."""
        current = case.schedule.current if case.schedule else None
        number, today = current.number if current else None, date.today()  # noqa: DTZ011 - the therapist's own day
        return MidReview(client=case.client.id, parent=course, session=number, reviewed_on=today)

    def lines(self, case: Case) -> Lines:
        """Sessions left, aims, the focus in force, and when safety was looked at."""
        return review_lines(self.desk, case)
