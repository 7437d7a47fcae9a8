# SPDX-License-Identifier: Apache-2.0
"""Quotation marks and apostrophes as a typesetter has them, where somebody typed those of a typewriter."""

from __future__ import annotations

import re

_OPENS = re.compile(r"(?:^|(?<=[\s(\[{“‘/–—-]))[\"'](?=\S)")
_CLOSES = re.compile(r"(?<=[^\s(])'(?!\w)")
_FEET = re.compile(r"(?<=\d)[\"'](?=[\d\s.,;:!?)]|$)")  # a length, and no quotation unless one is open


def curled(text: str) -> str:
    """A paragraph with such marks; of the text nothing else is changed.

    A single one before a word opens a quotation only if another closes it; else it is an apostrophe.
    """
    if '"' not in text and "'" not in text:
        return text
    made: list[str] = []
    last = max((found.start() for found in _CLOSES.finditer(text)), default=-1)
    double = single = False
    for at, char in enumerate(text):
        mark = char
        opens = char in "\"'" and _OPENS.match(text, at) is not None
        if char == '"' and (opens or double or not _FEET.match(text, at)):
            mark, double = "“" if opens else "”", opens
        elif char == "'" and opens and at < last:
            mark, single = "‘", True
        elif char == "'" and (single or not _FEET.match(text, at)):
            mark, single = "’", single and text[at + 1 : at + 2].isalpha()
        made.append(mark)
    return "".join(made)
