# SPDX-License-Identifier: Apache-2.0
"""Work too long for the window's own thread, one job at a time."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_TYPING: Final = 0.25  # seconds after a key or click in which the window is still at work with it
_ASIDE: Final = 0.004  # seconds that a piece of work waits then, about half of what it takes itself
_NICE: Final = 10  # of 19


class Cancelled(Exception):  # noqa: N818 - named by what happened
    """The therapist asked a job to stop."""


@dataclass(eq=False)
class Job:
    """A piece of work as its own code sees it: it says how far it is and hears when to stop."""

    title: str
    _progress: Callable[[Job, int, int], None]
    _quiet: Callable[[], float] | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _cancelled: bool = False

    def step(self, done: int, total: int) -> None:
        """Say how far the work is; raises Cancelled if it is to stop."""
        if self._stop.is_set():
            self._cancelled = True
            raise Cancelled
        self._progress(self, done, total)

    def stand_aside(self) -> None:
        """Let whoever types go first; not to be called while anybody waits for this work."""
        if self._quiet is not None and self._quiet() < _TYPING:
            self._stop.wait(_ASIDE)

    @property
    def was_cancelled(self) -> bool:
        """Whether it came to an end because it was asked to."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


def steps_of(job: Job, gentle: str) -> Callable[[str], None]:
    """What work is to be given that names its steps: in those called `gentle`, for which nobody waits, it stands aside.

    In others it may hold what a save needs.
    """

    def at(step: str) -> None:
        if step == gentle:
            job.stand_aside()
        job.step(0, 0)

    return at


class Jobs(QObject):
    """Runs functions elsewhere and brings their results back to the window's thread."""

    started = Signal(object)  # Job
    progressed = Signal(object, int, int)  # Job, done, total
    ended = Signal(object)  # Job
    answered = Signal(object)  # Job: whoever asked for it has been told
    _back = Signal(object)

    def __init__(self, parent: QObject | None = None, *, quiet: Callable[[], float] | None = None) -> None:
        """Make a worker; it starts with the first job.

        With `quiet`, which says for how many seconds nobody has touched a key, its work can stand aside for the window.
        """
        super().__init__(parent)
        self._quiet = quiet
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job", initializer=_give_way)
        # Queued, else work that is done at once would answer before it is said to have begun.
        self._back.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        title: str,
        work: Callable[[Job], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object],
    ) -> Job:
        """Do some work, then call `done`, or `failed` with what went wrong, on the caller's thread."""
        job = Job(title, self.progressed.emit, self._quiet)

        def end(future: Future[T]) -> None:
            self.ended.emit(job)
            error: Any = Cancelled() if future.cancelled() else future.exception()
            try:
                if error is None:
                    done(future.result())
                elif not isinstance(error, Cancelled):
                    failed(error)
            finally:
                self.answered.emit(job)

        self.started.emit(job)

        def announce(future: Future[T]) -> None:
            with suppress(RuntimeError):  # the window that asked is gone, and nobody waits for the answer
                self._back.emit(lambda: end(future))

        self._worker.submit(work, job).add_done_callback(announce)
        return job

    @staticmethod
    def _call(answer: Callable[[], None]) -> None:
        answer()

    def finish(self) -> None:
        """Wait for what is running and take nothing more."""
        self._worker.shutdown(wait=True, cancel_futures=True)


def _give_way() -> None:
    """Let the window have the processor before this thread, and before those it begins."""
    if sys.platform == "linux":  # where Qt cannot, and a thread has a niceness of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
    else:
        QThread.currentThread().setPriority(QThread.Priority.LowPriority)
