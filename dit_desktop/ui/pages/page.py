# SPDX-License-Identifier: Apache-2.0
"""What every page of an open practice is: shown for a client, left without loss, found again after locking."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.store.errors import Refused
from dit_desktop.ui.link import Link
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import space, typed
from dit_desktop.ui.tall import Tall

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.models.desk import Desk


_ROOM = 2000  # characters
P = ParamSpec("P")
S = TypeVar("S", bound="Page")


@dataclass(frozen=True)
class Target:
    """Where to go: a page, the client it is about, and what on it."""

    page: str
    client: int = 0
    record: int = 0
    field: str = ""
    cursor: int = 0


@dataclass(frozen=True)
class Preview:
    """A paper to look at before it leaves: which kind, of whom, and of which record."""

    paper: str
    client: int
    record: int


class Page(QWidget):
    """A page; its name is also the name of the action that opens it."""

    name: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    inside: ClassVar[bool] = True  # belongs to a client
    personal: ClassVar[bool] = False  # belongs to nobody, and shows words of clients all the same
    listed: ClassVar[bool] = True  # has a place in the sidebar and in the menu of ways
    under: ClassVar[str] = ""  # the listed page from which it is reached; it stands in the menu if `offered`
    offered: ClassVar[bool] = False
    keys: ClassVar[str] = ""  # lead to it, if it is listed
    card: ClassVar[str] = ""  # what it is for: such a page stands as a card on Practice instead of in the sidebar

    go_requested = Signal(object)  # Target
    told = Signal(object)  # something for the message bar: what, safe and next
    preview_requested = Signal(object)  # Preview
    said = Signal(str)  # what was done, for the message bar
    left = Signal(object)  # Target: let go of all that is shown of the client, then go there
    grown = Signal(object)  # a part that was made after the page

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page, empty; nothing is read before it is opened."""
        super().__init__(parent)
        self.desk = desk
        self.client = 0

    @classmethod
    def standing(cls, _desk: Desk) -> str:
        """How things stand there, one date or state in words; its card says it."""
        return ""

    def stack(self, *parts: QWidget | QLayout, tall: QWidget | None = None) -> None:
        """Stand in one column that scrolls where there is no room for it; what is tall takes the rest."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*[space(self, 3)] * 4)
        column.setSpacing(space(self, 2))
        for part in parts:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part, int(part is tall))
        self.fill(Scroll(inner))

    def fill(self, content: QWidget) -> None:
        """Give all the room there is to one widget."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(content)

    def column(self, least: float) -> QVBoxLayout:
        """A column to work in; with less than so many ems of height it is scrolled as a whole."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(space(self, 3), space(self, 2), space(self, 2), space(self, 2))
        column.setSpacing(space(self))
        self.fill(Tall(inner, least))
        return column

    def no_course(self) -> Link:
        """Words that lead to where a course is opened, for what has nothing to show without one."""
        link = Link(_("There is no course yet. Open one on the overview."))
        link.clicked.connect(lambda _on=False: self.go_requested.emit(Target("overview", self.client)))
        return link

    def open(self, target: Target) -> None:
        """Show what the target names; typing that waits is saved first."""
        raise NotImplementedError

    def flush(self) -> None:
        """Save what is being typed."""

    def place(self) -> Target:
        """Where the therapist is on this page."""
        return Target(self.name, self.client)

    def clear(self) -> None:
        """Let go of everything shown: the client was closed."""

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Something was changed; show it if it stands here and was not changed here."""


@runtime_checkable
class Signs(Protocol):
    """A page on which something can be signed."""

    def sign(self) -> None:
        """Close what is shown for good."""


def telling(act: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], None]:
    """What a page does when it is asked to; a refusal is told in the message bar."""

    @functools.wraps(act)
    def asked(page: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            act(page, *args, **kwargs)
        except Refused as error:
            page.told.emit(error)

    return asked


def brief(text: str) -> str:
    """As much of a text as a label has room for; a longer one would hold up the window."""
    return text if len(text) <= _ROOM else f"{text[:_ROOM]} …"


def plain(step: str = "", tone: str = "", *, wraps: bool = False) -> QLabel:
    """A label for what people typed, shown as it is: a name may hold what looks like mark-up."""
    label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=wraps)
    typed(label, step, tone)
    return label
