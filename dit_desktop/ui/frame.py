# SPDX-License-Identifier: Apache-2.0
"""Where the window stands, in words one process tells the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRect

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


def place(window: QMainWindow, frame: str) -> None:
    """Put a window where another stood; without such words, in a size that suits most screens."""
    window.resize(1180, 800)
    parts = frame.split(",")
    if len(parts) == 5 and all(part.lstrip("-").isdigit() for part in parts):
        x, y, wide, high, largest = (int(part) for part in parts)
        window.setGeometry(QRect(x, y, wide, high))
        if largest:
            window.setWindowState(QtCore.Qt.WindowState.WindowMaximized)


def words(window: QMainWindow) -> str:
    """Where a window stands now."""
    at = window.normalGeometry() if window.isMaximized() else window.geometry()
    return f"{at.x()},{at.y()},{at.width()},{at.height()},{int(window.isMaximized())}"
