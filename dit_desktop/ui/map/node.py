# SPDX-License-Identifier: Apache-2.0
"""A person on the map: a small card that can be reached, moved and read aloud like any control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from dit_desktop.models.offering import named
from dit_desktop.records.relationships import Alive, LifeTime
from dit_desktop.ui.colours import colour
from dit_desktop.ui.style import em

if TYPE_CHECKING:
    from dit_desktop.records.relationships import Person

_Key = Qt.Key
# What an arrow does: rings outwards, degrees round.
_STEPS: Final = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -6), _Key.Key_Right: (0, 6)}
_ROOM: Final = 80  # characters that are measured of a line


class PersonNode(QAbstractButton):
    """One person; what is signed can be looked at and not be moved."""

    chosen = Signal()  # a person went to it
    opened = Signal()
    stepped = Signal(int, int)  # rings outwards, degrees round
    dragged = Signal()  # it is somewhere else, and not let go yet
    dropped = Signal()
    put_away = Signal()
    asked = Signal(QPoint)  # for all that can be done with them, at a point of the screen

    def __init__(self, person: Person, parent: QWidget) -> None:
        """Stand for a person."""
        super().__init__(parent)
        self.person = person
        self.movable = False
        self._grip: QPoint | None = None
        self._dragging = False
        self._in_hand = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self.chosen)

    def show_person(self, person: Person, words: str, hint: str, *, movable: bool) -> None:
        """Show what is known of them; `words` is what is read aloud."""
        self.person, self.movable = person, movable
        self.setText(named(person))
        self.setAccessibleName(words)
        self.setAccessibleDescription(hint)
        self.setToolTip(words)
        self.update()

    def take(self, *, in_hand: bool) -> None:
        """Be the one that is chosen, or no longer."""
        self._in_hand = in_hand
        self.update()

    @property
    def dragging(self) -> bool:
        """Whether it is held by the pointer."""
        return self._dragging

    def sizeHint(self) -> QSize:
        """Room for a name and, smaller, for who they are."""
        return QSize(round(em(self) * 8.5), round(em(self) * 3.1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card: dashed if they belong to the past, with a bar across its top if they died."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = em(self)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        strong = self._in_hand or self.underMouse()
        pen = QPen(colour(self.palette(), "accent" if strong else "outline"), 2 if self._in_hand else 1.2)
        if self.person.time is LifeTime.THEN:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(colour(self.palette(), "accent_ground" if self._in_hand else "base"))
        painter.drawRoundedRect(box, size * 0.6, size * 0.6)
        if self.person.alive is Alive.DIED:
            bar = QRectF(box.left() + size * 0.8, box.top(), box.width() - size * 1.6, size * 0.25)
            painter.fillRect(bar, colour(self.palette(), "text"))
        self._write(painter, QRect(self.rect()).adjusted(size // 2, size // 4, -(size // 2), -(size // 8)))
        painter.end()

    def _write(self, painter: QPainter, box: QRect) -> None:
        """The name, and below it who they are if that is said beside a name."""
        person = self.person
        lines = [(self.text(), 1.0, "text")]
        if person.name and person.role:
            lines.append((" ".join(person.role[: 2 * _ROOM].split()), 0.85, "muted"))
        tall = box.height() // len(lines)
        for number, (words, scale, tone) in enumerate(lines):
            font = self.font()
            font.setPointSizeF(font.pointSizeF() * scale)
            font.setWeight(font.Weight.DemiBold if scale == 1.0 else font.Weight.Normal)
            painter.setFont(font)
            painter.setPen(colour(self.palette(), tone))
            line = QRect(box.left(), box.top() + number * tall, box.width(), tall)
            shown = QFontMetrics(font).elidedText(words[:_ROOM], Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)

    # --- the pointer ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()
            self.chosen.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry it, once it is clear that it is not only pressed."""
        if self._grip is None or not self.movable:
            return
        way = event.position().toPoint() - self._grip
        if self._dragging or way.manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.raise_()
            above = self.parentWidget()
            ground = above.rect() if above else self.rect()
            to = self.pos() + way
            self.move(
                min(max(to.x(), 0), max(0, ground.width() - self.width())),
                min(max(to.y(), 0), max(0, ground.height() - self.height())),
            )
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._grip = None
        if self._dragging:
            self._dragging = False
            self.setDown(False)
            self.dropped.emit()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is written about them."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for all there is, by the right button or the menu key."""
        self.chosen.emit()
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.asked.emit(self.mapToGlobal(self.rect().center()) if by_key else event.globalPos())

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter opens, Delete puts into the bin."""
        key = _Key(event.key())
        if key in _STEPS and self.movable:
            self.chosen.emit()  # only what a person does chooses: Qt moves the focus here by itself, too
            self.stepped.emit(*_STEPS[key])
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            self.opened.emit()
        elif key in (_Key.Key_Delete, _Key.Key_Backspace) and self.movable:
            self.put_away.emit()
        elif key not in _STEPS:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()
