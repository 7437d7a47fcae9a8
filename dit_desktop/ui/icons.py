# SPDX-License-Identifier: Apache-2.0
"""Icons drawn from their line art at run time, in a colour of the palette and as large as the text asks."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from dit_desktop.paths import resource
from dit_desktop.ui.colours import colour


@functools.cache
def _lines(name: str) -> str:
    """The line art of an icon; FileNotFoundError names one that is not there."""
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, ink: QColor, size: int, ratio: float = 1) -> QPixmap:
    """An icon in one colour, `size` pixels wide on a screen of that device pixel ratio."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    _paint(name, ink, painter, QRectF(made.rect()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _paint(name: str, ink: QColor, painter: QPainter, box: QRectF) -> None:
    art = _lines(name).replace("currentColor", ink.name())
    QSvgRenderer(QByteArray(art.encode())).render(painter, box)


class _Engine(QIconEngine):
    """Draws an icon anew each time, so that it follows the palette of the moment."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name, self._tone = name, tone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        of = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            ink = colour(of, "muted")
        elif mode is QIcon.Mode.Selected:
            ink = of.color(QPalette.ColorRole.HighlightedText)
        else:
            ink = colour(of, self._tone)
        _paint(self._name, ink, painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone)


def icon(name: str, tone: str = "text") -> QIcon:
    """An icon of resources/icons in a named colour ("text", "muted", "danger", "on_accent" ...)."""
    _lines(name)  # a name that does not exist is told here and not while painting
    return QIcon(_Engine(name, tone))
