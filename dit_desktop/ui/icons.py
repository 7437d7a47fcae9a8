# SPDX-License-Identifier: Apache-2.0
"""Icons drawn from their line art at run time, in a colour of the palette and as large as the text asks."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from dit_desktop.paths import resource
from dit_desktop.ui.colours import colour


@functools.cache
def _lines(name: str) -> str:
    """The line art of an icon; FileNotFoundError names one that is not there."""
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, ink: QColor, size: int, ratio: float = 1) -> QPixmap:
    """An icon in one colour, `size` pixels wide on a screen of that device pixel ratio."""
    made = QPixmap(_drawn(name, ink, QSize(round(size * ratio), round(size * ratio))))
    made.setDevicePixelRatio(ratio)
    return made


def _drawn(name: str, ink: QColor, size: QSize) -> QPixmap:
    """An icon in so many pixels; Qt keeps those that were wanted of late."""
    key = f"{name} {ink.name()} {size.width()} {size.height()}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        _paint(name, ink, painter, QRectF(made.rect()))
        painter.end()
        QPixmapCache.insert(key, made)
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
        _paint(self._name, self._ink(mode), painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        return _drawn(self._name, self._ink(mode), size)

    def _ink(self, mode: QIcon.Mode) -> QColor:
        of = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return colour(of, "muted")
        if mode is QIcon.Mode.Selected:
            return of.color(QPalette.ColorRole.HighlightedText)
        return colour(of, self._tone)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone)


def icon(name: str, tone: str = "text") -> QIcon:
    """An icon of resources/icons in a named colour ("text", "muted", "danger", "on_accent" ...)."""
    _lines(name)  # a name that does not exist is told here and not while painting
    return QIcon(_Engine(name, tone))
