# SPDX-License-Identifier: Apache-2.0
"""The mid-course review: what the two say of the course, half way through it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from dit_desktop.i18n import _
from dit_desktop.models.beside import review_lines
from dit_desktop.records.review import MidReview
from dit_desktop.ui.pages.course_record import CourseRecordPage

if TYPE_CHECKING:
    from dit_desktop.models.beside import Lines
    from dit_desktop.models.case import Case
    from dit_desktop.records.fields import Record


class ReviewPage(CourseRecordPage):
    """The review of a course."""

    name: ClassVar[str] = "review"
    title: ClassVar[str] = _("Mid-course review")
    icon: ClassVar[str] = "users"
    kind: ClassVar[type[Record]] = MidReview
    of: ClassVar[str] = _("Mid-course review of {name}")

    def blank(self, case: Case, course: int) -> Record:
        """A review begins with today's session."""
        current = case.schedule.current if case.schedule else None
        number, today = current.number if current else None, date.today()  # noqa: DTZ011 - the therapist's own day
        return MidReview(client=case.client.id, parent=course, session=number, reviewed_on=today)

    def lines(self, case: Case) -> Lines:
        """Sessions left, aims, the focus in force, and when safety was looked at."""
        return review_lines(self.desk, case)
