# SPDX-License-Identifier: Apache-2.0
"""A last look at a letter before it is shared: questions about words that seldom belong there. It forbids nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from dit_desktop.i18n import _, ngettext
from dit_desktop.records.letter import greeting, paragraphs, word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dit_desktop.records.letter import Letter

ALOUD: Final = 130  # words a minute, read slowly to somebody
_PATIENCE: Final = 5  # minutes somebody listens to a letter that is read to them
_RUN: Final = 6  # words in a row from which on two texts have a passage in common
_MOST: Final = 8  # that are shown of what raises one question
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_SCORES: Final = r"scor(?:e[sd]?|ing)|questionnaires?"
_DIAGNOSES: Final = (
    r"(?i:diagnos\w+|disorders?|syndromes?)|ICD(?:-?1[01])?|DSM(?:-?(?:5|IV))?|PTSD|OCD|ADHD|BPD|"
    r"[A-Z]\d{2}(?:\.\d{1,2})?|6[A-E]\d{2}(?:\.\w)?"
)
_RISK: Final = r"risk\w*|suicid\w*|self-harm\w*|overdos\w+|safeguarding"
_CONTACT: Final = (
    r"(?:I|we)(?: will|['’]ll)\b[^.!?\n]{0,40}\b(?:write|ring|call|phone|e-?mail|text|contact|see you|be here)|"
    r"(?:keep|stay|get|be) in touch|see you|any ?time|there for you"
)


@dataclass(frozen=True)
class Known:
    """What a letter is held against."""

    measures: tuple[str, ...] = ()  # the short names of questionnaires: "phq-9"
    people: tuple[str, ...] = ()  # the names of the people in their life
    working_notes: tuple[str, ...] = ()  # the texts of process notes


class Question(NamedTuple):
    """Something to think about once more, and the words in the letter that raise it; none if it is always asked."""

    words: str
    raised_by: tuple[str, ...] = ()


def last_look(letter: Letter, known: Known) -> list[Question]:
    """What the words of a letter ask, and at the end what is always asked."""
    text = "\n".join((greeting(letter), *paragraphs(letter)))
    scores = "|".join((_SCORES, *(re.escape(name).replace("\\-", r"[-\s]?") for name in known.measures)))
    people = "|".join(re.escape(name) for name in known.people)
    asked = [
        (_("Does a score or a questionnaire belong in it?"), _found(scores, text)),
        (_("Does a diagnosis or its code belong in it?"), _found(_DIAGNOSES, text, exactly=True)),
        (_("Are these words that you use together?"), _found(_RISK, text)),
        (_("This also stands in a process note. Is it theirs to read?"), _shared(text, known.working_notes)),
        (_("Is this a promise of contact that you will keep?"), _found(_CONTACT, text)),
        (
            _("These people are named. Would they want that, if someone else found the letter?"),
            _found(people, text, exactly=True) if people else (),
        ),
    ]
    return [*(Question(words, found) for words, found in asked if found), *_always(letter)]


def minutes_aloud(letter: Letter) -> int:
    """How many minutes it takes to read a letter to somebody, at least one."""
    return max(1, round(word_count(letter) / ALOUD))


def _always(letter: Letter) -> Iterator[Question]:
    yield Question(_("Is there anything in it that you have not yet talked about?"))
    minutes = minutes_aloud(letter)
    if minutes >= _PATIENCE:
        takes = ngettext("It takes {n} minute to read aloud.", "It takes {n} minutes to read aloud.", minutes)
        yield Question(takes.format(n=minutes) + " " + _("Can somebody listen for so long?"))


def _found(words: str, text: str, *, exactly: bool = False) -> tuple[str, ...]:
    """Every different piece of a text that one of some words fits, as it is written there."""
    looked_for = re.compile(rf"(?<!\w)(?:{words})(?!\w)", 0 if exactly else re.IGNORECASE)
    found = {" ".join(match.group().split()).casefold(): match.group() for match in looked_for.finditer(text)}
    return tuple(" ".join(piece.split()) for piece in found.values())[:_MOST]


def _shared(text: str, others: Iterable[str]) -> tuple[str, ...]:
    """The passages of a text that stand in others too, as they are written in it."""
    runs = {run for other in others for run in _runs([word.group().casefold() for word in _WORD.finditer(other)])}
    words = list(_WORD.finditer(text))
    begun = [at for at, run in enumerate(_runs([word.group().casefold() for word in words])) if run in runs]
    found: list[tuple[int, int]] = []
    for at in begun:
        if found and at <= found[-1][1]:
            found[-1] = (found[-1][0], at + _RUN)
        else:
            found.append((at, at + _RUN))
    return tuple(text[words[first].start() : words[end - 1].end()] for first, end in found)[:_MOST]


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
