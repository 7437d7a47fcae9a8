# SPDX-License-Identifier: Apache-2.0
"""The chain as somebody reads it: what happened when, whether all of it is there, and the number kept outside.

A chain cannot tell that its own end was taken off, or that the whole file is an older
copy.  Whoever wrote its number down somewhere else can.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.store import keys, schema, seal
from dit_desktop.store.errors import Refused
from dit_desktop.store.questions import Questions
from dit_desktop.store.snapshot import go_on, snapshot

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.seal import Finding, Head
    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Vault

_DIGITS: Final = 16  # of the head; sixty-four bits that nobody can make fit
_NUMBER: Final = re.compile(r"(\d+)[^0-9a-f]+([0-9a-f]{16}|[0-9a-f]{64})")


@dataclass(frozen=True)
class Entry:
    """One link: its number, when, what happened, to which kind of record if it is there, and why if it was erased."""

    number: int
    at: str
    event: str
    kind: str
    reason: str

    @property
    def moment(self) -> datetime | None:
        """The time of it; None for one that is no time."""
        try:
            return datetime.fromisoformat(self.at)
        except ValueError:
            return None


@dataclass(frozen=True)
class Checked:
    """What a walk along the chain and over every signed record found."""

    head: Head
    findings: tuple[Finding, ...]


def entries(connection: Connection, most: int) -> list[Entry]:
    """The last links, the latest first."""
    sql = (
        "select c.seq, c.at, c.event, coalesce(r.kind, ''), case when c.event = 'erased' then coalesce(("
        "select d.reason from destruction d where d.finished_at = c.at "
        "and c.record_id in (d.client_id, d.record_id)), '') else '' end "
        "from chain c left join record r on r.id = c.record_id order by c.seq desc limit ?"
    )
    return [Entry(*row) for row in connection.execute(sql, (most,))]


def check(vault: Vault, at: Step = go_on) -> Checked:
    """Walk the chain and every signed record of an open vault, on a copy, so that nobody waits."""
    key = vault.held.key()
    try:
        with snapshot(vault, at) as taken:
            questions = Questions(taken.database, key, at=at)
            questions.ask("schema", lambda connection: schema.examine(connection, vault.vault_id))
            questions.gather("chain", seal.check)
            head = questions.ask("chain", seal.head)
    finally:
        keys.wipe(key)
    return Checked(head or vault.head(), tuple(dict.fromkeys(questions.findings)))


def number(head: Head) -> str:
    """How far the chain has come, short enough to be written down by hand."""
    digits = head.link.hex()[:_DIGITS].upper()
    return "-".join([str(head.length), *(digits[at : at + 4] for at in range(0, _DIGITS, 4))])


def holds(connection: Connection, kept: str) -> bool:
    """Whether the chain still goes through a number that was written down; as `number` or as `verify` prints it."""
    spaced = " ".join(kept.lower().split())
    length, _gap, digits = spaced.removeprefix("chain ").replace("-", " ", 1).partition(" ")
    found = _NUMBER.fullmatch(f"{length} {re.sub('[ -]', '', digits)}")
    if found is None:
        raise Refused(
            _("This is not such a number."),
            safe=_("Nothing was changed."),
            next_step=_("It begins with how many entries there were, then a hyphen and sixteen characters."),
        )
    row = connection.execute("select head from chain where seq = ?", (int(found[1]),)).fetchone()
    return row is not None and bytes(row[0]).hex().startswith(found[2])
