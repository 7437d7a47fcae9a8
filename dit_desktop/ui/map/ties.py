# SPDX-License-Identifier: Apache-2.0
"""The lines of a map: one shape for every kind of tie, told apart without any colour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dit_desktop.i18n import _
from dit_desktop.records.relationships import Tie
from dit_desktop.ui.colours import colour
from dit_desktop.ui.legend import Legend
from dit_desktop.ui.style import em

if TYPE_CHECKING:
    from PySide6.QtGui import QColor


def _across(begin: QPointF, end: QPointF) -> QPointF:
    """A step of one pixel at a right angle to a line."""
    way = end - begin
    long = math.hypot(way.x(), way.y()) or 1
    return QPointF(-way.y() / long, way.x() / long)


def _zigzag(begin: QPointF, end: QPointF, size: float) -> QPainterPath:
    side, way = _across(begin, end), end - begin
    teeth = max(2, round(math.hypot(way.x(), way.y()) / (size * 0.55)))
    path = QPainterPath(begin)
    for tooth in range(1, teeth):
        out = size * 0.28 * (1 if tooth % 2 else -1)
        path.lineTo(begin + way * (tooth / teeth) + side * out)
    path.lineTo(end)
    return path


def draw_tie(painter: QPainter, begin: QPointF, end: QPointF, tie: Tie, ink: QColor, size: float) -> None:
    """One tie between two points; `size` is that of the text."""
    pen = QPen(ink, max(1.4, size * 0.11))
    side, way = _across(begin, end), end - begin
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    if tie is Tie.STRONG:
        for out in (-size * 0.16, size * 0.16):
            painter.drawLine(begin + side * out, end + side * out)
    elif tie is Tie.STRAINED:
        painter.drawPath(_zigzag(begin, end, size))
    elif tie is Tie.CUT_OFF:
        for near, at in ((begin, 0.42), (end, 0.58)):
            stop = begin + way * at
            painter.drawLine(near, stop)
            painter.drawLine(stop - side * size * 0.45, stop + side * size * 0.45)
    else:
        if tie is Tie.ON_AND_OFF:
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
        painter.drawLine(begin, end)


def bend(begin: QPointF, end: QPointF, around: QPointF) -> QPointF:
    """The way in which a bow between two points runs around a third."""
    side, way = _across(begin, end), end - begin
    away = (begin + end) / 2 - around
    sign = 1 if QPointF.dotProduct(side, away) >= 0 else -1
    return side * (sign * 0.45 * math.hypot(way.x(), way.y()))


def draw_same(painter: QPainter, begin: QPointF, end: QPointF, ink: QColor, size: float, out: QPointF) -> None:
    """A dotted bow between two people who have the same part; `out` is the way it bends."""
    pen = QPen(ink, max(1.6, size * 0.14))
    pen.setDashPattern([0.1, 2.2])
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    path = QPainterPath(begin)
    path.quadTo((begin + end) / 2 + out, end)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawPath(path)


class Sample(QWidget):
    """A short piece of a line, to say what it stands for."""

    def __init__(self, tie: Tie | None) -> None:
        """Show a kind of tie; without one, the bow between two who have the same part."""
        super().__init__()
        self._tie = tie
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A little wider than a word."""
        return QSize(round(em(self) * 2.6), round(em(self) * 1.3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it across."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, size = self.height() / 2, em(self)
        begin, end = QPointF(2, middle), QPointF(self.width() - 2, middle)
        if self._tie is None:
            low = QPointF(0, size * 0.3)
            ink, up = colour(self.palette(), "accent"), QPointF(0, -size * 1.6)
            draw_same(painter, begin + low, end + low, ink, size * 0.8, up)
        else:
            draw_tie(painter, begin, end, self._tie, colour(self.palette(), "muted"), size)
        painter.end()


def legend() -> Legend:
    """What each line stands for."""
    return Legend([*((Sample(tie), tie.label) for tie in Tie), (Sample(None), _("Reminds you of"))])
