# SPDX-License-Identifier: Apache-2.0
"""What the first meetings are for: hearing how things came about, and listening for the pattern."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Field, Part, Record, fields


@dataclass(frozen=True, kw_only=True)
class SectionMark(Part):
    """What is known of one section: when it was last touched, and whether the therapist called it done."""

    section: Annotated[str, Field(_("Section"))] = ""  # the name of its first field
    touched_in: Annotated[int | None, Field(_("Last in session"))] = None
    touched_on: Annotated[date | None, Field(_("on"), beside=True)] = None
    done_on: Annotated[date | None, Field(_("Done on"))] = None


@dataclass(frozen=True, kw_only=True)
class Assessment(Record):
    """One form for the first three or four meetings of a course."""

    title: ClassVar[str] = _("Assessment")

    still_to_ask: Annotated[
        str, Field(_("Still to ask"), section=_("Still to ask"), rows=2, hint=_("A list for next time."))
    ] = ""

    complaint: Annotated[
        str, Field(_("What brings them"), section=_("Why now"), rows=4, hint=_("In the {client}’s own words."))
    ] = ""
    since: Annotated[str, Field(_("Since when"), rows=2, hint=_("The first signs, and what was going on then."))] = ""
    why_now: Annotated[str, Field(_("Why now"), rows=2, hint=_("What made this the moment to ask."))] = ""

    symptoms: Annotated[
        str,
        Field(
            _("How it shows"),
            section=_("Symptoms and people"),
            rows=3,
            hint=_("Mood, worry, sleep, appetite, energy, concentration; a good day, a bad day."),
        ),
    ] = ""
    course: Annotated[str, Field(_("Ups and downs"), rows=3, hint=_("When it eased and when it got worse."))] = ""
    mood_links: Annotated[
        str, Field(_("Who was involved"), rows=4, hint=_("For each turn: what was happening, and with whom?"))
    ] = ""

    episodes: Annotated[str, Field(_("Earlier times like this"), section=_("Before"), folded=True, rows=3)] = ""
    treatments: Annotated[
        str,
        Field(
            _("Help they have had"),
            rows=3,
            hint=_("CBT, IPT, counselling, longer therapy, medicines, self-help: what helped, what did not."),
        ),
    ] = ""
    treatments_end: Annotated[
        str, Field(_("How that help ended"), rows=2, hint=_("Planned, broken off, faded away; what stopping was like."))
    ] = ""

    health: Annotated[
        str,
        Field(
            _("Physical health"),
            section=_("Body"),
            folded=True,
            rows=2,
            hint=_("Illness, pain, pregnancy, tests awaited."),
        ),
    ] = ""
    substances: Annotated[
        str, Field(_("Alcohol and other substances"), rows=2, hint=_("How much, when, and what it does for them."))
    ] = ""

    family: Annotated[
        str,
        Field(
            _("Family"),
            section=_("Life story"),
            folded=True,
            rows=4,
            hint=_("Who was there, and what each was like to be with."),
        ),
    ] = ""
    growing_up: Annotated[
        str, Field(_("Growing up"), rows=4, hint=_("Home, school, friends, moves; what was done with feelings."))
    ] = ""
    losses: Annotated[
        str, Field(_("Losses and separations"), rows=3, hint=_("Who went, when, and whether it could be spoken of."))
    ] = ""
    hard_times: Annotated[
        str, Field(_("Hard times"), rows=3, hint=_("Only as far as they wish to say. Note what you did not ask."))
    ] = ""

    household: Annotated[
        str,
        Field(
            _("Home"), section=_("Life now"), folded=True, rows=2, hint=_("Who lives there; children and their ages.")
        ),
    ] = ""
    close_ties: Annotated[
        str, Field(_("People who matter now"), rows=3, hint=_("Who is close, who is missed, who is avoided."))
    ] = ""
    work: Annotated[str, Field(_("Work and money"), rows=2)] = ""
    supports: Annotated[str, Field(_("Who and what supports them"), rows=2)] = ""
    identity: Annotated[
        str,
        Field(
            _("Culture and identity"),
            rows=3,
            hint=_("As they put it: background, faith, language, gender, sexuality, and what matters about it here."),
        ),
    ] = ""
    strengths: Annotated[str, Field(_("Strengths"), rows=2, hint=_("What they do well, enjoy, have come through."))] = (
        ""
    )

    attachment: Annotated[
        str,
        Field(
            _("Closeness and distance"),
            section=_("Listening for the pattern"),
            rows=3,
            hint=_("What they do when they need someone. A description, not a type."),
        ),
    ] = ""
    mentalising: Annotated[
        str,
        Field(
            _("Thinking about minds"),
            rows=3,
            hint=_("When they can wonder about their own and others’ reasons, and when that goes."),
        ),
    ] = ""
    affects: Annotated[
        str, Field(_("Main feelings"), rows=3, hint=_("Which come easily, which are hard to bear, which are missing?"))
    ] = ""
    steers_round: Annotated[
        str, Field(_("What is steered round"), rows=2, hint=_("People, topics or feelings you both move away from."))
    ] = ""
    with_you: Annotated[
        str,
        Field(
            _("How they are with you"),
            rows=3,
            hint=_("What they seem to expect of you. Keep your private reactions for the process note."),
        ),
    ] = ""
    trial_comment: Annotated[
        str, Field(_("A trial comment"), rows=2, hint=_("What you said about a possible pattern."))
    ] = ""
    trial_response: Annotated[
        str, Field(_("What they made of it"), rows=2, hint=_("Taken up, turned down, felt, thought about since?"))
    ] = ""

    hopes: Annotated[str, Field(_("What they hope for"), section=_("Expectations"), rows=2)] = ""
    doubts: Annotated[
        str, Field(_("What they doubt or fear"), rows=2, hint=_("About therapy, about you, about being helped."))
    ] = ""
    time_limit: Annotated[
        str,
        Field(
            _("The time limit"), rows=2, hint=_("What the number of sessions means to them; the ending date you named.")
        ),
    ] = ""
    endings: Annotated[
        str, Field(_("Endings they have known"), rows=2, hint=_("And what they expect of this one."))
    ] = ""

    settling_in: Annotated[
        str,
        Field(
            _("Settling in"),
            section=_("Working together"),
            folded=True,
            rows=2,
            hint=_("How the first minutes went; what put them at ease."),
        ),
    ] = ""
    agenda: Annotated[str, Field(_("What you set out to cover"), rows=2)] = ""
    reviewed: Annotated[str, Field(_("Picked up from last time"), rows=2)] = ""
    explained: Annotated[
        str,
        Field(
            _("What you explained"),
            rows=2,
            hint=_("DIT, the focus, questionnaires, letter, confidentiality; their questions."),
        ),
    ] = ""
    summed_up: Annotated[str, Field(_("How you summed up"), rows=2, hint=_("What you said back to them."))] = ""
    between: Annotated[str, Field(_("Agreed for in between"), rows=2, hint=_("Only if you two agreed something."))] = ""
    pace: Annotated[str, Field(_("Pace"), hint=_("Smaller pieces, more time, something in writing."))] = ""
    practicalities: Annotated[
        str, Field(_("Practical matters"), rows=2, hint=_("Times, known breaks, room or video, travel, childcare."))
    ] = ""
    marks: Annotated[tuple[SectionMark, ...], Field(_("Sections"), shown=True)] = ()

    def mark_of(self, section: str) -> SectionMark:
        """What is known of a section, by the name of its first field; nothing, if it was never touched."""
        return next((mark for mark in self.marks if mark.section == section), SectionMark(key=section, section=section))


def sections() -> dict[str, tuple[str, ...]]:
    """The sections of the form by the name of their first field, each with the names of its fields."""
    found: dict[str, tuple[str, ...]] = {}
    for item in fields(Assessment):
        if item.apart:
            continue
        first = item.name if item.field.section else list(found)[-1]
        found[first] = (*found.get(first, ()), item.name)
    return found


def heading(section: str) -> str:
    """What stands over a section, by the name of its first field."""
    return next(item.field.section for item in fields(Assessment) if item.name == section)


def touched(before: Assessment, after: Assessment, session: int | None, day: date) -> Assessment:
    """The record as it is to be kept: every section that changed is marked with the session and day."""
    for section, names in sections().items():
        if any(getattr(before, name) != getattr(after, name) for name in names):
            after = _marked(after, replace(after.mark_of(section), touched_in=session, touched_on=day))
    return after


def with_done(record: Assessment, section: str, day: date | None) -> Assessment:
    """The record with a section called done on a day, or with that taken back."""
    return _marked(record, replace(record.mark_of(section), done_on=day))


def _marked(record: Assessment, mark: SectionMark) -> Assessment:
    marks = {each.section: each for each in record.marks} | {mark.section: mark}
    return replace(record, marks=tuple(marks[section] for section in sections() if section in marks))
