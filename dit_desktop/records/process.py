# SPDX-License-Identifier: Apache-2.0
"""The therapist’s own reflections on a session, kept apart from the record of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Field, Record
from dit_desktop.records.months import months_later


@dataclass(frozen=True, kw_only=True)
class ProcessNote(Record):
    """Working notes on one session: never signed, and exported only when asked for by name."""

    title: ClassVar[str] = _("Process note")
    clinical: ClassVar[bool] = False

    appointment: Annotated[int, Field(_("Appointment"), link="Appointment")] = 0
    day: Annotated[date | None, Field(_("Date"), section=_("Yours"), shown=True)] = None
    felt: Annotated[
        str,
        Field(
            _("What I felt and was drawn to do"),
            rows=4,
            initial=_("Who am I being made into?"),
            middle=_("Whose part was I playing?"),
            ending=_("What do I want to give, hold back, hurry?"),
        ),
    ] = ""
    thought: Annotated[
        str, Field(_("What I think may be going on"), rows=4, hint=_("Guesses, marked as such by being here."))
    ] = ""
    unsaid: Annotated[str, Field(_("What I did not say"), rows=2, hint=_("And why not yet."))] = ""
    question: Annotated[str, Field(_("Question for supervision"), rows=2)] = ""


def due_on(course_ends: date | None, months: int) -> date | None:
    """The day on which process notes are due for deletion; None while nobody can know when the course ends."""
    return months_later(course_ends, months) if course_ends else None
