# SPDX-License-Identifier: Apache-2.0
"""The process note: in a tint of its own, under words that say what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dit_desktop.records.process import ProcessNote
from dit_desktop.ui.colours import colour
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.pages.page import plain
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class ProcessPane(QWidget):
    """The therapist's own notes on one session, never signed."""

    refused = Signal(object)  # a Refused

    def __init__(self, desk: Desk) -> None:
        """Make it empty."""
        super().__init__()
        self._banner = plain(wraps=True)
        self.editor = Editor(desk, ProcessNote)
        self.editor.refused.connect(self.refused)
        self.editor.setAutoFillBackground(False)
        for part in (self.editor.viewport(), self.editor.form):
            part.setAutoFillBackground(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[space(self, 1.5)] * 4)
        box.setSpacing(space(self))
        box.addWidget(self._banner)
        box.addWidget(self.editor, 1)

    def show_note(self, note: ProcessNote, banner: str, phase: str) -> None:
        """Show a note under its banner, in the words of a phase."""
        self._banner.setText(banner)
        self.editor.show_record(note, phase)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the ground with the tint."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self.palette(), "process"))
        painter.end()

    def clear(self) -> None:
        """Forget the note."""
        self.editor.clear()
        self._banner.clear()
