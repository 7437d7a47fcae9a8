# SPDX-License-Identifier: Apache-2.0
"""The course at a glance: one mark for every session, in its phase, with the breaks between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_day
from dit_desktop.records.course import AppointmentState
from dit_desktop.ui.colours import colour
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from dit_desktop.models.case import Case
    from dit_desktop.records.counting import Phase
    from dit_desktop.records.schedule import Meeting

_LOST = frozenset({AppointmentState.MISSED, AppointmentState.CANCELLED_LATE})


class SessionMark(QAbstractButton):
    """One session: full if it was held, hollow with a stroke if it was missed, dotted if it is to come."""

    def __init__(self, meeting: Meeting, words: str, *, current: bool, tag: str, parent: QWidget) -> None:
        """Stand for a meeting; `words` is what is read aloud, `tag` what was shared in it."""
        super().__init__(parent)
        self.meeting = meeting
        self._tag = tag
        self._current = current
        self.setText(str(meeting.number or "–"))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the number, and for the day beneath it."""
        return QSize(round(em(self) * 3.2), round(em(self) * 4.8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark, the number in it, and the day."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = em(self) * 2.1
        box = QRectF((self.width() - size) / 2, em(self) * 0.2, size, size)
        held, lost = self.meeting.held, self.meeting.state in _LOST
        accent, outline = colour(self.palette(), "accent"), colour(self.palette(), "outline")
        line = Qt.PenStyle.SolidLine if held or lost or self._current else Qt.PenStyle.DotLine
        painter.setPen(QPen(accent if held or self._current else outline, em(self) * 0.12, line))
        painter.setBrush(accent if held else colour(self.palette(), "base"))
        painter.drawEllipse(box)
        painter.setPen(colour(self.palette(), "on_accent" if held else "text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        if lost:
            painter.setPen(QPen(outline, em(self) * 0.12))
            painter.drawLine(box.topRight(), box.bottomLeft())
        small = painter.font()
        small.setPointSizeF(small.pointSizeF() * 0.8)
        painter.setFont(small)
        painter.setPen(colour(self.palette(), "text" if self._current else "muted"))
        below = QRectF(0, box.bottom(), self.width(), em(self) * 1.4)
        day = QLocale().toString(QDate(self.meeting.day.year, self.meeting.day.month, self.meeting.day.day), "d MMM")
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, day)
        painter.setPen(accent)
        painter.drawText(below.translated(0, em(self) * 1.1), Qt.AlignmentFlag.AlignCenter, self._tag)
        painter.end()


def spoken(meeting: Meeting, case: Case) -> str:
    """A session in words: its number, day, what became of it, and its note."""
    number = _("Session {number}").format(number=meeting.number) if meeting.number else _("No session")
    state = _("expected") if meeting.expected else meeting.state.label.lower()
    note = case.note_of(meeting)
    written = "" if note is None else _("note signed") if note.signed_at else _("note is a draft")
    day = shown_day(meeting.day)
    return ", ".join(part for part in (number, day, state, written, shared_words(meeting, case)) if part)


def shared_words(meeting: Meeting, case: Case) -> str:
    """What was shared in a session: the focus, the letter, or nothing."""
    if meeting.number is None:
        return ""
    parts = []
    if any(item.shared_in == meeting.number for item in case.sharings):
        parts.append(_("focus"))
    if any(item.shared_in == meeting.number for item in case.readings):
        parts.append(_("letter"))
    return ", ".join(parts)


class Timeline(QWidget):
    """The marks of a course, phase after phase; choosing one opens its note."""

    chosen = Signal(object)  # Meeting

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty timeline."""
        super().__init__(parent)
        self.setAccessibleName(_("Sessions of this course"))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None

    def clear(self) -> None:
        """Show nothing."""
        if self._inner:
            self._box.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
            self._inner = None

    def show_case(self, case: Case) -> None:
        """Show where a course stands."""
        self.clear()
        self._inner = QWidget(self)
        groups = Flow(self._inner, gap=space(self, 2))
        self._box.addWidget(self._inner)
        if case.schedule is None:
            return
        current = case.schedule.current or case.schedule.next
        meetings = case.schedule.meetings
        breaks = [away for away in case.schedule.away if meetings and away.last >= meetings[0].day]
        phase: Phase | None = None
        marks: Flow | None = None
        for meeting in meetings:
            if marks is None or (meeting.phase and meeting.phase is not phase):
                phase = meeting.phase or phase
                marks = self._group(groups, phase)
            while breaks and breaks[0].first <= meeting.day:
                away = breaks.pop(0)
                days = f"{shown_day(away.first)} – {shown_day(away.last)}"
                marks.addWidget(self._words(_("break"), "small", days))
            mark = SessionMark(
                meeting,
                spoken(meeting, case),
                current=meeting is current,
                tag=shared_words(meeting, case),
                parent=self._inner,
            )
            mark.clicked.connect(lambda _checked=False, which=meeting: self.chosen.emit(which))
            marks.addWidget(mark)

    def _group(self, groups: Flow, phase: Phase | None) -> Flow:
        """A place for the marks of a phase, under its name."""
        group = QWidget(self._inner)
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(self, 0.5))
        column.addWidget(self._words(phase.label if phase else "", "label"))
        marks = Flow(gap=0)
        column.addLayout(marks)
        groups.addWidget(group)
        return marks

    def _words(self, text: str, step: str, tip: str = "") -> QLabel:
        label = QLabel(text, self._inner)
        label.setToolTip(tip)
        label.setContentsMargins(space(self, 0.5), 0, space(self, 0.5), 0)
        typed(label, step, "muted")
        return label
