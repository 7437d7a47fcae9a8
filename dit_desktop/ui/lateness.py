# SPDX-License-Identifier: Apache-2.0
"""Asks until when something is put off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.lines import Press
from dit_desktop.ui.reading import DATE
from dit_desktop.ui.style import em, space, typed
from dit_desktop.ui.written import DayLine


class Lateness(QDialog):
    """A day, or one of the three most people mean."""

    chosen = Signal(object)  # date

    def __init__(self, parent: QWidget, about: str, tomorrow: date) -> None:
        """Ask about something, in its words; `tomorrow` is the earliest day."""
        super().__init__(parent)
        self.setWindowTitle(_("Later"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._earliest = tomorrow
        words = QLabel(about, wordWrap=True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setMinimumWidth(em(self) * 24)
        typed(words, "label")
        self.day = DayLine(DATE, optional=False)
        self.day.set_name(_("Show it again on"), "")
        self.day.show_value(tomorrow)
        ask = QLabel(_("Show it again on"))
        ask.setBuddy(self.day)
        self._trouble = QLabel(wordWrap=True)
        typed(self._trouble, "small", "danger")
        self._trouble.hide()
        take, leave = QPushButton(_("Put off")), QPushButton(_("Cancel"))
        take.setDefault(True)
        take.clicked.connect(lambda _on=False: self._choose(self.day.value()))
        leave.clicked.connect(self.reject)
        self._lay_out(words, ask, (take, leave))
        self.day.setFocus()

    def _lay_out(self, words: QWidget, ask: QWidget, buttons: Sequence[QWidget]) -> None:
        monday = self._earliest + timedelta(days=(7 - self._earliest.weekday()) % 7)
        near = Flow(gap=space(self))
        for label, day in (
            (_("Tomorrow"), self._earliest),
            (_("On Monday"), monday),
            (_("In two weeks"), self._earliest + timedelta(days=13)),
        ):
            near.addWidget(Press(label, label, partial(self._choose, day)))
        line = QHBoxLayout()
        line.addWidget(ask)
        line.addWidget(self.day)
        line.addStretch(1)
        foot = QHBoxLayout()
        for button in buttons:
            foot.addWidget(button)
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[space(self, 3)] * 4)
        box.setSpacing(space(self, 2))
        box.addWidget(words)
        for layout in (near, line):
            box.addLayout(layout)
        box.addWidget(self._trouble)
        box.addLayout(foot)

    def _choose(self, day: date) -> None:
        trouble = self.day.trouble() or ("" if day >= self._earliest else _("That day is not ahead."))
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        if not trouble:
            self.chosen.emit(day)
            self.accept()
