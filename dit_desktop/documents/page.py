# SPDX-License-Identifier: Apache-2.0
"""A sheet of A4 in the making: its margins, its running foot, and the one way words get onto it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, HRFlowable, PageTemplate, Paragraph

from dit_desktop.documents.paper import Paper
from dit_desktop.documents.style import CENTRE, LEFT, MUTED, RIGHT, SANS, millimetres, style
from dit_desktop.documents.tags import Element, ReadingOrder, finish
from dit_desktop.documents.words import markup, missing_characters, runs_right_to_left, tidy
from dit_desktop.i18n import _

WIDTH, HEIGHT = A4


class Margins(NamedTuple):
    """The white around the text in millimetres; `first` is the top of page 1."""

    side: float
    top: float
    bottom: float
    first: float

    @property
    def width(self) -> float:
        """The length of a line in points."""
        return WIDTH - 2 * millimetres(self.side)

    def height(self, *, first: bool) -> float:
        """The height of the text on page 1 or a later one in points."""
        return HEIGHT - millimetres(self.bottom) - millimetres(self.first if first else self.top)


class Foot(NamedTuple):
    """What runs along the foot of every page; a number stands in the middle from page `numbered_from` on."""

    left: str = ""
    right: str = ""
    numbered_from: int = 2


class Told(Paragraph):
    """A paragraph that knows its place in the reading order, in however many pieces it is drawn."""

    element: Element
    order: ReadingOrder
    blPara: Any  # noqa: N815 - ReportLab's name for its lines, once wrapped

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """The pieces that fit before and after a page's end; together they are still one paragraph."""
        pieces = super().split(availWidth, availHeight)
        for piece in pieces:
            if isinstance(piece, Told):
                piece.element, piece.order = self.element, self.order
        return pieces

    def draw(self) -> None:
        """Draw the piece between the marks a screen reader finds it by."""
        _space_after_lines(self.blPara.lines)
        number = self.order.mark(self.element, self.canv.getPageNumber())
        self.canv.addLiteral(f"/{self.element.role} <</MCID {number}>> BDC")
        super().draw()
        self.canv.addLiteral("EMC")


class Rule(HRFlowable):
    """A line that is only there for the eye."""

    def draw(self) -> None:
        """Draw it where a screen reader passes it over."""
        self.canv.addLiteral("/Artifact BMC")
        super().draw()
        self.canv.addLiteral("EMC")


def _space_after_lines(lines: list[Any]) -> None:
    """Let every line end with a space, or what is read aloud runs its last word into the next line's first."""
    for line in lines:
        if isinstance(line, tuple):  # a line in one face: the room left over and its words
            line[1].append("")
        elif line.words:
            line.words[-1].text += " "


class Sheet:
    """A paper in the making; it keeps account of what it was given and could not draw."""

    def __init__(self, title: str, margins: Margins, foot: Foot) -> None:
        self._title = title
        self.margins = margins
        self._foot = foot
        self.order = ReadingOrder()
        self._missing: dict[str, None] = {}
        self._right_to_left = False
        self._notes: list[str] = []
        self.last_page = 0.0  # points of the last page that are taken, once laid out

    def note(self, words: str) -> None:
        """Say something to the therapist that does not stand on the page."""
        self._notes.append(words)

    def text(self, words: str, look: ParagraphStyle, role: str = "P") -> list[Told]:
        """One paragraph of words somebody typed; an empty list if nothing of them can be drawn."""
        self._missing |= dict.fromkeys(missing_characters([words], look.fontName))
        self._right_to_left = self._right_to_left or runs_right_to_left(words)
        drawn = markup(tidy(words).strip(), look.fontName)
        if not drawn.replace("<br/>", "").strip():
            return []
        paragraph = Told(drawn, look)
        paragraph.element, paragraph.order = self.order.element(role), self.order
        return [paragraph]

    def paper(self, story: Sequence[Flowable], *, author: str, day: date, face: str) -> Paper:
        """Lay the story out and finish the file."""
        buffer = BytesIO()
        templates = [self._template(first=True), self._template(first=False)]
        layout = BaseDocTemplate(
            buffer, pagesize=A4, pageTemplates=templates, invariant=1, initialFontName=face, title=self._title
        )
        layout.build(list(story))
        top = HEIGHT - millimetres(self.margins.first if layout.page == 1 else self.margins.top)
        lowest: float = vars(layout.frame)["_y"]  # ReportLab tells it nowhere else
        self.last_page = top - lowest
        author = "".join(char for char in tidy(author) if char.isprintable())
        data = finish(buffer.getvalue(), self.order, title=self._title, author=author, day=day)
        notes = [*self._notes]
        if self._right_to_left:
            notes.append(_("Some words are written from right to left; please check them on the page."))
        return Paper(self._title, data, layout.page, list(self._missing), notes)

    def _template(self, *, first: bool) -> PageTemplate:
        margins = self.margins
        frame = Frame(
            millimetres(margins.side),
            millimetres(margins.bottom),
            margins.width,
            margins.height(first=first),
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        name = "first" if first else "later"
        return PageTemplate(name, [frame], onPage=self._draw_foot, autoNextPageTemplate="later")

    def _draw_foot(self, canvas: Canvas, layout: BaseDocTemplate) -> None:
        number = str(layout.page) if layout.page >= self._foot.numbered_from else ""
        places = ((self._foot.left, LEFT), (number, CENTRE), (self._foot.right, RIGHT))
        canvas.addLiteral("/Artifact BMC")
        for words, alignment in places:
            if words:
                look = style(SANS, 8, 11, textColor=MUTED, alignment=alignment)
                line = Paragraph(markup(tidy(words), SANS), look)
                line.wrapOn(canvas, self.margins.width, 11)
                line.drawOn(canvas, millimetres(self.margins.side), millimetres(self.margins.bottom / 2))
        canvas.addLiteral("EMC")


def height(story: Sequence[Flowable], width: float) -> float:
    """How high a story stands in points when its lines are `width` points long, the space around it left out."""
    total, gap = 0.0, 0.0
    for index, flowable in enumerate(story):
        before = flowable.getSpaceBefore() if index else 0.0
        total += max(gap, before) + flowable.wrap(width, HEIGHT)[1]
        gap = flowable.getSpaceAfter()
    return total
