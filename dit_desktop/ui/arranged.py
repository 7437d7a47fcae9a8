# SPDX-License-Identifier: Apache-2.0
"""A picture that places its own parts, anew whenever there is more or less room or the text has another size."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Arranged(QWidget):
    """Has no layout: where each part stands follows from what it shows."""

    def _arrange(self) -> None:
        """Put every part where it belongs in the room there is."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._arrange()
