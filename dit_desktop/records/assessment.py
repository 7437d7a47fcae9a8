# SPDX-License-Identifier: Apache-2.0
"""What the first meetings are for: hearing how things came about, and listening for the pattern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Field, Record


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
