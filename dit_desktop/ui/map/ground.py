# SPDX-License-Identifier: Apache-2.0
"""The ground of the map: the client in the middle, rings of closeness, and a card for every person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from dit_desktop.i18n import _
from dit_desktop.models.relations import RINGS, bearings, linked, spoken
from dit_desktop.ui.arranged import Arranged
from dit_desktop.ui.colours import colour
from dit_desktop.ui.map.node import PersonNode
from dit_desktop.ui.map.placing import Place, Room, arranged, box, nearest, spot
from dit_desktop.ui.map.ties import bend, draw_same, draw_tie
from dit_desktop.ui.style import em, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dit_desktop.records.relationships import Person

_LEAST: Final = 24  # ems of height below which five rings cannot be told apart
_TALLER: Final = 1.2  # times the height, until everybody has room
_TALLEST: Final = 8  # such steps


class Ground(Arranged):
    """Shows people where they stand; what is done with them it only reports."""

    asked_at = Signal(object)  # a Place: somebody new is wanted there

    def __init__(self, name: str) -> None:
        """Make it empty; `name` is what a screen reader calls it."""
        super().__init__()
        self.setAccessibleName(name)
        self.nodes: dict[int, PersonNode] = {}
        self.people: dict[int, Person] = {}
        self.bearings: dict[int, int] = {}
        self.made: Callable[[PersonNode], None] = lambda _node: None  # told of every card that is made
        self._client = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter, textFormat=Qt.TextFormat.PlainText)
        typed(self._client, "label")
        self._rings = [QLabel(ring.label, self) for ring in RINGS]
        self._apart = QLabel(_("Not placed yet"), self)
        for label in (*self._rings, self._apart):
            typed(label, "small", "muted")
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._apart.hide()

    # --- what is shown ---

    def show_people(self, client: str, people: Sequence[Person], hint: str, can: Callable[[Person], bool]) -> None:
        """Show these people around a client; cards of those that were there already stay the same."""
        self._client.setText(client)
        self.people = {person.id: person for person in people}
        self.bearings = bearings(people)
        for gone in self.nodes.keys() - self.people.keys():
            node = self.nodes.pop(gone)
            node.hide()
            node.deleteLater()
        for person in people:
            if person.id not in self.nodes:
                self.nodes[person.id] = PersonNode(person, self)
                self.made(self.nodes[person.id])
            self.nodes[person.id].show_person(person, spoken(person, self.people), hint, movable=can(person))
        self._arrange()
        for person in people:
            self.nodes[person.id].show()

    def clear(self) -> None:
        """Show nobody."""
        self.show_people("", [], "", lambda _person: False)

    def choose(self, number: int) -> None:
        """Mark the person that is chosen."""
        for person, node in self.nodes.items():
            node.take(in_hand=person == number)

    def place_of(self, node: PersonNode) -> Place:
        """Where a card means to stand that was let go."""
        return nearest(self._room(), QRectF(node.geometry()).center())

    # --- where it stands ---

    def _person_size(self) -> QSize:
        return QSize(round(em(self) * 8.5), round(em(self) * 3.1))

    def _unplaced(self) -> list[Person]:
        return [person for person in self.people.values() if person.closeness is None]

    def _room(self, height: int = 0) -> Room:
        """The ground without the rows at its foot, where those stand who are not placed yet."""
        tall = (height or self.height()) - self._foot()
        return Room(QRect(0, 0, self.width(), tall), self._person_size())

    def _in_a_row(self) -> int:
        return max(1, (self.width() - em(self)) // (self._person_size().width() + em(self)))

    def _foot(self) -> int:
        rows = -(-len(self._unplaced()) // self._in_a_row())
        tall = self._person_size().height() + em(self) // 2
        return rows * tall + round(em(self) * 2) if rows else 0

    def _taken(self, room: Room) -> list[QRect]:
        """Where nobody may stand: on the client, and on the words of a ring."""
        return [box(room.centre, self._client_size()), *(self._ring_box(room, number) for number in range(len(RINGS)))]

    def _client_size(self) -> QSize:
        wide = max(em(self) * 7, self._client.sizeHint().width() + em(self) * 2)
        return QSize(min(wide, em(self) * 11), round(em(self) * 2.8))

    def _ring_box(self, room: Room, number: int) -> QRect:
        """The words of a ring stand on it, straight above the client."""
        return box(spot(room, Place(RINGS[number], 0)), self._rings[number].sizeHint())

    def _arranged(self, room: Room, *, crowded: bool = False) -> dict[int, QRect] | None:
        own_first = sorted(self.people.values(), key=lambda person: not person.on_map)
        placed = [(each.id, Place(each.closeness, self.bearings[each.id])) for each in own_first if each.closeness]
        return arranged(room, placed, self._taken(room), crowded=crowded)

    def _arrange(self) -> None:
        """Give everybody their place, and the map the height at which all of them have one."""
        least = em(self) * _LEAST + self._foot()
        for _step in range(_TALLEST):
            if self._arranged(self._room(least)) is not None:
                break
            least = round(least * _TALLER)
        self.setMinimumHeight(least)
        room = self._room(max(self.height(), least))
        for number, rect in (self._arranged(room) or self._arranged(room, crowded=True) or {}).items():
            if not self.nodes[number].dragging:
                self.nodes[number].setGeometry(rect)
        self._client.setGeometry(box(room.centre, self._client_size()))
        for number, label in enumerate(self._rings):
            label.setGeometry(self._ring_box(room, number))
        self._line_up(room.ground.bottom())
        self.update()

    def _line_up(self, top: int) -> None:
        """Let those who are not placed yet stand in rows at the foot."""
        waiting, size, gap = self._unplaced(), self._person_size(), em(self)
        self._apart.setVisible(bool(waiting))
        self._apart.setGeometry(QRect(gap // 2, top + gap // 2, self.width() - gap, round(gap * 1.4)))
        for at, person in enumerate(waiting):
            row, column = divmod(at, self._in_a_row())
            x = gap // 2 + column * (size.width() + gap)
            y = top + round(gap * 2) + row * (size.height() + gap // 2)
            if not self.nodes[person.id].dragging:
                self.nodes[person.id].setGeometry(QRect(x, y, size.width(), size.height()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Somebody new is wanted where nobody stands."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.asked_at.emit(nearest(self._room(), event.position()))

    # --- how it is drawn ---

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw rings, bows between people with the same part, ties, and the ground of the client."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, room = em(self), self._room()
        self._draw_rings(painter, room)
        people = list(self.people.values())
        for at, one in enumerate(people):
            for other in people[at + 1 :]:
                if linked(one, other):
                    begin, end = (self._middle(each) for each in (one, other))
                    out = bend(begin, end, room.centre)
                    draw_same(painter, begin, end, colour(self.palette(), "accent"), size, out)
        client = QRectF(self._client.geometry())
        for person in people:
            if person.tie is not None and (person.closeness or self.nodes[person.id].dragging):
                card = QRectF(self.nodes[person.id].geometry())
                begin, end = _edge(client, card.center()), _edge(card, client.center())
                draw_tie(painter, begin, end, person.tie, colour(self.palette(), "muted"), size)
        painter.setPen(QPen(colour(self.palette(), "accent"), 2))
        painter.setBrush(colour(self.palette(), "accent_ground"))
        painter.drawRoundedRect(client, client.height() / 2, client.height() / 2)
        painter.end()

    def _draw_rings(self, painter: QPainter, room: Room) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(self.palette(), "line"), 1.2))
        for ring in RINGS:
            across, up = spot(room, Place(ring, 90)), spot(room, Place(ring, 0))
            painter.drawEllipse(room.centre, across.x() - room.centre.x(), room.centre.y() - up.y())
        ground = self.palette().color(self.backgroundRole())
        for label in self._rings:  # the line does not run through its own words
            painter.fillRect(label.geometry().adjusted(-3, 0, 3, 0), ground)

    def _middle(self, person: Person) -> QPointF:
        return QRectF(self.nodes[person.id].geometry()).center()


def _edge(card: QRectF, towards: QPointF) -> QPointF:
    """Where a line from the middle of a card to a point leaves it."""
    way = towards - card.center()
    across = card.width() / 2 / abs(way.x()) if way.x() else 1.0
    up = card.height() / 2 / abs(way.y()) if way.y() else 1.0
    return card.center() + way * min(across, up, 1.0)
