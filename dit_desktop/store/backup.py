# SPDX-License-Identifier: Apache-2.0
"""A verified backup of an open vault: one file, whole or not there."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, BinaryIO, Final

from dit_desktop.i18n import _
from dit_desktop.paths import private_folder, sync_folder
from dit_desktop.store import bundle, keys, rows, schema, verified, verify
from dit_desktop.store.errors import CODES, DamagedVault, DiskFull, Exists, ReadOnly, from_os
from dit_desktop.store.questions import Questions
from dit_desktop.store.settings import read_settings
from dit_desktop.store.snapshot import go_on, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from dit_desktop.store.seal import Finding
    from dit_desktop.store.snapshot import Snapshot, Step
    from dit_desktop.store.vault import Vault

EVENT: Final = "backup"
_PARTIAL: Final = ".partial"


@dataclass(frozen=True)
class Backup:
    """A backup that was read again from its end to its beginning."""

    path: Path
    manifest: bundle.Manifest


def prefix(vault_id: str) -> str:
    """How the names of all backups of a vault begin."""
    return f"dit-{vault_id[:8]}-"


def backup(
    vault: Vault,
    to: Path,
    *,
    upgrade: bool = False,
    clock: Callable[[], datetime] = rows.now,
    at: Step = go_on,
) -> Backup:
    """Write the vault as it stands into a new file in a folder, which is made if it is missing.

    The chain notes it before the copy is taken.  Records that do not hold together are
    refused; nothing that was there before is touched.
    """
    try:
        return _backup(vault, to, clock().astimezone(UTC), at, upgrade=upgrade)
    except OSError as error:
        raise told(error) from error


def told(error: OSError) -> Exception:
    """An error of the system in words for whoever backs up."""
    state = from_os(error)
    safe = _("The practice is unchanged, and so is every older backup.")
    if isinstance(state, DiskFull):
        what = _("There is not enough room for the backup.")
        return DiskFull(what, safe=safe, next_step=_("Free some space, or choose another disk."))
    if isinstance(state, ReadOnly):
        what = _("The folder for the backup cannot be written to.")
        return ReadOnly(what, safe=safe, next_step=_("Choose another folder."))
    return state or error


def _backup(vault: Vault, to: Path, moment: datetime, at: Step, *, upgrade: bool) -> Backup:
    if to.exists() and not to.is_dir():
        raise Exists(_("There is a file where the folder for backups should be."))
    private_folder(to)
    for left in to.glob(f".{prefix(vault.vault_id)}*{_PARTIAL}"):
        left.unlink()
    partial = to / f".{prefix(vault.vault_id)}{os.getpid()}{_PARTIAL}"
    handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            vault.note(EVENT)
            at("noted")
            with snapshot(vault, at) as taken, _examined(vault, taken, at) as questions:
                at("copied")
                found = _checked(vault, questions)
                at("checked")
                made = _packed(file, vault, taken, found, moment, at, upgrade=upgrade)
                file.flush()
                os.fsync(file.fileno())
                at("packed")
                bundle.read(partial).check(at)
        at("read back")
        stamp = moment.strftime("%Y%m%dT%H%M%SZ")
        path = to / f"{prefix(vault.vault_id)}{made.head.length:08}-{stamp}{bundle.SUFFIX}"
        partial.replace(path)
        at("renamed")
        sync_folder(to)
        verified.note(vault.folder, made, moment)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    return Backup(path, made)


@contextmanager
def _examined(vault: Vault, taken: Snapshot, at: Step) -> Iterator[Questions]:
    """Questions to the copy; the longest of them is asked meanwhile, and answered before anything has its name."""
    key = vault.held.key()
    try:
        questions = Questions(taken.database, key, at=at)
        with questions.meanwhile("file", verify.structure):
            yield questions
        _refuse(questions.findings)
    finally:
        keys.wipe(key)


def _checked(vault: Vault, questions: Questions) -> verify.Report:
    """What the copy holds."""
    found = verify.of_copy(vault.held.file, questions)
    _refuse(found.findings)
    return found


def _refuse(findings: Sequence[Finding]) -> None:
    """Records with anything wrong in them are never backed up over good backups."""
    if findings:
        first = findings[0]
        what = _("These records do not hold together ({where}), so no backup was made of them.")
        safe = _("Nothing was changed, and every older backup is still there.")
        next_step = _("Keep the older backups. Run verify to see what is wrong, then restore the last good backup.")
        kind = CODES.get(first.code, DamagedVault)
        raise kind(what.format(where=first.where), safe=safe, next_step=next_step)


def _packed(
    file: BinaryIO, vault: Vault, taken: Snapshot, found: verify.Report, moment: datetime, at: Step, *, upgrade: bool
) -> bundle.Manifest:
    with bundle.Packing(file) as packing:
        packing.add_file(schema.DATABASE, taken.database, at)
        packing.add(keys.FILE, vault.held.file.without([keys.DEVICE]).dump())
        manifest = bundle.Manifest(
            vault_id=vault.vault_id,
            schema=found.schema or 0,
            program=found.program or "",
            head=found.head or vault.head(),
            counts=found.counts,
            digests=packing.digests,
            made_at=moment,
            upgrade=upgrade,
            example=read_settings(vault.folder).example,
            source=taken.source,
        )
        packing.finish(manifest)
    return manifest
