# SPDX-License-Identifier: Apache-2.0
"""The relationship map: people are put on it, moved, tied and taken off by pointer, by keys and by named actions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.offering import named
from dit_desktop.models.relations import Hand, linked
from dit_desktop.models.shelving import begin, put_away
from dit_desktop.records.relationships import Person, Tie
from dit_desktop.store.errors import Refused
from dit_desktop.ui.buttons import IconButton
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.icons import icon
from dit_desktop.ui.map.ground import Ground
from dit_desktop.ui.map.namer import Namer
from dit_desktop.ui.map.placing import Place, Room, box, spot
from dit_desktop.ui.map.ties import legend
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect

    from dit_desktop.models.desk import Desk
    from dit_desktop.ui.map.node import PersonNode

_ROUND = 6  # degrees of one step round


class RelationshipMap(QWidget):
    """The picture with what can be done in it; which person is chosen it shares with the list beside it."""

    chosen = Signal(int)  # a person was gone to on the map
    opened = Signal(int)  # what is written about a person is wanted
    refused = Signal(object)  # a Refused
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        """Make an empty map."""
        super().__init__()
        self._desk, self._hand = desk, Hand(desk)
        self._blank: Person | None = None
        self._chosen = 0
        self._place: Place | None = None  # where somebody new will stand
        self._client = ""
        self.ground = Ground(_("People on the map"))
        self.ground.made = self._listen
        self.ground.asked_at.connect(self.add)
        self._namer = Namer(self.ground)
        self._namer.named.connect(self._keep)
        self._namer.left.connect(self.focus)
        self._add = QPushButton(icon("plus"), _("Add to the map"))
        self._add.clicked.connect(partial(self.add, None))
        self._nearer, self._further = QPushButton(_("Nearer")), QPushButton(_("Further away"))
        self._left = IconButton("chevron-left", _("Round to the left"))
        self._right = IconButton("chevron-right", _("Round to the right"))
        for button, rings, degrees in (
            (self._nearer, -1, 0),
            (self._further, 1, 0),
            (self._left, 0, -_ROUND),
            (self._right, 0, _ROUND),
        ):
            button.clicked.connect(partial(self._step_chosen, rings, degrees))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._write = QPushButton(icon("pen-line"), _("Write"))
        self._write.setAccessibleName(_("Write about them"))
        self._write.setToolTip(_("Write about them"))
        self._write.clicked.connect(lambda: self.opened.emit(self._chosen))
        self._bin = IconButton("trash-2", _("Put this person into the bin"))
        self._bin.clicked.connect(self._put_chosen_away)
        self._lay_out()

    def _lay_out(self) -> None:
        bar = Flow(gap=space(self))
        bar.addWidget(self._add)
        for button in (*self._moving, self._write):
            bar.addWidget(button)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, space(self), space(self), 0)
        inside.setSpacing(space(self))
        inside.addLayout(bar)
        inside.addWidget(self.ground, 1)
        inside.addWidget(legend())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroll(inner))

    @property
    def _moving(self) -> tuple[QAbstractButton, ...]:
        """What changes the chosen person."""
        return self._nearer, self._further, self._left, self._right, self._bin

    # --- showing ---

    def show_of(self, client: str, blank: Person) -> None:
        """Show the people of a course around its client."""
        self._client, self._blank = client, blank
        self._hand.rest()
        self._namer.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show everybody as they are now."""
        if self._blank is None:
            return
        people = self._desk.find(Person, parent=self._blank.parent)
        keys = _("Up and Down: nearer and further away. Left and Right: round. Enter: write. Delete: into the bin.")
        self.ground.show_people(self._client, people, keys, self._hand.can)
        self._add.setVisible(not self._desk.read_only)
        self.choose(self._chosen)

    def choose(self, number: int) -> None:
        """Mark the person that is chosen elsewhere."""
        if number != self._chosen:
            self._hand.rest()
        self._chosen = number
        self.ground.choose(number)
        node = self.ground.nodes.get(number)
        for button in self._moving:
            button.setEnabled(node is not None and node.movable)
            button.setAccessibleDescription(node.text() if node else "")
        self._write.setEnabled(node is not None)

    def focus(self) -> None:
        """Put the keyboard on the chosen person, or else on the first thing there is."""
        node = self.ground.nodes.get(self._chosen) or next(iter(self.ground.nodes.values()), None)
        (node or self._add).setFocus()

    def clear(self) -> None:
        """Let go of everybody."""
        self._blank, self._client, self._chosen = None, "", 0
        self._namer.clear()
        self.ground.clear()
        for button in self._moving:  # they said whom they act on
            button.setAccessibleDescription("")

    def _listen(self, node: PersonNode) -> None:
        node.chosen.connect(partial(self._choose, node))
        node.opened.connect(lambda: self.opened.emit(node.person.id))
        node.stepped.connect(partial(self._step, node))
        node.dragged.connect(self.ground.update)
        node.dropped.connect(partial(self._drop, node))
        node.put_away.connect(partial(self._put_away, node))
        node.asked.connect(self._ask)

    def _choose(self, node: PersonNode) -> None:
        if node.person.id != self._chosen:
            self.choose(node.person.id)
            self.chosen.emit(node.person.id)

    # --- changing ---

    def _told(self, act: Callable[[], object]) -> bool:
        """Do something; a refusal is told, and the map shows what is so."""
        try:
            act()
        except Refused as error:
            self.refused.emit(error)
            self.refresh()
            return False
        return True

    def add(self, place: Place | None) -> None:
        """Ask for the name of somebody new, where they will stand if that is known."""
        if self._blank is None or self._desk.read_only:
            return
        self._place = place
        self._namer.adjustSize()
        ground = self.ground.rect()
        stands = self._stands(place) if place else ground.adjusted(0, 0, 0, -ground.height() * 2 // 3)
        x = min(max(stands.center().x() - self._namer.width() // 2, 0), max(0, ground.width() - self._namer.width()))
        self._namer.move(x, max(0, stands.center().y() - self._namer.height() // 2))
        self._namer.ask()

    def _stands(self, place: Place) -> QRect:
        size = self._namer.size()
        return box(spot(Room(self.ground.rect(), size), place), size)

    def _keep(self, name: str) -> None:
        if self._blank is None:
            return
        new = replace(self._blank, name=name)
        if self._place is not None:
            new = replace(new, closeness=self._place.ring, on_map=(self._place.bearing,))
        made: list[Person] = []
        if not self._told(lambda: made.append(begin(self._desk, new))):
            return
        self._namer.clear()
        self.refresh()
        self.choose(made[0].id)
        self.chosen.emit(made[0].id)
        self.focus()

    def _step_chosen(self, rings: int, degrees: int) -> None:
        node = self.ground.nodes.get(self._chosen)
        if node is not None:
            self._step(node, rings, degrees)

    def _step(self, node: PersonNode, rings: int, degrees: int) -> None:
        bearing = self.ground.bearings[node.person.id]
        self._told(lambda: self._hand.step(node.person, rings=rings, degrees=degrees, bearing=bearing))

    def _drop(self, node: PersonNode) -> None:
        place = self.ground.place_of(node)
        self._hand.rest()
        self._told(lambda: self._hand.move(node.person, place.ring, place.bearing))

    def _put_chosen_away(self) -> None:
        node = self.ground.nodes.get(self._chosen)
        if node is not None:
            self._put_away(node)

    def _put_away(self, node: PersonNode) -> None:
        person = node.person
        order = list(self.ground.nodes)
        at = order.index(person.id)
        if self._told(lambda: put_away(self._desk, person)):
            left = [number for number in order if number != person.id]
            self._chosen = left[min(at, len(left) - 1)] if left else 0
            self.refresh()
            self.chosen.emit(self._chosen)
            self.focus()
            self.said.emit(_("{name} is in the bin. Undo brings them back.").format(name=named(person)))

    # --- all that can be done with a person ---

    def _ask(self, at: QPoint) -> None:
        self._menu.popup(at)

    def _fill_menu(self) -> None:
        self._menu.clear()
        node = self.ground.nodes.get(self._chosen)
        if node is None:
            return
        person = node.person
        self._menu.addAction(_("Write about them"), lambda: self.opened.emit(person.id))
        for menu in (self._ties(person), self._others(person)):
            self._menu.addMenu(menu)
            menu.setEnabled(node.movable and not menu.isEmpty())
        self._menu.addAction(_("Put into the bin"), lambda: self._put_away(node)).setEnabled(node.movable)

    def _ties(self, person: Person) -> QMenu:
        menu = QMenu(_("Kind of tie"), self._menu)
        for kind in (*Tie, None):
            action = menu.addAction(kind.label if kind else _("Not said"))
            action.setCheckable(True)
            action.setChecked(person.tie is kind)
            action.triggered.connect(partial(self._tie, person, kind))
        return menu

    def _others(self, person: Person) -> QMenu:
        menu = QMenu(_("Reminds you of"), self._menu)
        for other in self.ground.people.values():
            if other.id != person.id:
                action = menu.addAction(named(other).replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(linked(person, other))
                action.triggered.connect(partial(self._link, person, other))
        return menu

    def _tie(self, person: Person, kind: Tie | None, *_checked: object) -> None:
        self._told(lambda: self._hand.tie(person, kind))

    def _link(self, person: Person, other: Person, *_checked: object) -> None:
        self._told(lambda: self._hand.link(person, other))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert asks for somebody new."""
        if event.key() == Qt.Key.Key_Insert:
            self.add(None)
        else:
            super().keyPressEvent(event)
