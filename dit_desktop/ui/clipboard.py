# SPDX-License-Identifier: Apache-2.0
"""What was copied out of the practice does not stay on the clipboard, nor in what keeps a history of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

KEPT: Final = 60  # seconds
# What asks those that keep a history to leave this out of it: by kind of data, as each looks for it.
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
MARKS: Final = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    "org.nspasteboard.ConcealedType": b"1",
    "x-kde-passwordManagerHint": b"secret",
}
_SEEN: Final = "x-kde-passwordManagerHint"  # by which a copy is known to be marked already


def marked(words: str) -> QMimeData:
    """Words as they may lie on a clipboard."""
    data = QMimeData()
    data.setText(words)
    for kind, value in MARKS.items():
        data.setData(kind, value)
    return data


class Copied(QObject):
    """Marks every copy, and takes it back a minute later and when asked, if what lies there is still ours."""

    def __init__(self, app: QApplication, kept: float = KEPT) -> None:
        """Follow the clipboard of an application; `kept` seconds are what a copy has."""
        super().__init__(app)
        self._clipboard = app.clipboard()
        self._words = ""
        self._timer = QTimer(self, singleShot=True, interval=round(kept * 1000))
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._follow)

    def clear(self) -> None:
        """Empty the clipboard of what came from here; what somebody else put there meanwhile stays."""
        words, self._words = self._words, ""
        self._timer.stop()
        if words and self._clipboard.ownsClipboard() and self._clipboard.text() == words:
            self._clipboard.clear()
        # Where what is merely selected lies on a clipboard of its own, a click of the wheel would paste it.
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _follow(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._words = ""
            self._timer.stop()
            return
        words = self._clipboard.text()
        if not words:
            return
        self._words = words
        self._timer.start()
        if not self._clipboard.mimeData().hasFormat(_SEEN):
            # In the same turn: nobody can have read the unmarked words yet where they are fetched from here.
            self._clipboard.setMimeData(marked(words))
