# SPDX-License-Identifier: Apache-2.0
"""The page before a practice is open: one quiet card in the middle of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dit_desktop.ui.colours import colours
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.strokes import rounded
from dit_desktop.ui.style import em, space, typed
from dit_desktop.ui.unnamed import CENTRED, PLAIN_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.store.errors import Refused

_WIDE = 33  # ems; a comfortable line for a few sentences


class Card(QWidget):
    """A sheet of paper on the table."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        named = colours(self.palette())
        painter = QPainter(self)
        rounded(painter, self.rect(), QColor(named.base), QColor(named.line))
        painter.end()


class Column(Scroll):
    """A card whose rows are added from top to bottom, with room for one message among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.card = Card()
        self.rows = QVBoxLayout(self.card)
        table = QWidget()
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.card, 1000)  # takes all it may, then leaves the rest to the sides
        across.addStretch(1)
        down = QVBoxLayout(table)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        super().__init__(table, parent)
        self._message: QWidget | None = None
        self._message_row = 0
        self._respace()

    # --- rows ---

    def add_words(self, text: str, step: str = "", tone: str = "", *, centred: bool = False) -> QLabel:
        """Add a paragraph in a step of the type scale and a tone."""
        label = words(text, step, tone)
        if centred:
            label.setProperty("alignment", CENTRED)
        self.rows.addWidget(label)
        return label

    def add_message_room(self) -> None:
        """Say where a message is to stand."""
        self._message_row = self.rows.count()

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Add buttons in one line, the first of them the one that Enter presses, at the right."""
        line = QHBoxLayout()
        line.addStretch(1)
        for button in reversed(buttons):
            line.addWidget(button)
        buttons[0].setDefault(True)
        self.rows.addLayout(line)

    def add_choice(self, first: QPushButton, other: QPushButton) -> None:
        """Add two ways to go on, one under the other, the first of them the one that Enter presses."""
        first.setDefault(True)
        self.rows.addWidget(first)
        self.rows.addWidget(other, 0, QtCore.Qt.AlignmentFlag.AlignHCenter)

    # --- messages ---

    def refuse(self, error: Refused, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Say in words what could not be done, what is safe, and what to do next."""
        from dit_desktop.ui.message import Kind, MessageBar  # noqa: PLC0415 - not before something goes wrong

        if not isinstance(self._message, MessageBar):
            self._message = MessageBar()
            self.rows.insertWidget(self._message_row, self._message)
        self._message.show_message(Kind.WARN, error.what, safe=error.safe, then=error.next, action=action)
        self.bring_into_sight(self._message)

    def accept(self) -> None:
        """Take the message away."""
        if self._message is not None:
            self._message.hide()

    def message(self) -> str:
        """All that is said at the moment."""
        from dit_desktop.ui.message import MessageBar  # noqa: PLC0415 - see refuse

        return self._message.text() if isinstance(self._message, MessageBar) else ""

    # --- sizes ---

    def _respace(self) -> None:
        self.card.setMaximumWidth(em(self) * _WIDE)
        self.rows.setContentsMargins(*[space(self, 5)] * 4)
        self.rows.setSpacing(space(self, 2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._respace()


def words(text: str, step: str = "", tone: str = "") -> QLabel:
    """A paragraph that wraps and is never taken for markup."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("textFormat", PLAIN_TEXT)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    typed(label, step, tone)
    return label


def link(text: str) -> QPushButton:
    """A button that stands back: flat, as wide as its words."""
    button = QPushButton(text)
    button.setFlat(True)
    button.setAutoDefault(True)  # Enter presses it while it has the focus
    return button
