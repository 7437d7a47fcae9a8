# SPDX-License-Identifier: Apache-2.0
"""Fusion with its fields, buttons, tabs, rows and marks drawn calmer, flat and visible on both palettes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionProgressBar,
    QStyleOptionSpinBox,
    QStyleOptionTab,
    QStyleOptionViewItem,
    QWidget,
)

from dit_desktop.ui.colours import colour, colours
from dit_desktop.ui.primitives import PRIMITIVES, field, is_read_only
from dit_desktop.ui.ring import WIDTH
from dit_desktop.ui.strokes import TARGET, chevron, rounded

_Control = QStyle.ControlElement
_Complex = QStyle.ComplexControl
_Sub = QStyle.SubControl
_GAP = 0.4  # between an icon and its words, in heights of a line of text


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
        draw = PRIMITIVES.get(element)
        if draw is None or not draw(option, painter, widget):
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        draw = _CONTROLS.get(element)
        if draw is not None and draw(option, painter):
            return
        inked = _INKED.get(element)
        super().drawControl(element, option if inked is None else inked(option), painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if isinstance(option, QStyleOptionComboBox) and not option.editable:
            _combo(self, option, painter, widget)
        elif isinstance(option, QStyleOptionSpinBox):
            _spin(self, option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        made = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type] # Qt takes none
        if kind not in _ROOM:
            return made
        wide, tall = _ROOM[kind]
        text = option.fontMetrics.height()
        return QSize(made.width() + round(text * wide), max(TARGET, round(text * tall), made.height()))


# What a control gets beyond Fusion's measure: more width and a least height, in heights of a line of text.
_ROOM = {
    QStyle.ContentsType.CT_PushButton: (1.0, 1.65),
    QStyle.ContentsType.CT_ToolButton: (0.3, 1.65),
    QStyle.ContentsType.CT_LineEdit: (0.0, 1.65),
    QStyle.ContentsType.CT_SpinBox: (0.3, 1.65),
    QStyle.ContentsType.CT_ComboBox: (0.6, 1.65),
    QStyle.ContentsType.CT_TabBarTab: (0.8, 2.0),
    QStyle.ContentsType.CT_ItemViewItem: (0.6, 1.65),
    QStyle.ContentsType.CT_HeaderSection: (0.6, 1.65),
    QStyle.ContentsType.CT_MenuItem: (0.0, 1.65),
    QStyle.ContentsType.CT_CheckBox: (0.0, 0.0),
    QStyle.ContentsType.CT_RadioButton: (0.0, 0.0),
}


def _primary_ink(option: QStyleOption) -> QStyleOption:
    """The words of a filled button in the colour that can be read on it."""
    if not isinstance(option, QStyleOptionButton):
        return option
    if not option.features & QStyleOptionButton.ButtonFeature.DefaultButton:
        return option
    made = QStyleOptionButton(option)
    ink = QPalette(option.palette)
    ink.setColor(QPalette.ColorRole.ButtonText, colour(ink, "on_accent"))
    made.palette = ink
    return made


def _label(option: QStyleOption, painter: QPainter) -> bool:
    """An icon and its words, further apart the larger the text is; Fusion leaves four pixels at any size."""
    if not isinstance(option, QStyleOptionButton) or option.icon.isNull() or not option.text:
        return False
    shown = _primary_ink(option)
    box, icon, gap = option.rect, option.iconSize, round(option.fontMetrics.height() * _GAP)
    text = option.fontMetrics.size(Qt.TextFlag.TextShowMnemonic.value, option.text)
    left = box.x() + max(0, box.width() - icon.width() - gap - text.width()) // 2
    enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    place = QRect(QPoint(left, box.y() + (box.height() - icon.height()) // 2), icon)
    option.icon.paint(
        painter, place, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
    )
    group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
    painter.setPen(shown.palette.color(group, QPalette.ColorRole.ButtonText))
    words = QRect(place.right() + 1 + gap, box.y(), text.width(), box.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextShowMnemonic.value, option.text)
    return True


def _row_ink(option: QStyleOption) -> QStyleOption:
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
        rounded(painter, rect.adjusted(1, 1, -1, -4), None, QColor(named.focus), WIDTH)
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
    middle = QPointF(QRectF(arrow).center().x(), QRectF(option.rect).center().y())
    chevron(painter, middle, option.fontMetrics.height() * 0.5, colour(option.palette, "muted"))


def _spin(style: QStyle, option: QStyleOptionSpinBox, painter: QPainter, widget: QWidget | None) -> None:
    field(option, painter, widget)
    if is_read_only(widget):
        return
    for part, up in ((_Sub.SC_SpinBoxUp, True), (_Sub.SC_SpinBoxDown, False)):
        rect = style.subControlRect(_Complex.CC_SpinBox, option, part, widget)
        size = option.fontMetrics.height() * 0.4
        if not rect.isEmpty():
            chevron(painter, QRectF(rect).center(), size, colour(option.palette, "muted"), up=up)


_CONTROLS: dict[QStyle.ControlElement, Callable[[QStyleOption, QPainter], bool]] = {
    _Control.CE_PushButtonLabel: _label,
    _Control.CE_TabBarTabShape: _tab,
    _Control.CE_HeaderSection: _header,
    _Control.CE_HeaderEmptyArea: _header,
    _Control.CE_ProgressBarGroove: _groove,
    _Control.CE_ProgressBarContents: _progress,
}
_INKED: dict[QStyle.ControlElement, Callable[[QStyleOption], QStyleOption]] = {
    _Control.CE_PushButtonLabel: _primary_ink,
    _Control.CE_ItemViewItem: _row_ink,
}
