# SPDX-License-Identifier: Apache-2.0
"""What left the program as a file: when, of whom, where to, and whether it is still on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import shown_moment
from dit_desktop.models.exports import Line, lines, look
from dit_desktop.models.jobs import Job, Jobs
from dit_desktop.models.table import Column, Table
from dit_desktop.records.exported import Exported
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.icons import icon
from dit_desktop.ui.listing import listing
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.store.exports import Standing


def _when(line: Line) -> str:
    return shown_moment(line.exported.left_at)


COLUMNS = [
    Column[Line](_("When"), _when),
    Column[Line](_("What"), lambda line: line.exported.what),
    Column[Line](_("Of whom"), lambda line: line.whose),
    Column[Line](_("Now"), lambda line: line.now),
    Column[Line](_("Where to"), lambda line: line.exported.place),
]


_WHAT = 1
_WIDE = 55  # ems from which there is room for all columns


class ExportsPage(Page):
    """The list; every time it is opened the disk is asked again, in the background."""

    name: ClassVar[str] = "exports"
    title: ClassVar[str] = _("Exports")
    icon: ClassVar[str] = "download"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _("What left as a file, of whom and where to, and whether it is still on this computer.")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._found: dict[str, Standing] = {}
        self._words = plain(wraps=True)
        self._state = plain(tone="muted", wraps=True)
        self._table = Table(COLUMNS, lambda line: line.exported.id, self)
        self._view = listing(self._table, self.title)
        self._view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._chosen = plain(wraps=True)
        self._chosen.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._again = QPushButton(icon("search"), _("Look again"))
        self._again.clicked.connect(self.look)
        self._view.selectionModel().selectionChanged.connect(self._choose)
        self._table.dataChanged.connect(self._choose)
        self._lay_out()

    def _lay_out(self) -> None:
        heading = QLabel(self.title)
        typed(heading, "title")
        self._words.setText(
            _(
                "A file that left is no longer encrypted by this program, and locking does not close it. Deleting it "
                "is yours to do; on most disks of today a deleted file can only be made unreadable by encrypting "
                "the whole disk."
            )
        )
        foot = Flow(gap=space(self))
        foot.addWidget(self._again)
        self.stack(heading, self._words, self._state, self._view, self._chosen, foot, tall=self._view)

    @classmethod
    def standing(cls, desk: Desk) -> str:
        """When something left last."""
        found = desk.find(Exported)
        if not found:
            return _("Nothing has left yet.")
        count = ngettext("{n} has left", "{n} have left", len(found)).format(n=len(found))
        last = _when(Line(found[-1], ""))
        return _("{count}, the last on {when}.").format(count=count, when=last)

    def open(self, _target: Target) -> None:
        """Show the list, and look for everything on it."""
        self._found = {}
        self._show()
        self.look()
        self._view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what stands under the list anyway where there is no room for it."""
        super().resizeEvent(event)
        narrow = self.width() < em(self) * _WIDE
        self._view.setColumnHidden(_WHAT, narrow)
        self._view.setColumnHidden(len(COLUMNS) - 1, narrow)
        header = self._view.horizontalHeader()
        fitting, rest = QHeaderView.ResizeMode.ResizeToContents, QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(len(COLUMNS) - 2, rest if narrow else fitting)

    def look(self) -> None:
        """Ask the disk in the background what is still there."""
        if self._job is not None:
            self._job.cancel()
        places = list(dict.fromkeys(each.place for each in self.desk.find(Exported)))
        if not places:
            self._state.setText(_("Nothing has left yet."))
            return
        self._state.setText(_("Looking …"))
        self._job = self._jobs.run(self.title, lambda job: look(job, places), self._looked, self._failed)

    def _looked(self, found: dict[str, Standing]) -> None:
        self._found = found
        self._show()
        there = sum(each.value == "there" for each in found.values())
        words = ngettext("{n} is still where it was written.", "{n} are still where they were written.", there)
        self._state.setText(words.format(n=there) if there else _("None was found where it was written."))

    def _failed(self, error: BaseException) -> None:
        self._state.clear()
        raise error

    def _show(self) -> None:
        self._table.show_rows(lines(self.desk, self._found))
        self._view.setEnabled(bool(self._table.rowCount()))
        if self._table.rowCount() and not self._view.selectionModel().hasSelection():
            self._view.selectRow(0)
        self._choose()

    def _choose(self) -> None:
        """Say all of the chosen line under the list, where a long path has room."""
        rows = self._view.selectionModel().selectedRows()
        if not rows:
            self._chosen.clear()
            return
        line = self._table.row(rows[0].row())
        readable = line.exported.readable
        how = _("It can be read: {how}.").format(how=readable.label.lower()) if readable else ""
        words = (line.exported.what, line.exported.place, how)
        self._chosen.setText("\n".join(part for part in words if part))

    def refresh(self, kind: str, _record: int, _origin: object) -> None:
        """Keep the list true while it is on the screen."""
        if self.isVisible() and kind in {Exported.__name__, "Client", "Practice"}:
            self._show()
