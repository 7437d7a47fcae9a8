# SPDX-License-Identifier: Apache-2.0
"""A rollback journal left by a crash: played when that makes the file whole, set aside when it is not this vault's."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.store import schema
from dit_desktop.store.errors import DamagedVault, Refused, from_os

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")  # SQLite's file format, "The Rollback Journal"
TRIAL: Final = "before-recovery"
ASIDE: Final = "foreign-journal"


def journal_of(database: Path) -> Path:
    """Where SQLite keeps the journal of a file."""
    return database.with_name(database.name + "-journal")


def is_hot(database: Path) -> bool:
    """Whether a journal with a valid header waits to be played."""
    journal = journal_of(database)
    if not journal.is_file():
        return False
    with journal.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def settle(database: Path, key: bytearray, salt: bytes) -> None:
    """Play a waiting journal if the file is whole afterwards; set it aside if the file is whole without it.

    Everything is tried on copies.  Where neither makes the file whole, both stay as they are.
    """
    if not is_hot(database):
        return
    trial = database.with_name(TRIAL)
    try:
        if _whole(database, key, salt, trial, play=True):
            schema.connect(database, key, "rw").close()  # SQLite plays it as it opens the file
        elif _whole(database, key, salt, trial, play=False):
            journal_of(database).rename(_free(database.with_name(ASIDE)))
        else:
            raise DamagedVault(
                _("Saving was interrupted, and what is left of it does not make the file with your records whole."),
                next_step=_(
                    "Copy the practice folder aside as it is, records.db-journal too: without it nobody can tell "
                    "that anything is missing. Then restore the last good backup."
                ),
            )
    except OSError as error:
        raise from_os(error) or error from error
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def _free(path: Path) -> Path:
    """The first name of this kind at which nothing lies: what was set aside earlier is kept too."""
    number = 1
    while (found := path.with_name(f"{path.name}-{number}")).exists():
        number += 1
    return found


def _whole(database: Path, key: bytearray, salt: bytes, trial: Path, *, play: bool) -> bool:
    """Whether a copy of the file, with or without its journal, opens and holds together."""
    shutil.rmtree(trial, ignore_errors=True)
    trial.mkdir(mode=0o700)
    copy = trial / database.name
    shutil.copy2(database, copy)
    if play:
        shutil.copy2(journal_of(database), journal_of(copy))
    try:
        connection = schema.connect(copy, key, "rw")
        try:
            with schema.refusing():
                bad = connection.execute("pragma cipher_integrity_check").fetchall()
                found = connection.execute("pragma quick_check").fetchone()[0]
        finally:
            connection.close()
        schema.look(copy, salt)
    except Refused:
        return False
    return not bad and found == "ok"
