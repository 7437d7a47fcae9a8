# SPDX-License-Identifier: Apache-2.0
"""What was added to a signed record: earlier additions to read, and one that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_moment
from dit_desktop.records.session import Addendum
from dit_desktop.store.errors import Refused
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.icons import icon
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.style import em, space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record


class Addenda(QWidget):
    """The additions of one signed record; each is signed in its turn."""

    refused = Signal(object)  # a Refused

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make it empty."""
        super().__init__(parent)
        self._desk = desk
        self._record: Record | None = None
        self._earlier = Reader(_("Added later"))
        self._earlier.setFixedHeight(em(self) * 9)
        self._editor = Editor(desk, Addendum)
        self._editor.setFixedHeight(em(self) * 11)
        self._editor.refused.connect(self.refused)
        self._add = QPushButton(icon("plus"), _("Add an addendum"))
        self._add.clicked.connect(self._begin)
        self._sign = QPushButton(icon("signature"), _("Sign the addendum"))
        self._sign.clicked.connect(self._close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._add)
        buttons.addWidget(self._sign)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, space(self), 0, 0)
        box.addWidget(self._earlier)
        box.addWidget(self._editor)
        box.addLayout(buttons)

    def show_for(self, record: Record) -> None:
        """Show what was added to a record."""
        self._record = record
        found = self._desk.find(Addendum, parent=record.id)
        signed = [item for item in found if item.signed_at]
        begun = next((item for item in found if item.signed_at is None), None)
        self._earlier.setVisible(bool(signed))
        self._earlier.show_lines(
            [
                (shown_moment(item.signed_at.astimezone().replace(tzinfo=None)), item.written)
                for item in signed
                if item.signed_at
            ]
        )
        self._show_writing(begun)

    def _show_writing(self, begun: Addendum | None) -> None:
        self._editor.setVisible(begun is not None)
        self._sign.setVisible(begun is not None)
        self._add.setVisible(begun is None and not self._desk.read_only)
        if begun:
            self._editor.show_record(begun)

    def _begin(self) -> None:
        if self._record is None:
            return
        try:
            made = self._desk.add(Addendum(client=self._record.client, parent=self._record.id), self)
        except Refused as error:
            self.refused.emit(error)
            return
        self._show_writing(made)
        self._editor.focus("written", 0)

    def _close(self) -> None:
        self.flush()
        if self._record and self._editor.record and self._editor.record.written.strip():
            try:
                self._desk.sign(self._editor.record, self)
            except Refused as error:
                self.refused.emit(error)
                return
            self.show_for(self._record)

    def flush(self) -> None:
        """Save what is being typed."""
        self._editor.flush()

    def clear(self) -> None:
        """Forget the record."""
        self._record = None
        self._editor.clear()
        self._earlier.clear()
