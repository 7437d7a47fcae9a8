# SPDX-License-Identifier: Apache-2.0
"""The few shapes everything on the screen is drawn with: a rounded box, an open arrow, a tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

RADIUS = 6
TARGET = 24  # the least height of anything that is clicked, in pixels


def rounded(
    painter: QPainter,
    rect: QRect,
    ground: QColor | None,
    edge: QColor | None,
    width: float = 1,
    radius: float = RADIUS,
) -> None:
    """A rounded box with an optional ground and edge, the edge inside the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(ground or Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def _round_pen(ink: QColor, width: float) -> QPen:
    return QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


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
