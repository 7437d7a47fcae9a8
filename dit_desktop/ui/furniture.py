# SPDX-License-Identifier: Apache-2.0
"""How tabs, headers, rows, progress and boxes with arrows are drawn: what only an open practice shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionProgressBar,
    QStyleOptionSpinBox,
    QStyleOptionTab,
    QStyleOptionViewItem,
    QWidget,
)

from dit_desktop.ui.colours import colour, colours
from dit_desktop.ui.primitives import field, is_read_only
from dit_desktop.ui.strokes import RING, chevron, rounded

_Control = QStyle.ControlElement
_Complex = QStyle.ComplexControl
_Sub = QStyle.SubControl


def row_ink(option: QStyleOption) -> QStyleOption:
    """The words of a chosen row in the colour of text, since its ground is only tinted."""
    if not isinstance(option, QStyleOptionViewItem) or not option.state & QStyle.StateFlag.State_Selected:
        return option
    made = QStyleOptionViewItem(option)
    ink = QPalette(option.palette)
    ink.setColor(QPalette.ColorRole.HighlightedText, colour(ink, "text"))
    made.palette = ink
    return made


def _tab(option: QStyleOption, painter: QPainter) -> bool:
    """A tab is its words, with a bar under the one that is open."""
    if not isinstance(option, QStyleOptionTab):
        return False
    rect: QRect = option.rect
    named = colours(option.palette)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect.x(), rect.bottom() - 2, rect.width(), 3, QColor(named.accent))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(named.hover))
    if option.state & QStyle.StateFlag.State_HasFocus:
        rounded(painter, rect.adjusted(1, 1, -1, -4), None, QColor(named.focus), RING)
    return True


def _header(option: QStyleOption, painter: QPainter) -> bool:
    rect: QRect = option.rect
    named = colours(option.palette)
    painter.fillRect(rect, QColor(named.window))
    painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(named.line))
    return True


def _groove(option: QStyleOption, painter: QPainter) -> bool:
    named = colours(option.palette)
    rounded(painter, option.rect, QColor(named.base), QColor(named.outline))
    return True


def _progress(option: QStyleOption, painter: QPainter) -> bool:
    """How far work has come; without an end in sight Fusion's own."""
    if not isinstance(option, QStyleOptionProgressBar) or option.maximum <= option.minimum:
        return False
    rect = QRect(option.rect)
    done = (option.progress - option.minimum) / (option.maximum - option.minimum)
    rect.setWidth(round(rect.width() * done))
    if option.progress > option.minimum:
        rounded(painter, rect, colour(option.palette, "accent_ground"), colour(option.palette, "accent"))
    return True


def _combo(style: QStyle, option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None) -> None:
    field(option, painter, widget)
    if is_read_only(widget):
        return
    arrow = style.subControlRect(_Complex.CC_ComboBox, option, _Sub.SC_ComboBoxArrow, widget)
    size = option.fontMetrics.height() * 0.5  # Qt leaves sixteen pixels for it at any size of the text
    whole, edge = QRectF(option.rect), 1.1 * size
    across = min(max(QRectF(arrow).center().x(), whole.left() + edge), whole.right() - edge)
    chevron(painter, QPointF(across, whole.center().y()), size, colour(option.palette, "muted"))


def _spin(style: QStyle, option: QStyleOptionSpinBox, painter: QPainter, widget: QWidget | None) -> None:
    field(option, painter, widget)
    if is_read_only(widget):
        return
    for part, up in ((_Sub.SC_SpinBoxUp, True), (_Sub.SC_SpinBoxDown, False)):
        rect = style.subControlRect(_Complex.CC_SpinBox, option, part, widget)
        size = option.fontMetrics.height() * 0.4
        if not rect.isEmpty():
            chevron(painter, QRectF(rect).center(), size, colour(option.palette, "muted"), up=up)


def draw_complex(style: QStyle, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None) -> bool:
    """Draw a list that folds out or a number with arrows; says whether it was one of them."""
    if isinstance(option, QStyleOptionComboBox) and not option.editable:
        _combo(style, option, painter, widget)
        return True
    if isinstance(option, QStyleOptionSpinBox):
        _spin(style, option, painter, widget)
        return True
    return False


CONTROLS: dict[QStyle.ControlElement, Callable[[QStyleOption, QPainter], bool]] = {
    _Control.CE_TabBarTabShape: _tab,
    _Control.CE_HeaderSection: _header,
    _Control.CE_HeaderEmptyArea: _header,
    _Control.CE_ProgressBarGroove: _groove,
    _Control.CE_ProgressBarContents: _progress,
}
