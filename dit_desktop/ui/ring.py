# SPDX-License-Identifier: Apache-2.0
"""The ring around what has the focus, drawn outside it with a gap, so that no control can hide it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTabBar, QWidget
from shiboken6 import Shiboken

from dit_desktop.ui.colours import colour
from dit_desktop.ui.strokes import RING

GAP = 2
RADIUS = 8
_MOVES = frozenset((QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange))


def wants_ring(widget: QWidget) -> bool:
    """Whether a widget is ringed as a whole; tabs and hand-drawn views ring what is current inside them."""
    window = widget.window()
    popup = (window.windowFlags() & Qt.WindowType.WindowType_Mask) == Qt.WindowType.Popup
    if widget.focusPolicy() is Qt.FocusPolicy.NoFocus:  # a page that holds the focus while it has no control
        return False
    return not (widget.isWindow() or popup or isinstance(widget, QTabBar) or widget.property("rings_itself"))


def _ground(widget: QWidget) -> QWidget:
    """Where the ring is laid: the page a widget scrolls with, or the window."""
    ground = widget
    while (above := ground.parentWidget()) is not None:
        if ground is not widget and (ground.isWindow() or isinstance(above.parentWidget(), QAbstractScrollArea)):
            break  # the content of a scrolling area: between it and the area is only the viewport
        ground = above
    return ground


class FocusRing(QWidget):
    """One ring that stands around whatever has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self, widget: QWidget | None) -> None:
        """Go to a widget, or away."""
        for one in self._watched:
            if Shiboken.isValid(one):
                one.removeEventFilter(self)
        self._watched.clear()
        self._target = widget if widget is not None and wants_ring(widget) else None
        if self._target is None:
            self.hide()
            return
        ground = _ground(self._target)
        if self.parentWidget() is not ground:
            self.setParent(ground)
        above: QWidget | None = self._target
        while above is not None and above is not ground:
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()
        self._stand()

    def target(self) -> QWidget | None:
        """What is ringed."""
        return self._target

    def _stand(self) -> None:
        target, ground = self._target, self.parentWidget()
        if target is None or ground is None or not Shiboken.isValid(target) or not target.isVisibleTo(ground):
            self.hide()
            return
        room = GAP + RING
        box = QRect(target.mapTo(ground, QPoint(0, 0)), target.size())
        self.setGeometry(box.adjusted(-room, -room, room, room))
        self.raise_()
        self.show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._stand()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(self.palette(), "focus"), RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = RING / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS, RADIUS)
        painter.end()


class Ringing(QObject):
    """Lets one ring follow the focus through all windows of an application."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring = FocusRing()
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not Shiboken.isValid(self._ring):  # it went with the window it last stood in
            self._ring = FocusRing()
        self._ring.follow(new)
