# SPDX-License-Identifier: Apache-2.0
"""Questions to a records file that may be damaged: what it answers, and what is found where it cannot."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from sqlcipher3 import dbapi2

from dit_desktop.i18n import _
from dit_desktop.store import schema
from dit_desktop.store.errors import ForeignVault, Refused, TooNew
from dit_desktop.store.seal import Finding
from dit_desktop.store.snapshot import go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.snapshot import Step

T = TypeVar("T")

CHECKING: Final = "checking"
_READING: Final = "ro&immutable=1"  # no lock, no journal played, and it works where nothing can be written
_OFTEN: Final = 20_000  # steps of the database between two looks at whether to go on; some milliseconds


@dataclass
class Questions:
    """Asks every question over a connection of its own: after one bad page a connection garbles the good ones."""

    database: Path
    key: bytearray
    findings: list[Finding] = field(default_factory=list)
    at: Step = go_on
    given_up: threading.Event = field(default_factory=threading.Event)

    def ask(self, where: str, question: Callable[[Connection], T]) -> T | None:
        """The answer, or None and a finding where the file is too damaged to give one."""
        stopped: list[BaseException] = []
        connection = schema.connect(self.database, self.key, _READING)
        connection.set_progress_handler(lambda: self._look_up(stopped), _OFTEN)
        try:
            self.at(CHECKING)
            with schema.refusing():
                return question(connection)
        except (ForeignVault, TooNew):
            raise
        except Refused as error:
            found = Finding(error.code, where, error.what)
        except (
            dbapi2.Error,
            LookupError,
            TypeError,
            ValueError,
        ):  # what only a page that is not itself can bring about
            found = Finding("damaged_vault", where, _("This part cannot be read."))
        finally:
            connection.close()
        if stopped:
            raise stopped[0]
        self.findings.append(found)
        return None

    def _look_up(self, stopped: list[BaseException]) -> int:
        """Whether a long question is to be given up."""
        try:
            self.at(CHECKING)
        except BaseException as error:  # noqa: BLE001 - it is raised again where the driver has let go
            stopped.append(error)
        return len(stopped) + self.given_up.is_set()

    def gather(self, where: str, check: Callable[[Connection], Iterator[Finding]]) -> None:
        """Keep what a check finds, also what it found before it could not go on."""
        self.ask(where, lambda connection: self.findings.extend(check(connection)))

    @contextmanager
    def meanwhile(self, where: str, check: Callable[[Connection], Iterator[Finding]]) -> Iterator[None]:
        """Let a long check run on a thread of its own; what it finds is there once the block has ended."""
        beside = replace(self, findings=[])
        with ThreadPoolExecutor(1, thread_name_prefix="check") as thread:
            asked = thread.submit(beside.gather, where, check)
            try:
                yield
            except BaseException:
                self.given_up.set()
                raise
            asked.result()
        self.findings += beside.findings
