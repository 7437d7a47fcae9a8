# SPDX-License-Identifier: Apache-2.0
"""Every paper that can leave the program: for whom, what goes in, what stays out, and how it is made."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from dit_desktop.i18n import _
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.letter import Letter
from dit_desktop.ui.pages.page import Preview, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dit_desktop.documents.paper import Paper
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record


@dataclass(frozen=True)
class Paperwork:
    """A kind of paper and the record it is made of."""

    kind: str  # of the file name, never translated
    title: str
    record: type[Record]
    page: str  # on which it is asked for, and to which unlocking returns
    for_whom: str
    goes_in: str
    stays_out: str


# Each under the name of its module in dit_desktop.documents, whose `paper` makes it.
PAPERS: dict[str, Paperwork] = {
    "letter": Paperwork(
        "goodbye-letter",
        _("Goodbye letter"),
        Letter,
        "letter",
        _("For the {client}, to keep."),
        _("The sections of this version as one letter, your letterhead, the date."),
        _("Scores, notes, process notes, what they said about the letter."),
    ),
    "focus": Paperwork(
        "our-focus",
        _("Our focus"),
        Formulation,
        "formulation",
        _("For the {client}, one page."),
        _("Their wording and the one-line reminder of this version, your name, the date."),
        _("The working text, the four parts, evidence, notes, process notes."),
    ),
}


def offered(desk: Desk, client: int) -> Iterator[Preview]:
    """Every paper that can be made for a client, each of the latest record of its kind."""
    for name, paperwork in PAPERS.items():
        if found := desk.find(paperwork.record, client=client):
            yield Preview(name, client, found[-1].id)


def asked_on(desk: Desk, place: Target) -> Preview | None:
    """The paper that is meant by asking for one at a place: that of the page, of what is shown there."""
    several = list(offered(desk, place.client))
    own = [each for each in several if PAPERS[each.paper].page == place.page]
    if not own:
        there = any(paperwork.page == place.page for paperwork in PAPERS.values())
        return several[0] if several and not there else None
    kind = PAPERS[own[0].paper].record
    shown = any(record.id == place.record for record in desk.find(kind, client=place.client))
    return Preview(own[0].paper, place.client, place.record) if shown else own[0]


def make(desk: Desk, name: str, record: int, *, example: bool) -> Paper:
    """The paper of a record as it stands now; raises one of the states of documents.errors."""
    return prepare(desk, name, record, example=example)()


def prepare(desk: Desk, name: str, record: int, *, example: bool) -> Callable[[], Paper]:
    """What makes the paper of a record as it stands now, on any thread: it no longer asks the desk."""
    paperwork, practice = PAPERS[name], desk.practice()
    found = desk.get(paperwork.record, record)
    # What was given keeps the day on which it was given, however often it is printed.
    day = found.signed_at.astimezone().date() if found.signed_at else date.today()  # noqa: DTZ011

    def build() -> Paper:
        # Loaded here, because ReportLab costs a tenth of a second.
        module: Any = importlib.import_module(f"dit_desktop.documents.{name}")
        return cast("Paper", module.paper(found, practice, day, example=example))

    return build
