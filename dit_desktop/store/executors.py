# SPDX-License-Identifier: Apache-2.0
"""The executors' pack beside every backup, and the code it is under, which the encrypted records keep.

What the pack holds is made by whoever asks for it: the store knows no paper.  It is
written after the backup, so nothing that goes wrong with it costs the backup.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.paths import write_atomically
from dit_desktop.records.body import instant
from dit_desktop.store import rows, seal
from dit_desktop.store.backup import prefix
from dit_desktop.store.errors import DamagedBackup, DiskFull, ReadOnly, Refused, from_os, unknown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.records.executors import Find
    from dit_desktop.store.vault import Vault

    # Makes the pack of the records found, under a code, as it stands at a moment; called on any thread.
    Pack = Callable[[Find, str, datetime], bytes]

MADE: Final = "executors' code made"
REVOKED: Final = "executors' code revoked"


@dataclass(frozen=True)
class Code:
    """What opens the pack, and since when."""

    text: str = field(repr=False)
    made_at: datetime


def code(connection: Connection) -> Code | None:
    """The code in force, if executors were ever given one."""
    row = connection.execute("select code, made_at from executors").fetchone()
    return Code(str(row[0]), datetime.fromisoformat(row[1])) if row else None


def keep(connection: Connection, text: str, moment: datetime) -> None:
    """Let another code be in force from now on, in the caller's transaction."""
    connection.execute("insert or replace into executors(one, code, made_at) values(1, ?, ?)", (text, instant(moment)))
    seal.append(connection, instant(moment), MADE)


def revoke(connection: Connection, moment: datetime) -> None:
    """Let no code be in force, in the caller's transaction; packs go with the next backup beside them."""
    if connection.execute("delete from executors").rowcount:
        seal.append(connection, instant(moment), REVOKED)


def place(folder: Path, vault_id: str) -> Path:
    """Where the pack lies in a folder of backups; its name tells as little as theirs."""
    return folder / f"{prefix(vault_id)}executors.pdf"


def write(vault: Vault, folder: Path, pack: Pack) -> Path | None:
    """Write the pack anew into a folder of backups; where no code is in force one that lies there is removed.

    Raises Refused whatever goes wrong; an older pack is then still whole.
    """
    path = place(folder, vault.vault_id)
    try:
        known = vault.ask(code)
        if known is None:
            path.unlink(missing_ok=True)
            return None
        data = pack(vault.find, known.text, rows.now().astimezone())
        write_atomically(path, data)
        back = path.read_bytes()
    except OSError as error:
        raise _told(error) from error
    except Refused:
        raise
    except Exception as error:
        # A paper that cannot be made says so in its own words; they are all a person needs.
        said = getattr(error, "what", "")
        raise (Refused(f"{_NOT_WRITTEN} {said}", safe=_SAFE) if said else unknown(error)) from error
    if back != data:
        raise DamagedBackup(_("The executors’ pack did not read back as it was written."), safe=_SAFE)
    return path


def written_at(folder: Path, vault_id: str) -> datetime | None:
    """When the pack that lies in a folder of backups was written, if one can be reached there."""
    with suppress(OSError):
        return datetime.fromtimestamp(place(folder, vault_id).stat().st_mtime, UTC)
    return None


_NOT_WRITTEN: Final = _("The executors’ pack could not be written.")
_SAFE: Final = _("The backup itself was made; a pack that was there before is as it was.")


def _told(error: OSError) -> Exception:
    state = from_os(error)
    if isinstance(state, DiskFull):
        return DiskFull(_NOT_WRITTEN, safe=_SAFE, next_step=_("Free some space on the disk with the backups."))
    return ReadOnly(_NOT_WRITTEN, safe=_SAFE, next_step=_("Look whether the folder with the backups can be written."))
