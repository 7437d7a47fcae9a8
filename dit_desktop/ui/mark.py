# SPDX-License-Identifier: Apache-2.0
"""The program's mark: sixteen sessions in a ring, drawn at any size."""

from __future__ import annotations

import math

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from dit_desktop.ui.colours import LIGHT, colour
from dit_desktop.ui.strokes import filling
from dit_desktop.ui.style import em

_SESSIONS = 16


def draw(painter: QPainter, middle: QPointF, size: float, ink: QColor) -> None:
    """Sixteen dots, growing as the course goes on, around an open middle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dots = QPainterPath()
    for number in range(_SESSIONS):
        angle = math.tau * number / _SESSIONS - math.pi / 2
        dot = size * (0.026 + 0.036 * number / (_SESSIONS - 1))
        reach = size * 0.42
        dots.addEllipse(middle + QPointF(math.cos(angle) * reach, math.sin(angle) * reach), dot, dot)
    painter.fillPath(dots, filling(ink))
    painter.restore()


def mark_icon() -> QtGui.QIcon:
    """The mark for the window's frame and the task bar."""
    made = QtGui.QIcon()
    for size in (16, 32, 64, 128):
        picture = QtGui.QPixmap(size, size)
        picture.fill(QtCore.Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw(painter, QPointF(size / 2, size / 2), size * 1.05, QColor(LIGHT.accent))
        painter.end()
        made.addPixmap(picture)
    return made


class Mark(QWidget):
    """The mark on a page, as large as the text asks."""

    def sizeHint(self) -> QSize:
        side = em(self) * 4
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = em(self) * 4
        draw(painter, QPointF(self.width() / 2, self.height() / 2), side, colour(self.palette(), "accent"))
        painter.end()
