# SPDX-License-Identifier: Apache-2.0
"""The drawn things without a pointer: the relationship map by actions and by keys, timeline and card read aloud."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.accessible import Node
from tests.journeys.processes import wait_for
from tests.journeys.program import PASSPHRASE, Program, make_practice
from tests.journeys.reader import Reader
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey

BUTTON = re.compile("^(push )?button( menu)?$")


def people(ground: Node) -> dict[str, Node]:
    """The people on the map as a screen reader finds them in it, by their first word."""
    return {
        node.name.split(";")[0]: node for node in ground.within() if node.role == "push button" and "; " in node.name
    }


def until(ground: Node, who: str, *words: str) -> Node:
    """The person, once what is read aloud of them has all these words."""
    return wait_for(
        lambda: next(
            (node for name, node in people(ground).items() if name == who and all(w in node.name for w in words)), None
        ),
        f"{who} {words}; there are {[node.name for node in people(ground).values()]}",
    )


def press(answer: Node) -> None:
    """Do the first thing it offers."""
    answer.do(answer.actions[0])


def by_actions(screen: Screen, ground: Node) -> None:
    """Nothing but what assistive technology asks of the program."""
    for name in ("Edna", "Peter"):
        screen.find(BUTTON, "Add to the map").do("Press")
        line = screen.find("text", "Name or initials", within=ground)
        assert line._ask("EditableText", "SetTextContents", "s", name)  # noqa: SLF001 - the one place that writes so
        screen.find(BUTTON, "Put on the map").do("Press")
        until(ground, name, "Not placed yet", "tie not said yet")
    people(ground)["Edna"].do("Press")
    for place in ("Out of touch", "Far", "Some way off"):
        screen.find(BUTTON, "Nearer").do("Press")
        until(ground, "Edna", place)
    screen.find(BUTTON, "Write about them").do("Press")
    press(screen.find("check box", "Kind of tie: Strained"))
    until(ground, "Edna", "tie: strained")
    press(screen.find("check box", "The pattern here, folded"))
    press(screen.find("check box", re.compile("^Reminds you of.*Peter")))
    until(ground, "Peter", "reminds you of Edna")
    people(ground)["Peter"].do("Press")
    away = screen.find(BUTTON, "Put this person into the bin")
    wait_for(lambda: away.description == "Peter", "Peter is the one who would be put away")
    away.do("Press")
    wait_for(lambda: people(ground).keys() == {"Edna"}, "Edna alone on the map")


def by_keys(screen: Screen, ground: Node) -> None:
    """Nothing but the keyboard."""
    screen.press("ctrl+z")
    until(ground, "Peter", "reminds you of Edna")
    screen.press("ctrl+1", "ctrl+5")
    wait_for(lambda: screen.focused().name.startswith("Edna; "), "Edna has the focus")
    screen.press("Insert")
    wait_for(lambda: screen.focused().name == "Name or initials", "the line for a name")
    screen.type("Jess")
    screen.press("Return")
    until(ground, "Jess", "Not placed yet")
    wait_for(lambda: screen.focused().name.startswith("Jess; "), "Jess has the focus")
    screen.press("Down", "Up", "Right")
    until(ground, "Jess", "Far")
    screen.press("Menu", "Down", "Down", "Right", "Down", "Return")
    until(ground, "Jess", "tie: strong")
    screen.press("Menu", "Down", "Down", "Down", "Right", "Return")
    until(ground, "Jess", "reminds you of Edna")
    screen.press("Delete")
    wait_for(lambda: "Jess" not in people(ground), "Jess is off the map")
    screen.press("ctrl+z")
    until(ground, "Jess", "tie: strong", "reminds you of Edna")


def read_aloud(screen: Screen) -> None:
    """The timeline and the card of the focus, as a screen reader finds them."""
    screen.press("ctrl+1")
    timeline = screen.find("filler", "Sessions of this course")
    marks = screen.all("push button", re.compile("^Session [0-9]+, .+, expected$"), within=timeline)
    assert [int(mark.name.split()[1].rstrip(",")) for mark in marks] == list(range(1, 17))
    screen.press("ctrl+6")
    wait_for(lambda: screen.focused().name == "Self: “I am …”", "the first field of the focus")
    screen.type("too much")
    press(screen.find("page tab", "Card"))
    card = screen.find("filler", "Self: “I am …”: too much")
    assert [node.name for node in screen.all("label", within=card)] == ["Self: “I am …”", "too much"]


def test_a_person_is_added_moved_linked_and_deleted_by_actions_alone_and_by_keys_alone(
    screen: Screen, tmp_path: Path
) -> None:
    make_practice(tmp_path / "practice")
    program = Program(screen, tmp_path / "practice")
    program.open()
    program.go("ctrl+n", "text", "Made-up name")
    screen.type("Heron")
    program.go("ctrl+1", "push button", re.compile("sixteen sessions")).do("Press")
    screen.find("push button", "Write session 1")
    program.go("ctrl+5", BUTTON, "Add to the map")
    ground = screen.find("filler", "People on the map")
    by_actions(screen, ground)
    by_keys(screen, ground)
    read_aloud(screen)
    program.wait_saved()
    kept = {each["name"]: each for each in Reader(program.data, PASSPHRASE).records("Person")}
    assert kept["Edna"]["closeness"] == "some_way_off"
    assert kept["Edna"]["tie"] == "strained"
    assert kept["Jess"]["tie"] == "strong"
    program.quit()
