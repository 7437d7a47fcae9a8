# SPDX-License-Identifier: Apache-2.0
"""A form bound to the desk: what is typed is saved, what is signed is only read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dit_desktop.models.offering import offered
from dit_desktop.models.unfolded import keep_unfolded, unfolded
from dit_desktop.records.fields import Part, Record, fields, part_type
from dit_desktop.store.errors import Refused
from dit_desktop.ui.form import Form
from dit_desktop.ui.scroll import Scroll

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

R = TypeVar("R", bound=Record)


def _links(kind: type[Record | Part]) -> set[str]:
    """The links that a person can choose in a record of this kind or in its parts."""
    inside = [part for item in fields(kind) if (part := part_type(item))]
    return {item.field.link for item in fields(kind) if item.field.link and not item.key}.union(*map(_links, inside))


class Editor(Scroll, Generic[R]):
    """Shows one record of a kind; the first word typed into a blank one makes it a record."""

    saved = Signal(object)  # the record, as it was handed to the desk
    refused = Signal(object)  # a Refused: it could not be made

    def __init__(self, desk: Desk, cls: type[R], parent: QWidget | None = None) -> None:
        """Make an empty editor for a kind of record."""
        self.form = Form(cls, desk.person())
        super().__init__(self.form, parent)
        self.desk = desk
        self.record: R | None = None
        self._kind = cls
        self._phase = ""
        self.form.changed.connect(self._save)
        self.form.section_opened.connect(self._keep_open)

    def show_record(self, record: R, phase: str = "") -> None:
        """Show a record, in the words of a phase; what waits is saved first."""
        opened = self.record is None or self.record.id != record.id
        if self.form.is_waiting():
            self.form.flush()
            if record.id and not opened:
                record = self.desk.get(self._kind, record.id)  # what was typed is newer than what was handed over
        self.record, self._phase = record, phase
        if opened and record.id:
            self.desk.open_visit(record.id)
        self._lend(record)
        self.form.set_phase(phase)
        self.form.open_sections = unfolded(self.desk, record)
        self.form.show_record(record)
        self.form.set_read_only(self.desk.read_only)

    def _lend(self, record: R) -> None:
        """Let the form choose from the records there are beside this one."""
        offers = self.form.offers
        offers.lend_sign(self.desk.currency())
        for link in _links(self._kind):
            offers.lend(link, offered(self.desk, link, record))

    def focus(self, field: str, cursor: int = 0) -> None:
        """Put the cursor into a field, or into the first one if it has none of that name."""
        names = self.form.sheet.names()
        self.form.focus_field(field if field in names else names[0], cursor)

    def refresh(self, record: int, origin: object) -> None:
        """Show the record anew if it was changed elsewhere, by undo for instance, or made after all."""
        if self.record is None:
            return
        if self.record.id == record and origin is not self:
            self.show_record(self.desk.get(self._kind, record), self._phase)
        elif not self.record.id and origin is self:
            made = self.desk.get(self._kind, record)
            if replace(made, id=0, changed_at=None) == self.record:
                self._take(made)

    def flush(self) -> None:
        """Save what is being typed."""
        self.form.flush()

    def clear(self) -> None:
        """Let go of the record and everything typed."""
        self.form.flush()
        self.record = None
        self.form.empty()
        self.form.offers.take_back()
        self.form.forget()

    def _keep_open(self, *_section: object) -> None:
        if self.record is not None:
            keep_unfolded(self.desk, self.record, self.form.open_sections)

    def _save(self, record: R) -> None:
        try:
            saved = self.desk.save(record, self)
        except Refused as error:
            self.refused.emit(error)
            return
        self._take(saved)

    def _take(self, saved: R) -> None:
        """Go on with a record as the desk holds it."""
        if self.record is None or saved.id != self.record.id:  # the form now shows a record that is kept
            self.form.show_record(saved)
        self.record = saved
        self.saved.emit(saved)
