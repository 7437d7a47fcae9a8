# SPDX-License-Identifier: Apache-2.0
"""One window for a practice: a second start brings the first one forward and goes, by a file that the first watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from dit_desktop.store import opened, places
from dit_desktop.store.errors import InUse, Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dit_desktop.ui.window import MainWindow


class Alone(QObject):
    """Holds the place before a practice for as long as its window stands there, open or locked."""

    def __init__(self, window: MainWindow) -> None:
        """Take the place, and with the window any it moves to; where another has it, that one comes forward."""
        super().__init__(window)
        self._window = window
        self._held: tuple[Path, Callable[..., None]] | None = None  # and what gives it back
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(window.come_forward)
        if window.door is not None:
            window.door.moved.connect(self._stand)
            window.door.opened.connect(self._stand_anew)  # a practice that was made or put in place has another
        self._stand()

    def _stand(self) -> None:
        folder = self._window.where.folder
        if not self._window.where.is_vault() or (self._held and self._held[0] == folder):
            return
        self._give_back()
        try:
            taken = places.lock(folder, places.WINDOW)
        except InUse:
            places.touch(folder / places.WINDOW)
            QTimer.singleShot(0, self._window, self._window.leave)
            return
        except Refused:  # nothing can be written there, and two may well read
            return
        self._held = folder, taken.release
        file = folder / places.WINDOW
        before = file.stat().st_mtime_ns
        self._watcher.addPath(str(file))
        if file.stat().st_mtime_ns != before:  # a second start was as quick as this one
            QTimer.singleShot(0, self._window, self._window.come_forward)
        opened.wipe(folder)  # what the window before this one lent, if it was ended before it locked

    def _stand_anew(self) -> None:
        self._give_back()
        self._stand()

    def _give_back(self) -> None:
        if self._held:
            self._watcher.removePaths(self._watcher.files())
            self._held[1]()
            self._held = None
