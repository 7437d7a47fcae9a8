# SPDX-License-Identifier: Apache-2.0
"""What a file is, told from its content alone; whatever its name says is not looked at."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final

from dit_desktop.records.attached import FileKind

_HEIC: Final = re.compile(rb"....ftyp(?:heic|heix|hevc|mif1|msf1|heim|heis|avif)", re.DOTALL)
_SOUND_BOX: Final = re.compile(rb"....ftyp(?:M4A |M4B |mp4[12]|isom|iso[2-6]|3gp[4-9])", re.DOTALL)
_MOVING: Final = re.compile(rb"hdlr.{8}vide", re.DOTALL)  # a track that is to be seen
# The head of a part of an MP3: MPEG 1, 2 or 2.5, layer III, a rate and a frequency that there are.
_MP3: Final = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xe3]", re.DOTALL)
_WORDS: Final = "word/document.xml"
_MOST_PARTS: Final = 5000


def kind_of(data: bytes) -> FileKind | None:
    """The kind of file, or None if it is none that is taken."""
    if data.startswith(b"%PDF-"):
        return FileKind.PDF
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data.startswith(b"PK\x03\x04"):
        return FileKind.DOCX if _is_word(data) else None
    return _sound(data)


def _sound(data: bytes) -> FileKind | None:
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return FileKind.WAV
    if data.startswith(b"OggS"):
        return FileKind.OGG
    if data.startswith(b"fLaC"):
        return FileKind.FLAC
    if _SOUND_BOX.match(data):
        return None if _MOVING.search(data) else FileKind.M4A
    if data.startswith(b"ID3") or _MP3.match(data):
        return FileKind.MP3
    return None


def is_heic(data: bytes) -> bool:
    """Whether it is a picture as many telephones keep them, which few programs can read."""
    return _HEIC.match(data) is not None


def _is_word(data: bytes) -> bool:
    """Whether a packed file is a Word document without macros."""
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - rarely wanted

    try:
        with ZipFile(BytesIO(data)) as packed:
            names = packed.namelist()
    except (BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        return False
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return len(names) <= _MOST_PARTS and names.count(_WORDS) == 1 and "[Content_Types].xml" in names and not macros
