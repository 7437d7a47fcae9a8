# SPDX-License-Identifier: Apache-2.0
"""Several records of one kind: their list, the one that is open, and how one is added or put into the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.several import several
from dit_desktop.models.shelving import bring_back, put_away
from dit_desktop.records.fields import Record
from dit_desktop.store.errors import Refused
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.icons import icon
from dit_desktop.ui.rows import Rows
from dit_desktop.ui.style import space, typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.models.desk import Desk

R = TypeVar("R", bound=Record)


class Several(QWidget, Generic[R]):
    """The records of one kind that belong to one other; a new one is kept with its first word."""

    refused = Signal(object)  # a Refused
    shown = Signal(object)  # the record that is open, or None

    def __init__(self, desk: Desk, kind: type[R], title: str, add: str, none: str, *, column: float = 11) -> None:
        """Make an empty list; `add` are the words of the button, `none` what is said while there is no record.

        A column of the list is so many ems wide at least.
        """
        super().__init__()
        self.desk, self.kind = desk, kind
        self._blank: R | None = None
        self._binned: R | None = None
        self._table = several(desk, kind, self)
        self.rows = Rows(title, self._table, column=column)
        self.rows.chosen.connect(self._choose)
        self._none = QLabel(none, wordWrap=True)
        typed(self._none, tone="muted")
        self._add = QPushButton(icon("plus"), add)
        self._add.clicked.connect(self.begin)
        self._remove = QPushButton(icon("trash-2"), _("Put into the bin"))
        self._remove.clicked.connect(self._put_away)
        self._gone = QLabel(textFormat=Qt.TextFormat.PlainText)
        typed(self._gone, tone="muted")
        self._back = QPushButton(icon("undo-2"), _("Put back"))
        self._back.clicked.connect(self._bring_back)
        self.editor: Editor[R] = Editor(desk, kind)
        self.editor.refused.connect(self.refused)
        self.editor.saved.connect(self._show_saved)
        self._lay_out(title)

    def _lay_out(self, title: str) -> None:
        self.list = QWidget()
        left = QVBoxLayout(self.list)
        left.setContentsMargins(0, space(self), space(self), 0)
        left.setSpacing(space(self))
        above = QHBoxLayout()
        above.addWidget(self._add)
        above.addStretch(1)
        left.addLayout(above)
        left.addWidget(self._none)
        left.addWidget(self.rows, 1)
        gone = QHBoxLayout()
        gone.addWidget(self._gone, 1)
        gone.addWidget(self._back)
        left.addLayout(gone)
        left.addStretch()
        right = QWidget()
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, space(self), 0, 0)
        inside.addWidget(self.editor, 1)
        inside.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignRight)
        self._columns = Columns((title, self.list), (self.kind.title, right), (2, 3))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._columns, 1)
        self._tell_gone()

    # --- showing ---

    def show_of(self, blank: R, wanted: int = 0) -> None:
        """Show the records that belong where `blank` does; the one that is wanted, or else the first."""
        if self._blank is None or self._blank.parent != blank.parent:
            self._binned = None
        self._blank = blank
        found = self.records()
        self._show_rows(found)
        self._open(next((each for each in found if each.id == wanted), found[0] if found else None))

    def begin_as(self, blank: R) -> None:
        """Let the next record that is added begin like this one."""
        self._blank = blank

    def records(self) -> Sequence[R]:
        """The records of the list, in its order."""
        return self.desk.find(self.kind, parent=self._blank.parent) if self._blank else []

    def go_to(self, record: int) -> None:
        """Show one of the list, or none if it is not on it."""
        if self._blank is not None and (self.editor.record is None or self.editor.record.id != record):
            self._open(self.desk.get(self.kind, record) if self.holds(record) else None)

    def look_inside(self) -> None:
        """Bring the record that is open into sight where there is room for one column only."""
        self._columns.look_beside()

    def holds(self, record: int) -> bool:
        """Whether a record is on the list."""
        return record != 0 and self._table.number_of(record) >= 0

    def _show_rows(self, found: Sequence[R]) -> None:
        self._table.show_rows(found)
        self.rows.setVisible(bool(found))
        self._none.setVisible(not found)
        self._add.setVisible(not self.desk.read_only)
        self._tell_gone()

    def _open(self, record: R | None) -> None:
        """Show a record, or that there is none."""
        if record is None:
            self.editor.clear()
        else:
            self.editor.show_record(record)
            self.rows.go_to(self._table.number_of(record.id))
        self.editor.setVisible(record is not None)
        self._tell_buttons(record)
        self.shown.emit(record)

    def _tell_buttons(self, record: R | None) -> None:
        kept = record is not None and bool(record.id) and record.signed_at is None
        self._remove.setVisible(kept and not self.desk.read_only)

    def _choose(self, number: int) -> None:
        self._open(self.desk.get(self.kind, self._table.row(number).id))

    def _show_saved(self, record: R) -> None:
        if self._blank is not None:
            self._show_rows(self.records())
            self.rows.go_to(self._table.number_of(record.id))
            self._tell_buttons(record)

    # --- changing ---

    def begin(self) -> None:
        """Open a blank form; unless the last one still waits to be kept at all, which it would take the place of."""
        self.flush()
        open_one = self.editor.record
        waits = open_one is not None and not open_one.id and open_one != self._blank
        if self._blank is None or waits:
            return
        self._binned = None
        self._tell_gone()
        self._open(self._blank)
        self.rows.go_to(-1)
        self._columns.look_beside()
        self.editor.focus("", 0)

    def focus(self, field: str = "", cursor: int = 0) -> None:
        """Put the cursor into a field of the open record, or on the list, or on the button where there is nothing."""
        if field and self.editor.record is not None:
            self._columns.look_beside()
            self.editor.focus(field, cursor)
        else:
            (self.rows if self._table.rowCount() else self._add).setFocus()

    def _put_away(self) -> None:
        self.flush()
        record = self.editor.record
        if record is None or not record.id:
            return
        try:
            put_away(self.desk, record)
        except Refused as error:
            self.refused.emit(error)
            return
        self._binned = record
        if self._blank is not None:
            self.show_of(self._blank)
        self._back.setFocus()

    def _bring_back(self) -> None:
        record, self._binned = self._binned, None
        if record is None or self._blank is None:
            return
        try:
            bring_back(self.desk, record)
        except Refused as error:
            self.refused.emit(error)
            return
        self.show_of(self._blank, record.id)
        self.rows.setFocus()

    def _tell_gone(self) -> None:
        """Say what was put into the bin, with the way back, until something else is done here."""
        self._gone.setText(_("It is in the bin.") if self._binned else "")
        self._gone.setVisible(self._binned is not None)
        self._back.setVisible(self._binned is not None)

    # --- what a page passes on ---

    def flush(self) -> None:
        """Save what is being typed."""
        self.editor.flush()

    def place(self) -> tuple[int, str, int]:
        """The open record, the field the cursor is in, and where in it."""
        return (self.editor.record.id if self.editor.record else 0, *self.editor.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what was changed elsewhere, or brought back by undo."""
        if kind != self.kind.__name__ or self._blank is None:
            return
        self.editor.refresh(record, origin)
        if origin is not self.editor:
            self._show_rows(self.records())
            self._let_go()

    def _let_go(self) -> None:
        """After undo: show no record that has left the list, and offer none back that has come back."""
        if self._binned is not None and self.holds(self._binned.id):
            self._binned = None
            self._tell_gone()
        open_one = self.editor.record
        if open_one is not None and open_one.id and not self.holds(open_one.id):
            self._open(next(iter(self.records()), None))

    def clear(self) -> None:
        """Let go of everything."""
        self._blank = self._binned = None
        self.editor.clear()
        self._table.show_rows([])
        self._tell_gone()
