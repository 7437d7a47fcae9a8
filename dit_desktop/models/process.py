# SPDX-License-Identifier: Apache-2.0
"""The process note of a session, and what is always said above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import shown_day
from dit_desktop.records.months import months_later
from dit_desktop.records.process import ProcessNote, due_on
from dit_desktop.store.retention import MONTHS

if TYPE_CHECKING:
    from dit_desktop.models.case import Case
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.session import SessionNote


def process_note(desk: Desk, note: SessionNote) -> ProcessNote:
    """The process note beside a session note; a blank one until something is typed."""
    found = desk.find(ProcessNote, parent=note.parent)
    blank = ProcessNote(client=note.client, parent=note.parent, appointment=note.appointment, day=note.day)
    return next((each for each in found if each.appointment == note.appointment), blank)


def banner(desk: Desk, case: Case) -> str:
    """What process notes are, who may see them, and until when they are kept."""
    months, person = desk.practice().process_months, desk.person()
    due = due_on(case.schedule.end if case.schedule else None, months)
    kept = ngettext("{n} month", "{n} months", months).format(n=months)
    words = [
        _("Your own working notes. They go into no export unless you add them by name."),
        _("They are still personal data about your {person}, who may be entitled to see them.").format(person=person),
        _("They are due for deletion {months} after the course ends.").format(months=kept),
    ]
    if due:  # the oldest backup that is kept may be from the day before
        last = shown_day(months_later(due, MONTHS + 1))
        words.append(_("Older backups may hold them until {day}.").format(day=last))
    return " ".join(words)
