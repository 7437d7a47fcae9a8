# SPDX-License-Identifier: Apache-2.0
"""Random words, and the search for them in files, however they may be written there."""

from __future__ import annotations

import base64
import random
import string
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote


class Found(NamedTuple):
    """A word that was found, where, and how it was written."""

    path: Path
    coding: str
    needle: str


def needles(chance: random.Random) -> Iterator[str]:
    """Words that nothing else contains, each with a letter that is written differently when decomposed."""
    while True:
        letters = [chance.choice(string.ascii_lowercase) for _letter in range(12)]
        letters[6] = "é"
        yield "".join(letters)


def codings(needle: str) -> dict[str, list[bytes]]:
    """The bytes a word may be written with."""
    plain = needle.encode()
    apart = unicodedata.normalize("NFD", needle).encode()
    return {
        "utf-8": [plain],
        "utf-16-le": [needle.encode("utf-16-le")],
        "utf-16-be": [needle.encode("utf-16-be")],
        "base64": [_within_base64(plain, offset) for offset in range(3)],
        "hex": [plain.hex().encode(), plain.hex().upper().encode()],
        "nfd": [apart],
        # as Qt writes paths into its settings
        "url": [quote(needle).encode(), quote(needle).lower().encode()],
        # as JSON, Python and logs write what is not ASCII
        "escaped": [needle.encode("ascii", "backslashreplace"), needle.replace("é", "\\u00e9").encode()],
    }


def _within_base64(data: bytes, offset: int) -> bytes:
    """What stays the same of a word's base64 whatever stands before and after it."""
    coded = base64.b64encode(bytes(offset) + data)
    end = (offset + len(data)) // 3 * 4
    return coded[(0, 2, 3)[offset] : end]


def scan(folders: Sequence[Path], words: Sequence[str]) -> tuple[list[Found], int]:
    """Every word found in the bytes or the name of any file, and how many bytes were looked at."""
    patterns = [
        (needle, coding, form) for needle in words for coding, forms in codings(needle).items() for form in forms
    ]
    found, size = [], 0
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        data = path.name.encode() + b"\0" + path.read_bytes()
        size += len(data)
        found += [Found(path, coding, needle) for needle, coding, form in patterns if form in data]
    return found, size
