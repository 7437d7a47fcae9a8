# SPDX-License-Identifier: Apache-2.0
"""Whatever goes wrong unexpectedly, on any thread, becomes a report without values; nothing of it is printed.

Python and Qt would print messages as they are.  Where a desktop starts the program,
what it prints lands in a file of the system's.
"""

from __future__ import annotations

import sys
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from dit_desktop.store import crash
from dit_desktop.store.eventlog import Event, EventLog

if TYPE_CHECKING:
    from dit_desktop.models.backups import Backups
    from dit_desktop.models.desk import Desk
    from dit_desktop.ui.window import MainWindow
    from dit_desktop.ui.workspace import Workspace


class Mistakes(QObject):
    """Takes the place of all that would print an error, for as long as the window is there."""

    _happened = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        """Begin."""
        super().__init__(window)
        self._window = window
        self._happened.connect(window.tell_mistake, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = lambda _kind, error, _trace: window.tell_mistake(error)
        threading.excepthook = lambda args: self._elsewhere(args.exc_value)
        sys.unraisablehook = lambda args: self._elsewhere(args.exc_value)
        qInstallMessageHandler(self._toolkit)

    def _elsewhere(self, error: BaseException | None) -> None:
        """Bring an error to the window's own thread."""
        if error is not None and not isinstance(error, SystemExit):
            self._happened.emit(error)

    def _toolkit(self, kind: QtMsgType, _context: object, _words: str) -> None:
        """Note that Qt had something to say, and not what: it may hold a name."""
        if kind is not QtMsgType.QtDebugMsg:
            self._window.noted.log(Event.TOOLKIT)


class Noted:
    """The log of an open practice, and the reports of what went wrong."""

    def __init__(self, window: MainWindow) -> None:
        """Know of nothing yet."""
        self._window = window
        self._known: set[str] = set()  # a mistake that repeats itself is reported once
        self._log: EventLog | None = None
        self._hard_end: crash.HardEnd | None = None
        self._began = 0.0

    def begin(self, desk: Desk, backups: Backups, workspace: Workspace) -> None:
        """A practice is open; where the process before this one was ended by a fault, that is said."""
        folder = desk.vault.folder
        ended = not desk.read_only and crash.after_hard_end(folder) is not None
        if not desk.read_only:
            self._log, self._hard_end, self._began = EventLog(folder), crash.HardEnd(folder), time.monotonic()
        self.log(Event.OPENED)
        if ended:
            self.log(Event.ENDED_HARD)
            workspace.tell_hard_end()
        desk.refused.connect(lambda error: self.log(Event.REFUSED, error.code))
        desk.checkup.found.connect(lambda found: self.log(Event.DAMAGE_FOUND, places=len(found)))
        backups.told.connect(lambda error: self.log(Event.BACKUP_REFUSED, error.code))

    def end(self) -> None:
        """The practice is closed."""
        self.log(Event.CLOSED, seconds=int(time.monotonic() - self._began))
        if self._hard_end is not None:
            self._hard_end.stop()
        self._log = self._hard_end = None

    def log(self, event: Event, code: str = "", **counts: int) -> None:
        """Write down that something happened, while a practice is open."""
        if self._log is not None:
            self._log.note(event, code, **counts)

    def mistake(self, error: BaseException) -> bool:
        """Keep a report of an error that nobody expected; returns whether there is one to read."""
        self.log(Event.MISTAKE)
        now, where = datetime.now(UTC), self._window.where
        about = crash.text_of(error, datetime.fromtimestamp(0, UTC))
        if about not in self._known:
            if not where.is_vault() or crash.keep(where.folder, crash.text_of(error, now), now) is None:
                return False
            self._known.add(about)
        return True
