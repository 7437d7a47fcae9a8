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
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from dit_desktop.i18n import _
from dit_desktop.store import crash, opened
from dit_desktop.store.eventlog import Event, EventLog
from dit_desktop.ui.message import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.models.backups import Backups
    from dit_desktop.models.desk import Desk
    from dit_desktop.store.errors import Refused
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
    """The log of an open practice, the reports of what went wrong, and what is taken away when it is closed."""

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
            tell_hard_end(workspace)
        desk.refused.connect(lambda error: self.log(Event.REFUSED, error.code))
        desk.checkup.found.connect(lambda found: self.log(Event.DAMAGE_FOUND, places=len(found)))
        backups.told.connect(lambda error: self.log(Event.BACKUP_REFUSED, error.code))

    def end(self) -> None:
        """The practice is closed."""
        left = opened.wipe(self._window.where.folder)
        if left:
            self.log(Event.NOT_WIPED, files=left)
        self.log(Event.CLOSED, seconds=int(time.monotonic() - self._began))
        if self._hard_end is not None:
            self._hard_end.stop()
        self._log = self._hard_end = None

    def log(self, event: Event, code: str = "", **counts: int) -> None:
        """Write down that something happened, while a practice is open."""
        if self._log is not None:
            self._log.note(event, code, **counts)

    def mistake(self, error: BaseException, told: Refused, workspace: Workspace | None) -> None:
        """Keep a report of an error that nobody expected, and say so where a practice is open."""
        self.log(Event.MISTAKE)
        kept = self._keep(error)
        if workspace is not None:
            tell(workspace, told, kept=kept)

    def _keep(self, error: BaseException) -> bool:
        """Whether there is a report of it to read."""
        now, where = datetime.now(UTC), self._window.where
        about = crash.text_of(error, datetime.fromtimestamp(0, UTC))
        if about not in self._known:
            if not where.is_vault() or crash.keep(where.folder, crash.text_of(error, now), now) is None:
                return False
            self._known.add(about)
        return True


def tell(workspace: Workspace, told: Refused, *, kept: bool) -> None:
    """Say that the program made a mistake, and offer the report that was kept of it to be read."""
    if told.what not in workspace.messages.text():
        then, action = (_KEPT, _to_reports(workspace)) if kept else (told.next, None)
        workspace.messages.show_message(Kind.DANGER, told.what, safe=told.safe, then=then, action=action)


def tell_hard_end(workspace: Workspace) -> None:
    """Say that the process before this one ended by a fault."""
    what = _("The program ended by a fault when it last had this practice open.")
    safe = _("What had been saved is here: the last two seconds of typing may be missing.")
    workspace.messages.show_message(Kind.WARN, what, safe=safe, then=_KEPT, action=_to_reports(workspace))


_KEPT: Final = _("A report was kept on this computer; nothing is sent anywhere.")


def _to_reports(workspace: Workspace) -> tuple[str, Callable[[], None]]:
    from dit_desktop.ui.pages.page import Target  # noqa: PLC0415 - this module is there before the pages are

    return _("Read the report"), lambda: workspace.go(Target("reports"))
