# SPDX-License-Identifier: Apache-2.0
"""A part of a page that is not a form: a heading, what is to be said, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.ui.flow import Flow
from dit_desktop.ui.style import space, typed


class Section(QWidget):
    """Words and buttons under a heading."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._respace()
        head = QLabel(heading)
        typed(head, "heading")
        self._rows.addWidget(head)

    def say(self, tone: str = "") -> QLabel:
        """Add a paragraph, still empty, in a tone; what stands in it is never taken for markup."""
        label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        typed(label, tone=tone)
        self._rows.addWidget(label)
        return label

    def add(self, widget: QWidget) -> None:
        """Add something else, under its own row."""
        self._rows.addWidget(widget)

    def offer(self, *buttons: QPushButton) -> None:
        """Add what can be done, side by side while there is room."""
        holder = QWidget()
        flow = Flow(gap=space(self, 2))
        holder.setLayout(flow)
        for button in buttons:
            flow.addWidget(button)
        self._rows.addWidget(holder)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._respace()

    def _respace(self) -> None:
        self._rows.setSpacing(space(self, 1.5))
