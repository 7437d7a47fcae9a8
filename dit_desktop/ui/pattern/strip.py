# SPDX-License-Identifier: Apache-2.0
"""The picture of a course: a column for every session, a row for whoever the pattern showed with, and the aims below.

Where the sessions find no room beside one another they go on in a further band below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from dit_desktop.i18n import _
from dit_desktop.models.pattern import Pattern, heading
from dit_desktop.ui.arranged import Arranged
from dit_desktop.ui.colours import colour
from dit_desktop.ui.pattern.marks import MomentMark, mark_size
from dit_desktop.ui.style import em, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dit_desktop.models.pattern import Moment

_NAMES: Final = 11  # ems for who it was with, and for an aim
_COLUMN: Final = 2.9  # ems
_WIDEST: Final = 4.2  # ems, where there is room
_HEAD: Final = 4.2  # ems for phase, number and day
_ROOM: Final = 120  # characters of a name that are measured


class Line(NamedTuple):
    """A row: its words, and how many marks stand over one another in it."""

    words: str
    lanes: int
    aim: bool = False


class Strip(Arranged):
    """Shows one pattern; pressing a mark asks for its note."""

    opened = Signal(int)  # the id of a note

    def __init__(self) -> None:
        """Make it empty."""
        super().__init__()
        self.setAccessibleName(_("How the pattern moves"))
        self._pattern = Pattern((), (), ())
        self._lines: list[Line] = []
        self._marks: list[tuple[MomentMark, int, int]] = []  # with its row and lane
        self._ratings: list[tuple[QLabel, int, int]] = []  # with its row and column
        self._lane = 0  # how tall a row of marks is
        self._tops: list[int] = [0]  # where each row begins in its band, and where the band ends

    def clear(self) -> None:
        """Show nothing."""
        self.show_pattern(Pattern((), (), ()))

    def show_pattern(self, pattern: Pattern) -> None:
        """Show where it was seen, and how near the aims were."""
        for widget in (*(mark for mark, _row, _lane in self._marks), *(label for label, _row, _at in self._ratings)):
            widget.hide()
            widget.deleteLater()
        self._pattern = pattern
        self._marks, self._ratings, self._lines = [], [], []
        for whom in pattern.people():
            self._add_row(whom or _("Not said"), [each for each in pattern.moments if each.seen and each.whom == whom])
        unseen = [moment for moment in pattern.moments if not moment.seen]
        if unseen:
            self._add_row(_("Not that I saw"), unseen)
        for rated in pattern.aims:
            self._lines.append(Line(rated.aim, 1, aim=True))
            for column, near in sorted(rated.near.items()):
                words = _("{session}: {aim}: {near} of 10")
                session = heading(pattern.sessions[column])
                label = QLabel(str(near), self, alignment=Qt.AlignmentFlag.AlignCenter)
                typed(label, "label")
                label.setAccessibleName(words.format(session=session, aim=rated.aim[:_ROOM], near=near))
                label.setToolTip(label.accessibleName())
                self._ratings.append((label, len(self._lines) - 1, column))
        self._arrange()

    def _add_row(self, words: str, moments: list[Moment]) -> None:
        lanes: dict[int, int] = {}
        for moment in moments:
            mark = MomentMark(moment, self)
            mark.clicked.connect(lambda _on=False, note=moment.session.note: self.opened.emit(note))
            lane = lanes.get(moment.column, 0)
            lanes[moment.column] = lane + 1
            self._marks.append((mark, len(self._lines), lane))
        self._lines.append(Line(words, max(lanes.values())))

    # --- where it stands ---

    @property
    def _column(self) -> int:
        wide = (self.width() - self._names) // max(1, len(self._pattern.sessions))
        return min(max(wide, round(em(self) * _COLUMN)), round(em(self) * _WIDEST))

    @property
    def _names(self) -> int:
        return min(em(self) * _NAMES, self.width() // 3)

    def _in_a_band(self) -> int:
        return max(1, (self.width() - self._names) // self._column)

    def _measure(self) -> None:
        """Find out how tall the rows are at this size of the text."""
        self._lane = mark_size(self).height() + em(self) // 3
        self._tops = [round(em(self) * _HEAD)]
        for line in self._lines:
            self._tops.append(self._tops[-1] + line.lanes * self._lane)

    def _band_height(self) -> int:
        return self._tops[-1] + em(self)

    def _bands(self) -> int:
        return -(-len(self._pattern.sessions) // self._in_a_band())

    def _cell(self, row: int, column: int, lane: int = 0) -> QRect:
        band, at = divmod(column, self._in_a_band())
        left, top = self._names + at * self._column, band * self._band_height() + self._tops[row] + lane * self._lane
        return QRect(left, top, self._column, self._lane)

    def _arrange(self) -> None:
        self._measure()
        self.setMinimumHeight(self._bands() * self._band_height())
        size = mark_size(self)
        for mark, row, lane in self._marks:
            box = QRect(0, 0, size.width(), size.height())
            box.moveCenter(self._cell(row, mark.moment.column, lane).center())
            mark.setGeometry(box)
            mark.show()
        for label, row, column in self._ratings:
            box = QRect(0, 0, size.width(), round(em(self) * 1.6))
            box.moveCenter(self._cell(row, column).center())
            label.setGeometry(box)
            label.show()
        self.update()

    # --- how it is drawn ---

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names of rows, the heads of columns, and the lines between."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band in range(self._bands()):
            self._draw_rows(painter, band * self._band_height())
        for at in range(len(self._pattern.sessions)):
            self._draw_head(painter, at)
        painter.end()

    def _draw_rows(self, painter: QPainter, top: int) -> None:
        right = self._names + min(self._in_a_band(), len(self._pattern.sessions)) * self._column
        for row, line in enumerate(self._lines):
            level = top + self._tops[row]
            first_aim = line.aim and (row == 0 or not self._lines[row - 1].aim)
            painter.setPen(QPen(colour(self.palette(), "outline" if first_aim else "line"), 1))
            painter.drawLine(0, level, min(right, self.width()), level)
            font = self.font()
            if line.aim:
                font.setPointSizeF(font.pointSizeF() * 0.85)
            painter.setFont(font)
            painter.setPen(colour(self.palette(), "text"))
            box = QRect(0, level, self._names - em(self) // 2, self._lane)
            self._write(painter, box, " ".join(line.words[: 2 * _ROOM].split())[:_ROOM], 2 if line.aim else 1)

    def _write(self, painter: QPainter, box: QRect, words: str, lines: int) -> None:
        """Words in one line or two, what does not fit left out with a sign of it."""
        measure = QFontMetrics(painter.font())
        shown, rest = [], words
        for number in range(lines):
            if number < lines - 1 and measure.horizontalAdvance(rest) > box.width():
                fits = len(rest)
                while fits > 1 and measure.horizontalAdvance(rest[:fits]) > box.width():
                    fits -= 1
                cut = rest.rfind(" ", 0, fits + 1)
                cut = cut if cut > 0 else fits
                shown.append(rest[:cut])
                rest = rest[cut:].strip()
            else:
                shown.append(measure.elidedText(rest, Qt.TextElideMode.ElideRight, box.width()))
                break
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "\n".join(shown))

    def _draw_head(self, painter: QPainter, at: int) -> None:
        """A session: its phase where one begins, its number, and its day."""
        session = self._pattern.sessions[at]
        band, place = divmod(at, self._in_a_band())
        top, size = band * self._band_height(), em(self)
        left = self._names + place * self._column
        before = self._pattern.sessions[at - 1].phase if at else None
        if session.phase and (session.phase is not before or place == 0):
            painter.setPen(QPen(colour(self.palette(), "outline"), 1))
            if place:
                painter.drawLine(left, top, left, top + self._band_height() - size)
            box = QRectF(left + size * 0.3, top, self._room(at) - size * 0.3, size * 1.4)
            self._small(painter, box, session.phase.label)
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setFont(self.font())
        painter.setPen(colour(self.palette(), "text" if session.note else "muted"))
        painter.drawText(QRectF(left, top + size * 1.4, self._column, size * 1.4), middle, str(session.number or "–"))
        day = QLocale().toString(QDate(session.day.year, session.day.month, session.day.day), "d MMM")
        small = self.font()
        small.setPointSizeF(small.pointSizeF() * 0.75)
        painter.setFont(small)
        painter.setPen(colour(self.palette(), "muted"))
        painter.drawText(QRectF(left, top + size * 2.7, self._column, size * 1.2), middle, day)

    def _room(self, at: int) -> float:
        """How wide the words of a phase can be: as its columns in this band."""
        left = self._in_a_band() - at % self._in_a_band()
        return sum(1 for _same in self._run(at, left)) * self._column

    def _run(self, at: int, most: int) -> Iterator[int]:
        phase = self._pattern.sessions[at].phase
        for number in range(at, min(at + most, len(self._pattern.sessions))):
            if self._pattern.sessions[number].phase is not phase:
                return
            yield number

    def _small(self, painter: QPainter, box: QRectF, words: str) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(colour(self.palette(), "muted"))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
