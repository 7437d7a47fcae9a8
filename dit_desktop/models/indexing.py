# SPDX-License-Identifier: Apache-2.0
"""Brings the index of the search up to date while nobody types, in the writer's turn and a little at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dit_desktop.store import indexing
from dit_desktop.store.errors import Refused

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dit_desktop.store.vault import Vault
    from dit_desktop.store.writer import Writer

FIRST: Final = 4000  # milliseconds after opening, when what one came for stands on the screen
REST: Final = 1500  # milliseconds since the last change; whoever types saves more often
NEXT: Final = 40  # milliseconds between two steps, for whoever saves or reads meanwhile
LATER: Final = 60_000  # milliseconds until a step is tried again that could not be made


class Indexing(QObject):
    """Takes one step after the other until nothing is left; what it has not come to yet the search reads itself."""

    done = Signal()  # nothing is left to do
    _stepped = Signal(object)

    def __init__(self, vault: Vault, writer: Writer, parent: QObject | None = None) -> None:
        """Look after the index of this vault; it begins with `begin`."""
        super().__init__(parent)
        self._vault, self._writer = vault, writer
        self._busy = False
        self._over = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._step)
        self._stepped.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Go on soon with what was left when the practice was last closed."""
        self._wait(FIRST)

    def rest(self) -> None:
        """Wait: something was changed, and somebody may be typing."""
        self._wait(REST)

    def finish(self) -> None:
        """Take no further step; the next opening goes on from here."""
        self._over = True
        self._timer.stop()

    def _wait(self, time: int) -> None:
        if not self._vault.read_only and not self._over:
            self._timer.start(time)

    def _step(self) -> None:
        if self._busy:  # the one under way says when it is over
            return
        self._busy = True
        self._writer.run(self._work).add_done_callback(self._stepped.emit)

    def _work(self) -> bool | None:
        """One step; None where a copy of the file is being made, which is not to be behind before it is there."""
        if not self._vault.long_work.acquire(blocking=False):
            return None
        try:
            return self._vault.write(indexing.step)
        finally:
            self._vault.long_work.release()

    def _take(self, step: Future[bool | None]) -> None:
        self._busy = False
        error: Any = step.exception()
        if isinstance(error, Refused) or (error is None and step.result() is None):
            self._wait(LATER)  # whoever saves is told of a full disk; the search goes on without
        elif error is not None:
            raise error
        elif self._timer.isActive():  # somebody typed meanwhile
            return
        elif step.result():
            self._wait(NEXT)
        else:
            self.done.emit()
