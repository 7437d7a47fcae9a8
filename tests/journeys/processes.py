# SPDX-License-Identifier: Apache-2.0
"""Processes of one journey: started with a mark in their environment, found by it, and ended by their pid."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
MARK = "DIT_JOURNEY"


class NotInTimeError(AssertionError):
    """What was waited for has not come."""


def wait_for(look: Callable[[], T | None], what: str, seconds: float = 10) -> T:
    """The first true answer of `look`; asked again until it comes."""
    deadline = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        if time.monotonic() > deadline:
            raise NotInTimeError(f"after {seconds} s: no {what}")
        time.sleep(0.02)


class Processes:
    """Everything one journey has started, and what that has started in turn.

    A program that replaces itself keeps its pid, one that starts itself anew and
    leaves its parent keeps the mark, so both stay in sight.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = {**environment, MARK: uuid.uuid4().hex}
        self._started: list[subprocess.Popen[bytes]] = []

    def start(
        self,
        command: Sequence[str | Path],
        *,
        log: str,
        pass_fds: Sequence[int] = (),
        variables: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a command whose output goes to a file of that name."""
        with (self.folder / log).open("ab") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                env={**self.environment, **(variables or {})},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._started.append(process)
        return process

    def alive(self) -> dict[int, str]:
        """The marked processes that run now, each with its command line."""
        for process in self._started:
            process.poll()  # one that has ended is no longer there
        mark = f"{MARK}={self.environment[MARK]}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                continue  # it ended while it was looked at, or belongs to somebody else
        return found

    def end(self, pids: Sequence[int], seconds: float = 5) -> None:
        """End processes by their pids, first politely."""
        for sent in (signal.SIGTERM, signal.SIGKILL):
            for pid in set(pids) & set(self.alive()):
                os.kill(pid, sent)
            deadline = time.monotonic() + seconds
            while set(pids) & set(self.alive()) and time.monotonic() < deadline:
                time.sleep(0.02)

    def end_all(self) -> None:
        """End everything, the latest first, and leave nothing behind."""
        ours = [process.pid for process in reversed(self._started)]
        for pid in [*(pid for pid in self.alive() if pid not in ours), *ours]:
            self.end([pid], seconds=3)
        self.end(list(self.alive()))
        for process in self._started:
            process.wait(timeout=5)
