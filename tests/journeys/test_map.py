# SPDX-License-Identifier: Apache-2.0
"""The relationship map without a pointer: by what assistive technology can do, and by keys."""

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


def people(screen: Screen) -> dict[str, Node]:
    """The people on the map as a screen reader finds them in it, by their first word."""
    found = [node for node in screen.all("push button", re.compile("; ")) if node.parent]
    on_it = [node for node in found if node.parent and node.parent.name == "People on the map"]
    return {node.name.split(";")[0]: node for node in on_it}


def until(screen: Screen, who: str, *words: str) -> Node:
    """The person, once what is read aloud of them has all these words."""
    return wait_for(
        lambda: next(
            (node for name, node in people(screen).items() if name == who and all(w in node.name for w in words)), None
        ),
        f"{who} {words}; there are {[node.name for node in people(screen).values()]}",
    )


def press(answer: Node) -> None:
    """Do the first thing it offers."""
    answer.do(answer.actions[0])


def by_actions(screen: Screen) -> None:
    """Nothing but what assistive technology asks of the program."""
    for name in ("Edna", "Peter"):
        screen.find(BUTTON, "Add to the map").do("Press")
        line = screen.find("text", "Name or initials", within=screen.find("filler", "People on the map"))
        assert line._ask("EditableText", "SetTextContents", "s", name)  # noqa: SLF001 - the one place that writes so
        screen.find(BUTTON, "Put on the map").do("Press")
        until(screen, name, "Not placed yet", "tie not said yet")
    people(screen)["Edna"].do("Press")
    for place in ("Out of touch", "Far", "Some way off"):
        screen.find(BUTTON, "Nearer").do("Press")
        until(screen, "Edna", place)
    screen.find(BUTTON, "Write about them").do("Press")
    press(screen.find("check box", "Kind of tie: Strained"))
    until(screen, "Edna", "tie: strained")
    press(screen.find("check box", "The pattern here, folded"))
    press(screen.find("check box", re.compile("^Reminds you of.*Peter")))
    until(screen, "Peter", "reminds you of Edna")
    people(screen)["Peter"].do("Press")
    screen.find(BUTTON, "Put this person into the bin").do("Press")
    wait_for(lambda: people(screen).keys() == {"Edna"}, "Edna alone on the map")


def by_keys(screen: Screen) -> None:
    """Nothing but the keyboard."""
    screen.press("ctrl+z")
    until(screen, "Peter", "reminds you of Edna")
    screen.press("ctrl+1", "ctrl+5")
    wait_for(lambda: screen.focused().name.startswith("Edna; "), "Edna has the focus")
    screen.press("Insert")
    wait_for(lambda: screen.focused().name == "Name or initials", "the line for a name")
    screen.type("Jess")
    screen.press("Return")
    until(screen, "Jess", "Not placed yet")
    wait_for(lambda: screen.focused().name.startswith("Jess; "), "Jess has the focus")
    screen.press("Down", "Up", "Right")
    until(screen, "Jess", "Far")
    screen.press("Menu", "Down", "Down", "Right", "Down", "Return")
    until(screen, "Jess", "tie: strong")
    screen.press("Menu", "Down", "Down", "Down", "Right", "Return")
    until(screen, "Jess", "reminds you of Edna")
    screen.press("Delete")
    wait_for(lambda: "Jess" not in people(screen), "Jess is off the map")
    screen.press("ctrl+z")
    until(screen, "Jess", "tie: strong", "reminds you of Edna")


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
    by_actions(screen)
    by_keys(screen)
    program.wait_saved()
    kept = {each["name"]: each for each in Reader(program.data, PASSPHRASE).records("Person")}
    assert kept["Edna"]["closeness"] == "some_way_off"
    assert kept["Edna"]["tie"] == "strained"
    assert kept["Jess"]["tie"] == "strong"
    program.quit()
