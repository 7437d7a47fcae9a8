# SPDX-License-Identifier: Apache-2.0
"""The form of a backup: a zip, stored, of the encrypted records, the key file, and a list of what they hold.

Nothing in it is readable without the passphrase or the recovery code but how many
records of each kind there are.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import uuid
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

from dit_desktop.i18n import _
from dit_desktop.records import body
from dit_desktop.store import keys, schema
from dit_desktop.store.errors import DamagedBackup, DamagedKeys, Missing, NotAVault, TooNew
from dit_desktop.store.seal import Head
from dit_desktop.store.snapshot import CHUNK, Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dit_desktop.store.snapshot import Step

SUFFIX: Final = ".ditbackup"
MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
PACKING: Final = "packing"
READING: Final = "reading"
_MOST: Final = 1 << 20  # bytes of a manifest
_MAGIC: Final = b"PK\3\4"
_LOCAL_HEADER: Final = 30  # bytes, then a name and an extra field whose lengths are its last two numbers


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    vault_id: str
    schema: int
    program: str
    head: Head
    counts: dict[str, int]
    digests: dict[str, str]  # of each other member, SHA-256 in hexadecimal digits
    made_at: datetime
    upgrade: bool  # made before the records were brought up to date
    example: bool
    source: Source  # the live file when it was copied

    def dump(self) -> bytes:
        """The manifest's bytes."""
        made = {
            "format": FORMAT,
            "vault_id": self.vault_id,
            "schema": self.schema,
            "program": self.program,
            "chain": {"length": self.head.length, "head": self.head.link.hex()},
            "counts": self.counts,
            "sha256": self.digests,
            "made_at": body.instant(self.made_at),
            "upgrade": self.upgrade,
            "example": self.example,
            "source": {"bytes": self.source.size, "mtime_ns": self.source.mtime_ns},
        }
        return json.dumps(made, indent=1, sort_keys=True).encode() + b"\n"


def _parse(data: bytes) -> Manifest:
    found: dict[str, Any] = json.loads(data)
    if found["format"] != FORMAT:
        raise TooNew(_("A newer version of DIT Desktop made this backup."))
    made_at = datetime.fromisoformat(found["made_at"])
    if made_at.tzinfo is None:
        raise ValueError
    return Manifest(
        vault_id=str(uuid.UUID(found["vault_id"])),
        schema=int(found["schema"]),
        program=str(found["program"]),
        head=Head(int(found["chain"]["length"]), bytes.fromhex(found["chain"]["head"])),
        counts={str(kind): int(number) for kind, number in found["counts"].items()},
        digests={name: str(found["sha256"][name]) for name in (schema.DATABASE, keys.FILE)},
        made_at=made_at,
        upgrade=bool(found["upgrade"]),
        example=bool(found["example"]),
        source=Source(int(found["source"]["bytes"]), int(found["source"]["mtime_ns"])),
    )


@dataclass(frozen=True)
class Bundle:
    """A backup whose list of contents and key file were read; its records were not yet."""

    path: Path
    manifest: Manifest
    file: keys.KeyFile
    key_data: bytes
    begins: int  # of the records in the file
    size: int

    def unpack(self, folder: Path, at: Step) -> list[str]:
        """Write the records and the key file into a folder, damaged or not; names what is not as it was packed."""
        with (folder / schema.DATABASE).open("xb") as writing:
            spoilt = self._read(at, writing.write)
            writing.flush()
            os.fsync(writing.fileno())
        (folder / schema.DATABASE).chmod(0o600)
        self.file.write(folder)
        return spoilt

    def check(self, at: Step) -> None:
        """Read it from end to end and refuse it if it is not what was packed."""
        if self._read(at, len):
            raise DamagedBackup

    def _read(self, at: Step, take: Callable[[bytes], object]) -> list[str]:
        """Hand over the records piece by piece; names what is not as it was packed."""
        made = hashlib.sha256()
        with self.path.open("rb") as packed:
            packed.seek(self.begins)
            left = self.size
            while data := packed.read(min(CHUNK, left)):
                at(READING)
                take(data)
                made.update(data)
                left -= len(data)
        found = {schema.DATABASE: made.hexdigest(), keys.FILE: hashlib.sha256(self.key_data).hexdigest()}
        return [name for name, digest in self.manifest.digests.items() if found[name] != digest]


def refuse_other(path: Path) -> None:
    """Refuse what is not a backup at all."""
    if not path.exists():
        raise Missing(_("There is no backup at this place."), next_step=_("Check the file's name."))
    if path.is_dir():
        raise NotAVault(_("This is a folder, and a backup is a single file."))
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC and path.suffix != SUFFIX:
            raise NotAVault(_("This is not a backup of a DIT Desktop practice."))


def read(path: Path) -> Bundle:
    """A backup's list of contents and key file; limits are checked before anything is read."""
    refuse_other(path)
    try:
        with zipfile.ZipFile(path) as packed:
            members = {info.filename: info for info in packed.infolist()}
            records, key_file, manifest = (members.pop(name) for name in (schema.DATABASE, keys.FILE, MANIFEST))
            if members or any(_is_odd(info) for info in (records, key_file, manifest)):
                raise DamagedBackup
            if key_file.file_size > keys.MAX_FILE or manifest.file_size > _MOST:
                raise DamagedBackup
            key_data = packed.read(key_file)
            made = _parse(packed.read(manifest))
        with path.open("rb") as file:
            begins = _begin(file, records)
        return Bundle(path, made, keys.parse(key_data), key_data, begins, records.file_size)
    except (
        zipfile.BadZipFile,
        struct.error,
        DamagedKeys,
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        NotImplementedError,
        RecursionError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        raise DamagedBackup from error


def _is_odd(info: zipfile.ZipInfo) -> bool:
    """Whether a member is compressed or encrypted, which no member of a backup is."""
    return info.compress_type != zipfile.ZIP_STORED or bool(info.flag_bits & 1) or info.file_size != info.compress_size


def _begin(file: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Where a member's bytes begin; read past the zip's own check, so that damage can be named page by page."""
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER)
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    begins = info.header_offset + _LOCAL_HEADER + name + extra
    if header[: len(_MAGIC)] != _MAGIC or begins + info.file_size > file.seek(0, 2):
        raise DamagedBackup
    return begins


class Packing:
    """A backup being written."""

    def __init__(self, file: BinaryIO) -> None:
        """Write into this file."""
        self._packed = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self.digests: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind is None:
            self._packed.close()
            return
        with suppress(OSError, ValueError):  # the end of what will be thrown away
            self._packed.close()

    def add_file(self, name: str, path: Path, at: Step) -> None:
        """Add a file piece by piece."""
        info = _member(name)
        info.file_size = path.stat().st_size  # so that a large one gets the longer form
        made = hashlib.sha256()
        with path.open("rb") as reading, self._packed.open(info, "w") as writing:
            while data := reading.read(CHUNK):
                at(PACKING)
                writing.write(data)
                made.update(data)
        self.digests[name] = made.hexdigest()

    def add(self, name: str, data: bytes) -> None:
        """Add a few bytes."""
        self._packed.writestr(_member(name), data)
        self.digests[name] = hashlib.sha256(data).hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """Write the list of contents."""
        self._packed.writestr(_member(MANIFEST), manifest.dump())


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)  # with the zip's first day: when the backup was made, the manifest says in full
    info.external_attr = 0o600 << 16
    return info
