# SPDX-License-Identifier: Apache-2.0
"""Keeps the program's windows out of pictures, recordings and shared screens, where the system lets a window ask."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    Exclude = Callable[[int, bool], object]  # of a window, by its number in the system, whether it is kept out


def of_this_system() -> Exclude | None:
    """What the system offers; None where no window can ask."""
    if sys.platform == "win32":
        from dit_desktop.ui.system import windows  # noqa: PLC0415 - of each system only its own

        return windows.exclude
    if sys.platform == "darwin":
        from dit_desktop.ui.system import macos  # noqa: PLC0415

        return macos.exclude
    return None


class Capture(QObject):
    """Asks for every window of the program, from its first moment on the screen: dialogs and menus too."""

    def __init__(self, app: QGuiApplication, exclude: Exclude | None = None) -> None:
        """Be ready; until `set_kept_out` windows are seen as ever."""
        super().__init__(app)
        self._app, self._exclude = app, exclude or of_this_system()
        self._kept_out = False

    def set_kept_out(self, kept_out: bool) -> None:  # noqa: FBT001 - the one thing it is about
        """Keep all windows out from now on, or none."""
        if self._exclude is None or kept_out == self._kept_out:
            return
        self._kept_out = kept_out
        if kept_out:
            self._app.installEventFilter(self)
        else:
            self._app.removeEventFilter(self)
        for window in self._app.topLevelWindows():
            if window.isVisible():
                self._ask(window, kept_out)

    def _ask(self, window: QWindow, kept_out: bool) -> None:  # noqa: FBT001 - see set_kept_out
        if self._exclude is not None:
            self._exclude(int(window.winId()), kept_out)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for a window before it is painted for the first time."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWindow) and watched.isTopLevel():
            self._ask(watched, True)
        return False
