# SPDX-License-Identifier: Apache-2.0
"""Safety in words: what was asked, understood and done, the plan, and every earlier version beside it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_day, shown_moment, shown_name
from dit_desktop.models.safety import first_safety, next_safety, numbers, versions
from dit_desktop.models.table import Column, Table
from dit_desktop.records.client import Client
from dit_desktop.records.safety import Safety
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.finish import Finish
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Page, Target, plain, telling
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.rows import Rows

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

COLUMNS = [
    Column[Safety](_("Conversation"), lambda version: shown_moment(version.at) or _("no date")),
    Column[Safety](_("State"), lambda version: _("signed") if version.signed_at else _("draft")),
]


def _now() -> datetime:
    return datetime.now().replace(second=0, microsecond=0)  # noqa: DTZ005 - the therapist's own clock on the wall


_LEAST = 42  # ems of height; with less the page is scrolled as a whole


class SafetyPage(Page):
    """What a therapist opens when she is worried, and reads before the session after."""

    name: ClassVar[str] = "safety"
    title: ClassVar[str] = _("Safety")
    icon: ClassVar[str] = "shield"
    keys: ClassVar[str] = "Ctrl+4"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._head, self._when = plain("title", wraps=True), plain(tone="muted", wraps=True)
        self._numbers = plain("label", wraps=True)
        self._editor = Editor(desk, Safety)
        self._editor.refused.connect(self.told)
        self._editor.saved.connect(lambda _version: self._show_versions())
        self._finish = Finish(desk, self._editor)
        self._finish.refused.connect(self.told)
        self._finish.signed.connect(lambda version: self._show(version.id))
        self._new = QPushButton(icon("plus"), _("A new version"))
        self._new.clicked.connect(self.begin)
        self._finish.add_button(self._new)
        self._table = Table(COLUMNS, lambda version: version.id, self)
        self._rows = Rows(_("Versions of safety"), self._table)
        self._rows.chosen.connect(lambda number: self._show(self._table.row(number).id))
        self._before = Reader(_("The version before"))
        self._lay_out()

    def _lay_out(self) -> None:
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._rows, 1)
        beside.addWidget(self._before, 3)
        self._columns = Columns((_("This version"), self._editor), (_("Earlier versions"), side))
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        box = self.column(_LEAST)
        box.addLayout(top)
        box.addWidget(self._numbers)
        box.addWidget(self._when)
        box.addWidget(self._columns, 1)
        box.addWidget(self._finish)

    def open(self, target: Target) -> None:
        """Show the latest version, or the one a target names; a blank one until something is typed."""
        self.client = target.client
        name = shown_name(self.desk.get(Client, self.client), self.desk.practice())
        self._head.setText(_("Safety of {name}").format(name=name))
        self._show_numbers()
        self._show(target.record)
        self._editor.focus(target.field or "came_up", target.cursor)

    def _show_numbers(self) -> None:
        found = numbers(self.desk, self.client)
        lines = [_("{role}: {words}").format(role=role, words=words) for role, words in found]
        self._numbers.setText("\n".join(lines) or _("No GP or emergency contact is listed in the details yet."))

    def _show(self, wanted: int = 0) -> None:
        found = versions(self.desk, self.client)
        version = next((each for each in found if each.id == wanted), found[0] if found else None)
        shown = version or first_safety(self.desk, self.client, _now())
        self._editor.show_record(shown)
        self._finish.show_for(shown)
        self._show_versions()

    def _show_versions(self) -> None:
        """The list at the side, the version before the one that is open, and when safety was last looked at."""
        found = versions(self.desk, self.client)
        ids = [each.id for each in found]
        shown = self._editor.record.id if self._editor.record else 0
        self._table.show_rows(found)
        self._rows.setVisible(bool(found))
        at = ids.index(shown) if shown in ids else -1
        self._rows.go_to(at)
        before = found[at + 1] if at + 1 < len(found) else None
        self._before.show_record(before, self.desk.person(), _("There is no earlier version."))
        looked = _("Last looked at {day}.").format(day=shown_day(found[0].at.date())) if found and found[0].at else ""
        again = found[0].review_on if found else None
        review = _("To be looked at again on {day}.").format(day=shown_day(again)) if again else ""
        self._when.setText(" ".join(part for part in (looked, review) if part) or _("Nothing is written here yet."))
        self._new.setVisible(bool(found and found[0].signed_at) and not self.desk.read_only)

    @telling
    def begin(self) -> None:
        """Begin a new version from the last one; every answer in it is to be asked again."""
        self.flush()
        last = versions(self.desk, self.client)[0]
        made = next_safety(self.desk, last, _now())
        self._show(made.id)
        self._editor.focus("came_up", 0)

    def sign(self) -> None:
        """Close this version for good."""
        self._finish.sign()

    def flush(self) -> None:
        """Save what is being typed."""
        self._editor.flush()
        self._finish.flush()

    def place(self) -> Target:
        """The version and the field the cursor is in."""
        record = self._editor.record.id if self._editor.record else 0
        return Target(self.name, self.client, record, *self._editor.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back, and the numbers as they are now."""
        self._editor.refresh(record, origin)
        self._finish.refresh(kind, origin)
        if self.client and kind == "Contact":
            self._show_numbers()

    def clear(self) -> None:
        """Forget the client."""
        self._editor.clear()
        self._finish.clear()
        self._before.clear()
        self._table.show_rows([])
        for label in (self._head, self._when, self._numbers):
            label.clear()
        self.client = 0
