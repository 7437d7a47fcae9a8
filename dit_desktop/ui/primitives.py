# SPDX-License-Identifier: Apache-2.0
"""How the grounds, edges and marks of controls are drawn; each says whether it drew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QWidget,
)

from dit_desktop.ui.colours import Colours, colour, colours
from dit_desktop.ui.strokes import RADIUS, RING, rounded, tick

_State = QStyle.StateFlag
_Primitive = QStyle.PrimitiveElement


def is_read_only(widget: QWidget | None) -> bool:
    """Whether a control may only be read."""
    return widget is not None and bool(widget.property("readOnly"))


def _nothing(_option: QStyleOption, _painter: QPainter, _widget: QWidget | None) -> bool:
    return True


def field(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """The ground and edge of a line or text area; what can only be read stands on the page itself."""
    named = colours(option.palette)
    inside = None if widget is None else widget.parentWidget()
    boxed = inside is not None and (inside.inherits("QComboBox") or inside.inherits("QAbstractSpinBox"))
    if widget is not None and (widget.property("frameless") or boxed):
        return True  # the box around it has its own
    if not is_read_only(widget):
        rounded(painter, option.rect, QColor(named.base), QColor(named.outline))
    return True


def _frame(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """The edge of a text area, a list or a card; the corners of a list are those of its square rows."""
    named = colours(option.palette)
    if widget is not None and widget.inherits("QPlainTextEdit"):
        return field(option, painter, widget)
    if widget is not None and (widget.property("card") or widget.inherits("QAbstractItemView")):
        radius = RADIUS if widget.property("card") else 2
        rounded(painter, option.rect, None, QColor(named.line), radius=radius)
        return True
    return False


def _tab_frame(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    painter.fillRect(option.rect.x(), option.rect.y(), option.rect.width(), 1, QColor(colours(option.palette).line))
    return True


def _tab_base(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    rect = option.rect
    painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(colours(option.palette).line))
    return True


def _row(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    """The ground of a row that is chosen or pointed at."""
    named = colours(option.palette)
    if option.state & _State.State_Selected:
        painter.fillRect(option.rect, QColor(named.accent_ground))
    elif option.state & _State.State_MouseOver:
        painter.fillRect(option.rect, QColor(named.hover))
    return True


def _button(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    named = colours(option.palette)
    state = option.state
    features = option.features if isinstance(option, QStyleOptionButton) else None
    primary = features is not None and bool(features & QStyleOptionButton.ButtonFeature.DefaultButton)
    if primary and state & _State.State_Enabled:
        ground = QColor(named.accent)
        if state & _State.State_MouseOver or state & _State.State_Sunken:
            ground = ground.darker(110) if ground.lightness() < 128 else ground.lighter(110)
        rounded(painter, option.rect, ground, None)
        return True
    if features is not None and features & QStyleOptionButton.ButtonFeature.Flat and not state & _State.State_MouseOver:
        return True
    rounded(painter, option.rect, _ground(named, state), QColor(named.outline))
    return True


def _ground(named: Colours, state: QStyle.StateFlag) -> QColor:
    if state & (_State.State_Sunken | _State.State_On):
        return QColor(named.accent_ground)
    return QColor(named.hover if state & _State.State_MouseOver else named.base)


def _tool(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    """A tool button has no edge until it is pointed at or on."""
    state = option.state
    if state & (_State.State_Sunken | _State.State_On | _State.State_MouseOver):
        rounded(painter, option.rect, _ground(colours(option.palette), state), None)
    return True


def _mark_colours(option: QStyleOption) -> tuple[QColor, QColor, QColor]:
    """The ground, edge and mark of a check box or radio button."""
    named = colours(option.palette)
    state = option.state
    if not state & _State.State_Enabled:
        return QColor(named.window), QColor(named.outline), QColor(named.muted)
    if state & (_State.State_On | _State.State_NoChange):
        return QColor(named.accent), QColor(named.accent), QColor(named.on_accent)
    return _ground(named, state), QColor(named.outline), QColor(named.on_accent)


def _check(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    ground, edge, mark = _mark_colours(option)
    box = QRectF(option.rect).adjusted(1, 1, -1, -1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.4))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 3, 3)
    if option.state & _State.State_NoChange:
        painter.fillRect(box.adjusted(4, box.height() / 2 - 1, -4, 1 - box.height() / 2), mark)
    painter.restore()
    if option.state & _State.State_On:
        tick(painter, box, mark)
    return True


def _radio(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    ground, edge, mark = _mark_colours(option)
    box = QRectF(option.rect).adjusted(1, 1, -1, -1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.4))
    painter.setBrush(ground)
    painter.drawEllipse(box)
    if option.state & _State.State_On:
        painter.setPen(QtCore.Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5)
    painter.restore()
    return True


def _focus_rect(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Inside lists the current row is ringed; around everything else stands the focus ring."""
    if widget is not None and widget.inherits("QAbstractItemView"):
        rounded(painter, option.rect.adjusted(1, 1, -1, -1), None, colour(option.palette, "focus"), RING)
    return True


PRIMITIVES: dict[QStyle.PrimitiveElement, Callable[[QStyleOption, QPainter, QWidget | None], bool]] = {
    _Primitive.PE_PanelLineEdit: field,
    _Primitive.PE_FrameLineEdit: _nothing,
    _Primitive.PE_Frame: _frame,
    _Primitive.PE_PanelButtonCommand: _button,
    _Primitive.PE_FrameDefaultButton: _nothing,
    _Primitive.PE_PanelButtonTool: _tool,
    _Primitive.PE_IndicatorCheckBox: _check,
    _Primitive.PE_IndicatorItemViewItemCheck: _check,
    _Primitive.PE_IndicatorRadioButton: _radio,
    _Primitive.PE_FrameFocusRect: _focus_rect,
    _Primitive.PE_FrameTabWidget: _tab_frame,
    _Primitive.PE_FrameTabBarBase: _tab_base,
    _Primitive.PE_PanelItemViewItem: _row,
}
