# SPDX-License-Identifier: Apache-2.0
"""The list of the pages at the side of an open practice: those for everybody, and of a client while one is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from dit_desktop.i18n import _
from dit_desktop.ui.one_of import OneOf
from dit_desktop.ui.pages.page import plain
from dit_desktop.ui.pages.practice import PracticePage
from dit_desktop.ui.registry import PAGES
from dit_desktop.ui.sidebar import Sidebar, SidebarButton
from dit_desktop.ui.style import space, typed


class Contents(Sidebar):
    """One button for each page; what has a card on the page of the practice has none."""

    turned = Signal(str)  # the page that somebody chose

    def __init__(self, worded: Callable[[str], str], *, example: bool) -> None:
        """List the pages; `worded` says their titles with the word that the practice chose for who comes."""
        self._worded = worded
        self.buttons: dict[str, SidebarButton] = {
            page.name: SidebarButton(page.icon, worded(page.title)) for page in PAGES if page.listed and not page.card
        }
        self._inside = QFrame()
        self._name = plain("label", wraps=True)
        content = QFrame()
        super().__init__(content, list(self.buttons.values()))
        self._ways = OneOf(self)
        self._ways.turned.connect(lambda number: self.turned.emit(PAGES[number].name))
        self._lay_out(content, example=example)
        self._inside.hide()

    def _lay_out(self, content: QFrame, *, example: bool) -> None:
        outer, inner = QVBoxLayout(), QVBoxLayout(self._inside)
        inner.setContentsMargins(0, 0, 0, 0)
        for lines in (outer, inner):
            lines.setSpacing(2)
        self._name.setContentsMargins(space(self, 1.5), space(self), 0, space(self))
        inner.addWidget(self._name)
        for number, page in enumerate(PAGES):
            if page.name in self.buttons:
                button = self.buttons[page.name]
                self._ways.add(button, number)
                (inner if page.inside else outer).addWidget(button)
        side = QVBoxLayout(content)
        if example:
            mark = QLabel(_("Example practice"), alignment=Qt.AlignmentFlag.AlignCenter)
            typed(mark, "label", "warn")
            side.addWidget(mark)
        side.addLayout(outer)
        side.addWidget(self._inside)
        side.addStretch(1)
        self.respace()

    @property
    def client(self) -> str:
        """The name over the pages of a client."""
        return self._name.text()

    def show_client(self, name: str) -> None:
        """Show the pages of a client under a name; without one none of them."""
        self._name.setText(name)
        self._inside.setVisible(bool(name))

    def mark(self, page: str) -> None:
        """Show where one is; what has a card on the page of the practice is in the practice."""
        if any(one.name == page and one.card for one in PAGES):
            page = PracticePage.name
        if page in self.buttons:
            self._ways.mark(self._ways.id(self.buttons[page]))

    def reword(self) -> None:
        """Say the titles with another word."""
        for page in PAGES:
            if page.name in self.buttons:
                self.buttons[page.name].setText(self._worded(page.title))
        self.respace()
