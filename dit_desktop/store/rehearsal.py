# SPDX-License-Identifier: Apache-2.0
"""A rehearsal of the worst day: the records out of one backup file, compared with those of today, one by one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.store import bundle, keys, rows, schema, verified
from dit_desktop.store.errors import DamagedBackup, WrongPassphrase
from dit_desktop.store.seal import Finding
from dit_desktop.store.snapshot import go_on, snapshot, workplace
from dit_desktop.store.verify import of_backup

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from dit_desktop.store.snapshot import Step
    from dit_desktop.store.vault import Secret, Vault

_COLUMNS: Final = "kind, client_id, parent_id, cast(body as blob), changed_at, signed_at, salt, binned_at"


@dataclass(frozen=True)
class Rehearsal:
    """How a restore would have gone."""

    same: int  # records that are today what the backup holds
    changed: int  # since the backup, or destroyed
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether everything came back as it was."""
        return not self.findings


def rehearse(
    vault: Vault,
    file: Path,
    secret: Secret | None = None,
    *,
    clock: Callable[[], datetime] = rows.now,
    at: Step = go_on,
) -> Rehearsal:
    """Restore a backup of an open vault into a private folder and compare a digest of every record; all is wiped.

    With the `secret` the backup's own keys are tried too, as they will be on that day.
    """
    packed = bundle.read(file)
    if secret is None and packed.file.database_salt != vault.held.file.database_salt:
        raise WrongPassphrase(
            _("This backup was made before everything was encrypted anew."),
            next_step=_("It opens with the passphrase of that time."),
        )
    key = secret.open(packed.file) if secret else vault.held.key()
    try:
        with workplace(vault.folder) as folder:
            found = of_backup(packed, folder, key, at)
            if found.findings:
                return Rehearsal(0, 0, found.findings)
            restored = _digests(folder / schema.DATABASE, key, at)
    finally:
        keys.wipe(key)
    compared = _compared(restored, _today(vault, at))
    if compared.ok:
        verified.note(vault.folder, packed.manifest, clock())
    return compared


def _today(vault: Vault, at: Step) -> dict[int, tuple[object, ...]]:
    with snapshot(vault, at) as taken, vault.held.lent() as key:  # that of the backup may be an older one
        return _digests(taken.database, key, at)


def _digests(database: Path, key: bytearray, at: Step) -> dict[int, tuple[object, ...]]:
    """Of every record when it was last changed, signed and binned, and a digest of all it is."""
    connection = schema.connect(database, key, "ro&immutable=1")
    try:
        with schema.refusing():
            made: dict[int, tuple[object, ...]] = {}
            for number, *row in connection.execute(f"select id, {_COLUMNS} from record order by id"):  # noqa: S608
                at("comparing")
                made[int(number)] = (row[4], row[5], row[7], hashlib.sha256(repr(row).encode()).digest())
            return made
    finally:
        connection.close()


def _compared(restored: dict[int, tuple[object, ...]], today: dict[int, tuple[object, ...]]) -> Rehearsal:
    same, changed, findings = 0, 0, []
    for number, record in restored.items():
        now = today.get(number)
        if now is None or now[:-1] != record[:-1]:
            changed += 1
        elif now == record:
            same += 1
        else:
            what = _("This record came back otherwise than it is.")
            findings.append(Finding(DamagedBackup.code, f"record {number}", what))
    return Rehearsal(same, changed, tuple(findings))
