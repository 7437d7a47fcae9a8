# SPDX-License-Identifier: Apache-2.0
"""One part of the drawn card: a heading and its words, in a box whose edge says what kind of part it is."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.colours import colour
from dit_desktop.ui.pages.page import brief, plain
from dit_desktop.ui.style import em, space


class Edge(Enum):
    """How a part is framed."""

    PLAIN = "plain"
    HIDDEN = "hidden"  # dashed: what is kept off
    GROUND = "ground"  # what all of it stands on


class Panel(QWidget):
    """Shows one text; a screen reader hears heading and words together."""

    def __init__(self, heading: str, edge: Edge = Edge.PLAIN) -> None:
        """Make it with its heading, and nothing in it."""
        super().__init__()
        self._heading, self._edge = heading, edge
        head, self._words = plain("label", "muted", wraps=True), plain(wraps=True)
        head.setText(heading)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 2), space(self, 1.5), space(self, 2), space(self, 1.5))
        box.setSpacing(space(self, 0.5))
        box.addWidget(head)
        box.addWidget(self._words)
        box.addStretch(1)
        self.show_words("")

    def show_words(self, words: str) -> None:
        """Show a text, or that there is none yet."""
        self._words.setText(brief(words) or _("Not written yet"))
        self.setAccessibleName(_("{heading}: {words}").format(heading=self._heading, words=self._words.text()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, box = em(self), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = self._edge is Edge.GROUND
        pen = QPen(colour(self.palette(), "outline"), 1.4)
        if self._edge is Edge.HIDDEN:
            pen.setDashPattern([4, 3])
        painter.setPen(Qt.PenStyle.NoPen if ground else pen)
        painter.setBrush(colour(self.palette(), "accent_ground" if ground else "base"))
        painter.drawRoundedRect(box, size * 0.5, size * 0.5)
        if ground:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), size * 0.25), colour(self.palette(), "accent"))
        painter.end()
