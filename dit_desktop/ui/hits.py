# SPDX-License-Identifier: Apache-2.0
"""The list of what was found: two lines for each, the words that were looked for bold and underlined."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPalette, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dit_desktop.models.searching import LINE, Line, Results
from dit_desktop.ui.colours import colour, colours
from dit_desktop.ui.style import em, space

Index = QModelIndex | QPersistentModelIndex


class _TwoLines(QStyledItemDelegate):
    """Paints a hit; what does not fit into the width is cut."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines and the room around them."""
        widget: QWidget = option.widget
        return QSize(1, 2 * widget.fontMetrics().height() + space(widget, 3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, whose it is, and the line around the word."""
        widget: QWidget = option.widget
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        palette = widget.palette()
        line: Line = index.data(LINE)
        painter.save()
        painter.setClipRect(rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours(palette).accent_ground))
            painter.fillRect(QRect(rect.topLeft(), QSize(3, rect.height())), colour(palette, "accent"))
        painter.setPen(QColor(colours(palette).line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(space(widget, 1.5), space(widget), -space(widget, 1.5), -space(widget))
        high = widget.fontMetrics().height()
        painter.setPen(colour(palette, "muted"))
        head = widget.fontMetrics().elidedText(line.head, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.topLeft(), QSize(inner.width(), high)), Qt.AlignmentFlag.AlignVCenter, head)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        _draw(painter, inner.topLeft() + QPoint(0, high + space(widget)), inner.width(), line, widget.font())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour(palette, "focus"))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _draw(painter: QPainter, at: QPoint, width: int, line: Line, font: QFont) -> None:
    """A line of text with its marks; it is laid out in one, so that a text from right to left stays one."""
    layout = QTextLayout(line.text, font)
    marked = []
    for begin, end in line.marks:
        found = QTextLayout.FormatRange()
        found.start, found.length = begin, end - begin
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setFontUnderline(True)
        found.format = look
        marked.append(found)
    layout.setFormats(marked)
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    layout.draw(painter, QPointF(at))


class Hits(QListView):
    """What was found, opened by Enter or a double click."""

    opened = Signal(int)  # the number of a hit
    left = Signal()  # the key upwards from the first one

    def __init__(self, results: Results, name: str, parent: QWidget | None = None) -> None:
        """Show a list under the name a screen reader calls it by."""
        super().__init__(parent)
        self.setModel(results)
        self.setAccessibleName(name)
        self.setItemDelegate(_TwoLines(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(em(self) * 8)
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to what is typed from the first one."""
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
            return
        super().keyPressEvent(event)
