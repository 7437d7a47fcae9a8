# SPDX-License-Identifier: Apache-2.0
"""Where people stand around the client: distance is closeness, and nobody stands on anybody else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QSize

from dit_desktop.models.relations import RINGS, ROUND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.records.relationships import Closeness

_NEAREST: Final = 0.42  # of the way out: there the first ring runs
_TURN: Final = 3  # degrees by which somebody steps aside
_GAP: Final = 4  # pixels between people


class Room(NamedTuple):
    """The ground of a map, and how large a person on it is."""

    ground: QRect
    person: QSize

    @property
    def centre(self) -> QPointF:
        """Where the client stands."""
        return QPointF(self.ground.center())

    @property
    def reach(self) -> tuple[float, float]:
        """How far the outermost ring lies from the client, across and up."""
        across = (self.ground.width() - self.person.width()) / 2 - _GAP
        up = (self.ground.height() - self.person.height()) / 2 - _GAP
        return max(across, 1.0), max(up, 1.0)


class Place(NamedTuple):
    """A ring and a direction."""

    ring: Closeness
    bearing: int


def share(ring: Closeness) -> float:
    """How far out a ring runs, as a share of the whole way."""
    return _NEAREST + (1 - _NEAREST) * RINGS.index(ring) / (len(RINGS) - 1)


def spot(room: Room, place: Place) -> QPointF:
    """The middle of whoever stands there."""
    across, up = room.reach
    angle, far = math.radians(place.bearing), share(place.ring)
    return room.centre + QPointF(math.sin(angle) * across * far, -math.cos(angle) * up * far)


def nearest(room: Room, point: QPointF) -> Place:
    """The place that somebody let go at a point means."""
    across, up = room.reach
    x, y = (point.x() - room.centre.x()) / across, (point.y() - room.centre.y()) / up
    far = math.hypot(x, y)
    ring = min(RINGS, key=lambda each: abs(share(each) - far))
    return Place(ring, round(math.degrees(math.atan2(x, -y))) % ROUND)


def box(middle: QPointF, size: QSize) -> QRect:
    """A person's rectangle around a point."""
    found = QRect(QPoint(0, 0), size)
    found.moveTo(round(middle.x() - size.width() / 2), round(middle.y() - size.height() / 2))
    return found


def arranged(
    room: Room, places: Sequence[tuple[int, Place]], taken: Sequence[QRect], *, crowded: bool = False
) -> dict[int, QRect] | None:
    """Everybody's rectangle, each on their own ring and as near to their direction as there is room.

    None if there is not room for all; unless it is `crowded`, where they stand over one another rather than nowhere.
    """
    full = list(taken)
    found: dict[int, QRect] = {}
    for number, place in places:
        free = _free(room, place, full)
        if free is None and not crowded:
            return None
        free = free or box(spot(room, place), room.person)
        found[number] = free
        full.append(free.adjusted(-_GAP, -_GAP, _GAP, _GAP))
    return found


def _free(room: Room, place: Place, full: Sequence[QRect]) -> QRect | None:
    """The rectangle nearest to a place that touches none of those that are taken."""
    for turn in range(0, ROUND // 2 + 1, _TURN):
        for way in (turn, -turn):
            found = box(spot(room, Place(place.ring, place.bearing + way)), room.person)
            if not any(found.intersects(each) for each in full):
                return found
    return None
