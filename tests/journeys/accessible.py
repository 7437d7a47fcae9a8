# SPDX-License-Identifier: Apache-2.0
"""The accessibility tree as a screen reader gets it: roles, names, states and texts over AT-SPI."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Properties, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

_ATSPI = "org.a11y.atspi."
# By AT-SPI's numbers.
_STATES = (
    *("invalid", "active", "armed", "busy", "checked", "collapsed", "defunct", "editable", "enabled", "expandable"),
    *("expanded", "focusable", "focused", "has-tooltip", "horizontal", "iconified", "modal", "multi-line"),
    *("multiselectable", "opaque", "pressed", "resizable", "selectable", "selected", "sensitive", "showing"),
    *("single-line", "stale", "transient", "vertical", "visible", "manages-descendants", "indeterminate", "required"),
    *("truncated", "animated", "invalid-entry", "supports-autocompletion", "selectable-text", "is-default"),
    *("visited", "checkable", "has-popup", "read-only"),
)
_AT_ONCE = 200  # questions in flight; more could fill the socket both ways


class Place(NamedTuple):
    """Where a thing is on the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        """The pixel in the middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    def holds(self, point: tuple[int, int]) -> bool:
        """Whether a pixel lies in it."""
        return self.x <= point[0] < self.x + self.width and self.y <= point[1] < self.y + self.height


class Address(NamedTuple):
    """What AT-SPI calls a thing: the name of its program on the bus, and its path there."""

    bus: str
    path: str


@dataclass(eq=False)
class Node:
    """One thing in the tree, as it was when the tree was read; `place`, `text` and the rest ask anew."""

    tree: Tree
    address: Address
    role: str
    name: str
    states: frozenset[str]
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    def __repr__(self) -> str:
        told = " ".join(sorted(self.states & {"focused", "checked", "selected", "expanded", "read-only", "modal"}))
        return f"{self.role} {self.name!r}" + (f" [{told}]" if told else "")

    def walk(self) -> Iterator[Node]:
        """This and everything below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self) -> Iterator[Node]:
        """What it lies in, the nearest first."""
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    def _ask(self, interface: str, method: str, signature: str = "", *arguments: Any) -> Any:
        (answer,) = self.tree.ask([_call(self.address, interface, method, signature, *arguments)])
        if answer is None:
            raise LookupError(f"{self!r} does not answer {interface}.{method}")
        return answer[0] if answer else None

    def _get(self, interface: str, name: str) -> Any:
        (answer,) = self.tree.ask([_property(self.address, interface, name)])
        if answer is None:
            raise LookupError(f"{self!r} has no {interface}.{name}")
        return answer[0][1]

    @property
    def name_now(self) -> str:
        """Its name now."""
        return str(self._get("Accessible", "Name"))

    @property
    def description(self) -> str:
        """What it says of itself beyond its name, now."""
        return str(self._get("Accessible", "Description"))

    @property
    def place(self) -> Place:
        """Where it is on the screen now."""
        return Place(*(part * self.tree.scale for part in self._ask("Component", "GetExtents", "u", 0)))

    @property
    def text(self) -> str:
        """The text in it now."""
        return str(self._ask("Text", "GetText", "ii", 0, -1))

    @property
    def value(self) -> float:
        """The number it stands at now."""
        return float(self._get("Value", "CurrentValue"))

    @property
    def interfaces(self) -> set[str]:
        """What can be asked of it: "Text", "Action", "Table" and so on."""
        return {str(name).removeprefix(_ATSPI) for name in self._ask("Accessible", "GetInterfaces")}

    @property
    def actions(self) -> list[str]:
        """The names of what it can be told to do."""
        return [str(self._ask("Action", "GetName", "i", index)) for index in range(self._get("Action", "NActions"))]

    def do(self, action: str = "Press") -> None:
        """Tell it to do something, as assistive technology would."""
        self._ask("Action", "DoAction", "i", self.actions.index(action))

    def take_focus(self) -> None:
        """Put the keyboard into it, as assistive technology would; it is scrolled into sight."""
        self._ask("Component", "GrabFocus")

    def within(self) -> list[Node]:
        """What lies directly in it now and shows; much quicker than reading the whole tree."""
        addresses = [Address(*item) for item in self._ask("Accessible", "GetChildren")]
        found = []
        for address, told in zip(addresses, self.tree.describe(addresses), strict=True):
            if all(part is not None for part in told):
                (role,), (name,), (states,), _children = told
                found.append(Node(self.tree, address, role, name[1], _states(states), self))
        return [node for node in found if "showing" in node.states]

    def now(self) -> frozenset[str]:
        """Its states now."""
        return _states(self._ask("Accessible", "GetState"))


def _states(words: Sequence[int]) -> frozenset[str]:
    bits = words[0] | words[1] << 32
    return frozenset(name for bit, name in enumerate(_STATES) if bits >> bit & 1)


def _call(address: Address, interface: str, method: str, signature: str = "", *arguments: Any) -> Message:
    where = DBusAddress(address.path, bus_name=address.bus, interface=_ATSPI + interface)
    return new_method_call(where, method, signature or None, arguments)


def _property(address: Address, interface: str, name: str) -> Message:
    return Properties(DBusAddress(address.path, bus_name=address.bus, interface=_ATSPI + interface)).get(name)


class Tree:
    """The accessibility bus of one screen and all programs on it."""

    def __init__(self, address: str, scale: int = 1) -> None:
        self.scale = scale  # Qt tells places before it enlarges them
        self._connection = open_dbus_connection(bus=address)
        self._root = Address("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def ask(self, questions: Sequence[Message], seconds: float = 5) -> list[Any]:
        """The answers to questions asked all at once; None for one that failed or did not come."""
        answers: list[Any] = [None] * len(questions)
        deadline = time.monotonic() + seconds
        for first in range(0, len(questions), _AT_ONCE):
            waiting = {}
            for index, question in enumerate(questions[first : first + _AT_ONCE], first):
                serial = next(self._connection.outgoing_serial)
                waiting[serial] = index
                self._connection.send(question, serial=serial)
            while waiting:
                try:
                    answer = self._connection.receive(timeout=max(0.0, deadline - time.monotonic()))
                except TimeoutError:
                    return answers
                index = waiting.pop(answer.header.fields.get(HeaderFields.reply_serial, 0), -1)
                if index >= 0 and answer.header.message_type is MessageType.method_return:
                    answers[index] = answer.body
        return answers

    def pid(self, bus: str) -> int | None:
        """The process behind a name on the bus."""
        where = DBusAddress("/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")
        (answer,) = self.ask([new_method_call(where, "GetConnectionUnixProcessID", "s", (bus,))])
        return int(answer[0]) if answer else None

    def read(self, *, hidden: bool = False) -> list[Node]:
        """Every program on the screen with all it shows; with `hidden` also what it does not show."""
        (answer,) = self.ask([_call(self._root, "Accessible", "GetChildren")])
        level: list[tuple[Node | None, Address]] = [(None, Address(*item)) for item in (answer[0] if answer else ())]
        programs: list[Node] = []
        while level:
            below: list[tuple[Node | None, Address]] = []
            for (parent, address), told in zip(level, self.describe([item for _, item in level]), strict=True):
                if any(part is None for part in told):
                    continue  # it went away while it was looked at
                (role,), (name,), (states,), (children,) = told
                node = Node(self, address, role, name[1], _states(states), parent)
                if parent and not hidden and "showing" not in node.states:
                    continue
                (parent.children if parent else programs).append(node)
                below += [(node, Address(*item)) for item in children]
            level = below
        return programs

    def describe(self, addresses: Sequence[Address]) -> list[list[Any]]:
        """Role, name, states and children of each."""
        questions = [
            question
            for address in addresses
            for question in (
                _call(address, "Accessible", "GetRoleName"),
                _property(address, "Accessible", "Name"),
                _call(address, "Accessible", "GetState"),
                _call(address, "Accessible", "GetChildren"),
            )
        ]
        answers = self.ask(questions)
        return [answers[first : first + 4] for first in range(0, len(answers), 4)]


Words = str | re.Pattern[str] | None


def fits(words: Words, found: str) -> bool:
    """Whether a name is the one asked for: all of it, or a pattern in it."""
    if isinstance(words, re.Pattern):
        return bool(words.search(found))
    return words is None or words == found


def outline(nodes: Sequence[Node]) -> str:
    """The tree as indented lines, for a message about what was not found."""
    return "\n".join("  " * sum(1 for _ in item.above()) + repr(item) for node in nodes for item in node.walk())
