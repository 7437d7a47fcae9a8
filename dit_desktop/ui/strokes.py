# SPDX-License-Identifier: Apache-2.0
"""The few shapes everything on the screen is drawn with: a rounded box, an open arrow, a tick."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPalette, QPen, QPolygonF

RADIUS = 6
RING = 2  # the width of the ring around what has the focus, in pixels
TARGET = 24  # the least height of anything that is clicked, in pixels


def filling(colour: QColor) -> QBrush:
    """A colour to fill with, taken out of a palette.

    To make a brush of a colour, Python builds every enumeration of the Qt namespace
    first, which is a tenth of the time until the first page is painted.
    """
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, colour)
    return palette.brush(QPalette.ColorRole.Window)


def rounded(
    painter: QPainter,
    rect: QRect,
    ground: QColor | None,
    edge: QColor | None,
    width: float = 1,
    radius: float = RADIUS,
) -> None:
    """A rounded box with an optional ground and edge, the edge inside the rectangle and filled as a frame."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outer, middle = QRectF(rect), width / 2 if edge else 0
    if ground:
        box = QPainterPath()
        box.addRoundedRect(outer.adjusted(middle, middle, -middle, -middle), radius, radius)
        painter.fillPath(box, filling(ground))
    if edge:
        frame = QPainterPath()
        frame.addRoundedRect(outer, radius + middle, radius + middle)
        within = max(0, radius - middle)
        frame.addRoundedRect(outer.adjusted(width, width, -width, -width), within, within)
        painter.fillPath(frame, filling(edge))
    painter.restore()


def _round_pen(ink: QColor, width: float) -> QPen:
    line, end, corner = QtCore.Qt.PenStyle, QtCore.Qt.PenCapStyle, QtCore.Qt.PenJoinStyle
    return QPen(ink, width, line.SolidLine, end.RoundCap, corner.RoundJoin)


def chevron(painter: QPainter, middle: QPointF, size: float, ink: QColor, *, up: bool = False) -> None:
    """A small open arrow."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round_pen(ink, max(1.5, size / 6)))
    tip = -size / 4 if up else size / 4
    points = (QPointF(-size / 2, -tip), QPointF(0, tip), QPointF(size / 2, -tip))
    painter.drawPolyline(QPolygonF([middle + point for point in points]))
    painter.restore()


def tick(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """A check mark that fills a box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round_pen(ink, max(1.6, box.width() / 8)))
    shape = ((0.22, 0.54), (0.42, 0.74), (0.78, 0.3))
    points = [QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in shape]
    painter.drawPolyline(QPolygonF(points))
    painter.restore()
