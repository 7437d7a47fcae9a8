# SPDX-License-Identifier: Apache-2.0
"""What is attached in the example practice, made here point by point so that it is nobody's picture or hand."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Final

_WIDE, _HIGH = 260, 200
_SHEET: Final = (200, 260)
_EDGE, _LINE = 24, 26  # points of margin, and from line to line
_COLOURS: Final = b"\xf7\xf3\xe8" + b"\x3a\x3f\x4a" + b"\xc9\xa9\x7c"
_PAPER, _INK, _WOOD = range(3)
_BLOCK: Final = 0xFFFF


def cupboard() -> bytes:
    """A cupboard with two doors, one of them ajar."""
    return _picture(_WIDE, _HIGH, _point)


def letter() -> bytes:
    """A sheet written on by hand, in loops that nobody can read; the last line is a name."""
    return _picture(*_SHEET, _written)


def _picture(wide: int, high: int, point: Callable[[int, int], int]) -> bytes:
    """A picture in PNG; the same bytes whatever made it."""
    lines = b"".join(b"\0" + bytes(point(x, y) for x in range(wide)) for y in range(high))
    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + b"\x08\x03\0\0\0"
    parts = ((b"IHDR", head), (b"PLTE", _COLOURS), (b"IDAT", _stored(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _written(x: int, y: int) -> int:
    """The colour of a point of the letter."""
    line, down = divmod(y - _EDGE, _LINE)
    far = {0: 90, 7: 120, 8: 80}.get(line, 176)  # the greeting, the end of the text, the name
    word = (x + 7 * line) % (31 + 5 * (line % 3)) > 5  # a gap between words
    if not (0 <= line <= 8 and _EDGE <= x <= far and word):
        return _PAPER
    # Small loops, now and then a tall one; whole numbers alone, so that every computer makes the same.
    swing = abs((x * 3 + line * 11) % 12 - 6)
    tall = 7 if (x // 6 + line * 5) % 7 == 0 else 0
    return _INK if abs(down - 16 + swing + tall * swing // 6) <= 1 else _PAPER


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


PICTURES: Final[dict[str, Callable[[], bytes]]] = {
    "Her drawing of the cupboard": cupboard,
    "Her own letter": letter,
}
