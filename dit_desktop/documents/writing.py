# SPDX-License-Identifier: Apache-2.0
"""The one file on disk a paper becomes: its name, and writing it so that it is whole or not there."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dit_desktop.documents.errors import DoesNotOpen, from_os
from dit_desktop.documents.paper import Paper
from dit_desktop.documents.protect import protected, reopen
from dit_desktop.paths import write_atomically

_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 60  # characters of a part; the longest file name most disks take is 255


class Written(NamedTuple):
    """A paper on disk that was read back and opened."""

    path: Path
    pages: int
    protected: bool


def file_name(kind: str, client_code: str, day: date) -> str:
    """Kind, client code and date in letters, digits and hyphens: no name, no folder, nothing a system reserves."""
    parts = (_plain(kind).lower() or "paper", _plain(client_code), f"{day:%Y-%m-%d}")
    return "-".join(part for part in parts if part) + ".pdf"


def write_paper(path: Path, paper: Paper, passphrase: str = "") -> Written:
    """Write the paper, protected if a passphrase is given, and prove that what lies there opens.

    Raises one of the states of errors.py; a file that was there before is replaced only by a whole one.
    """
    data = protected(paper.data, passphrase) if passphrase else paper.data
    if reopen(data, passphrase) != paper.pages:
        raise DoesNotOpen
    try:
        write_atomically(path, data)
        back = path.read_bytes()
    except OSError as error:
        raise from_os(error) from error
    if back != data:
        raise DoesNotOpen
    return Written(path, paper.pages, bool(passphrase))


def _plain(words: str) -> str:
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("-", ascii_words)[:_LONGEST].strip("-")
