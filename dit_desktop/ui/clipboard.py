# SPDX-License-Identifier: Apache-2.0
"""What was copied out of the practice does not stay on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

KEPT: Final = 60  # seconds


class Copied(QObject):
    """Empties the clipboard a minute after a copy, and when asked, if what lies there is still ours."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._clipboard = app.clipboard()
        self._timer = QTimer(self, singleShot=True, interval=KEPT * 1000)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._follow)

    def clear(self) -> None:
        """Empty the clipboard if what lies there came from here."""
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()

    def _follow(self) -> None:
        if self._clipboard.ownsClipboard() and self._clipboard.text():
            self._timer.start()
        else:
            self._timer.stop()
