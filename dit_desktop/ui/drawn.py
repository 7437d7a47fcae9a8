# SPDX-License-Identifier: Apache-2.0
"""Fusion with its fields, buttons, tabs, rows and marks drawn calmer, flat and visible on both palettes."""

from __future__ import annotations

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QWidget,
)

from dit_desktop.ui.colours import colour
from dit_desktop.ui.primitives import PRIMITIVES
from dit_desktop.ui.strokes import TARGET

_Control = QStyle.ControlElement
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
        shown = option
        if element is _Control.CE_PushButtonLabel:
            if _label(option, painter):
                return
            shown = _primary_ink(option)
        elif element in _FURNITURE:
            from dit_desktop.ui import furniture  # noqa: PLC0415 - the first page has none of it

            if element is _Control.CE_ItemViewItem:
                shown = furniture.row_ink(option)
            elif furniture.CONTROLS[element](option, painter):
                return
        super().drawControl(element, shown, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        from dit_desktop.ui import furniture  # noqa: PLC0415 - the first page has none of it

        if not furniture.draw_complex(self, option, painter, widget):
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

_FURNITURE = frozenset(
    {
        _Control.CE_ItemViewItem,
        _Control.CE_TabBarTabShape,
        _Control.CE_HeaderSection,
        _Control.CE_HeaderEmptyArea,
        _Control.CE_ProgressBarGroove,
        _Control.CE_ProgressBarContents,
    }
)


def _primary_ink(option: QStyleOption) -> QStyleOption:
    """The words of a filled button in the colour that can be read on it."""
    if not isinstance(option, QStyleOptionButton):
        return option
    if not option.features & QStyleOptionButton.ButtonFeature.DefaultButton:
        return option
    if not option.state & QStyle.StateFlag.State_Enabled:
        return option
    made = QStyleOptionButton(option)
    ink = made.palette  # its own; a palette made from another would have Python build all enumerations
    ink.setColor(QPalette.ColorRole.ButtonText, colour(ink, "on_accent"))
    made.palette = ink
    return made


def _label(option: QStyleOption, painter: QPainter) -> bool:
    """An icon and its words, further apart the larger the text is; Fusion leaves four pixels at any size."""
    if not isinstance(option, QStyleOptionButton) or option.icon.isNull() or not option.text:
        return False
    shown = _primary_ink(option)
    box, icon, gap = option.rect, option.iconSize, round(option.fontMetrics.height() * _GAP)
    text = option.fontMetrics.size(QtCore.Qt.TextFlag.TextShowMnemonic.value, option.text)
    left = box.x() + max(0, box.width() - icon.width() - gap - text.width()) // 2
    enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    place = QRect(QPoint(left, box.y() + (box.height() - icon.height()) // 2), icon)
    mode = QtGui.QIcon.Mode.Normal if enabled else QtGui.QIcon.Mode.Disabled
    option.icon.paint(painter, place, QtCore.Qt.AlignmentFlag.AlignCenter, mode)
    group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
    painter.setPen(shown.palette.color(group, QPalette.ColorRole.ButtonText))
    words = QRect(place.right() + 1 + gap, box.y(), text.width(), box.height())
    painter.drawText(
        words, QtCore.Qt.AlignmentFlag.AlignVCenter.value | QtCore.Qt.TextFlag.TextShowMnemonic.value, option.text
    )
    return True
