# SPDX-License-Identifier: Apache-2.0
"""A code on paper: its groups so large and so far apart that a shaken person can type them, and lines to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer, Table

from dit_desktop.documents.page import Rule, Sheet
from dit_desktop.documents.style import INK, MUTED, RIGHT, SANS, SANS_BOLD, SERIF, style
from dit_desktop.documents.tags import Element, ReadingOrder
from dit_desktop.documents.words import paragraphs

ACROSS: Final = 4  # groups in a row
_HIGH, _GAP = 66.0, 10.0  # points of a group's frame, and between two
_SIZE, _PITCH = 28.0, 24.0  # points of a character, and from one to the next, whichever it is


class Groups(Flowable):
    """The groups of a code in frames with their numbers; a screen reader is told each as one word."""

    def __init__(self, groups: Sequence[str], order: ReadingOrder) -> None:
        """Draw these groups, each an element of its own in the reading order."""
        super().__init__()
        style(SANS, _SIZE, _SIZE)
        self._groups = [(text, order.element("P")) for text in groups]
        self._order = order
        self._width = 0.0

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's names
        """As wide as there is room, and as high as its rows."""
        self._width = availWidth
        rows = -(-len(self._groups) // ACROSS)
        return availWidth, rows * _HIGH + (rows - 1) * _GAP

    def draw(self) -> None:
        """Draw row by row, the first one on top."""
        wide = (self._width - (ACROSS - 1) * _GAP) / ACROSS
        rows = -(-len(self._groups) // ACROSS)
        for number, (text, element) in enumerate(self._groups):
            row, column = divmod(number, ACROSS)
            self._draw_group(number + 1, text, element, column * (wide + _GAP), (rows - 1 - row) * (_HIGH + _GAP), wide)

    def _draw_group(self, number: int, text: str, element: Element, left: float, low: float, wide: float) -> None:
        pen = self.canv
        pen.addLiteral("/Artifact BMC")
        pen.setStrokeColor(MUTED)
        pen.setLineWidth(0.75)
        pen.roundRect(left, low, wide, _HIGH, 4)
        pen.setFillColor(MUTED)
        pen.setFont(SANS, 8)
        pen.drawCentredString(left + wide / 2, low + _HIGH - 14, str(number))
        pen.addLiteral("EMC")
        mark = self._order.mark(element, pen.getPageNumber())
        pen.addLiteral(f"/P <</MCID {mark}>> BDC /Span <</ActualText ({text} )>> BDC")
        pen.setFillColor(INK)
        pen.setFont(SANS, _SIZE)
        first = left + wide / 2 - _PITCH * (len(text) - 1) / 2
        for place, letter in enumerate(text):
            pen.drawCentredString(first + place * _PITCH, low + 17, letter)
        pen.addLiteral("EMC EMC")


class Setting:
    """How a paper with a code is set: its headings, running text, steps and lines to fill in."""

    def __init__(self, sheet: Sheet) -> None:
        """Set onto this sheet."""
        self._sheet = sheet
        style(SANS, 11, 17)  # which makes the face known
        hanging = stringWidth("1. ", SANS, 11)
        self._look = {
            "H1": style(SERIF, 24, 32, spaceAfter=6),
            "about": style(SANS, 9.5, 14, textColor=MUTED, spaceAfter=18),
            "H2": style(SANS_BOLD, 11, 17, spaceBefore=10, spaceAfter=4, keepWithNext=1),
            "P": style(SANS, 11, 17, spaceAfter=7),
            "small": style(SANS, 9, 14, textColor=MUTED, spaceAfter=4),
            "step": style(SANS, 11, 17, spaceAfter=8, leftIndent=hanging, firstLineIndent=-hanging),
            "under": style(SANS, 8.5, 12, textColor=MUTED),
        }

    def heading(self, words: str, about: str = "") -> list[Flowable]:
        """The heading of a page, and what stands quietly under it."""
        return [*self._sheet.text(words, self._look["H1"], "H1"), *self._sheet.text(about, self._look["about"])]

    def section(self, words: str, *texts: str) -> list[Flowable]:
        """A heading and the paragraphs under it."""
        below = [line for text in texts for line in self.text(text)]
        return [*self._sheet.text(words, self._look["H2"], "H2"), *below]

    def text(self, words: str) -> list[Flowable]:
        """Running text, as many paragraphs as it has."""
        return [line for text in paragraphs(words) for line in self._sheet.text(text, self._look["P"])]

    def small(self, words: str) -> list[Flowable]:
        """A remark."""
        return [*self._sheet.text(words, self._look["small"])]

    def steps(self, several: Sequence[str]) -> list[Flowable]:
        """What is to be done, one thing after the other."""
        numbered = [f"{number}. {words}" for number, words in enumerate(several, 1)]
        return [line for text in numbered for line in self._sheet.text(text, self._look["step"])]

    def labelled(self, label: str, words: str) -> list[Flowable]:
        """Words with what they are before them."""
        quiet = self._look["P"].clone("quiet", textColor=MUTED)
        left, right = self._sheet.text(label, quiet), self._sheet.text(words, self._look["P"])
        return self._beside(left, right, 0.24)

    def entry(self, words: str, beside: str) -> list[Flowable]:
        """The head of an entry, under a line: a name, and at the right what is to be seen at a glance."""
        look = self._look["P"].clone("at the right", alignment=RIGHT)
        line = Rule(width="100%", thickness=0.5, color=MUTED, spaceBefore=8, spaceAfter=5)
        name = self._sheet.text(words, self._look["P"].clone("strong", fontName=SANS_BOLD))
        return [line, *self._beside(name, self._sheet.text(beside, look), 0.42)]

    def _beside(self, left: Sequence[Flowable], right: Sequence[Flowable], share: float) -> list[Flowable]:
        width = self._sheet.margins.width
        flush: list[tuple[Any, ...]] = [("FACE", (0, 0), (-1, -1), SANS), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        flush += [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")]
        return [Table([[list(left), list(right)]], [width * share, width * (1 - share)], style=flush, splitInRow=1)]

    def groups(self, code: str) -> list[Flowable]:
        """The code itself."""
        return [Spacer(1, 10), Groups(code.split("-"), self._sheet.order), Spacer(1, 10)]

    def blanks(self, *labels: str) -> list[Flowable]:
        """Lines to fill in by hand, beside each other, each with what belongs there under it."""
        wide, gap = self._sheet.margins.width, 14.0
        each = (wide - gap * (len(labels) - 1)) / len(labels)
        cells: list[list[Flowable]] = []
        for label in labels:
            line = Rule(width=each, thickness=0.75, color=MUTED, hAlign="LEFT", spaceAfter=2)
            cells.append([Spacer(1, 26), line, *self._sheet.text(label, self._look["under"])])
        flush = [("FACE", (0, 0), (-1, -1), SANS), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        flush += [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("TOP", "BOTTOM")]
        flush += [("RIGHTPADDING", (0, 0), (-1, -1), gap), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
        widths = [each + gap] * (len(labels) - 1) + [each]
        return [Table([cells], widths, style=flush), Spacer(1, 6)]
