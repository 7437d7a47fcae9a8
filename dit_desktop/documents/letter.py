# SPDX-License-Identifier: Apache-2.0
"""The goodbye letter on paper: something a person keeps."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

from dit_desktop.documents.errors import NotDrawable, NothingWritten
from dit_desktop.documents.marks import curled
from dit_desktop.documents.page import Foot, Margins, Sheet, Told
from dit_desktop.documents.paper import Paper
from dit_desktop.documents.style import MUTED, RIGHT, SANS, SERIF, SERIF_ITALIC, millimetres, style
from dit_desktop.documents.words import paragraphs
from dit_desktop.i18n import _
from dit_desktop.records import letter as letters
from dit_desktop.records.letter import Letter, LetterState
from dit_desktop.records.practice import Letterhead, Practice
from dit_desktop.records.shown import day_words


class _Look(NamedTuple):
    """The running text in points: its letters, its lines, and the white between paragraphs."""

    size: float
    leading: float
    gap: float

    def style(self, gap: float | None = None) -> ParagraphStyle:
        return style(SERIF, self.size, self.leading, spaceAfter=self.gap if gap is None else gap)


_MARGINS = Margins(side=33, top=30, bottom=30, first=24)
_HEADED_PAPER = 50  # millimetres that printed letterheads usually need
_KEPT = 2  # lines of the last paragraph that stay with the signature
_USUAL = _Look(11, 16.5, 9)
_TIGHTER = (_Look(10.75, 15.75, 8), _Look(10.5, 15, 7))
_FEW = 11  # lines; a last page with fewer, the signature included, is worth a closer setting


def paper(letter: Letter, practice: Practice, when: date, *, example: bool = False) -> Paper:
    """The letter in the state it is in: until it is the final one it is a draft."""
    return goodbye(letter, practice, when, draft=letter.state is not LetterState.FINAL, example=example)


def goodbye(letter: Letter, practice: Practice, when: date, *, draft: bool, example: bool = False) -> Paper:
    """The letter as it is given to the person on a day.

    If only a few lines run over onto a new page it is set a little closer, as a good
    typist would.  Raises NothingWritten without words, NotDrawable if none can be drawn.
    """
    texts = [curled(text) for part in letters.paragraphs(letter) for text in paragraphs(part)]
    if not texts:
        raise NothingWritten
    sheet = _sheet(practice, draft=draft, example=example)
    made = _set(sheet, letter, practice, texts, when, _USUAL)
    if made.pages > 1 and sheet.last_page < _FEW * _USUAL.leading:
        for look in _TIGHTER:
            closer = _set(_sheet(practice, draft=draft, example=example), letter, practice, texts, when, look)
            if closer.pages < made.pages:
                return closer
    return made


def _sheet(practice: Practice, *, draft: bool, example: bool) -> Sheet:
    headed = practice.letterhead is not Letterhead.OFF
    margins = _MARGINS if headed else _MARGINS._replace(first=_HEADED_PAPER)
    foot = Foot(_("Draft for us to talk about") if draft else "", _("Example practice") if example else "")
    return Sheet(_("Goodbye letter, draft") if draft else _("Goodbye letter"), margins, foot)


def _set(sheet: Sheet, letter: Letter, practice: Practice, texts: list[str], when: date, look: _Look) -> Paper:
    head = [] if practice.letterhead is Letterhead.OFF else _letterhead(sheet, practice)
    body = sheet.text(day_words(when), look.style(gap=24)) + _salutation(sheet, letter, look)
    words = [line for text in texts for line in sheet.text(text, look.style())]
    if not words:
        raise NotDrawable
    above, kept = _last_lines(words.pop(), sheet.margins.width)
    signed = _signature(sheet, practice, look)
    story = [*head, *body, *words, *above, KeepTogether([*kept, *signed])]
    return sheet.paper(story, author=practice.name, day=when, face=SERIF)


def _letterhead(sheet: Sheet, practice: Practice) -> list[Flowable]:
    small = {"textColor": MUTED, "spaceAfter": 0}
    left = [
        *sheet.text(practice.name, style(SERIF, 15, 20)),
        *sheet.text(practice.profession, style(SERIF_ITALIC, 9.5, 14, **small)),
        *sheet.text(practice.qualifications, style(SANS, 8, 12, **small)),
    ]
    look = style(SANS, 8.5, 12.5, alignment=RIGHT, **small)
    right = [line for words in (practice.address, practice.phone, practice.email) for line in sheet.text(words, look)]
    if not left and not right:
        return [Spacer(1, millimetres(12))]
    width = sheet.margins.width
    # Without its own face a table brings Helvetica into the file.
    flush = [
        ("FACE", (0, 0), (-1, -1), SERIF),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ]
    top = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (1, 0), (1, 0), 7)]
    head = Table([[left, right]], [width * 0.58, width * 0.42], style=[*flush, *top], splitInRow=1)
    return [head, Spacer(1, millimetres(14))]


def _salutation(sheet: Sheet, letter: Letter, look: _Look) -> list[Told]:
    words = letters.greeting(letter)
    if not words:
        sheet.note(_("The letter does not yet say to whom it is written."))
        return []
    return sheet.text(words, look.style())


def _signature(sheet: Sheet, practice: Practice, look: _Look) -> list[Flowable]:
    if not practice.name.strip():
        sheet.note(_("Your name is not in the practice profile yet; the letter ends without it."))
    close = practice.signs_with.strip() or _("With warm wishes,")
    signed = [Spacer(1, look.gap * 0.8), *sheet.text(close, look.style(gap=0))]
    name = sheet.text(practice.name, look.style(gap=0))
    # Room to sign by hand.
    return [*signed, Spacer(1, look.leading * 2.6), *name] if name else signed


def _last_lines(last: Told, width: float) -> tuple[list[Flowable], list[Flowable]]:
    """A paragraph cut so that its last lines can be kept with what follows; a short one is kept whole."""
    leading = last.style.leading
    lines = round(last.wrap(width, 1e6)[1] / leading)
    if lines < 2 * _KEPT:
        return [], [last]
    above, kept = last.split(width, (lines - _KEPT) * leading)
    if isinstance(above, Paragraph):
        above.style = above.style.clone("above", spaceAfter=0)
    return [above], [kept]
