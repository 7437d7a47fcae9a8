# SPDX-License-Identifier: Apache-2.0
"""What was added to a signed record: earlier additions to read, and one that is being written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_moment
from dit_desktop.records.fields import Record
from dit_desktop.records.sealed import Statement
from dit_desktop.records.session import Addendum
from dit_desktop.store.errors import Refused
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.icons import icon
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.style import em, space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


_TALL = 11  # ems of what is being written

# What can be added: its kind, the words on the button that begins it, and on the one that closes it.
_ADDED: tuple[tuple[type[Record], str, str], ...] = (
    (Addendum, _("Add an addendum"), _("Sign the addendum")),
    (Statement, _("Add their statement"), _("Sign their statement")),
)


class Addenda(QWidget):
    """The additions of one signed record, the therapist's and the person's own; each is signed in its turn."""

    refused = Signal(object)  # a Refused

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make it empty."""
        super().__init__(parent)
        self._desk = desk
        self._record: Record | None = None
        self._earlier = Reader(_("Added later"))
        self._earlier.setFixedHeight(em(self) * 9)
        self._editors: dict[type[Record], Editor[Any]] = {}
        self._signs: dict[type[Record], QPushButton] = {}
        self._adds: list[QPushButton] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, space(self), 0, 0)
        box.addWidget(self._earlier)
        buttons = Flow(gap=space(self))
        for kind, add, sign in _ADDED:
            editor: Editor[Any] = Editor(desk, kind)
            editor.setFixedHeight(em(self) * _TALL)
            editor.refused.connect(self.refused)
            self._editors[kind] = editor
            box.addWidget(editor)
            begin = QPushButton(icon("plus"), add)
            begin.clicked.connect(partial(self._begin, kind))
            close = self._signs[kind] = QPushButton(icon("signature"), sign)
            close.clicked.connect(partial(self._close, kind))
            self._adds.append(begin)
            buttons.addWidget(begin)
            buttons.addWidget(close)
        box.addLayout(buttons)

    def show_for(self, record: Record) -> None:
        """Show what was added to a record."""
        self._record = record
        found: list[Addendum | Statement] = [
            *self._desk.find(Addendum, parent=record.id),
            *self._desk.find(Statement, parent=record.id),
        ]
        signed = sorted((item for item in found if item.signed_at), key=lambda item: item.id)
        self._earlier.setVisible(bool(signed))
        self._earlier.show_lines([(_said(item), item.written) for item in signed])
        self._show_writing(next((item for item in found if item.signed_at is None), None))

    def _show_writing(self, begun: Record | None) -> None:
        for kind, editor in self._editors.items():
            writing = type(begun) is kind
            editor.setVisible(writing)
            self._signs[kind].setVisible(writing and not self._desk.read_only)
            if writing and begun is not None:
                editor.show_record(begun)
        for button in self._adds:
            button.setVisible(begun is None and not self._desk.read_only)

    def _begin(self, kind: type[Record]) -> None:
        if self._record is None:
            return
        try:
            made = self._desk.add(kind(client=self._record.client, parent=self._record.id), self)
        except Refused as error:
            self.refused.emit(error)
            return
        self._show_writing(made)
        self._editors[kind].focus("written", 0)

    def _close(self, kind: type[Record]) -> None:
        self.flush()
        written = self._editors[kind].record
        if self._record and written and written.written.strip():
            try:
                self._desk.sign(written, self)
            except Refused as error:
                self.refused.emit(error)
                return
            self.show_for(self._record)

    def flush(self) -> None:
        """Save what is being typed."""
        for editor in self._editors.values():
            editor.flush()

    def clear(self) -> None:
        """Forget the record."""
        self._record = None
        for editor in self._editors.values():
            editor.clear()
        self._earlier.clear()


def _said(added: Addendum | Statement) -> str:
    """When something was added, and what it does to the record."""
    when = shown_moment(added.signed_at)
    if isinstance(added, Statement):
        return f"{when} · {added.title}"
    return f"{when} · {added.added.label}" if added.added else when
