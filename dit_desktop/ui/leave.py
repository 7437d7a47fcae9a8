# SPDX-License-Identifier: Apache-2.0
"""Leave is entered once and moves every ending; before it is, it is said which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models import booking
from dit_desktop.records.booking import ending_words, without
from dit_desktop.records.course import Break, WhoseBreak, is_told, told_in
from dit_desktop.ui.pages.page import plain
from dit_desktop.ui.reading import DATE
from dit_desktop.ui.style import inset
from dit_desktop.ui.told import ToldLine
from dit_desktop.ui.written import DayLine

if TYPE_CHECKING:
    from dit_desktop.models.courses import Running
    from dit_desktop.ui.panel import Panel

_SHOWN = 6  # endings named one by one


class LeaveForm(QWidget):
    """From when to when, whose, and for whom."""

    edited = Signal()

    def __init__(self, day: date, courses: Sequence[Running]) -> None:
        """Begin with one day."""
        super().__init__()
        self.first, self.last = DayLine(DATE, optional=False), DayLine(DATE, optional=False)
        self.whose, self.whom, self.cover = QComboBox(), QComboBox(), QLineEdit()
        for member in WhoseBreak:
            self.whose.addItem(member.label, member)
        self.whom.addItem(_("The whole practice"), None)
        for running in courses:
            self.whom.addItem(running.name, running)
        lines = QFormLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for line, words in ((self.first, _("First day")), (self.last, _("Last day"))):
            line.set_name(words, "")
            line.show_value(day)
            line.edited.connect(self.edited)
            lines.addRow(words, line)
        named: tuple[tuple[str, QWidget], ...] = (
            (_("Whose break"), self.whose),
            (_("Applies to"), self.whom),
            (_("If they need someone meanwhile"), self.cover),
        )
        for words, widget in named:
            widget.setAccessibleName(words)
            lines.addRow(words, widget)
        inset(self.cover)
        self.cover.setPlaceholderText(_("Who, and how to reach them."))
        self.cover.setAccessibleDescription(self.cover.placeholderText())
        self.whom.currentIndexChanged.connect(self.edited)
        self.setFocusProxy(self.first)

    def running(self) -> Running | None:
        """The one course it is for; None for the whole practice."""
        found: Running | None = self.whom.currentData()
        return found

    def trouble(self) -> str:
        """Why it cannot be entered yet."""
        wrong = self.first.trouble() or self.last.trouble()
        backwards = not wrong and self.last.value() < self.first.value()
        return _("The last day lies before the first.") if backwards else wrong

    def wanted(self) -> Break:
        """The break as it would be kept."""
        running = self.running()
        of: dict[str, Any] = {"client": running.client.id, "parent": running.course.id} if running else {}
        first, last, whose = self.first.value(), self.last.value(), self.whose.currentData()
        return Break(**of, from_on=first, to_on=last, whose=whose, cover=self.cover.text().strip())


def show_leave(
    panel: Panel, day: date, courses: Sequence[Running], breaks: Sequence[tuple[Break, str]], done: Callable[[], object]
) -> None:
    """Offer to enter a break from a day on, and show those there are."""
    panel.empty()
    panel.say(_("Leave or break"), "heading")
    form, meaning = LeaveForm(day, courses), plain("small", "muted", wraps=True)
    panel.put(form, first=True)

    def keep() -> None:
        booking.keep_together(panel.desk, _("Leave or break"), [form.wanted()])
        done()

    button = panel.press(_("Enter it"), keep, main=True)
    panel.put(meaning)

    def tell() -> None:
        wrong, running = form.trouble(), form.running()
        meaning.setText(wrong or "\n".join(endings(form.wanted(), [running] if running else courses)))
        button.setEnabled(not wrong and not panel.desk.read_only)
        button.setAccessibleName(f"{button.text()}. {meaning.text()}")

    form.edited.connect(tell)
    tell()
    form.setFocus()
    _list(panel, courses, breaks, done)


def endings(item: Break, courses: Sequence[Running]) -> list[str]:
    """What a break does to each ending that it moves, in a line each."""
    found = []
    for running in courses:
        after = without(running.schedule, [item])
        if after.end != running.schedule.end:
            found.append(f"{running.name}: {ending_words(running.schedule, after)}")
    if not found:
        return [_("No ending moves.")]
    more = len(found) - _SHOWN
    rest = [ngettext("and {count} more", "and {count} more", more).format(count=more)] if more > 0 else []
    return found[:_SHOWN] + rest


def _list(
    panel: Panel, courses: Sequence[Running], breaks: Sequence[tuple[Break, str]], done: Callable[[], object]
) -> None:
    """The breaks there are, who was told of them in which session, and a way to take each out."""
    for item, words in breaks:
        panel.say(words[:1].upper() + words[1:], "label")
        for running in courses:
            if any(one.id == item.id for one in running.breaks):
                _say_told(panel, item, running)
        out = _("Take it out of the diary")

        def away(gone: Break) -> None:
            booking.take_out(panel.desk, gone, _("Leave or break"))
            done()

        panel.press(out, partial(away, item))


def _say_told(panel: Panel, item: Break, running: Running) -> None:
    """Say in which session one course was told, and let that be put right."""
    session = told_in(item, running.announcements)
    line = ToldLine(f"{running.name}: {told_words(item, running)}", session or None, read_only=panel.desk.read_only)
    name = f"told {item.id} {running.course.id}"
    line.edited.connect(
        lambda number: panel.turn(name, lambda: booking.tell_in(panel.desk, running.schedule, item, number))
    )
    panel.put(line)
    panel.name(name, line)


def told_words(item: Break, running: Running) -> str:
    """In which session they were told of a break."""
    session = told_in(item, running.announcements)
    if session:
        return _("told in session {number}").format(number=session)
    return _("told") if is_told(item, running.announcements) else _("not told yet")
