# SPDX-License-Identifier: Apache-2.0
"""Finds widgets by their names, and those a screen reader could not name."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

W = TypeVar("W", bound=QWidget)


def nameless(page: QWidget) -> list[QWidget]:
    """The widgets of a page that take the focus and have no accessible name; a placeholder is none."""
    found = []
    for widget in page.findChildren(QWidget):
        takes_focus = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        inside = widget.objectName().startswith("qt_")  # made and named by Qt itself
        if takes_focus and not inside and not widget.isHidden() and not _name(widget):
            found.append(widget)
    return found


def _name(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return ""  # Qt would say the placeholder
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def one(of: type[W], inside: QWidget) -> W:
    """The first widget of a kind inside another."""
    found = inside.findChild(of)
    assert found is not None
    return found


def by_name(name: str, inside: QWidget) -> QWidget:
    """The widget that a screen reader calls so."""
    return next(widget for widget in inside.findChildren(QWidget) if widget.accessibleName() == name)
