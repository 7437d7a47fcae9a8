# SPDX-License-Identifier: Apache-2.0
"""The lines of Today: an appointment with what to do about it, and a link with one button beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dit_desktop.ui.flow import Flow
from dit_desktop.ui.link import Link
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dit_desktop.models.today import Hour


class Press(QPushButton):
    """A button that Return presses as Space does; `name` says more to a screen reader than its words."""

    def __init__(self, words: str, name: str, act: Callable[[], object], *, main: bool = False) -> None:
        """Do something when it is pressed; the main one of a page is filled."""
        super().__init__(words)
        self.setAccessibleName(name)
        self.setDefault(main)
        self.clicked.connect(lambda _on=False: act())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class HourCard(QFrame):
    """One appointment of today: when, who, which session and where, and what can be done."""

    def __init__(self, hour: Hour, name: Link, buttons: Sequence[QPushButton], *, large: bool) -> None:
        """Show an appointment, led by who comes; the one that is on or next is larger than the others."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("card", True)
        at = QLabel(f"{hour.meeting.starts_at:%H:%M}")
        typed(at, "title" if large else "heading")
        at.setMinimumWidth(round(em(self) * 5.5))
        typed(name, "heading" if large else "label")
        facts = QLabel(
            " · ".join(part for part in (hour.session_words(), hour.place_words(), hour.state_words()) if part)
        )
        typed(facts, tone="muted")
        facts.setTextFormat(Qt.TextFormat.PlainText)
        facts.setWordWrap(True)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(self, 0.3))
        column.addWidget(name)
        column.addWidget(facts)
        words.setMinimumWidth(em(self) * 16)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        doing = QWidget()
        acts = Flow(doing, gap=space(self))
        for button in buttons:
            acts.addWidget(button)
        line = Flow(gap=space(self, 2))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*[space(self, 1.5)] * 4)
        inside.addLayout(line)
        for part in (at, words, doing):
            line.addWidget(part)


class Todo(QWidget):
    """A link, and one small button that does away with it."""

    def __init__(self, words: str, follow: Callable[[], object], button: QPushButton | None = None) -> None:
        """Lead somewhere in words."""
        super().__init__()
        self.link = Link(words)
        self.link.clicked.connect(lambda _on=False: follow())
        self.button = button
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(space(self, 2))
        line.addWidget(self.link, 1)
        if button is not None:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
