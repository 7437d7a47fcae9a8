# SPDX-License-Identifier: Apache-2.0
"""Which keys open a vault and since when, and when the recovery code was last proven to be at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.store import keys, proof, rewrap, rows
from dit_desktop.store.errors import WrongCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.vault import Vault

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True)
class Standing:
    """The keys of a vault by kind with the moment each was made, and the last proof of the recovery code."""

    made: dict[str, datetime]
    proven_at: datetime
    by_groups: bool  # whether two groups of the code will do as a proof

    def proof_is_due(self, now: datetime | None = None) -> bool:
        """Whether the code was last proven a year ago or longer."""
        return (now or rows.now()) - self.proven_at >= YEAR


def standing(vault: Vault) -> Standing:
    """The keys of an open vault as they are now."""
    created, proven = vault.ask(_dates)
    made = {slot.kind: slot.made_at or created for slot in vault.held.file.slots}
    renewed = made.get(keys.RECOVERY, created)  # a new code is proven before it counts
    recovery = vault.held.file.slot(keys.RECOVERY)
    return Standing(made, max(renewed, proven or renewed), bool(recovery and recovery.tags))


def _dates(connection: Connection) -> tuple[datetime, datetime | None]:
    """When the vault was made, and when the code was last proven."""
    first = connection.execute("select at from chain order by seq limit 1").fetchone()
    last = connection.execute(
        "select at from chain where event = ? order by seq desc limit 1", (rewrap.PROVEN,)
    ).fetchone()
    return _moment(first[0]), _moment(last[0]) if last else None


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
