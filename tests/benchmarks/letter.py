# SPDX-License-Identifier: Apache-2.0
"""The example's goodbye letter to PDF bytes, against the same text set by ReportLab alone."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date
from html import escape
from pathlib import Path

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from dit_desktop.documents.letter import goodbye
from dit_desktop.documents.style import SANS, SERIF, SERIF_ITALIC
from dit_desktop.records.letter import Letter, greeting, paragraphs
from dit_desktop.records.practice import Practice
from dit_desktop.records.shown import day_words
from tests.benchmarks.row import Row, limited, pairs, row
from tests.benchmarks.sample import sample

LETTERS = 30
_FIRST = """
import time
from tests.benchmarks.sample import sample
letter, practice, day = sample()
begun = time.perf_counter()
from dit_desktop.documents.letter import goodbye
goodbye(letter, practice, day, draft=False)
print(time.perf_counter() - begun)
"""


def set_letter(letter: Letter, practice: Practice, day: date) -> bytes:
    """Ours."""
    return goodbye(letter, practice, day, draft=False).data


def _raw(letter: Letter, practice: Practice, day: date) -> bytes:
    """The least: the same words in the same faces under one another, by ReportLab alone."""
    into = io.BytesIO()
    head = [(practice.name, SERIF), (practice.profession, SERIF_ITALIC), (practice.qualifications, SANS)]
    head += [(words, SANS) for words in (practice.address, practice.phone, practice.email)]
    told = [(day_words(day), SERIF), (greeting(letter), SERIF), *((part, SERIF) for part in paragraphs(letter))]
    close = [(practice.signs_with, SERIF), (practice.name, SERIF), ("2", SANS)]
    lines: list[Flowable] = [
        Paragraph(escape(line), ParagraphStyle(face, fontName=face, fontSize=11, leading=16.5, spaceAfter=9))
        for words, face in (*head, *told, *close)
        for line in words.splitlines()
        if line.strip()
    ]
    SimpleDocTemplate(into, initialFontName=SERIF).build(lines)
    return into.getvalue()


def measure(_clients: int) -> list[Row]:
    letter, practice, day = sample()
    set_letter(letter, practice, day)
    both = pairs(LETTERS, lambda: _raw(letter, practice, day), lambda: set_letter(letter, practice, day))
    first = [_first() for _process in range(5)]
    return [
        row("goodbye letter of the example to PDF bytes, modules loaded", both, 2),
        limited("first letter of a process, imports included", first, {50: 0.5}),
    ]


def _first() -> float:
    """The first letter of a process, the imports for it included, those of records and Qt not."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(
        [sys.executable, "-c", _FIRST], env=environment, check=True, capture_output=True, encoding="utf-8"
    )
    return float(ran.stdout)
