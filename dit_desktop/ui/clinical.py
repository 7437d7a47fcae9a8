# SPDX-License-Identifier: Apache-2.0
"""A form of a clinical record with its foot: typed into, signed, added to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dit_desktop.records.fields import Record
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.finish import Finish
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

R = TypeVar("R", bound=Record)


class Clinical(QWidget, Generic[R]):
    """An editor over its foot; signing shows the record as it then stands."""

    refused = Signal(object)  # a Refused

    def __init__(self, desk: Desk, kind: type[R], editor: Editor[R] | None = None) -> None:
        """Make an empty form; a page that saves in a way of its own brings its editor."""
        super().__init__()
        self.desk, self.kind = desk, kind
        self.editor = editor or Editor(desk, kind)
        self.editor.refused.connect(self.refused)
        self.finish = Finish(desk, self.editor)
        self.finish.refused.connect(self.refused)
        self.finish.signed.connect(self.show_record)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(space(self))
        box.addWidget(self.editor, 1)
        box.addWidget(self.finish)

    def show_of(self, blank: R) -> None:
        """Show the latest record that belongs where `blank` does, or `blank` until something is typed."""
        found = self.desk.find(self.kind, parent=blank.parent)
        self.show_record(found[-1] if found else blank)

    def show_record(self, record: R, phase: str = "") -> None:
        """Show a record, in the words of a phase of the course."""
        self.editor.show_record(record, phase)
        self.finish.show_for(record)

    @property
    def record(self) -> R | None:
        """The record that is shown."""
        return self.editor.record

    def focus(self, field: str, cursor: int = 0) -> None:
        """Put the cursor into a field, or into the first one."""
        self.editor.focus(field, cursor)

    def flush(self) -> None:
        """Save what is being typed."""
        self.editor.flush()
        self.finish.flush()

    def place(self) -> tuple[int, str, int]:
        """The record, the field the cursor is in, and where in it."""
        return (self.record.id if self.record else 0, *self.editor.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        self.editor.refresh(record, origin)
        self.finish.refresh(kind, origin)

    def clear(self) -> None:
        """Let go of everything."""
        self.editor.clear()
        self.finish.clear()
