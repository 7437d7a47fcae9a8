# SPDX-License-Identifier: Apache-2.0
"""A rollback journal left by a crash: played when it is this vault's, set aside when it is not."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from dit_desktop.store import schema
from dit_desktop.store.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC: Final = bytes.fromhex("d9d505f920a163d7")  # SQLite's file format, "The Rollback Journal"


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


def settle(database: Path, key: bytearray) -> None:
    """Try a waiting journal on copies first; one that does not fit is set aside and never played."""
    if not is_hot(database):
        return
    journal = journal_of(database)
    aside = database.with_name("before-recovery")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    copy = aside / database.name
    shutil.copy2(database, copy)
    shutil.copy2(journal, journal_of(copy))
    if _plays(copy, key):
        # The real one is played by SQLite as the file is opened; what was before stays until that went well.
        schema.connect(database, key, "rw").close()
        shutil.rmtree(aside)
        return
    shutil.copy2(journal, aside / "foreign-journal")
    journal.unlink()


def _plays(copy: Path, key: bytearray) -> bool:
    try:
        connection = schema.connect(copy, key, "rw")
    except Refused:
        return False
    try:
        with schema.refusing():
            found = connection.execute("pragma cipher_integrity_check").fetchall()
            return not found and connection.execute("pragma quick_check").fetchone()[0] == "ok"
    except Refused:
        return False
    finally:
        connection.close()
