# SPDX-License-Identifier: Apache-2.0
"""What a review or a closing summary stands beside and never repeats, and what is to be looked at before closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import shown_day
from dit_desktop.models.goals import near
from dit_desktop.models.safety import versions
from dit_desktop.records.agreement import Consent, ConsentFor, ConsentState
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.attached import Attachment
from dit_desktop.records.contact import Communication
from dit_desktop.records.course import AppointmentState
from dit_desktop.records.keeping import kept_until
from dit_desktop.records.letter import LetterState
from dit_desktop.records.medication import Medication
from dit_desktop.records.process import ProcessNote, due_on
from dit_desktop.records.review import ClosingSummary, MidReview
from dit_desktop.records.shown import shown

if TYPE_CHECKING:
    from dit_desktop.models.case import Case
    from dit_desktop.models.desk import Desk

Lines = list[tuple[str, str]]


class Open(NamedTuple):
    """Something to look at before a course is closed, and the page it is on."""

    words: str
    page: str


def _safety(desk: Desk, case: Case) -> Lines:
    found = versions(desk, case.client.id)
    at = found[0].at if found else None
    return [(_("Safety last looked at"), shown_day(at.date()))] if at else []


def _focus(case: Case) -> Lines:
    focus = case.focus
    text = (focus.client_wording or focus.reminder) if focus else ""
    return [(_("The focus, provisional") if case.provisional else _("The focus"), text)] if text else []


def review_lines(desk: Desk, case: Case) -> Lines:
    """What stands beside a mid-course review: sessions left, aims, the focus in force, when safety was looked at."""
    course = case.schedule.words() if case.schedule else ""
    aims = near(desk, case.course.id) if case.course else []
    return [(_("The course"), course), *aims, *_focus(case), *_safety(desk, case)]


def closing_lines(desk: Desk, case: Case) -> Lines:
    """What stands beside a closing summary: dates, sessions, how it ended, aims, the last focus, safety, medication."""
    if case.schedule is None or case.course is None:
        return []
    first = next((item.day for item in case.schedule.meetings if item.held), None)
    days = _("{first} to {last}").format(first=shown_day(first), last=shown_day(case.schedule.end))
    held = ngettext("{n} session held", "{n} sessions held", case.schedule.held).format(n=case.schedule.held)
    missed = case.schedule.used - case.schedule.held
    counted = ngettext("{n} missed and counted", "{n} missed and counted", missed).format(n=missed) if missed else ""
    ended = case.course.end_kind.label if case.course.end_kind else ""
    taken = [
        ", ".join(
            part
            for part in (item.name, item.dose, shown(item.to_on) and _("until {day}").format(day=shown(item.to_on)))
            if part
        )
        for item in desk.find(Medication, parent=case.client.id)
    ]
    return [
        (_("Dates"), days if first else ""),
        (_("Sessions"), ", ".join(part for part in (held, counted) if part)),
        (_("How it ended"), ended),
        *near(desk, case.course.id),
        *_focus(case),
        *_safety(desk, case),
        (_("Medication"), "\n".join(taken)),
    ]


def letter_lines(desk: Desk, case: Case) -> Lines:
    """What a goodbye letter draws on, each with where it comes from: looked at, and never inserted."""
    if case.course is None:
        return []
    heard = desk.find(Assessment, parent=case.course.id)
    found = [*_focus(case), *near(desk, case.course.id)]
    found += [(_("Endings they have known"), each.endings) for each in heard]
    for review in desk.find(MidReview, parent=case.course.id):
        found += [(_("Half way: has the pattern moved?"), review.pattern_moved), (_("Half way: agreed"), review.agreed)]
    for note in case.notes:
        day = shown_day(note.day)
        found.append((_("Words kept, {day}").format(day=day), note.words_to_keep))
        found += [(_("Something different tried, {day}").format(day=day), each.different) for each in note.focus]
    for closing in desk.find(ClosingSummary, parent=case.course.id):
        found.append((_("First signs, and where to turn"), closing.first_signs))
    told = [(label, text) for label, text in found if text]
    return told or [("", _("Words worth keeping from the notes, and the wording you agreed, will stand here."))]


def closing_list(desk: Desk, case: Case) -> list[Open]:
    """What to look at before a course is closed, in words; nothing of it has to be done first."""
    drafts = sum(note.signed_at is None for note in case.notes)
    notes = ngettext("{n} note is still a draft", "{n} notes are still drafts", drafts).format(n=drafts)
    return [
        Open(notes if drafts else _("Notes: all signed"), "sessions"),
        Open(_("Last questionnaires"), "goals"),
        Open(_letter(case), "letter"),
        Open(_gp_letter(desk, case), "details"),
        Open(_fees(case), "details"),
        Open(_recordings(desk, case), "attachments"),
        Open(_process(desk, case), "sessions"),
        Open(_kept(desk, case), "settings"),
        Open(_executors(case), "details"),
    ]


def _letter(case: Case) -> str:
    letter = case.letter
    if letter is None or letter.state is None:
        return _("Goodbye letter: none yet, or a word why not")
    if letter.state is LetterState.NOT_WRITTEN and not letter.not_written_why:
        return _("Goodbye letter: not written; a word why not?")
    return _("Goodbye letter: {state}").format(state=letter.state.label.lower())


def _gp_letter(desk: Desk, case: Case) -> str:
    asked = [each for each in desk.find(Consent, parent=case.client.id) if each.kind is ConsentFor.GP_LETTER]
    state = asked[-1].state if asked else None
    return _("GP letter: {answer}").format(answer=(state or ConsentState.NOT_ASKED).label.lower())


def _fees(case: Case) -> str:
    """A session that was held is paid; of one that was lost it has to be said."""
    lost = {AppointmentState.MISSED, AppointmentState.CANCELLED_LATE}
    meetings = case.schedule.meetings if case.schedule else ()
    open_ones = sum(
        item.state in lost and item.appointment is not None and item.appointment.charged is None for item in meetings
    )
    words = ngettext(
        "Fees: of {n} lost session it is not said whether it is paid",
        "Fees: of {n} lost sessions it is not said whether they are paid",
        open_ones,
    )
    return words.format(n=open_ones) if open_ones else _("Fees: are the invoices settled?")


def _recordings(desk: Desk, case: Case) -> str:
    kept = sum(each.kind is not None and each.kind.sound for each in desk.find(Attachment, parent=case.client.id))
    words = ngettext("Recordings: {n} is attached here", "Recordings: {n} are attached here", kept).format(n=kept)
    return words if kept else _("Recordings: none here; are there others to destroy?")


def _kept(desk: Desk, case: Case) -> str:
    """By the last day on which anybody met or spoke, or is still expected to."""
    meetings = case.schedule.meetings if case.schedule else ()
    days = [item.day for item in meetings if item.held or item.booked]
    days += [each.at.date() for each in desk.find(Communication, parent=case.client.id) if each.at]
    if not days:
        return _("The record: kept from the last contact on")
    years = desk.practice().record_years
    day = shown_day(kept_until(max(days), case.client.born_on, years))
    words = ngettext(
        "The record: kept until {day}, {n} year after the last contact",
        "The record: kept until {day}, {n} years after the last contact",
        years,
    )
    return words.format(day=day, n=years)


def _process(desk: Desk, case: Case) -> str:
    if case.course is None or not desk.find(ProcessNote, parent=case.course.id):
        return _("Process notes: none")
    day = due_on(case.schedule.end if case.schedule else None, desk.practice().process_months)
    return _("Process notes: due for deletion on {day}").format(day=shown_day(day)) if day else _("Process notes")


def _executors(case: Case) -> str:
    told = case.client.executors_may_call
    may = told.label.lower() if told else _("not answered")
    words = _("Executors’ list: taken off at the end; may call: {answer}")
    return words.format(answer=may)
