# SPDX-License-Identifier: Apache-2.0
"""Everybody on the list: typing filters, Enter opens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dit_desktop.i18n import _
from dit_desktop.models.clients import Entry, Roster, Standing, client_table, next_code
from dit_desktop.models.table import ROW, Table
from dit_desktop.records.client import Client
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.icons import icon
from dit_desktop.ui.one_of import OneOf
from dit_desktop.ui.pages.page import Page, Target, telling
from dit_desktop.ui.style import em, inset, space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


_NEXT = 2  # the column of the next appointment
_WIDE = 42  # ems from which there is room for it


class _Filter(QSortFilterProxyModel):
    """Those on one of the lists whose line holds every typed word."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._standing: Standing | None = None

    def narrow(self, text: str, standing: Standing | None) -> None:
        """Show those that fit; None shows every list."""
        wanted = (text.casefold().split(), standing)
        if wanted != (self._words, self._standing):
            self._words, self._standing = wanted
            self.invalidate()

    def filterAcceptsRow(self, row: int, _parent: QModelIndex) -> bool:  # type: ignore[override]
        """Whether a row fits."""
        entry = cast("Table[Entry]", self.sourceModel()).row(row)
        on_list = self._standing is None or entry.standing is self._standing
        return on_list and all(word in entry.line for word in self._words)


class ClientsPage(Page):
    """The list of clients."""

    name: ClassVar[str] = "clients"
    title: ClassVar[str] = _("{Client}s")
    icon: ClassVar[str] = "users"
    keys: ClassVar[str] = "Ctrl+0"
    inside: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; the list is read when it is opened."""
        super().__init__(desk, parent)
        self._roster = Roster(desk)
        self._found: list[Entry] = []
        self._table = client_table(desk, self)
        self._shown = _Filter(self)
        self._shown.setSourceModel(self._table)
        self._words = QLineEdit(placeholderText=_("Type a name or code"))
        inset(self._words)
        self._words.setAccessibleName(desk.worded(_("Find a {client}")))
        self._words.setClearButtonEnabled(True)
        self._words.textEdited.connect(self._narrow)
        self._words.returnPressed.connect(self._open_first)
        self._lists = OneOf(self)
        self._view = self._make_view()
        self._empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        typed(self._empty, tone="muted")
        self._lay_out()

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._shown)
        view.setAccessibleName(self.desk.worded(self.title))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(space(view, 5))
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.horizontalHeader().setResizeContentsPrecision(0)  # as wide as what is seen, not as a thousand rows
        view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.horizontalHeader().setHighlightSections(False)
        view.activated.connect(self._open_row)
        return view

    def _lay_out(self) -> None:
        heading = QLabel(self.desk.worded(self.title))
        typed(heading, "title")
        new = QPushButton(icon("user-plus", "on_accent"), self.desk.worded(_("New {client}")))
        new.setDefault(True)
        new.clicked.connect(self.new_client)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(new)
        lists = Flow(gap=space(self))
        for number, (words, standing) in enumerate([(_("All"), None), *((item.label, item) for item in Standing)]):
            button = QPushButton(words)
            button.setProperty("standing", standing)
            self._lists.add(button, number)
            lists.addWidget(button)
        self._lists.mark(0)
        self._lists.turned.connect(self._narrow)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[space(self, 3)] * 4)
        box.setSpacing(space(self, 2))
        box.addLayout(head)
        box.addWidget(self._words)
        box.addLayout(lists)
        box.addWidget(self._view, 1)
        box.addWidget(self._empty, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the next appointment where there is no room for it; the list is in its order all the same."""
        super().resizeEvent(event)
        self._view.setColumnHidden(_NEXT, self.width() < em(self) * _WIDE)

    def showEvent(self, event: QShowEvent) -> None:
        """Choose the first of the list now that it is seen."""
        super().showEvent(event)
        self._select_first()

    def _select_first(self) -> None:
        """Only in sight: out of it Qt measures every row of thirty years to scroll to one of them."""
        if self._view.isVisible() and self._shown.rowCount():
            self._view.selectRow(0)

    def open(self, target: Target) -> None:
        """Show the list as it stands."""
        if target.field == "new":
            self.new_client()
            return
        self._show()
        self._narrow()
        if target.field == "find":
            self._words.selectAll()
        self._words.setFocus()

    def refresh(self, kind: str, record: int, _origin: object) -> None:
        """Keep the list true while it is on the screen."""
        self._roster.change(kind, record)
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        found = self._roster.entries(date.today())  # noqa: DTZ011 - the therapist's own day
        if found is not self._found:
            self._found = found
            self._table.show_rows(found)

    @telling
    def new_client(self) -> None:
        """Make a client with the next code, and open their details."""
        entries = self._roster.entries(date.today())  # noqa: DTZ011 - see _show
        made = self.desk.add(Client(code=next_code(entry.client for entry in entries)))
        self.go_requested.emit(Target("details", made.id, made.id, "alias"))

    def _narrow(self, *_changed: object) -> None:
        button = self._lists.checkedButton()
        self._shown.narrow(self._words.text(), button.property("standing") if button else None)
        found = self._shown.rowCount()
        self._view.setVisible(found > 0)
        self._empty.setVisible(found == 0)
        nobody = self._table.rowCount() == 0
        self._empty.setText(
            self.desk.worded(_("Nobody is here yet. “New {client}” begins with a code and asks for nothing else."))
            if nobody
            else _("Nobody on this list fits what you typed.")
        )
        self._select_first()

    def _open_first(self) -> None:
        rows = self._view.selectionModel().selectedRows()
        if rows:
            self._open_row(rows[0])

    def _open_row(self, index: QModelIndex) -> None:
        entry: Entry = index.siblingAtColumn(0).data(ROW)
        self.go_requested.emit(Target("overview" if entry.course else "details", entry.client.id))
