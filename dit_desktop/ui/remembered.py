# SPDX-License-Identifier: Apache-2.0
"""Qt's file dialog remembers the folders it showed, outside the practice; one may be named after somebody."""

from __future__ import annotations

import os
import sys
from typing import Final

from PySide6.QtCore import QSettings

_OWNER, _GROUP = "QtProject", "FileDialog"  # of every program made with Qt, as Qt names them
_KEPT: Final = ("history", "lastVisited")


def remember_nothing() -> None:
    """Let nothing be kept from now on; where the system keeps it (Windows, macOS), only `forget` can take it back."""
    if sys.platform in ("win32", "darwin"):
        forget()
    else:
        # A place that can never be written to: no file, not even for a moment.
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def forget() -> None:
    """Take back what was kept, and leave alone what other programs keep beside it."""
    settings = QSettings(QSettings.Scope.UserScope, _OWNER)
    settings.beginGroup(_GROUP)
    for key in _KEPT:
        settings.remove(key)
