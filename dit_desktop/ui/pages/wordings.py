# SPDX-License-Identifier: Apache-2.0
"""The wordings of notices and agreements as they were at each time, so that it stays known what somebody agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.records.agreement import Wording
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.several import Several
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class WordingsPage(Page):
    """The list of wordings; what a client was told names one of them."""

    name: ClassVar[str] = "wordings"
    title: ClassVar[str] = _("Wordings")
    icon: ClassVar[str] = "file-text"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _("What people are told and agree to, in the words of its day.")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        head = plain("title")
        head.setText(self.title)
        self._wordings = Several(desk, Wording, self.title, _("Add wording"), _("No wording is kept yet."))
        self._wordings.refused.connect(self.told)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), space(self, 2), space(self, 2))
        box.setSpacing(space(self))
        box.addWidget(head)
        box.addWidget(self._wordings, 1)

    @classmethod
    def standing(cls, desk: Desk) -> str:
        """How many wordings there are."""
        count = len(desk.find(Wording, parent=0))
        return ngettext("{n} wording", "{n} wordings", count).format(n=count) if count else _("None yet")

    def open(self, target: Target) -> None:
        """Show the wordings, or the one a target names."""
        self._wordings.show_of(Wording(), target.record)
        self._wordings.focus(target.field, target.cursor)

    def flush(self) -> None:
        """Save what is being typed."""
        self._wordings.flush()

    def place(self) -> Target:
        """The wording and the field the cursor is in."""
        return Target(self.name, 0, *self._wordings.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        self._wordings.refresh(kind, record, origin)
