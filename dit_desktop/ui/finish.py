# SPDX-License-Identifier: Apache-2.0
"""The foot of a page with one record: whether it is a draft, the act of signing it, and what was added after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_moment
from dit_desktop.records.sealed import Statement
from dit_desktop.records.session import Addendum
from dit_desktop.store.errors import Refused
from dit_desktop.ui.addenda import Addenda
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.style import space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record
    from dit_desktop.ui.editor import Editor


class Finish(QWidget):
    """Signs what an editor shows; a signed record can only be added to."""

    refused = Signal(object)  # a Refused
    signed = Signal(object)  # the record, as it now stands

    def __init__(self, desk: Desk, editor: Editor[Any]) -> None:
        """Make the foot of an editor."""
        super().__init__()
        self._desk, self._editor = desk, editor
        editor.saved.connect(self.show_for)
        self.addenda = Addenda(desk)
        self.addenda.refused.connect(self.refused)
        self._state = QLabel(wordWrap=True)
        typed(self._state, tone="muted")
        self._sign = QPushButton(icon("signature"), _("Finish and sign"))
        self._sign.clicked.connect(self.sign)
        self._line = Flow(gap=space(self))
        self._line.addWidget(self._state)
        grows(self._state)
        self._line.addWidget(self._sign)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(space(self))
        box.addWidget(self.addenda)
        box.addLayout(self._line)

    def add_button(self, button: QPushButton) -> None:
        """Put a button of the page before the one that signs."""
        self._line.removeWidget(self._sign)
        self._line.addWidget(button)
        self._line.addWidget(self._sign)

    def show_for(self, record: Record) -> None:
        """Say how a record stands."""
        signed = record.signed_at is not None
        self._state.setText(
            _("Signed {when}. It stays as it is; an addendum can be added.").format(when=shown_moment(record.signed_at))
            if record.signed_at
            else _("A draft. Everything you type is saved by itself.")
        )
        self._sign.setVisible(bool(record.id) and not signed and not self._desk.read_only)
        self.addenda.setVisible(signed)
        if signed:
            self.addenda.show_for(record)

    def sign(self) -> None:
        """Close the record for good; what is being typed is in it."""
        self._editor.flush()
        record = self._editor.record
        if record is None or not record.id:
            return
        try:
            signed = self._desk.sign(record, self._editor)
        except Refused as error:
            self.refused.emit(error)
            return
        self.signed.emit(signed)

    def flush(self) -> None:
        """Save what is being typed into an addendum."""
        self.addenda.flush()

    def refresh(self, kind: str, origin: object) -> None:
        """Show an addendum that was changed elsewhere."""
        if kind in {Addendum.__name__, Statement.__name__} and origin is not self.addenda and self._editor.record:
            self.show_for(self._editor.record)

    def clear(self) -> None:
        """Forget the record."""
        self.addenda.clear()
        self._state.clear()
