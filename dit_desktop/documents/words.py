# SPDX-License-Identifier: Apache-2.0
"""What people typed, made ready for paper: composed, escaped, and with every character accounted for.

All faces of the program draw the same characters.  One that they lack is left out of
the page and named, so that the therapist decides before anything is handed over.
Control characters and broken halves of characters are treated the same way.  What is
invisible by nature (joiners, soft hyphens, direction marks, variation selectors) goes
without a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

from dit_desktop.documents.style import glyphs
from dit_desktop.i18n import _

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028]")
_PARAGRAPH_ENDS = re.compile(r"\n[^\S\n]*\n\s*")
_NO_BREAK = str.maketrans({"\u202f": "\xa0", "\u2007": "\xa0"})


def tidy(text: str) -> str:
    """The text composed (NFC), with one kind of line end and space and without what is invisible by nature."""
    text = unicodedata.normalize("NFC", text).translate(_NO_BREAK)
    text = _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")
    return "".join(_plain_space(char) for char in text if not _invisible(char)) if not text.isascii() else text


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; a blank line ends one, a single line end is kept inside it."""
    return [part for part in (part.strip() for part in _PARAGRAPH_ENDS.split(tidy(text))) if part]


def markup(text: str, face: str) -> str:
    """A tidy text as the markup ReportLab reads: nothing of it is a command, and only what the face draws is left."""
    lost = str.maketrans(dict.fromkeys((char for char in set(text) if not _drawn(char, face)), ""))
    return escape(text.translate(lost), quote=False).replace("\t", " ").replace("\n", "<br/>")


def missing_characters(texts: Iterable[str], face: str) -> list[str]:
    """The names of the characters that a face cannot draw, each once, as first met."""
    met = dict.fromkeys("".join(tidy(text) for text in texts))
    return [_named(char) for char in met if not _drawn(char, face)]


def runs_right_to_left(text: str) -> bool:
    """Whether some of the text is written from right to left; it stays in its logical order on paper."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)


def _drawn(char: str, face: str) -> bool:
    return char in "\n\t" or (unicodedata.category(char) not in {"Cc", "Cs"} and ord(char) in glyphs(face))


def _invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _plain_space(char: str) -> str:
    return " " if char != "\xa0" and unicodedata.category(char) == "Zs" else char


def _named(char: str) -> str:
    name = unicodedata.name(char, "")
    if name:
        return f"{char} {name.lower()}"
    if unicodedata.category(char) == "Cc":
        return _("control character U+{code:04X}").format(code=ord(char))
    return _("unknown character U+{code:04X}").format(code=ord(char))
