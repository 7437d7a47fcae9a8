# SPDX-License-Identifier: Apache-2.0
"""Once a week the records are read from end to end, on a copy, and the chain is walked; what was found is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from dit_desktop.store import rows, verify
from dit_desktop.store.errors import ReadOnly, from_os
from dit_desktop.store.questions import Questions
from dit_desktop.store.snapshot import go_on, snapshot

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.seal import Finding
    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Vault

EVENT: Final = "checked"
EVERY: Final = timedelta(days=7)


@dataclass(frozen=True)
class Last:
    """When everything was last found to hold together, and whether by a check or by the making of the vault."""

    at: datetime
    checked: bool

    def is_due(self, now: datetime | None = None) -> bool:
        """Whether a week has gone since, or the clock says something that cannot be."""
        return not timedelta() <= (now or rows.now()) - self.at < EVERY


def last(connection: Connection) -> Last:
    """The last good check; without one, the beginning."""
    sql = "select at, event from chain where seq = coalesce((select max(seq) from chain where event = ?), 1)"
    at, event = connection.execute(sql, (EVENT,)).fetchone()
    return Last(datetime.fromisoformat(at), event == EVENT)


def check(vault: Vault, *, at: Step = go_on) -> tuple[Finding, ...]:
    """Read an open vault from end to end while it is worked with; that all is well is noted in the chain."""
    if vault.read_only:
        raise ReadOnly
    try:
        with snapshot(vault, at) as taken, vault.held.lent() as key:
            questions = Questions(taken.database, key, [*verify.key_files(vault.folder)], at)
            found = verify.of_records("vault", vault.held.file, questions).findings
    except OSError as error:
        raise from_os(error) or error from error
    if not found:
        vault.note(EVENT)
    return found
