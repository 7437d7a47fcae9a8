# SPDX-License-Identifier: Apache-2.0
"""The fields of a record or part on the screen, in their sections: shown, read, never saved."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dit_desktop.records.fields import Declared, Part, Record, fields, part_type, worded
from dit_desktop.ui.control import Control, control
from dit_desktop.ui.fold import Fold
from dit_desktop.ui.offers import Offers
from dit_desktop.ui.parts import PartsEditor
from dit_desktop.ui.prose import Prose
from dit_desktop.ui.row import MARGIN, Row
from dit_desktop.ui.style import em, space

WIDEST = 48  # ems; a longer line is hard to read
_STACKED_UNDER = MARGIN + 22  # ems; with less the labels go above


class Sheet(QWidget):
    """The controls of one record or part; `edited` names the field a person changed.

    `controls` holds those of the sections that were open once; those of a folded one are made when it is opened.
    """

    edited = Signal(str)
    opened = Signal(str, bool)  # a section a person opened or folded

    def __init__(
        self,
        cls: type[Record | Part],
        person: str = "client",
        phase: str = "",
        parent: QWidget | None = None,
        offers: Offers | None = None,
    ) -> None:
        super().__init__(parent)
        self._cls, self._person, self._phase = cls, person, phase
        self.offers = offers or Offers(self)
        self._record: Any = None
        self._touched: set[str] = set()
        self._stacked = self._read_only = False
        self.kept_open: set[str] = set()
        self.controls: dict[str, Control] = {}
        self._rows: dict[str, Row] = {}
        self._sections: dict[str, Fold] = {}
        self._where: dict[str, Fold] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask_height)
        self._build()
        self._column.addStretch()
        self._respace()
        self.set_phase(phase)

    def show_record(self, record: Any) -> None:
        """Show a record or part from its beginning; nothing is edited by that."""
        self._record = record
        self._touched.clear()
        number = getattr(record, "id", 0)
        for name, made in self.controls.items():
            made.turn(number, getattr(record, name))
            self._rows[name].set_trouble("")
        self._unfold()
        self._close()

    def renew(self, record: Any) -> None:
        """Take a newer state of the record that is shown, except where a person is at work."""
        number = getattr(record, "id", 0)
        for name, made in self.controls.items():
            made.keep(number)
            value = getattr(record, name)
            if name not in self._touched and (self._record is None or value != getattr(self._record, name)):
                made.show(value)
        self._record = record
        self._close()

    def value(self) -> Any:
        """The record with what was edited; all that was not edited is as it was shown."""
        changes = {name: self.controls[name].read() for name in self._touched if not self.controls[name].trouble()}
        return dataclasses.replace(self._record, **changes)

    def is_troubled(self) -> bool:
        """Whether a field holds what it cannot read."""
        return any(self.controls[name].trouble() for name in self._touched)

    def settle(self, record: Any) -> None:
        """Take a record just read from here as what is shown; what could not be read is told and stays."""
        self._record = record
        for name in sorted(self._touched):
            trouble = self.controls[name].trouble()
            self._rows[name].set_trouble(trouble)
        self._touched = {name for name in self._touched if self.controls[name].trouble()}

    def forget(self) -> None:
        """Let go of the texts of records shown before, which are kept so that they can be undone."""
        for prose in self.findChildren(Prose):
            prose.forget()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let everything be read, selected and copied, and nothing changed."""
        if read_only == self._read_only:
            return
        self._read_only = read_only
        for made in self.controls.values():
            made.set_read_only(read_only)
        for row in set(self._rows.values()):
            row.set_read_only(read_only)

    def set_phase(self, phase: str) -> None:
        """Show the prompts of a phase of the course ("initial", "middle", "ending" or "")."""
        self._phase = phase
        self._say_hints()
        for made in self.controls.values():
            if isinstance(made.widget, PartsEditor):
                made.widget.set_phase(phase)

    def _say_hints(self) -> None:
        """Under its label a row says the hints of all that stands in it."""
        told: dict[Row, list[str]] = {row: [] for row in self._rows.values()}
        for item in fields(self._cls):
            if item.name in self._rows:
                told[self._rows[item.name]].append(worded(item.field.prompt(self._phase), self._person))
        for row, hints in told.items():
            row.set_hint(" ".join(hint for hint in hints if hint))

    def _close(self) -> None:
        """After an answer that closes the rest, show only that and what was written all the same."""
        for item in fields(self._cls):
            if item.field.closes and item.name in self.controls and self._record is not None:
                closed = self.controls[item.name].read() == item.type(item.field.closes)
                for row in set(self._rows.values()) - {self._rows[item.name]}:
                    row.setVisible(not closed or self._holds(row))

    def _holds(self, row: Row) -> bool:
        """Whether something was written in a row."""
        blank = self._cls()
        there = ((name, self.controls[name]) for name, mine in self._rows.items() if mine is row)
        return any(made.trouble() or made.read() != getattr(blank, name) for name, made in there)

    def keep_open(self, headings: Iterable[str]) -> None:
        """Open these folding sections, for every record from now on."""
        self.kept_open = set(headings)
        self._unfold()

    def sections(self) -> dict[str, Fold]:
        """The sections by their headings."""
        return dict(self._sections)

    def names(self) -> tuple[str, ...]:
        """The fields, in order, those of folded sections too."""
        return tuple(self._where)

    def focus_first(self) -> None:
        """Put the cursor into the first field."""
        self.focus_field(next(iter(self._where)))

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, opening its section."""
        self._where[name].set_open(True)
        self.controls[name].widget.setFocus()

    def _unfold(self) -> None:
        """Open what holds something or was opened before, and fold the rest."""
        used = self._used() if self._record is not None else frozenset()
        for fold in self._sections.values():
            fold.set_open(fold.heading in used or fold.heading in self.kept_open)

    def _toggled(self, heading: str, on: bool) -> None:  # noqa: FBT001 - a slot
        (self.kept_open.add if on else self.kept_open.discard)(heading)
        self.opened.emit(heading, on)

    def _used(self) -> frozenset[str]:
        """The headings of sections that hold something."""
        plain = self._cls()
        return frozenset(
            fold.heading for name, fold in self._where.items() if getattr(self._record, name) != getattr(plain, name)
        )

    def _build(self) -> None:
        declared = [item for item in fields(self._cls) if not (item.key or item.apart)]
        for section in _sections(declared):
            first = section[0].field
            told = [item for item in section if not (item.field.beside or item.field.quiet)]
            labels = [worded(item.field.label, self._person) for item in told]
            fold = Fold(
                worded(first.section, self._person),
                " · ".join(labels),
                folds=first.folded and bool(first.section),
                fill=functools.partial(self._fill, section),
            )
            fold.opened.connect(functools.partial(self._toggled, fold.heading))
            self._sections[fold.heading] = fold
            self._where.update(dict.fromkeys((item.name for item in section), fold))
            self._column.addWidget(fold)

    def _fill(self, section: list[Declared], fold: Fold) -> None:
        """Make the controls of a section, and let them stand as all the others do by now."""
        row: Row | None = None
        for item in section:
            row = self._add(item, fold, row)
            row.set_stacked(self._stacked)
            made = self.controls[item.name]
            if self._record is not None:
                made.turn(getattr(self._record, "id", 0), getattr(self._record, item.name))
            if self._read_only:
                made.set_read_only(True)
                row.set_read_only(True)
        self._say_hints()
        self._close()

    def _add(self, item: Declared, fold: Fold, row: Row | None) -> Row:
        beside = item.field.beside and row is not None
        made = self._control(item, row.label if row and beside else "")
        made.widget.setObjectName(item.name)
        label = worded(item.field.label, self._person)
        if row is not None and beside:
            row.beside(label, made)
        else:
            row = Row(label, made, above=part_type(item) is not None)
            fold.rows.addWidget(row)
        made.edited.connect(functools.partial(self._edit, item.name))
        self.controls[item.name] = made
        self._rows[item.name] = row
        return row

    def _control(self, item: Declared, after: str) -> Control:
        inside = part_type(item)
        if inside is None:
            return control(item, self._person, self.offers, after)
        label = worded(item.field.label, self._person)
        editor = PartsEditor(
            label, inside, lambda parent: Sheet(inside, self._person, self._phase, parent, self.offers)
        )
        return Control(
            editor, editor.value, editor.show_value, editor.edited, editor.set_read_only,
            lambda _page, value: editor.renew(value), lambda _page: None, str, wide=True,
        )  # fmt: skip

    def _edit(self, name: str, *_: object) -> None:
        self._touched.add(name)
        self._close()
        self.edited.emit(name)

    def _respace(self) -> None:
        self._column.setSpacing(space(self, 4))
        for fold in self._sections.values():
            fold.respace()
        for row in set(self._rows.values()):
            row.respace()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = event.size().width() < em(self) * _STACKED_UNDER
        if stacked != self._stacked:
            self._stacked = stacked
            for row in set(self._rows.values()):
                row.set_stacked(stacked)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self._later.start()
        return super().event(event)

    def _ask_height(self) -> None:
        """Ask for the height that is needed: Qt loses such wishes in layouts this deep while it is laying out."""
        late = [row for row in set(self._rows.values()) if row.isVisible() and row.height() != _needed(row)]
        for row in late:
            row.updateGeometry()
        if late or self.height() < self.heightForWidth(self.width()):
            above: QWidget | None = self
            while above is not None and not above.isWindow():
                above.updateGeometry()
                above = above.parentWidget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._respace()


def _needed(row: Row) -> int:
    return row.heightForWidth(row.width()) if row.hasHeightForWidth() else row.sizeHint().height()


def _sections(declared: Iterable[Declared]) -> list[list[Declared]]:
    """Fields cut before each that opens a section."""
    cut: list[list[Declared]] = []
    for item in declared:
        if item.field.section or not cut:
            cut.append([])
        cut[-1].append(item)
    return cut
