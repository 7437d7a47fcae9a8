# SPDX-License-Identifier: Apache-2.0
"""“Our focus”: the wording two people agreed on, on one page to take home."""

from __future__ import annotations

from datetime import date

from reportlab.platypus import Flowable, Spacer

from dit_desktop.documents.errors import NotDrawable, NothingWritten, TooLong
from dit_desktop.documents.marks import curled
from dit_desktop.documents.page import Foot, Margins, Rule, Sheet, height
from dit_desktop.documents.paper import Paper
from dit_desktop.documents.style import ACCENT, SERIF, SERIF_ITALIC, style
from dit_desktop.documents.words import paragraphs
from dit_desktop.i18n import _
from dit_desktop.records.fields import worded
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.practice import Practice
from dit_desktop.records.shown import day_words

_MARGINS = Margins(side=38, top=34, bottom=34, first=34)
_LARGEST, _SMALLEST, _STEP = 15.0, 9.0, 0.5  # points


def paper(version: Formulation, practice: Practice, when: date, *, example: bool = False) -> Paper:
    """The page in the practice's own word for who comes."""
    person = str(practice.person.value) if practice.person else "client"
    return our_focus(version, practice, when, person, example=example)


def our_focus(version: Formulation, practice: Practice, when: date, person: str, *, example: bool = False) -> Paper:
    """The wording shared with the person and its reminder on exactly one page; never the working text.

    `person` is the practice's word for who comes.  Raises NothingWritten without a wording,
    TooLong if it would need letters under 9 points.
    """
    wording = [curled(text) for text in paragraphs(version.client_wording)]
    if not wording:
        raise NothingWritten(worded(_("There is no {client}’s wording yet."), person))
    size = _LARGEST
    while size >= _SMALLEST:
        sheet = _sheet(practice, when, example=example)
        story = _story(sheet, wording, version.reminder, size)
        room = sheet.margins.height(first=True) - height(story, sheet.margins.width)
        if room >= 0:
            # The optical middle lies above the measured one.
            return sheet.paper([Spacer(1, room * 0.3), *story], author=practice.name, day=when, face=SERIF)
        size -= _STEP
    raise TooLong


def _sheet(practice: Practice, when: date, *, example: bool) -> Sheet:
    from_whom = " · ".join(part for part in (practice.name.strip(), day_words(when)) if part)
    return Sheet(_("Our focus"), _MARGINS, Foot(from_whom, _("Example practice") if example else ""))


def _story(sheet: Sheet, wording: list[str], reminder: str, size: float) -> list[Flowable]:
    title = style(SERIF, size * 0.8, size * 1.4, textColor=ACCENT, spaceAfter=size * 1.6)
    running = style(SERIF, size, size * 1.7, spaceAfter=size * 0.8)
    short = style(SERIF_ITALIC, size * 1.3, size * 2, textColor=ACCENT)
    story: list[Flowable] = [*sheet.text(_("Our focus"), title, role="H1")]
    words = [line for text in wording for line in sheet.text(text, running)]
    if not words:
        raise NotDrawable
    story += words
    last = sheet.text(curled(reminder), short)
    if last:
        line = Rule(width=size * 3, thickness=0.75, color=ACCENT, hAlign="LEFT")
        story += [Spacer(1, size), line, Spacer(1, size), *last]
    return story
