# SPDX-License-Identifier: Apache-2.0
"""The people on a relationship map: where each stands, how that is said, and what a hand on the map changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from dit_desktop.i18n import _
from dit_desktop.models.offering import named
from dit_desktop.records.relationships import Alive, Closeness, Person
from dit_desktop.records.shown import shown
from dit_desktop.store.errors import ReadOnly, Signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dit_desktop.models.desk import Desk

RINGS: Final = tuple(Closeness)  # nearest first
ROUND: Final = 360
_ROOM: Final = 160  # characters of what is said of somebody's part in a life


def bearings(people: Sequence[Person]) -> dict[int, int]:
    """In which direction each person stands: their own, or the middle of the widest gap that is left."""
    found = {person.id: person.on_map[0] % ROUND for person in people if person.on_map}
    for person in people:
        if person.id not in found:
            found[person.id] = _widest_gap(sorted(found.values()))
    return found


def _widest_gap(taken: Sequence[int]) -> int:
    """The middle of the widest gap between directions; a little off straight up where nobody stands yet."""
    if not taken:
        return 30
    following = zip(taken, [*taken[1:], taken[0]], strict=True)
    wide, begins = max(((after - before - 1) % ROUND + 1, before) for before, after in following)
    return (begins + wide // 2) % ROUND


def linked(one: Person, other: Person) -> bool:
    """Whether one of two people reminds of the other; which of them holds it does not matter."""
    return other.id in one.same_as or one.id in other.same_as


def spoken(person: Person, people: Mapping[int, Person]) -> str:
    """A person in words: who, how close, by what kind of tie, and of whom they remind."""
    same = [named(other) for other in people.values() if other.id != person.id and linked(person, other)]
    who = [named(person)] if not (person.name and person.role) else [named(person), person.role[:_ROOM]]
    died = _("died {year}").format(year=shown(person.died_in)) if person.died_in else _("died")
    parts = (
        ", ".join(who),
        person.closeness.label if person.closeness else _("Not placed yet"),
        _("tie: {kind}").format(kind=person.tie.label.lower()) if person.tie else _("tie not said yet"),
        person.time.label.lower() if person.time else "",
        died if person.alive is Alive.DIED else "",
        _("reminds you of {people}").format(people=", ".join(same)) if same else "",
    )
    return "; ".join(part for part in parts if part)


class Hand:
    """What moves people and ties on a map; each thing it does to one person is one step of undo."""

    def __init__(self, desk: Desk) -> None:
        """Work on the people of a desk."""
        self._desk = desk
        self._doing: tuple[int, str] = (0, "")

    def can(self, person: Person) -> bool:
        """Whether a person can be changed: nothing that was signed can."""
        return person.signed_at is None and not self._desk.read_only

    def rest(self) -> None:
        """Whatever comes next is another step."""
        self._doing = (0, "")

    def move(self, person: Person, ring: Closeness, bearing: int) -> None:
        """Let somebody stand elsewhere."""
        self._change(person, "move", closeness=ring, on_map=(bearing % ROUND,))

    def step(self, person: Person, *, rings: int = 0, degrees: int = 0, bearing: int = 0) -> None:
        """Move somebody nearer or further, or round; who is not placed yet comes to the outermost ring."""
        at = RINGS.index(person.closeness) + rings if person.closeness else len(RINGS) - 1
        self.move(person, RINGS[min(max(at, 0), len(RINGS) - 1)], bearing + degrees)

    def tie(self, person: Person, kind: Any) -> None:
        """Say of what kind a tie is, or no longer say it."""
        self.rest()
        self._change(person, "tie", tie=kind)

    def link(self, person: Person, other: Person) -> None:
        """Say that one person reminds of another, or no longer say it, whichever of them holds it."""
        self.rest()
        if not linked(person, other):
            self._change(person, "link", same_as=(*person.same_as, other.id))
            return
        for holder, held in ((person, other), (other, person)):
            if held.id in holder.same_as:
                left = tuple(number for number in holder.same_as if number != held.id)
                self._change(holder, "link", same_as=left)

    def _change(self, person: Person, what: str, **values: Any) -> None:
        """Save a change; a further one of the same kind to the same person belongs to the same step."""
        now = self._desk.get(Person, person.id)
        if now.signed_at is not None:
            raise Signed
        if self._desk.read_only:
            raise ReadOnly
        if (person.id, what) != self._doing:
            self._desk.open_visit(person.id)
        self._doing = (person.id, what)
        self._desk.save(replace(now, **values))
