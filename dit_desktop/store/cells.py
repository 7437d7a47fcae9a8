# SPDX-License-Identifier: Apache-2.0
"""The rows and index entries on single pages of a database, by SQLite's file format (its sections 1.6 and 2.1)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dit_desktop.store.pages import USABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Value = int | float | bytes | None

_INDEX_INSIDE, _INDEX_LEAF, _TABLE_LEAF = 2, 10, 13  # what the first byte of a page says it is
_FIRST: Final = 100  # bytes of the first page before it says what it is
_LEAST: Final = (USABLE - 12) * 32 // 255 - 23  # bytes of a long content that stay on its own page
_MOST_OF_ROW: Final = USABLE - 35
_MOST_OF_ENTRY: Final = (USABLE - 12) * 64 // 255 - 23
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_REAL, _ZERO, _ONE, _LONG = 7, 8, 9, 12


class Text(bytes):
    """A text as its bytes: they are put back as they are, readable or not."""


@dataclass(frozen=True)
class Cell:
    """A row of a table, or an entry of an index, as far as it could be read."""

    number: int  # of the row; 0 for an entry
    values: tuple[Value, ...]
    whole: bool  # whether the end of its content was there too
    entry: bool

    @property
    def shape(self) -> str:
        """A letter for the type of each value: n nothing, i integer, f real, t text, b bytes."""
        return "".join(_letter(value) for value in self.values)


def _letter(value: object) -> str:
    if value is None:
        return "n"
    if isinstance(value, Text):
        return "t"
    return "b" if isinstance(value, bytes) else "f" if isinstance(value, float) else "i"


def cells(number: int, page: bytes, get: Callable[[int], bytes | None]) -> Iterator[Cell]:
    """What stands on a page; `get` gives the pages on which long contents go on."""
    begin = _FIRST if number == 1 else 0
    kind = page[begin]
    if kind not in {_INDEX_INSIDE, _INDEX_LEAF, _TABLE_LEAF}:
        return
    many = int.from_bytes(page[begin + 3 : begin + 5], "big")
    pointers = begin + (12 if kind == _INDEX_INSIDE else 8)
    for at in range(pointers, pointers + 2 * many, 2):
        yield _cell(page, int.from_bytes(page[at : at + 2], "big"), kind, get)


def _cell(page: bytes, at: int, kind: int, get: Callable[[int], bytes | None]) -> Cell:
    if kind == _INDEX_INSIDE:
        at += 4  # the page with what comes before
    length, at = _varint(page, at)
    number = 0
    if kind == _TABLE_LEAF:
        number, at = _varint(page, at)
    content = _content(page, at, length, _MOST_OF_ROW if kind == _TABLE_LEAF else _MOST_OF_ENTRY, get)
    whole = len(content) == length
    return Cell(number, tuple(_values(content)), whole, entry=kind != _TABLE_LEAF)


def _content(page: bytes, at: int, length: int, most: int, get: Callable[[int], bytes | None]) -> bytes:
    """A content from its page and those on which it goes on, as far as they are there."""
    if length <= most:
        return page[at : at + length]
    here = _LEAST + (length - _LEAST) % (USABLE - 4)
    here = here if here <= most else _LEAST
    parts, left = [page[at : at + here]], length - here
    follow = int.from_bytes(page[at + here : at + here + 4], "big")
    while left > 0 and (more := get(follow)):
        follow = int.from_bytes(more[:4], "big")
        parts.append(more[4 : 4 + min(left, USABLE - 4)])
        left -= len(parts[-1])
    return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    found = 0
    for byte in data[at : at + 8]:
        at += 1
        found = found << 7 | byte & 0x7F
        if byte < 0x80:
            return found, at
    return found << 8 | data[at], at + 1


def _values(content: bytes) -> Iterator[Value]:
    """The values of a row one after the other; where the content ends too early, as far as it goes."""
    size, at = _varint(content, 0)
    kinds = []
    while at < size:
        kind, at = _varint(content, at)
        kinds.append(kind)
    for kind in kinds:
        if kind in _INTEGERS:
            data = content[at : at + _INTEGERS[kind]]
            yield int.from_bytes(data, "big", signed=True)
        elif kind == _REAL:
            data = content[at : at + 8]
            yield struct.unpack(">d", data.rjust(8, b"\0"))[0]
        elif kind >= _LONG:
            data = content[at : at + (kind - _LONG) // 2]
            yield Text(data) if kind % 2 else data
        else:
            data = b""
            yield {_ZERO: 0, _ONE: 1}.get(kind)
        at += len(data)
