# SPDX-License-Identifier: Apache-2.0
"""The duties of a practice, a card for each: what it is for, and its one date in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.card import Card
from dit_desktop.ui.pages.page import Page, Target
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.models.desk import Desk

_ACROSS = 30  # ems; a card is hard to read when it is narrower


class PracticePage(Page):
    """Leads to every page that belongs to the practice and not to one day."""

    name: ClassVar[str] = "practice"
    title: ClassVar[str] = _("Practice")
    icon: ClassVar[str] = "briefcase"
    inside: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, duties: Sequence[type[Page]] = ()) -> None:
        """Make a card for each of these pages."""
        super().__init__(desk, parent)
        heading = QLabel(self.title)
        typed(heading, "title")
        self._duties = duties
        self._cards = {page.name: Card(page.icon, page.title, page.card) for page in duties}
        for name, card in self._cards.items():
            card.clicked.connect(lambda _checked=False, name=name: self.go_requested.emit(Target(name)))
        table = QWidget()
        self._grid = QGridLayout(table)
        self._grid.setContentsMargins(*[space(self)] * 4)
        self._across = 0
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), 0, 0)
        box.setSpacing(space(self, 2))
        box.addWidget(heading)
        box.addWidget(Scroll(table), 1)
        self._arrange()

    def open(self, target: Target) -> None:
        """Say how things stand, and go to the card one comes from."""
        for page in self._duties:
            self._cards[page.name].set_standing(page.standing(self.desk))
        chosen = self._cards.get(target.field) or next(iter(self._cards.values()), None)
        if chosen is not None:
            chosen.setFocus()

    def _arrange(self) -> None:
        """Put as many cards beside each other as have room."""
        across = max(1, min(2, self.width() // (em(self) * _ACROSS)))
        if across == self._across:
            return
        self._across = across
        self._grid.setSpacing(space(self, 2))
        for number, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, number // across, number % across)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < across))
        self._grid.setRowStretch(len(self._cards), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
