# SPDX-License-Identifier: Apache-2.0
"""The day: who comes now and next, what is unfinished, and what somebody has yet to be told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QDate, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import shown_day, shown_moment
from dit_desktop.models.today import Day, FirstMeeting, Hour, Line, Untold
from dit_desktop.ui.backing_up import standing
from dit_desktop.ui.lines import HourCard, Press, Todo
from dit_desktop.ui.link import Link
from dit_desktop.ui.pages.page import Page, Target, plain, telling
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.models.desk import Desk
    from dit_desktop.ui.lateness import Lateness

_MOST: Final = 7  # lines in sight; the others are one press away
_LOOK: Final = 20_000  # milliseconds after which it is asked again what time it is
_WIDEST: Final = 52  # ems


class TodayPage(Page):
    """Where the program opens."""

    name: ClassVar[str] = "today"
    title: ClassVar[str] = _("Today")
    icon: ClassVar[str] = "home"
    keys: ClassVar[str] = "Ctrl+T"
    inside: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; the day is read when it is opened."""
        super().__init__(desk, parent)
        self.day = Day(desk)
        self._all = False  # whether every unfinished line is shown
        self._shown: tuple[Any, ...] | None = None
        self._acts: dict[tuple[str, int], QWidget] = {}  # what has the focus is found again by it
        self._main: QWidget | None = None
        self._later: Lateness | None = None
        self._head = plain("title", wraps=True)
        self._foot = Link("")
        self._foot.clicked.connect(lambda: self.go_requested.emit(Target("backups")))
        if desk.backups is not None:
            desk.backups.changed.connect(self._show_foot)
        self._show_foot()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space(self))
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(*[space(self, 3)] * 4)
        box.setSpacing(space(self, 2))
        box.addWidget(self._head)
        box.addLayout(self._rows)
        box.addStretch(1)
        box.addWidget(self._foot)
        self.fill(Scroll(inner))
        self._clock = QTimer(self, interval=_LOOK)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def open(self, _target: Target) -> None:
        """Show the day as it stands, ready for the one thing to do."""
        self._all = False
        self._show()
        (self._main or self).setFocus()

    def refresh(self, kind: str, record: int, _origin: object) -> None:
        """Keep the day true while it is on the screen."""
        if self.day.change(kind, record) and self.isVisible():
            self._show()

    def _tick(self) -> None:
        if self.isVisible():
            self._show()
            self._show_foot()  # a backup grows older too

    def _show_foot(self) -> None:
        """How old the last backup is, and when one was last put elsewhere."""
        self._foot.say(standing(self.desk.backups))
        self._foot.setVisible(bool(self._foot.text()))

    def _show(self) -> None:
        now = datetime.now()  # noqa: DTZ005 - the therapist's own clock on the wall
        hours, lines = self.day.hours(now), self.day.unfinished(now)
        ahead = next((hour for hour in hours if hour.open and hour.until > now), None)
        main = self.day.of_the_hour(now) or ahead
        first_meetings = self.day.first_meetings(now)
        seen = (
            now.date(),
            main and main.meeting,
            hours,
            [self.day.untouched(hour) is None for hour in hours],
            lines,
            self.day.untold(now),
            self.day.endings(now),
            self._all,
            self.day.after_today(now),
            first_meetings,
        )
        if seen == self._shown:
            return
        self._shown = seen
        self._head.setText(QLocale().toString(QDate(now.year, now.month, now.day), "dddd d MMMM yyyy"))
        focus = next((key for key, widget in self._acts.items() if widget is QApplication.focusWidget()), None)
        self._empty()
        self._show_hours(now, hours, main, first_meetings)
        self._show_unfinished(lines)
        self._show_untold(now)
        if focus in self._acts:
            self._acts[focus].setFocus()

    def _empty(self) -> None:
        self._acts.clear()
        self._main = None
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _heading(self, words: str) -> None:
        label = QLabel(words)
        typed(label, "heading")
        label.setContentsMargins(0, space(self, 2), 0, 0)
        self._rows.addWidget(label)

    def _add(self, widget: QWidget) -> None:
        widget.setMaximumWidth(em(self) * _WIDEST)
        self._rows.addWidget(widget)

    def _quiet(self, words: str) -> None:
        label = plain(tone="muted", wraps=True)
        label.setText(words)
        self._add(label)

    # --- now and next ---

    def _show_hours(
        self, now: datetime, hours: Sequence[Hour], main: Hour | None, first_meetings: Sequence[FirstMeeting]
    ) -> None:
        self._heading(_("Now and next"))
        for hour in hours:
            buttons = self._buttons(hour, first=hour == main)
            name = Link(hour.running.name)
            name.clicked.connect(lambda _on=False, client=hour.running.client.id: self._open_client(client))
            self._acts[("who", hour.running.course.id)] = name
            self._add(HourCard(hour, name, buttons, large=hour == main))
        for item in first_meetings:
            words = _("{time} {name}, first meeting").format(time=f"{item.starts_at:%H:%M}", name=item.name)
            todo = Todo(words, partial(self._open_client, item.client))
            self._acts[("first", item.client)] = todo.link
            self._add(todo)
        coming = self.day.after_today(now)
        if hours or first_meetings:
            return
        if coming is None:
            self._offer_a_beginning()
        else:
            running, meeting = coming
            words = _("Next: {name}, {when}.").format(name=running.name, when=shown_moment(meeting.starts_at))
            self._quiet(_("Nobody is booked today.") + " " + words)

    def _offer_a_beginning(self) -> None:
        """Nobody is booked at all: what there is to do is to begin with somebody."""
        self._quiet(
            self.desk.worded(_("Nobody is booked. “New {client}” begins with a code and asks for nothing else."))
        )
        words = self.desk.worded(_("New {client}"))
        new = Press(words, words, lambda: self.go_requested.emit(Target("clients", field="new")), main=True)
        self._acts[("new", 0)] = self._main = new
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(new)
        box.addStretch(1)
        self._add(line)

    def _buttons(self, hour: Hour, *, first: bool) -> list[QPushButton]:
        """What can be done about an appointment: begin or go on with its note, or say that nobody came."""
        spoken = f"{hour.meeting.starts_at:%H:%M}, {hour.running.name}"
        meeting = hour.meeting
        made: list[QPushButton] = []
        if hour.note is not None:
            words = _("Read the note") if hour.note.signed else _("Go on with the note")
            made.append(Press(words, f"{words}, {spoken}", partial(self._open_note, hour)))
            if self.day.untouched(hour):  # it was begun before anybody came
                made.append(self._missed_button(hour, spoken))
        elif meeting.number and (meeting.booked or meeting.held):
            words = _("Write note")
            made.append(Press(words, f"{words}, {spoken}", partial(self.write, hour), main=first))
            if meeting.booked:
                made.append(self._missed_button(hour, spoken))
        if not made:
            words = _("Overview")
            made.append(Press(words, f"{words}, {spoken}", partial(self._open_client, hour.running.client.id)))
        for number, button in enumerate(made):
            self._acts[(f"hour {number}", hour.running.course.id)] = button
        if first and made:
            self._main = made[0]
        return made

    def _missed_button(self, hour: Hour, spoken: str) -> Press:
        words = _("Nobody came")
        return Press(words, f"{words}, {spoken}", partial(self._nobody_came, hour))

    def _open_client(self, client: int) -> None:
        self.go_requested.emit(Target("overview", client))

    def _open_note(self, hour: Hour) -> None:
        if hour.note is not None:
            page = "missed" if hour.note.kind == "MissedNote" else "note"
            self.go_requested.emit(Target(page, hour.running.client.id, hour.note.id))

    @telling
    def write(self, hour: Hour) -> None:
        """Begin the note of an appointment."""
        from dit_desktop.models.case import begin_note, case_of  # noqa: PLC0415 - not for the first page

        now = datetime.now()  # noqa: DTZ005 - see _show
        client = hour.running.client.id
        note = begin_note(self.desk, case_of(self.desk, client, now.date()), hour.meeting, now)
        self.go_requested.emit(Target("note", client, note.id, "material"))

    @telling
    def _nobody_came(self, hour: Hour) -> None:
        from dit_desktop.models.booking import miss  # noqa: PLC0415 - not for the first page

        note = miss(self.desk, hour.running.schedule, hour.meeting, self.day.untouched(hour))
        self.go_requested.emit(Target("missed", hour.running.client.id, note.id))

    # --- unfinished ---

    def _show_unfinished(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        self._heading(_("Unfinished"))
        shown = lines if self._all else lines[:_MOST]
        for line in shown:
            words = _("Later …")
            later = Press(words, f"{words} {line.words}", partial(self._ask_later, line))
            todo = Todo(line.words, partial(self._follow, line), later)
            self._acts[("line", line.about)] = todo.link
            self._acts[("later", line.about)] = later
            self._add(todo)
        more = len(lines) - len(shown)
        if more:
            words = ngettext("and {count} more", "and {count} more", more).format(count=more)
            todo = Todo(words, self._show_all)
            self._acts[("more", 0)] = todo.link
            self._add(todo)

    def _show_all(self) -> None:
        self._all = True
        self._show()

    @telling
    def _follow(self, line: Line) -> None:
        if line.page != "begin":
            self.go_requested.emit(Target(line.page, line.client, line.record, line.field))
            return
        from dit_desktop.models.case import begin_note, case_of  # noqa: PLC0415 - not for the first page

        now = datetime.now()  # noqa: DTZ005 - see _show
        case = case_of(self.desk, line.client, now.date())
        meetings = case.schedule.meetings if case.schedule else ()
        meeting = next(item for item in meetings if item.appointment and item.appointment.id == line.record)
        note = begin_note(self.desk, case, meeting, now)
        self.go_requested.emit(Target("note", line.client, note.id, "material"))

    def _ask_later(self, line: Line) -> None:
        from dit_desktop.ui.lateness import Lateness  # noqa: PLC0415 - not for the first page

        tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 - see _show
        self._later = Lateness(self, line.words, tomorrow)
        self._later.chosen.connect(lambda until: self._put_off(line, until))
        self._later.open()

    @telling
    def _put_off(self, line: Line, until: date) -> None:
        from dit_desktop.models.booking import put_off  # noqa: PLC0415 - not for the first page

        put_off(self.desk, line.client, line.about, until)

    # --- to be told ---

    def _show_untold(self, now: datetime) -> None:
        untold, endings = self.day.untold(now), self.day.endings(now)
        if untold or endings:
            self._heading(_("Endings and breaks"))
        for running in endings:
            day = shown_day(running.schedule.end)
            words = _("{name}: the last session is on {day}.").format(name=running.name, day=day)
            todo = Todo(words, partial(self._open_client, running.client.id))
            self._acts[("ending", running.course.id)] = todo.link
            self._add(todo)
        for item in untold:
            words = _("Told now")
            told = Press(words, f"{words}: {item.words}", partial(self._tell, item))
            todo = Todo(item.words, partial(self._open_client, item.running.client.id), told)
            key = item.away.id if item.away else 0
            self._acts[(f"untold {key}", item.running.course.id)] = todo.link
            self._acts[(f"told {key}", item.running.course.id)] = told
            self._add(todo)

    @telling
    def _tell(self, item: Untold) -> None:
        from dit_desktop.models.booking import told  # noqa: PLC0415 - not for the first page

        told(self.desk, item.running.schedule, item.away)
