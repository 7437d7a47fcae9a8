# SPDX-License-Identifier: Apache-2.0
"""The focus as one drawn card: self and other, the feeling between them over the one beneath, and what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.colours import colour
from dit_desktop.ui.focus.panel import Edge, Panel
from dit_desktop.ui.style import em, space

if TYPE_CHECKING:
    from dit_desktop.records.formulation import Formulation

_BESIDE: Final = 40  # ems of width below which the parts stand under one another


class FocusCard(QWidget):
    """One version of the focus, drawn; it only shows."""

    def __init__(self) -> None:
        """Make an empty card."""
        super().__init__()
        self._self, self._other = Panel(_("Self: “I am …”")), Panel(_("Other: “They are …”"))
        self._surface = Panel(_("Feeling on the surface"))
        self._beneath = Panel(_("Feeling harder to bear"), Edge.HIDDEN)
        self._function = Panel(_("What the pattern is for"), Edge.GROUND)
        feelings = QVBoxLayout()
        feelings.setSpacing(space(self, 3))
        feelings.addWidget(self._surface)
        feelings.addWidget(self._beneath)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(space(self, 4))
        self._row.addWidget(self._self, 1)
        self._row.addLayout(feelings, 1)
        self._row.addWidget(self._other, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(space(self, 2))
        box.addLayout(self._row)
        box.addWidget(self._function)

    def show_version(self, version: Formulation | None) -> None:
        """Show a version, or nothing."""
        for panel, name in (
            (self._self, "self_view"),
            (self._other, "other_view"),
            (self._surface, "affect_surface"),
            (self._beneath, "affect_beneath"),
            (self._function, "function"),
        ):
            panel.show_words(getattr(version, name) if version else "")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side while there is room."""
        super().resizeEvent(event)
        beside = self.width() >= em(self) * _BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way is not self._row.direction():
            self._row.setDirection(way)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what holds the parts together: a line through the feeling, and one down to what lies beneath it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, ink = em(self), colour(self.palette(), "accent")
        here, there, over, below = (
            QRectF(panel.geometry()) for panel in (self._self, self._other, self._surface, self._beneath)
        )
        painter.setPen(QPen(ink, size * 0.14))
        painter.setBrush(ink)
        for begin, end in self._lines(here, there, over, below):
            painter.drawLine(begin, end)
            for point in (begin, end):
                painter.drawEllipse(point, size * 0.22, size * 0.22)
        painter.end()

    def _lines(self, here: QRectF, there: QRectF, over: QRectF, below: QRectF) -> list[tuple[QPointF, QPointF]]:
        down = (QPointF(over.center().x(), over.bottom()), QPointF(over.center().x(), below.top()))
        if self._row.direction() is QBoxLayout.Direction.LeftToRight:
            level = over.center().y()
            left = (QPointF(here.right(), level), QPointF(over.left(), level))
            return [left, (QPointF(over.right(), level), QPointF(there.left(), level)), down]
        middle = over.center().x()
        first = (QPointF(middle, here.bottom()), QPointF(middle, over.top()))
        return [first, down, (QPointF(middle, below.bottom()), QPointF(middle, there.top()))]
