# SPDX-License-Identifier: Apache-2.0
"""Which keys open a vault and since when, and when the recovery code was last proven to be at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.store import keys, proof, reencrypt, rewrap, rows
from dit_desktop.store.device import DAYS
from dit_desktop.store.errors import WrongCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.vault import Vault

YEAR: Final = timedelta(days=365)
MONTH: Final = timedelta(days=30)
REMINDED: Final = "asked to prove the recovery code"
_DATED: Final = (rewrap.PROVEN, rewrap.SHOWN, REMINDED, reencrypt.EVENT)


@dataclass(frozen=True)
class Standing:
    """The keys of a vault by kind with the moment each was made, and the last proof of the recovery code."""

    made: dict[str, datetime]
    proven_at: datetime
    reminded_at: datetime | None
    by_groups: bool  # whether two groups of the code will do as a proof
    encrypted_at: datetime  # since when the data key of today encrypts everything
    device_until: datetime | None  # when the passphrase is asked again on this device
    unproven: bool = False  # the code of today was shown, and whoever was shown it went away before proving it

    def proof_is_due(self, now: datetime | None = None) -> bool:
        """Whether the code was last proven a year ago or longer."""
        return (now or rows.now()) - self.proven_at >= YEAR

    def reminder_is_due(self, now: datetime | None = None) -> bool:
        """Whether to ask for a proof: once, and again after a month, never at every unlocking."""
        moment = now or rows.now()
        return self.proof_is_due(moment) and (self.reminded_at is None or moment - self.reminded_at >= MONTH)


def standing(vault: Vault) -> Standing:
    """The keys of an open vault as they are now."""
    created, last = vault.ask(_dates)
    made = {slot.kind: slot.made_at or created for slot in vault.held.file.slots}
    recovery = vault.held.file.slot(keys.RECOVERY)
    renewed = made.get(keys.RECOVERY, created)  # a new code is proven before it counts
    proven = max(renewed, last.get(rewrap.PROVEN, renewed))
    return Standing(
        made=made,
        proven_at=proven,
        reminded_at=last.get(REMINDED),
        by_groups=bool(recovery and recovery.tags),
        encrypted_at=last.get(reencrypt.EVENT, created),
        device_until=made[keys.DEVICE] + timedelta(days=DAYS) if keys.DEVICE in made else None,
        unproven=rewrap.SHOWN in last and last[rewrap.SHOWN] > proven,
    )


def _dates(connection: Connection) -> tuple[datetime, dict[str, datetime]]:
    """When the vault was made, and when each of a few things last happened to it."""
    first = connection.execute("select at from chain order by seq limit 1").fetchone()
    sql = "select at from chain where seq = (select max(seq) from chain where event = ?)"
    found = {event: connection.execute(sql, (event,)).fetchone() for event in _DATED}
    return _moment(first[0]), {event: _moment(row[0]) for event, row in found.items() if row}


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def prove(vault: Vault, groups: Mapping[int, str]) -> int | None:
    """Compare groups of the recovery code, counted from 0.

    The first that is another one is returned; if all are right, the chain notes the proof.
    """
    slot = vault.held.file.slot(keys.RECOVERY)
    if slot is None or not slot.tags:
        raise WrongCode(_("The groups of this code cannot be compared one by one; type the whole code."))
    with vault.held.lent() as key:
        for number, group in groups.items():
            if not proof.fits(key, slot.salt, slot.tags, number, group):
                return number
    vault.note(rewrap.PROVEN)
    return None


def prove_whole(vault: Vault, code: str) -> None:
    """Refuse a code that does not open this vault; if it does, the chain notes the proof."""
    if keys.kind_of_code(vault.held.file, code) != keys.RECOVERY:
        raise WrongCode(_("This is the full-access code, not the recovery code."))
    vault.note(rewrap.PROVEN)
