# SPDX-License-Identifier: Apache-2.0
"""What nobody holds any more is thrown away on the window's own thread only.

Python looks for cycles on whichever thread happens to allocate.  On the writer's that
would end widgets and timers of the window there, for which Qt has no leave.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY: Final = 1000  # milliseconds


class Sweeping(QObject):
    """Takes over from Python's own collector for as long as the program runs."""

    def __init__(self, parent: QObject) -> None:
        """Begin; Python's collector stays off from now on."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> int | None:
        """Throw away as much as Python would have by now; returns the generation, or None if nothing was due."""
        due = [
            n for n, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most
        ]
        if not due:
            return None
        gc.collect(due[-1])
        return due[-1]
