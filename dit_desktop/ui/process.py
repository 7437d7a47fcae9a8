# SPDX-License-Identifier: Apache-2.0
"""The process around the window: replaced by a fresh one when it locks, ended by signals without loss."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence


def start_line(arguments: Sequence[str]) -> list[str]:
    """The command that starts this program again as it was started, with other arguments of its own."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    own = len(sys.orig_argv) - len(sys.argv) + 1
    return [sys.executable, *sys.orig_argv[1:own], *arguments]


def replace_process(arguments: Sequence[str]) -> NoReturn:
    """Let a fresh process take over; what this one still held in memory goes with it."""
    line = start_line(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":  # exec there would leave the console waiting for a process that has ended
        import subprocess  # noqa: PLC0415 - 13 ms that no start needs

        subprocess.Popen(line, close_fds=True, creationflags=subprocess.DETACHED_PROCESS)
        os._exit(0)
    os.execv(line[0], line)  # noqa: S606 - the program itself, without a shell


class Endings(QObject):
    """Brings SIGTERM and SIGINT to the window's own thread, where saving is possible."""

    asked = Signal()
    _reading: int

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if sys.platform == "win32":  # no signals there; the session's end is told by Qt
            return
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        self._reading = reading
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: None)
        self._notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._told)

    def _told(self) -> None:
        os.read(self._reading, 64)
        self.asked.emit()
