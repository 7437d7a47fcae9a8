# SPDX-License-Identifier: Apache-2.0
"""Where an appointment is and how its fee stands, each changed by one press."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.records.course import Charged, Place
from dit_desktop.ui.choice import ChoiceRow
from dit_desktop.ui.pages.page import plain
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.records.course import Appointment


class Particulars(QWidget):
    """What can be said of an appointment that stands; of its fee only once it was held."""

    edited = Signal(object, str)  # Appointment as it is to be kept, and the row that was turned

    def __init__(self, appointment: Appointment, *, held: bool, read_only: bool) -> None:
        """Show it as it is."""
        super().__init__()
        self._appointment = appointment
        self.rows: dict[str, ChoiceRow] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(space(self, 0.5))
        for name, words, kind in (("place", _("Where"), Place), ("charged", _("Fee"), Charged)):
            if name == "charged" and not held:
                continue
            row = self.rows[name] = ChoiceRow([(member, member.label) for member in kind])
            row.set_name(words, "")
            row.show_value(getattr(appointment, name))
            row.set_read_only(read_only)
            row.edited.connect(lambda turned=name: self._turn(turned))
            label = plain("label")
            label.setText(words)
            box.addWidget(label)
            box.addWidget(row)

    def _turn(self, name: str) -> None:
        kept: dict[str, Any] = {name: self.rows[name].value()}
        self.edited.emit(replace(self._appointment, **kept), name)
