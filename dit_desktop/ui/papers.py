# SPDX-License-Identifier: Apache-2.0
"""Every paper that can leave the program: for whom, what goes in, what stays out, and how it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dit_desktop.i18n import _
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.letter import Letter, LetterState

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.documents.paper import Paper
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record
    from dit_desktop.records.practice import Practice


@dataclass(frozen=True)
class Paperwork:
    """A kind of paper and the record it is made of."""

    kind: str  # of the file name, never translated
    title: str
    record: type[Record]
    for_whom: str
    goes_in: str
    stays_out: str
    make: Callable[[Any, Practice, date, bool], Paper]  # Any: a record of the kind above


def _letter(letter: Letter, practice: Practice, day: date, example: bool) -> Paper:  # noqa: FBT001
    from dit_desktop.documents.letter import goodbye  # noqa: PLC0415 - ReportLab costs a tenth of a second

    return goodbye(letter, practice, day, draft=letter.state is not LetterState.FINAL, example=example)


def _focus(version: Formulation, practice: Practice, day: date, example: bool) -> Paper:  # noqa: FBT001
    from dit_desktop.documents.focus import our_focus  # noqa: PLC0415 - see _letter

    person = str(practice.person.value) if practice.person else "client"
    return our_focus(version, practice, day, person, example=example)


PAPERS: dict[str, Paperwork] = {
    "letter": Paperwork(
        "goodbye-letter",
        _("Goodbye letter"),
        Letter,
        _("For the {client}, to keep."),
        _("The sections of this version as one letter, your letterhead, the date."),
        _("Scores, notes, process notes, what they said about the letter."),
        _letter,
    ),
    "focus": Paperwork(
        "our-focus",
        _("Our focus"),
        Formulation,
        _("For the {client}, one page."),
        _("Their wording and the one-line reminder of this version, your name, the date."),
        _("The working text, the four parts, evidence, notes, process notes."),
        _focus,
    ),
}


def make(desk: Desk, name: str, record: int, *, example: bool) -> Paper:
    """The paper of a record as it stands now; raises one of the states of documents.errors."""
    return prepare(desk, name, record, example=example)()


def prepare(desk: Desk, name: str, record: int, *, example: bool) -> Callable[[], Paper]:
    """What makes the paper of a record as it stands now, on any thread: it no longer asks the desk."""
    paperwork, practice = PAPERS[name], desk.practice()
    found = desk.get(paperwork.record, record)
    # What was given keeps the day on which it was given, however often it is printed.
    day = found.signed_at.astimezone().date() if found.signed_at else date.today()  # noqa: DTZ011
    return lambda: paperwork.make(found, practice, day, example)
