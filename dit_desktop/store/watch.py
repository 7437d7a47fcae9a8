# SPDX-License-Identifier: Apache-2.0
"""Notices what happens to the records file under an open connection."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.store.errors import DamagedVault, Missing, ReadOnly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection


class Watch:
    """Knows the file as it was opened, and refuses when it was moved, replaced or written by others."""

    def __init__(self, database: Path, connection: Connection) -> None:
        """Remember the file that this connection has just opened."""
        self._database = database
        self._connection = connection
        self._damaged = False
        self._identity = self._look()
        self._version: int | None = self._others_writes()
        self._checked = False

    def check_place(self) -> None:
        """Refuse where another file lies at the place now, or none: saving into one that was moved away is lost."""
        if self._look() != self._identity:
            raise Missing(_("The file with your records was moved or replaced while it was open."))

    def check_content(self) -> None:
        """Refuse where somebody else has written into the file; asked inside a transaction."""
        version = self._others_writes()
        if self._version not in (None, version):
            raise Missing(_("The file with your records was changed from outside while it was open."))
        self._version, self._checked = version, True

    @contextmanager
    def undoing(self) -> Iterator[None]:
        """Remember that a transaction of our own failed: undoing it, now or later, counts as a write by others."""
        self._checked = False
        try:
            yield
        except BaseException:
            if self._checked:  # nobody else had written until then
                self._version = None
            raise

    @contextmanager
    def noticing(self) -> Iterator[None]:
        """Remember a damaged page: after it the driver takes no more writes, and calls that read-only."""
        try:
            yield
        except DamagedVault:
            self._damaged = True
            raise
        except ReadOnly as error:
            if self._damaged:
                raise DamagedVault(
                    _("The file with your records is damaged; nothing more is saved into it.")
                ) from error
            raise

    def _look(self) -> tuple[int, int]:
        try:
            found = self._database.stat()
        except FileNotFoundError:
            return (0, 0)
        return (found.st_dev, found.st_ino)

    def _others_writes(self) -> int:
        """A number that changes when somebody else writes into the file, by SQLite or over its bytes."""
        return int(self._connection.execute("pragma data_version").fetchone()[0])
