# SPDX-License-Identifier: Apache-2.0
"""The closing summary of a course, and what to look at before it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from dit_desktop.i18n import _
from dit_desktop.models.beside import Open, closing_lines, closing_list
from dit_desktop.models.table import ROW, Column, Table
from dit_desktop.records.review import ClosingSummary
from dit_desktop.ui.pages.course_record import CourseRecordPage
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.rows import Rows

if TYPE_CHECKING:
    from dit_desktop.models.beside import Lines
    from dit_desktop.models.case import Case
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record


class ClosingPage(CourseRecordPage):
    """What the course came to; a list of what may still be open leads to its places."""

    name: ClassVar[str] = "closing"
    title: ClassVar[str] = _("Closing summary")
    icon: ClassVar[str] = "file-text"
    kind: ClassVar[type[Record]] = ClosingSummary
    of: ClassVar[str] = _("Closing summary of {name}")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._table = Table([Column[Open](_("To close"), lambda item: item.words)], lambda item: item, self)
        self._rows = Rows(_("To close"), self._table)
        self._rows.activated.connect(self._go_to)
        self._beside.insertWidget(0, self._rows, 1)

    def lines(self, case: Case) -> Lines:
        """Dates, sessions, how it ended, aims, the last focus, safety and medication."""
        self._table.show_rows(closing_list(self.desk, case))
        return closing_lines(self.desk, case)

    def _go_to(self, index: QModelIndex) -> None:
        item: Open = index.data(ROW)
        self.go_requested.emit(Target(item.page, self.client))

    def clear(self) -> None:
        """Forget the client."""
        super().clear()
        self._table.show_rows([])
