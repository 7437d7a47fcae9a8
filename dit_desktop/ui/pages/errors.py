# SPDX-License-Identifier: Apache-2.0
"""Signed records that were entered in error: sealed where they are, read here, and put back if that was the error."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import shown_day, shown_name
from dit_desktop.models.sealing import marked, put_back
from dit_desktop.records.client import Client
from dit_desktop.store.errors import Missing
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.misfiled import called
from dit_desktop.ui.pages.page import Page, Target, brief, plain, telling
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.style import em, inset, space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.store.misfiled import Marked


_TALL = 12  # ems of the list and the record; where there is less room, the page is scrolled


class ErrorsPage(Page):
    """The list of what left its client's pages, and the record beside it."""

    name: ClassVar[str] = "errors"
    title: ClassVar[str] = _("Entered in error")
    icon: ClassVar[str] = "file-pen-line"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _(
        "Signed records that should not have stood where they did. They are sealed, and listed here."
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._marked: list[Marked] = []
        self._words = plain(tone="muted", wraps=True)
        self._list = QListWidget()
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setAccessibleName(self.title)
        self._list.currentRowChanged.connect(self._show)
        self._reader = Reader(_("The record"))
        self._why = plain(wraps=True)
        self._reason = QLineEdit(placeholderText=_("Why it should stand again"))
        inset(self._reason)
        self._reason.setAccessibleName(_("Why it should stand again"))
        self._back = QPushButton(icon("archive-restore"), _("Put it back"))
        self._reason.textChanged.connect(self._judge)
        self._back.clicked.connect(self.put_back)
        self._lay_out()

    def _lay_out(self) -> None:
        heading = QLabel(self.title)
        typed(heading, "title")
        foot = Flow(gap=space(self))
        foot.addWidget(self._reason)
        grows(self._reason)
        foot.addWidget(self._back)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        beside = QWidget()
        side = QVBoxLayout(beside)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self._why)
        side.addWidget(self._reader, 1)
        self._columns = Columns((_("Entered in error"), self._list), (_("The record"), beside))
        self._columns.setMinimumHeight(em(self) * _TALL)
        self.stack(heading, self._words, self._columns, self._foot, tall=self._columns)

    @classmethod
    def standing(cls, desk: Desk) -> str:
        """How many there are."""
        count = len(marked(desk))
        return ngettext("{n} record.", "{n} records.", count).format(n=count) if count else _("None.")

    def open(self, _target: Target) -> None:
        """Show the list, the latest first."""
        self._marked = marked(self.desk)
        self._list.clear()
        self._list.addItems([f"{self._whose(each)}: {called(each.record)}" for each in self._marked])
        some = bool(self._marked)
        self._words.setText(
            _("They stand in no list and in no export. None of them was changed.")
            if some
            else _("Nothing was entered in error. A signed record is marked on its own page.")
        )
        self._columns.setVisible(some)
        self._foot.setVisible(some and not self.desk.read_only)
        self._list.setCurrentRow(0 if some else -1)
        self._reason.clear()
        self._judge()
        (self._list if some else self).setFocus()

    def _whose(self, each: Marked) -> str:
        try:
            return shown_name(self.desk.get(Client, each.record.client), self.desk.practice())
        except Missing:
            return _("The practice")

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._marked):
            self._reader.clear()
            return
        each = self._marked[row]
        when = each.mark.signed_at.astimezone().date() if each.mark.signed_at else None
        self._reader.show_record(each.record, self.desk.person(), "")
        self._why.setText(_("Marked {day}: {reason}").format(day=shown_day(when), reason=brief(each.mark.reason)))
        self._judge()

    def _judge(self) -> None:
        self._back.setEnabled(self._list.currentRow() >= 0 and bool(self._reason.text().strip()))

    @telling
    def put_back(self) -> None:
        """Let the chosen record stand again."""
        put_back(self.desk, self._marked[self._list.currentRow()], self._reason.text().strip())
        self.open(Target(self.name))
        self.said.emit(_("It stands again where it stood. Both reasons are kept."))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing of anybody where nobody looks: closing a client does not come by here."""
        super().hideEvent(event)
        self.clear()

    def clear(self) -> None:
        """Forget the records."""
        self._marked = []
        self._list.clear()
        self._reader.clear()
        self._why.clear()
        self._reason.clear()
