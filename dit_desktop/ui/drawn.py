# SPDX-License-Identifier: Apache-2.0
"""Fusion with its fields, buttons and marks drawn calmer, flat and visible on both palettes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QComboBox,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QWidget,
)

from dit_desktop.ui.colours import Colours, colour, colours
from dit_desktop.ui.ring import WIDTH

RADIUS = 6
TARGET = 24  # the least height of anything that is clicked, in pixels

_State = QStyle.StateFlag
_Primitive = QStyle.PrimitiveElement


def rounded(painter: QPainter, rect: QRect, ground: QColor | None, edge: QColor | None, width: float = 1) -> None:
    """A rounded box with an optional ground and edge, the edge inside the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(ground if ground else Qt.BrushStyle.NoBrush)
    inset = width / 2 if edge else 0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
    painter.restore()


def _round_pen(ink: QColor, width: float) -> QPen:
    return QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def chevron(painter: QPainter, middle: QPointF, size: float, ink: QColor, *, up: bool = False) -> None:
    """A small open arrow."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round_pen(ink, max(1.5, size / 6)))
    tip = -size / 4 if up else size / 4
    points = (QPointF(-size / 2, -tip), QPointF(0, tip), QPointF(size / 2, -tip))
    painter.drawPolyline(QPolygonF([middle + point for point in points]))
    painter.restore()


def tick(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """A check mark that fills a box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round_pen(ink, max(1.6, box.width() / 8)))
    shape = ((0.22, 0.54), (0.42, 0.74), (0.78, 0.3))
    points = [QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in shape]
    painter.drawPolyline(QPolygonF(points))
    painter.restore()


def _is_read_only(widget: QWidget | None) -> bool:
    return widget is not None and bool(widget.property("readOnly"))


class Drawn(QProxyStyle):
    """Fusion, with what we draw ourselves.

    pixelMetric and styleHint stay Qt's: they are asked thousands of times for each
    page, and an answer in Python costs more than what it could gain.
    """

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _PRIMITIVES.get(element)
        if draw is None or not draw(option, painter, widget):
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if (
            element is QStyle.ControlElement.CE_PushButtonLabel
            and isinstance(option, QStyleOptionButton)
            and option.features & QStyleOptionButton.ButtonFeature.DefaultButton
        ):
            option = QStyleOptionButton(option)
            ink = QPalette(option.palette)  # type: ignore[has-type]
            ink.setColor(QPalette.ColorRole.ButtonText, colour(ink, "on_accent"))
            option.palette = ink  # type: ignore[has-type]
        super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if isinstance(option, QStyleOptionComboBox) and not option.editable:  # type: ignore[has-type]
            _combo(self, option, painter, widget)
            return
        super().drawComplexControl(control, option, painter, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        made = super().sizeFromContents(kind, option, size, widget)
        if widget is not None and kind in _ROOM:
            text = widget.fontMetrics().height()
            wide = round(text * _ROOM[kind])
            return QSize(made.width() + wide, max(TARGET, round(text * 1.65), made.height()))
        if kind in (QStyle.ContentsType.CT_CheckBox, QStyle.ContentsType.CT_RadioButton):
            return made.expandedTo(QSize(0, TARGET))
        return made


_ROOM = {
    QStyle.ContentsType.CT_PushButton: 1.0,
    QStyle.ContentsType.CT_ToolButton: 0.3,
    QStyle.ContentsType.CT_LineEdit: 0.0,
    QStyle.ContentsType.CT_ComboBox: 0.6,
}


def _nothing(_option: QStyleOption, _painter: QPainter, _widget: QWidget | None) -> bool:
    return True


def _field(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """The ground and edge of a line or text area; what can only be read stands on the page itself."""
    named = colours(option.palette)  # type: ignore[has-type]
    if widget is not None and (widget.property("frameless") or isinstance(widget.parentWidget(), QComboBox)):
        return True
    if not _is_read_only(widget):
        rounded(painter, option.rect, QColor(named.base), QColor(named.outline))  # type: ignore[has-type]
    return True


def _frame(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    if widget is not None and widget.property("card"):
        named = colours(option.palette)  # type: ignore[has-type]
        rounded(painter, option.rect, None, QColor(named.line))  # type: ignore[has-type]
        return True
    return bool(widget is not None and widget.inherits("QAbstractScrollArea")) and _field(option, painter, widget)


def _button(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    named = colours(option.palette)  # type: ignore[has-type]
    state = option.state  # type: ignore[has-type]
    features = option.features if isinstance(option, QStyleOptionButton) else None  # type: ignore[has-type]
    if features is not None and features & QStyleOptionButton.ButtonFeature.DefaultButton:
        ground = QColor(named.accent)
        if state & _State.State_MouseOver or state & _State.State_Sunken:
            ground = ground.darker(110) if ground.lightness() < 128 else ground.lighter(110)
        rounded(painter, option.rect, ground, None)  # type: ignore[has-type]
        return True
    if features is not None and features & QStyleOptionButton.ButtonFeature.Flat and not state & _State.State_MouseOver:
        return True
    rounded(painter, option.rect, _ground(named, state), QColor(named.outline))  # type: ignore[has-type]
    return True


def _ground(named: Colours, state: QStyle.StateFlag) -> QColor:
    if state & (_State.State_Sunken | _State.State_On):
        return QColor(named.accent_ground)
    return QColor(named.hover if state & _State.State_MouseOver else named.base)


def _tool(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    """A tool button has no edge until it is pointed at or on."""
    state = option.state  # type: ignore[has-type]
    if state & (_State.State_Sunken | _State.State_On | _State.State_MouseOver):
        rounded(painter, option.rect, _ground(colours(option.palette), state), None)  # type: ignore[has-type]
    return True


def _mark_colours(option: QStyleOption) -> tuple[QColor, QColor, QColor]:
    """The ground, edge and mark of a check box or radio button."""
    named = colours(option.palette)  # type: ignore[has-type]
    state = option.state  # type: ignore[has-type]
    if not state & _State.State_Enabled:
        return QColor(named.window), QColor(named.outline), QColor(named.muted)
    if state & (_State.State_On | _State.State_NoChange):
        return QColor(named.accent), QColor(named.accent), QColor(named.on_accent)
    return _ground(named, state), QColor(named.outline), QColor(named.on_accent)


def _check(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    ground, edge, mark = _mark_colours(option)
    box = QRectF(option.rect).adjusted(1, 1, -1, -1)  # type: ignore[has-type]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.4))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 3, 3)
    if option.state & _State.State_NoChange:  # type: ignore[has-type]
        painter.fillRect(box.adjusted(4, box.height() / 2 - 1, -4, 1 - box.height() / 2), mark)
    painter.restore()
    if option.state & _State.State_On:  # type: ignore[has-type]
        tick(painter, box, mark)
    return True


def _radio(option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> bool:
    ground, edge, mark = _mark_colours(option)
    box = QRectF(option.rect).adjusted(1, 1, -1, -1)  # type: ignore[has-type]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1.4))
    painter.setBrush(ground)
    painter.drawEllipse(box)
    if option.state & _State.State_On:  # type: ignore[has-type]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5)
    painter.restore()
    return True


def _focus_rect(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> bool:
    """Inside lists and tabs the current one is ringed; around everything else stands the focus ring."""
    if widget is not None and (widget.inherits("QAbstractItemView") or widget.inherits("QTabBar")):
        rounded(painter, option.rect.adjusted(1, 1, -1, -1), None, colour(option.palette, "focus"), WIDTH)  # type: ignore[has-type]
    return True


def _combo(style: QStyle, option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None) -> None:
    _field(option, painter, widget)
    if _is_read_only(widget):
        return
    arrow = style.subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, widget
    )
    size = option.fontMetrics.height() * 0.5  # type: ignore[has-type]
    middle = QPointF(QRectF(arrow).center().x(), QRectF(option.rect).center().y())  # type: ignore[has-type]
    chevron(painter, middle, size, colour(option.palette, "muted"))  # type: ignore[has-type]


_PRIMITIVES: dict[QStyle.PrimitiveElement, Callable[[QStyleOption, QPainter, QWidget | None], bool]] = {
    _Primitive.PE_PanelLineEdit: _field,
    _Primitive.PE_FrameLineEdit: _nothing,
    _Primitive.PE_Frame: _frame,
    _Primitive.PE_PanelButtonCommand: _button,
    _Primitive.PE_FrameDefaultButton: _nothing,
    _Primitive.PE_PanelButtonTool: _tool,
    _Primitive.PE_IndicatorCheckBox: _check,
    _Primitive.PE_IndicatorItemViewItemCheck: _check,
    _Primitive.PE_IndicatorRadioButton: _radio,
    _Primitive.PE_FrameFocusRect: _focus_rect,
}
