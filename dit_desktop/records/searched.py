# SPDX-License-Identifier: Apache-2.0
"""What the search knows of a record: every text somebody typed into it, and its day; both follow from its fields."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dit_desktop.records.fields import fields, part_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dit_desktop.records.fields import Part

# What the program keeps for itself, and nobody wrote: which parts of a form stand open, and what was put off.
UNSEARCHED: Final = frozenset({"Announcement", "EnteredInError", "Later", "Unfolded"})
PROCESS: Final = "ProcessNote"  # found only by whoever asks for it
LEAST: Final = 2  # letters
_TOKEN: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = r"[\W_]+"
_ROOM: Final = 200  # characters of what is typed into the line that are looked for
_BEFORE: Final = 40  # characters of a snippet before the first word that was found
_AFTER: Final = 100  # and from there on
_ESCAPED: Final = re.compile(r"\\(?:u[0-9a-f]{4}|.|$)")
_BREAKING: Final = re.compile(r"[\s\0-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DATES: Final = len("2026-09-03")


class Text(NamedTuple):
    """One text of a record: the field it stands in, whether lists show it, and its words."""

    field: str
    label: str
    private: bool
    words: str


class Snippet(NamedTuple):
    """Where a word was found: the field, where in its text, and a line around it, but of what belongs in no list."""

    field: str = ""
    label: str = ""
    cursor: int = 0
    line: str = ""


class _Shape(NamedTuple):
    name: str
    names: tuple[str, ...]  # its own and earlier ones
    label: str
    private: bool
    part: type[Part] | None


@functools.cache
def _texts(cls: Any) -> tuple[_Shape, ...]:  # Any: to mypy a class of records cannot be hashed
    """The fields of a record or part that hold text, or parts that may."""
    found = []
    for item in fields(cls):
        part = part_type(item)
        if part is not None or (isinstance(item.type, type) and issubclass(item.type, str)):
            names = (item.name, *item.field.was)
            found.append(_Shape(item.name, names, item.field.label, item.field.private, part))
    return tuple(found)


@functools.cache
def _days(cls: Any) -> tuple[str, ...]:
    """The fields that say on which day it was, the first that is filled in before the others."""
    if cls.__name__ in {"Client", "Executors"}:
        return ()  # their dates are not days on which something was written down
    return tuple(
        item.name
        for item in fields(cls)
        if isinstance(item.type, type) and issubclass(item.type, date) and not item.field.private
    )[:1]


def texts_of(cls: Any) -> tuple[str, ...]:
    """The names of the fields of a record that hold text."""
    return tuple(shape.name for shape in _texts(cls))


def texts(cls: Any, body: Mapping[str, Any]) -> Iterator[Text]:
    """Every text in a body, in the order of the form; those of parts are told under the field that holds them."""
    for shape in _texts(cls):
        value = next((body[name] for name in shape.names if name in body), None)
        if not value:
            continue
        if shape.part is None:
            yield Text(shape.name, shape.label, shape.private, value)
        else:
            for inner in value:
                for found in texts(shape.part, inner):
                    yield Text(shape.name, found.label, found.private or shape.private, found.words)


def day_of(cls: Any, body: Mapping[str, Any], written: str) -> str:
    """The day a record is about, as ISO text; where it has none, that on which it was last written."""
    for name in _days(cls):
        if value := body.get(name):
            return str(value)[:_DATES]
    return written[:_DATES]


# --- what is looked for ---


@dataclass(frozen=True)
class Sought:
    """What somebody typed, as words to be found; every one of them must be there, each may go on."""

    chunks: tuple[tuple[str, ...], ...]

    @property
    def enough(self) -> bool:
        """Whether there are two letters to look for."""
        return any(len("".join(chunk)) >= LEAST for chunk in self.chunks)

    @property
    def question(self) -> str:
        """The same for the index; between quotation marks nothing that was typed means anything but itself."""
        return " AND ".join(f'"{" ".join(chunk)}"' + ("*" if _goes_on(chunk) else "") for chunk in self.chunks)

    @property
    def starts(self) -> tuple[bytes, bytes]:
        """How the first word is mostly written: after a space, as it is and with a capital."""
        word, end = self.chunks[0][0], "" if _goes_on(self.chunks[0]) else " "
        return f" {word}{end}".encode(), f" {word.capitalize()}{end}".encode()

    @functools.cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """How each is found in a folded text."""
        ends = [r"" if _goes_on(chunk) else r"(?![^\W_])" for chunk in self.chunks]
        return tuple(
            re.compile(r"(?<![^\W_])" + _BETWEEN.join(map(re.escape, chunk)) + end)
            for chunk, end in zip(self.chunks, ends, strict=True)
        )


def _goes_on(chunk: tuple[str, ...]) -> bool:
    """A single letter is a word of its own: nearly everything begins with it."""
    return len("".join(chunk)) >= LEAST


def sought(typed: str) -> Sought:
    """What a line that somebody typed asks for."""
    found = [tuple(_TOKEN.findall(fold(chunk))) for chunk in flat(typed)[:_ROOM].split()]
    return Sought(tuple(dict.fromkeys(chunk for chunk in found if chunk)))


# --- how texts are compared ---


def flat(text: str) -> str:
    """A text whose letters carry their accents, without halves of characters."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


class _Folded(dict[int, str]):
    """Every letter without its accent and in lower case, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFD", letter)[0].lower()
        folded = self[code] = plain if len(plain) == 1 else letter
        return folded


_FOLDED: Final = _Folded()


def fold(text: str) -> str:
    """A text as it is compared, letter by letter as long as it was."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def holds(words: str, wanted: Sought) -> bool:
    """Whether every word that is looked for stands in a text, in whatever order."""
    folded = fold(flat(words))
    return all(pattern.search(folded) for pattern in wanted.patterns)


def snippet(found: Iterable[Text], wanted: Sought) -> Snippet:
    """The first text in which the first word stands, cut around it."""
    pattern = wanted.patterns[0]
    for text in found:
        words = flat(text.words)
        if match := pattern.search(fold(words)):
            at = match.start()
            return Snippet(text.field, text.label, at, "" if text.private else _cut(words, at))
    return Snippet()


def _cut(words: str, at: int) -> str:
    begin, end = max(0, at - _BEFORE), min(len(words), at + _AFTER)
    if begin:
        begin = words.find(" ", begin, at) + 1 or begin
    return f"{'… ' if begin else ''}{words[begin:end]}{' …' if end < len(words) else ''}"


def quick_line(body: bytes, start: bytes, capital: bytes) -> str:
    """The same line from a body as it is stored, without taking it apart; empty where that is not certain.

    It is asked of fifty records after every letter that is typed.  The first word, and the same with a capital, begin
    with a space: what follows one is never the name of a field, nor a choice, which hold none.
    """
    at = body.find(start)
    if at < 0 and (at := body.find(capital)) < 0:
        return ""
    lowest = at - _BEFORE if at > _BEFORE else 0
    begin, lead = body.rfind(b'"', lowest, at) + 1, ""
    if not begin:
        begin, lead = body.find(b" ", lowest, at + 1) + 1, "… "
    end, tail = body.find(b'"', at, at + _AFTER), ""
    if end < 0:
        end, tail = body.rfind(b" ", at + 1, at + _AFTER), " …"
        if end < 0:
            return ""
    line = body[begin:end].decode("utf-8", "replace")
    if "\\" in line:
        line = _ESCAPED.sub(_written, line)
    return f"{lead}{line}{tail}"


def _written(escaped: re.Match[str]) -> str:
    mark = escaped.group()[1:]
    return mark if mark in {"\\", "/"} else " "


def is_guarded(cls: Any) -> bool:
    """Whether a record has texts that belong in no list."""
    return any(shape.private for shape in _texts(cls))


def shown_line(line: str) -> str:
    """A line as a list shows it: nothing in it breaks it, or turns around what stands beside it; as long as it was."""
    return _BREAKING.sub(" ", flat(line))


def marks(line: str, wanted: Sought) -> tuple[tuple[int, int], ...]:
    """Where in a line the words stand that were looked for."""
    folded = fold(line)
    return tuple(sorted({match.span() for pattern in wanted.patterns for match in pattern.finditer(folded)}))
