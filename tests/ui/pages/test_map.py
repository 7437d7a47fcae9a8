# SPDX-License-Identifier: Apache-2.0
"""The relationship map under the pointer and the keys; what it says is what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from dit_desktop.models.relations import RINGS
from dit_desktop.records.relationships import Closeness, Narrative, Person, Tie
from dit_desktop.records.settings import Appearance
from dit_desktop.ui import style
from dit_desktop.ui.map.node import PersonNode
from dit_desktop.ui.map.placing import Place, spot
from dit_desktop.ui.map.relationship_map import RelationshipMap
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.models.test_desk_refused import moved_away
from tests.opened import client_with_course
from tests.ui.names import one
from tests.ui.pages.walk import button, settle


class Life:
    """Three people, and the map they stand on."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.desk = workspace, workspace.desk
        course = client_with_course(self.desk)
        self.client = course.client
        self.mine: dict[str, Any] = {"client": course.client, "parent": course.id}
        self.edna = self._made("Edna", Closeness.CLOSE, 300)
        self.jess = self._made("Jess", Closeness.VERY_CLOSE, 120)
        self.ros = self.desk.add(Person(**self.mine, name="Ros")).id
        self.open()

    def _made(self, name: str, ring: Closeness, bearing: int) -> int:
        return self.desk.add(Person(**self.mine, name=name, closeness=ring, on_map=(bearing,))).id

    def open(self) -> None:
        self.workspace.go(Target("people", self.client))
        settle()

    @property
    def map(self) -> RelationshipMap:
        assert self.workspace.current is not None
        return one(RelationshipMap, self.workspace.current)

    def node(self, who: int) -> PersonNode:
        return self.map.ground.nodes[who]

    def person(self, who: int) -> Person:
        return self.desk.get(Person, who)

    def names(self) -> list[str]:
        return [node.accessibleName().split(";")[0] for node in self.map.ground.nodes.values()]


@pytest.fixture
def life(nobody: Workspace) -> Life:
    return Life(nobody)


def middle(life: Life, place: Place) -> QPointF:
    return spot(life.map.ground._room(), place)  # noqa: SLF001 - where on the picture a ring runs


def drag(node: PersonNode, to: QPointF) -> None:
    """Press in the middle of a card, carry it there, and let go."""
    hold = node.rect().center()
    QTest.mousePress(node, Qt.MouseButton.LeftButton, pos=hold)
    for _step in range(2):  # the first only says that it is carried
        way = to.toPoint() - node.geometry().center()
        QTest.mouseMove(node, hold + way)
        QApplication.processEvents()
    QTest.mouseRelease(node, Qt.MouseButton.LeftButton, pos=hold)
    settle()


def test_everybody_stands_on_their_ring_and_nobody_on_anybody_else(life: Life) -> None:
    life.workspace.close_client()
    for ring in RINGS:
        for bearing in (10, 12, 14):
            life.desk.add(Person(**life.mine, name="X", closeness=ring, on_map=(bearing,)))
    life.open()
    boxes = [node.geometry() for node in life.map.ground.nodes.values()]
    assert len(boxes) == 3 + 3 * len(RINGS)
    assert [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.intersects(b)] == []
    assert all(life.map.ground.rect().contains(box) for box in boxes)
    planted = [boxes[0], boxes[0].translated(1, 1)]
    assert planted[0].intersects(planted[1])


def test_where_too_many_stand_on_one_ring_nobody_is_left_out(life: Life) -> None:
    life.workspace.close_client()
    life.workspace.resize(700, 500)
    for number in range(50):
        person = Person(**life.mine, name=f"X{number}", closeness=Closeness.VERY_CLOSE, on_map=(number,))
        life.desk.add(person)
    life.open()
    ground, size = life.map.ground, life.map.ground._person_size()  # noqa: SLF001
    boxes = [node.geometry() for node in ground.nodes.values()]
    assert len(boxes) == 53
    assert [box for box in boxes if box.size() != size or not ground.rect().contains(box)] == []
    placed = [node for node in ground.nodes.values() if node.person.closeness]
    assert [node for node in placed if ground.place_of(node).ring is not node.person.closeness] == []


def test_the_map_grows_with_the_text(life: Life, qapp: QApplication) -> None:
    before = life.node(life.edna).size()
    style.apply(qapp, Appearance.LIGHT, 150)
    settle()
    ground = life.map.ground
    assert ground._person_size().width() > before.width()  # noqa: SLF001
    assert {(node.width(), node.height()) for node in ground.nodes.values()} == {ground._person_size().toTuple()}  # noqa: SLF001


def test_a_person_is_dragged_to_another_ring_and_back_by_undo(life: Life) -> None:
    drag(life.node(life.edna), middle(life, Place(Closeness.FAR, 90)))
    moved = life.person(life.edna)
    assert moved.closeness is Closeness.FAR
    assert abs(moved.on_map[0] - 90) <= 3
    assert "Far" in life.node(life.edna).accessibleName()
    life.workspace.run("undo")
    assert life.person(life.edna).closeness is Closeness.CLOSE
    assert life.person(life.edna).on_map == (300,)


def test_who_is_not_placed_yet_is_brought_onto_the_map(life: Life) -> None:
    assert "Not placed yet" in life.node(life.ros).accessibleName()
    life.node(life.ros).setFocus()
    QTest.keyClick(life.node(life.ros), Qt.Key.Key_Down)
    assert life.person(life.ros).closeness is Closeness.OUT_OF_TOUCH
    QTest.keyClick(life.node(life.ros), Qt.Key.Key_Up)
    QTest.keyClick(life.node(life.ros), Qt.Key.Key_Right)
    assert life.person(life.ros).closeness is Closeness.FAR
    assert QApplication.focusWidget() is life.node(life.ros)


def test_somebody_new_is_named_where_the_map_was_clicked_twice(life: Life) -> None:
    at = middle(life, Place(Closeness.SOME_WAY_OFF, 200)).toPoint()
    QTest.mouseDClick(life.map.ground, Qt.MouseButton.LeftButton, pos=at)
    line = one(QLineEdit, life.map.ground)
    QTest.keyClicks(line, "Peter")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert life.names() == ["Edna", "Jess", "Ros", "Peter"]
    made = life.desk.find(Person, parent=life.mine["parent"])[-1]
    assert (made.closeness, made.on_map) == (Closeness.SOME_WAY_OFF, (200,))
    assert QApplication.focusWidget() is life.node(made.id)
    life.workspace.run("undo")
    settle()
    assert life.names() == ["Edna", "Jess", "Ros"]
    QTest.mouseDClick(life.map.ground, Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClicks(line, "Nobody")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.isHidden() or not line.isVisible()
    assert life.names() == ["Edna", "Jess", "Ros"]


def test_delete_on_the_map_puts_into_the_bin_and_undo_brings_back(life: Life) -> None:
    life.node(life.jess).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(life.node(life.jess), Qt.Key.Key_Delete)
    settle()
    assert life.names() == ["Edna", "Ros"]
    assert isinstance(QApplication.focusWidget(), PersonNode)
    life.workspace.run("undo")
    settle()
    assert sorted(life.names()) == ["Edna", "Jess", "Ros"]
    life.workspace.run("redo")
    settle()
    assert life.names() == ["Edna", "Ros"]


def test_kind_of_tie_and_likeness_are_chosen_in_the_menu_of_a_person(life: Life) -> None:
    def menu(*path: str) -> None:
        node = life.node(life.edna)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), node.mapToGlobal(QPoint()))
        QApplication.sendEvent(node, event)
        settle()
        at: Any = QApplication.activePopupWidget()
        assert isinstance(at, QMenu)
        top = at
        for words in path[:-1]:
            at = next(action for action in at.actions() if action.text() == words).menu()
        next(action for action in at.actions() if action.text() == path[-1]).trigger()
        top.hide()
        settle()

    menu("Kind of tie", "Strained")
    menu("Reminds you of", "Jess")
    assert life.person(life.edna).tie is Tie.STRAINED
    assert life.person(life.edna).same_as == (life.jess,)
    assert "reminds you of Edna" in life.node(life.jess).accessibleName()
    menu("Kind of tie", "Not said")
    assert life.person(life.edna).tie is None
    menu("Put into the bin")
    assert life.names() == ["Jess", "Ros"]


def test_list_and_map_show_the_same_person(life: Life) -> None:
    page: Any = life.workspace.current
    QTest.mouseClick(life.node(life.jess), Qt.MouseButton.LeftButton)
    assert page._people.editor.record.id == life.jess  # noqa: SLF001
    assert page._people.rows.selectionModel().selectedRows()[0].row() == 1  # noqa: SLF001
    page._people.rows.selectRow(0)  # noqa: SLF001
    assert life.map._chosen == life.edna  # noqa: SLF001
    QTest.mouseDClick(life.node(life.edna), Qt.MouseButton.LeftButton)
    settle()
    assert life.workspace.place().record == life.edna
    assert life.workspace.place().field == "role"


def test_focus_alone_chooses_nobody_and_the_buttons_say_whom_they_move(life: Life) -> None:
    assert {button.accessibleDescription() for button in life.map._moving} == {"Edna"}  # noqa: SLF001
    life.node(life.jess).setFocus(Qt.FocusReason.TabFocusReason)
    assert life.map._chosen == life.edna  # noqa: SLF001
    QTest.keyClick(life.node(life.jess), Qt.Key.Key_Right)
    assert {button.accessibleDescription() for button in life.map._moving} == {"Jess"}  # noqa: SLF001


def test_a_moment_with_the_chosen_person_is_begun_from_the_map(life: Life) -> None:
    QTest.mouseClick(life.node(life.jess), Qt.MouseButton.LeftButton)
    assert life.workspace.current is not None
    button(life.workspace.current, "Add a moment with them").click()
    settle()
    (made,) = life.desk.find(Narrative, parent=life.mine["parent"])
    assert made.with_whom == life.jess
    assert (life.workspace.place().record, life.workspace.place().field) == (made.id, "heading")


def test_who_was_signed_stays_where_they_are(life: Life) -> None:
    signed = life.desk.sign(life.person(life.edna))
    life.desk.announce(signed)
    settle()
    node = life.node(life.edna)
    drag(node, middle(life, Place(Closeness.FAR, 90)))
    node.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Delete):
        QTest.keyClick(node, key)
    assert [button.isEnabled() for button in life.map._moving] == [False] * 5  # noqa: SLF001
    assert life.person(life.edna) == signed
    drag(life.node(life.jess), middle(life, Place(Closeness.FAR, 90)))
    assert [button.isEnabled() for button in life.map._moving] == [True] * 5  # noqa: SLF001
    assert life.person(life.jess).closeness is Closeness.FAR


def test_what_cannot_be_kept_is_told_and_the_map_shows_what_is_so(life: Life) -> None:
    with moved_away(life.desk):
        life.map.add(None)
        QTest.keyClicks(one(QLineEdit, life.map.ground), "Peter")
        QTest.keyClick(one(QLineEdit, life.map.ground), Qt.Key.Key_Return)
        assert life.workspace.messages.text()
    assert life.names() == ["Edna", "Jess", "Ros"]


def test_nothing_is_left_of_a_client_who_was_closed(life: Life) -> None:
    moment = life.desk.add(Narrative(**life.mine, heading="Tea", with_whom=life.edna))
    assert moment.id
    ground = life.map.ground
    life.workspace.close_client()
    settle()
    assert ground.nodes == {}
    assert ground.people == {}
    assert ground._client.text() == ""  # noqa: SLF001
