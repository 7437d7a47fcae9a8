# SPDX-License-Identifier: Apache-2.0
"""Turns the mouse wheel over a widget."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget


def takes_wheel(widget: QWidget) -> bool:
    """Turn the wheel down by a notch over a widget; whether it kept the turn instead of passing it on."""
    target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    middle = QPointF(target.rect().center())
    event = QWheelEvent(
        middle,
        target.mapToGlobal(middle),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)
    return event.isAccepted()
