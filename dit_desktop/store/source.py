# SPDX-License-Identifier: Apache-2.0
"""What a salvage reads from: the records of a folder or of a backup, as they lie or with an interrupted save undone."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.records.settings import Settings
from dit_desktop.store import keys, places, schema, verify
from dit_desktop.store.errors import DamagedBackup, DamagedVault, Missing, NotAVault, Refused
from dit_desktop.store.journal import is_hot, journal_of, settle
from dit_desktop.store.pages import Pages
from dit_desktop.store.seal import Finding
from dit_desktop.store.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from dit_desktop.store.bundle import Bundle
    from dit_desktop.store.snapshot import Step


@dataclass(frozen=True)
class Source:
    """A damaged records file, its key file, what lies beside it, and how many links its chain is known to have had."""

    database: Path
    file: keys.KeyFile
    length: int
    settings: Settings
    findings: tuple[Finding, ...]


def refuse_other(database: Path) -> None:
    """Tell, without the key, a file of which nothing can come back."""
    try:
        with database.open("rb") as file:
            head = file.read(schema.PAGE)
    except FileNotFoundError as error:
        raise Missing(_("The file with the records is missing.")) from error
    if head.startswith(schema.PLAIN_HEADER):
        raise NotAVault(_("The file in place of the records is an unencrypted database."))
    if len(head) < schema.PAGE:
        raise DamagedVault(_("Nothing is left in the file with your records."))


def of_backup(packed: Bundle, place: Path, at: Step) -> Source:
    """The records of a backup, unpacked into an empty place whether they are whole or not."""
    spoilt = packed.unpack(place, at)
    found = tuple(Finding(DamagedBackup.code, name, _("This is not what was backed up.")) for name in spoilt)
    listed = packed.manifest
    settings = Settings(example=listed.example)
    return Source(place / schema.DATABASE, packed.file, listed.head.length, settings, found)


def of_folder(folder: Path, file: keys.KeyFile, key: bytearray, place: Path, state: Path) -> Source:
    """The records where they lie; with an interrupted save waiting, a copy in which it is undone if it is theirs."""
    database, found = folder / schema.DATABASE, tuple(verify.around(folder))
    if is_hot(database):
        for path in (database, journal_of(database)):
            shutil.copyfile(path, place / path.name)
        database = place / schema.DATABASE
        try:
            settle(database, key, file.database_salt)
        except DamagedVault:  # not whole either way: undone all the same, unless the journal is another's
            _undo(database, key, file.database_salt)
    seen = places.seen(state, file.vault_id)
    return Source(database, file, seen.length if seen else 0, read_settings(folder), found)


def _undo(database: Path, key: bytearray, salt: bytes) -> None:
    """Let SQLite play a journal of which the first page is one of this vault."""
    with journal_of(database).open("rb") as journal:
        journal.seek(20)  # where its header says at which byte the first page begins
        journal.seek(int.from_bytes(journal.read(4), "big"))
        number, data = int.from_bytes(journal.read(4), "big"), journal.read(schema.PAGE)
    with Pages(database, key, salt) as pages:
        theirs = len(data) == schema.PAGE and pages.opened(number, data) is not None
    if theirs:
        with suppress(Refused):  # it is played before the first page is looked at
            schema.connect(database, key, "rw").close()
