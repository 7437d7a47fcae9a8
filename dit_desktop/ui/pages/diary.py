# SPDX-License-Identifier: Apache-2.0
"""The diary: a day or a week of hours, and beside it what can be done about the one that is looked at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.diary import Cell, Diary, DiaryTable, Entry, week_of
from dit_desktop.ui.buttons import IconButton
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.grid import Grid
from dit_desktop.ui.hours import HourPanel
from dit_desktop.ui.icons import icon
from dit_desktop.ui.leave import show_leave
from dit_desktop.ui.lines import Press
from dit_desktop.ui.one_of import OneOf
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.reading import DATE
from dit_desktop.ui.style import space
from dit_desktop.ui.written import DayLine

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class DiaryPage(Page):
    """Where appointments are made, moved and answered."""

    name: ClassVar[str] = "diary"
    title: ClassVar[str] = _("Diary")
    icon: ClassVar[str] = "calendar-days"
    inside: ClassVar[bool] = False
    keys: ClassVar[str] = "Ctrl+D"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; it shows the week of today."""
        super().__init__(desk, parent)
        self._diary = Diary(desk)
        self._day = date.today()  # noqa: DTZ011 - the therapist's own day
        self._single = False
        self._leaving = False  # whether a break is being entered
        self._head = plain("title", wraps=True)
        self._away = plain("", "muted", wraps=True)
        self.table = DiaryTable(self)
        self.grid = Grid(self.table)
        self.panel = HourPanel(desk)
        self.goes = DayLine(DATE, optional=False)
        self.goes.set_name(_("Go to"), "")
        self._spans = OneOf(self)  # a week, or a single day
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.grid.chosen.connect(self._choose)
        self.grid.entered.connect(self.panel.focus_first)
        self.grid.stepped.connect(self._step)
        self.grid.dragged.connect(self.panel.show_move)
        self.panel.left.connect(self._return)
        self.panel.go_requested.connect(self.go_requested)
        self.panel.told.connect(self.told)
        self.goes.line.returnPressed.connect(lambda: self._go(self.goes.value()))
        self.goes.edited.connect(self._gone)
        self._spans.turned.connect(lambda number: self._show_one(single=bool(number)))

    def _lay_out(self) -> None:
        back, forward = IconButton("chevron-left", _("Back")), IconButton("chevron-right", _("Forward"))
        back.clicked.connect(lambda: self._step(-1))
        forward.clicked.connect(lambda: self._step(1))
        today = Press(_("Today"), _("Go to today"), lambda: self._go(date.today()))  # noqa: DTZ011
        leave = QPushButton(icon("calendar"), _("Leave or break …"))
        leave.clicked.connect(self._show_leave)
        top = Flow(gap=space(self))
        top.addWidget(self._head)
        grows(self._head)
        week, one = QPushButton(_("Week")), QPushButton(_("Day"))
        self._spans.add(week, 0)
        self._spans.add(one, 1)
        for widget in (back, today, forward, self.goes, week, one, leave):
            top.addWidget(widget)
        hours = QWidget()
        left = QVBoxLayout(hours)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.grid, 1)
        left.addWidget(self._away)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 2), space(self, 1), space(self))
        box.setSpacing(space(self))
        box.addLayout(top)
        box.addWidget(Columns((_("Diary"), hours), (_("This hour"), self.panel), (3, 1)), 1)

    # --- going about ---

    def open(self, target: Target) -> None:
        """Show the week of a moment, named in the target's field, or the one that was shown."""
        at = datetime.fromisoformat(target.field) if target.field else self._near()
        self._day = at.date()
        self._show()
        self.grid.choose(self.table.index_of(at))
        self._choose_again()  # a note may have been written meanwhile
        self.grid.setFocus()

    def _near(self) -> datetime:
        """The hour that was looked at, or the next."""
        here = self.grid.currentIndex()
        if here.isValid():
            return self.table.cell(here).at
        now = datetime.now()  # noqa: DTZ005 - the therapist's own clock on the wall
        return datetime.combine(self._day, time(min(max(now.hour, 8), 18)))

    def place(self) -> Target:
        """The hour that is looked at."""
        return Target(self.name, self.client, 0, self._near().isoformat())

    def _days(self) -> tuple[list[date], list[Entry]]:
        """The days to show, the weekend only if something is on it, and what stands in them."""
        if self._single:
            return [self._day], self._diary.entries(self._day, self._day)
        days = week_of(self._day, weekend=True)
        found = self._diary.entries(days[0], days[-1])
        weekend = self._day.weekday() > 4 or any(entry.starts_at.weekday() > 4 for entry in found)
        return (days if weekend else days[:5]), found

    def _go(self, day: date) -> None:
        at = datetime.combine(day, self._near().time())
        self._day = day
        self._show()
        self.grid.choose(self.table.index_of(at))
        self.grid.setFocus()

    def _gone(self) -> None:
        """A day was chosen in the calendar; while one is typed, nothing moves."""
        if not self.goes.line.hasFocus() and not self.goes.trouble():
            self._go(self.goes.value())

    def _step(self, by: int) -> None:
        self._go(self._day + timedelta(days=by * (1 if self._single else 7)))

    def _show_one(self, *, single: bool) -> None:
        self._single = single
        self._day = self._near().date()
        self._go(self._day)

    def _return(self) -> None:
        """From the panel back to the hours."""
        self._leaving = False
        self._choose_again()
        self.grid.setFocus()

    # --- showing ---

    def _show(self) -> None:
        days, entries = self._days()
        away = self._diary.leave(days[0], days[-1])
        self.table.show_days(days, entries, away)
        self._head.setText(_span(days[0], days[-1]))
        self._away.setText("\n".join(said[:1].upper() + said[1:] for _item, said in away))
        self._away.setVisible(bool(away))
        self.goes.show_value(self._day)
        self._spans.mark(int(self._single))

    def _choose(self, cell: Cell, entry: Entry | None = None) -> None:
        self._leaving = False
        self._day = cell.at.date()
        self.goes.show_value(self._day)
        self.panel.show_cell(cell, self._diary.courses(), entry)

    def _choose_again(self) -> None:
        if self._leaving:
            self._show_leave()
        elif self.grid.currentIndex().isValid():
            self._choose(self.table.cell(self.grid.currentIndex()))

    def _show_leave(self) -> None:
        self._leaving = True
        today = date.today()  # noqa: DTZ011 - the therapist's own day
        breaks = self._diary.leave(today, today + timedelta(days=366))
        show_leave(self.panel, self._day, self._diary.courses(), breaks, self._return)

    def refresh(self, kind: str, record: int, _origin: object) -> None:
        """Keep the diary true while it is on the screen."""
        if self._diary.change(kind, record) and self.isVisible():
            at = self._near()
            focus = QApplication.focusWidget()
            inside = focus is not None and self.panel.isAncestorOf(focus)
            self._show()
            self.grid.choose(self.table.index_of(at))
            self._choose_again()
            if inside and not self.panel.focus_again():
                self.grid.setFocus()


def _span(first: date, last: date) -> str:
    """Some days as a title: 23 – 27 Nov 2026."""
    shown = [
        QLocale().toString(QDate(day.year, day.month, day.day), form)
        for day, form in (
            (first, "d" if (first.year, first.month) == (last.year, last.month) else "d MMM"),
            (last, "d MMM yyyy"),
            (first, "dddd d MMM yyyy"),
        )
    ]
    return shown[2] if first == last else f"{shown[0]} – {shown[1]}"
