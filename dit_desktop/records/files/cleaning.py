# SPDX-License-Identifier: Apache-2.0
"""Pictures without what a camera wrote beside them: where, when and with which device they were taken.

The picture itself is taken over as it is, bit by bit: only those parts of the file go
in that are needed to see it.  How it is to be turned is written anew.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from dit_desktop.records.attached import FileKind

if TYPE_CHECKING:
    from collections.abc import Iterator


class Unreadable(ValueError):  # noqa: N818 - named by the state
    """This is no picture that holds together."""


def cleaned(kind: FileKind, data: bytes) -> bytes:
    """A file as it is kept: a picture without its metadata, anything else as it is; raises Unreadable."""
    if kind is FileKind.JPEG:
        return _jpeg(data)
    return _png(data) if kind is FileKind.PNG else data


# --- JPEG ---

_START, _END, _SCAN, _EXIF, _ADOBE = 0xD8, 0xD9, 0xDA, 0xE1, 0xEE
# Frames, tables and intervals: without them nothing is seen.  Comments and applications' own parts are left out.
_SEEN: Final = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDD, _SCAN} - {0xC8})
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_NEXT: Final = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")  # within a scan these say nothing
_NAMED_ADOBE: Final = b"Adobe"


def _jpeg(data: bytes) -> bytes:
    kept: list[bytes] = []
    turned = 1
    for marker, body in _segments(data):
        if marker == _EXIF and body[2:8] == b"Exif\0\0":
            turned = _orientation(body[8:]) or turned
        elif marker == _ADOBE and body[2:7] == _NAMED_ADOBE and len(body) >= 14:
            kept.append(b"\xff\xee\x00\x0e" + body[2:14])  # how its colours are to be understood
        elif marker in _SEEN:
            kept.append(bytes((0xFF, marker)) + body)
    if not kept:
        raise Unreadable
    how = [_exif(turned)] if turned != 1 else []
    return b"".join((b"\xff\xd8", *how, *kept, b"\xff\xd9"))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with what follows it, a scan with all its picture; nothing that comes after the end."""
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise Unreadable
        while at < len(data) and data[at] == 0xFF:
            at += 1
        if at >= len(data):
            return
        marker, at = data[at], at + 1
        if marker == _END:
            return
        if marker in _ALONE:
            continue
        size = int.from_bytes(data[at : at + 2], "big")
        if marker == _START or size < 2 or at + size > len(data):
            raise Unreadable
        end = at + size
        if marker == _SCAN:
            found = _NEXT.search(data, end)
            end = found.start() if found else len(data)
        yield marker, data[at:end]
        at = end


_TURNED: Final = 0x0112


def _orientation(tiff: bytes) -> int:
    """How a picture is to be turned, from 1 to 8, or 0 if it is not said."""
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None:
        return 0

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)  # type: ignore[arg-type] # one of the two

    first = number(4, 4)
    for entry in range(min(number(first, 2), 200)):
        at = first + 2 + entry * 12
        if number(at, 2) == _TURNED:
            found = number(at + 8, 2)
            return found if 1 <= found <= 8 else 0
    return 0


def _tiff(turned: int) -> bytes:
    """Metadata that say how a picture is to be turned, and nothing else."""
    entry = _TURNED.to_bytes(2, "big") + b"\x00\x03\x00\x00\x00\x01" + turned.to_bytes(2, "big") + b"\x00\x00"
    return b"MM\x00\x2a\x00\x00\x00\x08\x00\x01" + entry + bytes(4)


def _exif(turned: int) -> bytes:
    body = b"Exif\0\0" + _tiff(turned)
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


# --- PNG ---

_HEAD: Final = b"\x89PNG\r\n\x1a\n"
_CHUNKS: Final = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"IDAT", b"IEND"}
)


def _png(data: bytes) -> bytes:
    kept, at, turned = [_HEAD], len(_HEAD), 0
    while True:
        size = int.from_bytes(data[at : at + 4], "big")
        name, end = data[at + 4 : at + 8], at + 12 + size
        if (
            len(name) < 4
            or end > len(data)
            or zlib.crc32(data[at + 4 : end - 4]).to_bytes(4, "big") != data[end - 4 : end]
        ):
            raise Unreadable
        if name == b"eXIf":
            turned = _orientation(data[at + 8 : end - 4])
        if name == b"IDAT" and turned > 1:
            kept.append(_chunk(b"eXIf", _tiff(turned)))
            turned = 0
        if name in _CHUNKS:
            kept.append(data[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
