# SPDX-License-Identifier: Apache-2.0
"""The diary as it is drawn: cards in the hours of the days; by mouse a card can be dragged to another hour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dit_desktop.i18n import _
from dit_desktop.models.diary import Cell, DiaryTable, Entry
from dit_desktop.models.table import ROW
from dit_desktop.ui.colours import colour, colours
from dit_desktop.ui.strokes import rounded
from dit_desktop.ui.style import em

_SMALL = 0.85
_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class _Cards(QStyledItemDelegate):
    """Draws an hour: its ground, what stands in it, and a frame if it is chosen."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell = index.data(ROW)
        named = colours(option.palette)
        rect: QRect = option.rect
        painter.save()
        if cell.away:
            painter.fillRect(rect, QColor(named.hover))
        painter.setPen(QPen(QColor(named.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        shares = max(1, len(cell.entries))
        for number, entry in enumerate(cell.entries):
            left = rect.left() + rect.width() * number // shares
            right = rect.left() + rect.width() * (number + 1) // shares
            self._card(painter, option, QRect(left + 2, rect.top() + 1, right - left - 5, rect.height() - 4), entry)
        view = option.widget
        if isinstance(view, QTableView) and view.currentIndex() == index:
            rounded(painter, rect.adjusted(1, 1, -2, -2), None, QColor(named.focus), 2)
        painter.restore()

    def _card(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, entry: Entry) -> None:
        named, booked = colours(option.palette), entry.meeting is not None and not entry.meeting.expected
        ground = QColor(named.accent_ground if entry.live and booked else named.base)
        rounded(painter, box, ground, None)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = Qt.PenStyle.SolidLine if booked else Qt.PenStyle.DashLine
        edge = QColor(named.accent if entry.live and booked else named.outline)
        painter.setPen(QPen(edge, 1, line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        inside = box.adjusted(6, 1, -4, -1)
        metrics = option.fontMetrics
        painter.setFont(option.font)
        painter.setPen(colour(option.palette, "text" if entry.live else "muted"))
        first = QRect(inside.left(), inside.top(), inside.width(), min(inside.height(), metrics.height() + 2))
        at, words = f"{entry.starts_at:%H:%M}", entry.name
        if metrics.horizontalAdvance(f"{at} {words}") <= first.width():  # else the name matters more than the minute
            at, words = "", f"{at} {words}"
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, first.width())
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        if not entry.live:
            drawn = metrics.horizontalAdvance(elided)
            painter.drawLine(first.left(), first.center().y(), first.left() + drawn, first.center().y())
        below = QRect(inside.left(), first.bottom(), inside.width(), inside.bottom() - first.bottom())
        if below.height() >= metrics.height() * _SMALL:
            small = option.font
            small.setPointSizeF(small.pointSizeF() * _SMALL)
            painter.setFont(small)
            painter.setPen(colour(option.palette, "muted"))
            told = " · ".join(part for part in (at, entry.number_words(), entry.state_words()) if part)
            told = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, round(option.fontMetrics.height() * 2))


class Grid(QTableView):
    """The hours of some days: arrows go from one to the next, Return goes to what can be done there."""

    chosen = Signal(object)  # Cell
    entered = Signal()
    stepped = Signal(int)  # weeks or days, back or forward
    dragged = Signal(object, object)  # Entry, datetime

    def __init__(self, table: DiaryTable, parent: QWidget | None = None) -> None:
        """Show a table of days."""
        super().__init__(parent)
        self.setModel(table)
        self._table = table
        self._held: Entry | None = None
        self.setItemDelegate(_Cards(self))
        self.setAccessibleName(_("Diary"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._respace()

    def _respace(self) -> None:
        self.verticalHeader().setMinimumSectionSize(round(em(self) * 2.2))
        self.horizontalHeader().setMinimumSectionSize(em(self) * 5)

    def choose(self, index: QModelIndex) -> None:
        """Go to an hour."""
        if index.isValid():
            self.setCurrentIndex(index)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Say which hour is looked at."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self._table.cell(current))
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return leads to what can be done; Page Up and Down turn the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of what is pressed."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        cell = self._table.cell(index) if index.isValid() else None
        live = [entry for entry in cell.entries if entry.meeting and entry.meeting.booked] if cell else []
        self._held = live[0] if live else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that something is being carried."""
        if self._held is not None and event.buttons():
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for what was carried to be moved; nothing is moved by the mouse alone."""
        super().mouseReleaseEvent(event)
        self.viewport().unsetCursor()
        held, self._held = self._held, None
        index = self.indexAt(event.position().toPoint())
        if held is None or not index.isValid():
            return
        at = self._table.cell(index).at
        if (at.date(), at.hour) != (held.starts_at.date(), held.starts_at.hour):
            self.choose(self._table.index_of(held.starts_at))
            self.dragged.emit(held, at.replace(minute=held.starts_at.minute))
