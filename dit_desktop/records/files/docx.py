# SPDX-License-Identifier: Apache-2.0
"""The words of a Word document, without its layout and pictures.

The file comes from anybody: it may unpack to more than any memory holds, or say that a
word stands for a million others.  Of the first only so much is unpacked, of the second
nothing is believed: a document that declares anything of its own is refused.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Final
from xml.parsers import expat

_UNPACKED: Final = 32 * 1024 * 1024  # bytes of one part
_LONGEST: Final = 2_000_000  # characters
_DEEPEST: Final = 500
_WAYS: Final = frozenset({0, 8})  # stored and deflated; no word processor packs otherwise
_PARTS: Final = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BREAKS: Final = {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t", "tr": "\n"}


class Hostile(ValueError):  # noqa: N818 - named by the state
    """The document is not one that a word processor would have written."""


def text_of(data: bytes) -> str:
    """The words of the document, its notes after it; raises Hostile."""
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - rarely wanted

    found = []
    try:
        with ZipFile(BytesIO(data)) as packed:
            for name in _PARTS:
                if name in packed.namelist():
                    if packed.getinfo(name).compress_type not in _WAYS:
                        raise Hostile
                    with packed.open(name) as part:
                        found.append(_words(part.read(_UNPACKED + 1)))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, expat.ExpatError, zlib.error) as error:
        raise Hostile from error
    return "\n\n".join(part for part in found if part)


def _words(xml: bytes) -> str:
    if len(xml) > _UNPACKED:
        raise Hostile
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(xml, True)  # noqa: FBT003 - the last piece
    return "".join(reader.found).strip("\n")


class _Reader:
    """Gathers what stands between the tags that hold text."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._size = self._depth = 0
        self._inside = False

    def refuse(self, *_declared: object) -> None:
        raise Hostile

    def start(self, name: str, _attributes: object) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Hostile
        space, _gap, word = name.rpartition(" ")
        if space in {_SPACE, _STRICT}:
            self._inside = word == "t"
            if word in {"br", "cr", "tab"}:
                self._add(_BREAKS[word])

    def end(self, name: str) -> None:
        self._depth -= 1
        self._inside = False
        space, _gap, word = name.rpartition(" ")
        if space in {_SPACE, _STRICT} and word in {"p", "tr"}:
            self._add(_BREAKS[word])

    def text(self, words: str) -> None:
        if self._inside:
            self._add(words)

    def _add(self, words: str) -> None:
        self._size += len(words)
        if self._size > _LONGEST:
            raise Hostile
        self.found.append(words)
