# SPDX-License-Identifier: Apache-2.0
"""Keeps the mouse wheel from changing what it merely passes over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class _Passing(QObject):
    """Sends a wheel over its widget on to the page, unless the widget has the focus and may use it."""

    def __init__(self, widget: QWidget, *, always: bool) -> None:
        super().__init__(widget)
        self._widget, self._always = widget, always
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Wheel or (self._widget.hasFocus() and not self._always):
            return False
        event.ignore()
        return True


def pass_wheel(widget: QWidget, *, always: bool = False) -> None:
    """Let the wheel scroll the page while a spin box, list of choices or date has no focus (or `always`)."""
    _Passing(widget, always=always)
