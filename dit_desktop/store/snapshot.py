# SPDX-License-Identifier: Apache-2.0
"""A copy of the records as they stand between two saves, on which long work is done without holding anybody up."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.paths import private_folder
from dit_desktop.store import places, schema
from dit_desktop.store.errors import Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dit_desktop.store.vault import Vault

    # Told the name of every step of long work; what it raises ends the work, and nothing half-made is left.
    Step = Callable[[str], None]

CHUNK: Final = 4 << 20  # bytes between two looks at whether to go on
COPYING: Final = "copying"


@dataclass(frozen=True)
class Source:
    """The records file as it was when it was copied, by which a later change is noticed."""

    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Snapshot:
    """A private copy of the records."""

    folder: Path
    source: Source

    @property
    def database(self) -> Path:
        """The copied file."""
        return self.folder / schema.DATABASE


def go_on(_step: str) -> None:
    """Let every step pass."""


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A private folder inside that of a vault, gone afterwards; after a crash the next opening removes it."""
    above = private_folder(folder / places.WORK)
    place = Path(tempfile.mkdtemp(dir=above))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        with suppress(OSError):  # somebody else is at work in it
            above.rmdir()


@contextmanager
def snapshot(vault: Vault, at: Step = go_on) -> Iterator[Snapshot]:
    """The records of an open vault, copied while nothing is saved; reading and typing go on meanwhile."""
    with vault.long_work, workplace(vault.folder) as place:
        with vault.at_rest() as database:
            source = source_of(database)
            copy(database, place / schema.DATABASE, at)
        yield Snapshot(place, source)


def source_of(database: Path) -> Source:
    """A records file as it stands now."""
    try:
        about = database.stat()
    except FileNotFoundError as error:
        raise Missing(_("The file with your records was moved or replaced while it was open.")) from error
    return Source(about.st_size, about.st_mtime_ns)


def copy(source: Path, to: Path, at: Step) -> None:
    """Copy a file piece by piece."""
    with source.open("rb") as reading, to.open("xb") as writing:
        while data := reading.read(CHUNK):
            at(COPYING)
            writing.write(data)
