# SPDX-License-Identifier: Apache-2.0
"""The drawing that is attached in the example practice, made here point by point so that it is nobody's picture."""

from __future__ import annotations

import zlib
from typing import Final

_WIDE, _HIGH = 260, 200
_COLOURS: Final = b"\xf7\xf3\xe8" + b"\x3a\x3f\x4a" + b"\xc9\xa9\x7c"
_PAPER, _INK, _WOOD = range(3)
_BLOCK: Final = 0xFFFF


def cupboard() -> bytes:
    """A cupboard with two doors, one of them ajar, as a picture in PNG; the same bytes whatever made it."""
    lines = b"".join(b"\0" + bytes(_point(x, y) for x in range(_WIDE)) for y in range(_HIGH))
    head = _WIDE.to_bytes(4, "big") + _HIGH.to_bytes(4, "big") + b"\x08\x03\0\0\0"
    parts = ((b"IHDR", head), (b"PLTE", _COLOURS), (b"IDAT", _stored(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _point(x: int, y: int) -> int:
    """The colour of a point."""
    if not (50 <= x <= 210 and 20 <= y <= 180):
        return _PAPER
    ajar = 130 <= x <= 206 and abs(y - 24 - (x - 130) // 9) <= 1  # the top of the door that is open
    frame = x in {50, 51, 130, 131, 209, 210} or y in {20, 21, 179, 180}
    knob = (x - 122) ** 2 + (y - 100) ** 2 <= 14 or (x - 200) ** 2 + (y - 104) ** 2 <= 14
    return _INK if frame or knob or ajar else _WOOD if x < 130 else _PAPER


def _stored(data: bytes) -> bytes:
    """Bytes in the form that a picture has them in, but not packed: how that is done differs between computers."""
    made = b"\x78\x01"
    for at in range(0, len(data), _BLOCK):
        piece = data[at : at + _BLOCK]
        last = bytes((int(at + _BLOCK >= len(data)),))
        made += last + len(piece).to_bytes(2, "little") + (len(piece) ^ _BLOCK).to_bytes(2, "little") + piece
    return made + zlib.adler32(data).to_bytes(4, "big")


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
