# SPDX-License-Identifier: Apache-2.0
"""The assessment while it is written: each section knows when it was last touched, and can be called done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHeaderView, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.table import Column, Table
from dit_desktop.records.assessment import Assessment, SectionMark, heading, sections, touched, with_done
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.icons import icon
from dit_desktop.ui.rows import Rows
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class HeardEditor(Editor[Assessment]):
    """Saves an assessment with a mark at every section that was changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make an empty form; its page says in which session the course is."""
        super().__init__(desk, Assessment, parent)
        self.session: int | None = None

    def _save(self, record: Assessment) -> None:
        before = self.record or Assessment()
        marked = touched(before, record, self.session, date.today())  # noqa: DTZ011 - the therapist's own day
        super()._save(marked)
        self.form.show_record(self.record if self.record and self.record.id else marked)

    def call_done(self, section: str) -> None:
        """Call a section done, or not done again."""
        self.flush()
        if self.record is None or self.record.signed_at or self.desk.read_only:
            return
        undone = self.record.mark_of(section).done_on is None
        super()._save(with_done(self.record, section, date.today() if undone else None))  # noqa: DTZ011 - see _save
        if self.record.id:
            self.form.show_record(self.record)


class _Line(NamedTuple):
    """One section in the list."""

    section: str
    mark: SectionMark


def _done(line: _Line) -> str:
    return _("done") if line.mark.done_on else ""


def _when(line: _Line) -> str:
    if line.mark.touched_in:
        return _("session {number}").format(number=line.mark.touched_in)
    return _("touched") if line.mark.touched_on else ""


COLUMNS = [
    Column[_Line](_("Section"), lambda line: heading(line.section)),
    Column[_Line](_("Last in"), _when),
    Column[_Line](_("Done"), _done),
]


class Sections(QWidget):
    """The sections of an assessment: going to one opens it, and each can be called done."""

    def __init__(self, editor: HeardEditor) -> None:
        """Stand beside an editor."""
        super().__init__()
        self._editor = editor
        editor.saved.connect(lambda _record: self.show_sections())
        self._table = Table(COLUMNS, lambda line: line.section, self)
        self._rows = Rows(_("Sections"), self._table, column=5)
        for narrow in (1, 2):
            self._rows.horizontalHeader().setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self._rows.chosen.connect(lambda number: self._look_at(self._table.row(number).section))
        self._rows.chosen.connect(lambda _number: self._say())
        self._rows.activated.connect(lambda index: editor.focus(self._table.row(index.row()).section))
        self._done = QPushButton(icon("check"), "")
        self._done.clicked.connect(self._turn)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, space(self), space(self), 0)
        box.addWidget(self._rows, 1)
        box.addWidget(self._done)

    def show_sections(self) -> None:
        """Show how each section stands."""
        record = self._editor.record or Assessment()
        self._table.show_rows([_Line(section, record.mark_of(section)) for section in sections()])
        self._say()

    def clear(self) -> None:
        """Show nothing."""
        self._table.show_rows([])

    def _look_at(self, section: str) -> None:
        """Open a section and bring its heading to the top; the list keeps the focus."""
        fold = self._editor.form.sheet.sections()[heading(section)]
        fold.set_open(True)
        QTimer.singleShot(0, fold, lambda: self._editor.bring_to_top(fold))

    def _chosen(self) -> _Line | None:
        found = self._rows.selectionModel().selectedRows()
        return self._table.row(found[0].row()) if found else None

    def _say(self) -> None:
        """Say what the button would do to the section that is chosen."""
        line, record = self._chosen(), self._editor.record
        done = line is not None and line.mark.done_on is not None
        self._done.setText(_("Not done yet") if done else _("Mark as done"))
        open_still = record is None or record.signed_at is None
        self._done.setEnabled(line is not None and open_still and not self._editor.desk.read_only)

    def _turn(self) -> None:
        line = self._chosen()
        if line is not None:
            self._editor.call_done(line.section)
