# SPDX-License-Identifier: Apache-2.0
"""Where people stand on the map, how it is said, and steps of undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dit_desktop.models.desk import Desk
from dit_desktop.models.relations import Hand, bearings, linked, spoken
from dit_desktop.models.shelving import begin, bring_back, put_away
from dit_desktop.records.partdate import PartDate
from dit_desktop.records.relationships import Alive, Closeness, LifeTime, Person, Tie
from dit_desktop.store.errors import Refused, Signed
from tests.opened import client_with_course


@pytest.fixture
def mine(desk: Desk) -> dict[str, Any]:
    course = client_with_course(desk)
    return {"client": course.client, "parent": course.id}


def people(desk: Desk, mine: dict[str, Any]) -> list[str]:
    desk.settle()
    return [person.name for person in desk.find(Person, parent=mine["parent"])]


def test_whoever_has_no_direction_stands_in_the_widest_gap() -> None:
    def at(number: int, *bearing: int) -> Person:
        return Person(id=number, on_map=bearing)

    assert bearings([]) == {}
    assert bearings([at(1)]) == {1: 30}
    assert bearings([at(1, 350), at(2)]) == {1: 350, 2: 170}
    assert bearings([at(1), at(2, 0), at(3, 90)]) == {2: 0, 3: 90, 1: 225}


def test_a_person_is_said_in_words_and_nothing_unsaid_is_made_up() -> None:
    edna = Person(id=1, name="Edna", role="Mother", closeness=Closeness.CLOSE, tie=Tie.STRAINED, same_as=(2, 9))
    died: dict[str, Any] = {"alive": Alive.DIED, "died_in": PartDate("1996"), "time": LifeTime.THEN}
    father = Person(id=2, name="Father", **died)
    everybody = {1: edna, 2: father}
    assert spoken(edna, everybody) == "Edna, Mother; Close; tie: strained; reminds you of Father"
    said = "Father; Not placed yet; tie not said yet; then; died 1996; reminds you of Edna"
    assert spoken(father, everybody) == said


def test_moving_one_person_is_one_step_of_undo_and_the_next_thing_another(desk: Desk, mine: dict[str, Any]) -> None:
    edna = desk.add(Person(**mine, name="Edna", closeness=Closeness.FAR))
    hand = Hand(desk)
    for _step in range(3):
        hand.step(desk.get(Person, edna.id), rings=-1, bearing=40)
    hand.tie(desk.get(Person, edna.id), Tie.STRONG)
    now = desk.get(Person, edna.id)
    assert (now.closeness, now.tie, now.on_map) == (Closeness.VERY_CLOSE, Tie.STRONG, (40,))
    desk.undo.undo()
    assert desk.get(Person, edna.id).tie is None
    assert desk.get(Person, edna.id).closeness is Closeness.VERY_CLOSE
    desk.undo.undo()
    assert desk.get(Person, edna.id).closeness is Closeness.FAR


def test_a_link_is_held_by_one_and_ended_from_either_side(desk: Desk, mine: dict[str, Any]) -> None:
    edna, jess = (desk.add(Person(**mine, name=name)) for name in ("Edna", "Jess"))
    hand = Hand(desk)

    def both() -> tuple[Person, Person]:
        return desk.get(Person, edna.id), desk.get(Person, jess.id)

    hand.link(*both())
    assert linked(*both())
    hand.link(*reversed(both()))
    assert not linked(*both())


def test_who_was_signed_is_neither_moved_nor_tied_nor_put_away(desk: Desk, mine: dict[str, Any]) -> None:
    edna = desk.add(Person(**mine, name="Edna", closeness=Closeness.FAR))
    signed = desk.sign(edna)
    hand = Hand(desk)
    assert not hand.can(signed)
    tried: list[Callable[[], object]] = [
        lambda: hand.step(edna, rings=-1),
        lambda: hand.tie(edna, Tie.EASY),
        lambda: hand.link(edna, Person(id=edna.id + 1)),
    ]
    for act in tried:
        with pytest.raises(Signed):
            act()
    with pytest.raises(Refused):
        put_away(desk, signed)
    assert desk.get(Person, edna.id) == signed
    assert people(desk, mine) == ["Edna"]


def test_beginning_and_putting_away_are_taken_back_and_done_again(desk: Desk, mine: dict[str, Any]) -> None:
    edna = begin(desk, Person(**mine, name="Edna"))
    desk.undo.undo()
    assert people(desk, mine) == []
    desk.undo.redo()
    assert people(desk, mine) == ["Edna"]
    put_away(desk, edna)
    assert people(desk, mine) == []
    desk.undo.undo()
    assert people(desk, mine) == ["Edna"]
    desk.undo.redo()
    bring_back(desk, edna)
    assert people(desk, mine) == ["Edna"]
    assert desk.undo.canRedo()
    put_away(desk, edna)
    desk.save(replace(desk.add(Person(**mine, name="Jess")), role="Daughter"))
    bring_back(desk, edna)
    assert people(desk, mine) == ["Edna", "Jess"]
