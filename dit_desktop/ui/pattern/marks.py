# SPDX-License-Identifier: Apache-2.0
"""The marks of the picture: where, how clearly and by whom the pattern was seen is told by shape alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.pattern import lowered
from dit_desktop.records.session import FocusMoment, Recognised, Shown, Where
from dit_desktop.ui.colours import colour
from dit_desktop.ui.legend import Legend
from dit_desktop.ui.style import em

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette

    from dit_desktop.models.pattern import Moment

# Under a mark: how far below its line each bar lies.
_BARS: Final[dict[Recognised | None, tuple[float, ...]]] = {
    Recognised.BEFORE: (-0.6, 0.9),
    Recognised.WHEN_SAID: (0.0,),
}


def mark_size(widget: QWidget) -> QSize:
    """How large a mark is."""
    side = round(em(widget) * 2.2)
    return QSize(side, side)


def draw(painter: QPainter, box: QRectF, focus: FocusMoment, palette: QPalette) -> None:
    """One moment: its shape is the place, filled if it was clear, bars under it for who recognised it, a plus above."""
    unit = box.width() / 10
    ink, text = colour(palette, "accent"), colour(palette, "text")
    middle = QPointF(box.center().x(), box.top() + unit * 4.2)
    if focus.shown is Shown.NOT_SEEN:
        painter.setPen(QPen(colour(palette, "muted"), unit))
        painter.drawLine(middle - QPointF(unit * 2, 0), middle + QPointF(unit * 2, 0))
        return
    pen = QPen(ink, unit * 0.9)
    if focus.shown is None:
        pen.setDashPattern([1.5, 1.5])
    painter.setPen(pen)
    painter.setBrush(ink if focus.shown is Shown.CLEARLY else Qt.BrushStyle.NoBrush)
    _shape(painter, middle, unit * 2.6, focus.where)
    painter.setPen(QPen(text, unit * 0.8))
    low = box.top() + unit * 8.2
    if focus.recognised is Recognised.DISAGREED:
        for sign in (-1, 1):
            painter.drawLine(
                QPointF(middle.x() - unit, low - sign * unit), QPointF(middle.x() + unit, low + sign * unit)
            )
    for down in _BARS.get(focus.recognised, ()):
        level = low + down * unit
        painter.drawLine(QPointF(middle.x() - unit * 2.4, level), QPointF(middle.x() + unit * 2.4, level))
    if focus.different:
        corner = QPointF(box.right() - unit * 1.3, box.top() + unit * 1.3)
        for across in (QPointF(unit, 0), QPointF(0, unit)):
            painter.drawLine(corner - across, corner + across)


def _shape(painter: QPainter, middle: QPointF, half: float, where: Where | None) -> None:
    if where is Where.HERE:
        painter.drawEllipse(middle, half, half)
    elif where is Where.OUTSIDE:
        painter.drawRect(QRectF(middle.x() - half * 0.9, middle.y() - half * 0.9, half * 1.8, half * 1.8))
    else:
        points = [(0.0, -1.0), (1.0, 0.85), (-1.0, 0.85)] if where else [(0, -1), (1, 0), (0, 1), (-1, 0)]
        painter.drawPolygon(QPolygonF([middle + QPointF(x * half, y * half) for x, y in points]))


class MomentMark(QAbstractButton):
    """One moment in the picture; it says all of itself, and pressing it opens the note."""

    def __init__(self, moment: Moment, parent: QWidget) -> None:
        """Stand for a moment."""
        super().__init__(parent)
        self.moment = moment
        self.setAccessibleName(moment.words())
        self.setToolTip(moment.words())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """A little more than a letter's height in both directions."""
        return mark_size(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self.moment.focus, self.palette())
        painter.end()


class _Sample(QWidget):
    """A mark that only explains."""

    def __init__(self, focus: FocusMoment) -> None:
        super().__init__()
        self._focus = focus
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as a mark of the picture."""
        return mark_size(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._focus, self.palette())
        painter.end()


def legend() -> Legend:
    """What each shape means."""
    clear, here = Shown.CLEARLY, Where.HERE
    entries = (
        *((where.label, FocusMoment(shown=clear, where=where)) for where in Where),
        (Shown.FAINTLY.label, FocusMoment(shown=Shown.FAINTLY, where=here)),
        *(
            (
                _("Recognised: {when}").format(when=lowered(known)),
                FocusMoment(shown=clear, where=here, recognised=known),
            )
            for known in (Recognised.BEFORE, Recognised.WHEN_SAID, Recognised.DISAGREED)
        ),
        (_("Something different tried"), FocusMoment(shown=clear, where=here, different="+")),
    )
    return Legend((_Sample(focus), words) for words, focus in entries)
