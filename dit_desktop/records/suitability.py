# SPDX-License-Identifier: Apache-2.0
"""Whether this is the right help: what speaks for it, what gives pause, and a decision that is the therapist’s."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record


class Found(Choice):
    """Whether something was found; not having asked is an answer of its own."""

    PRESENT = "present", _("Present")
    NOT_PRESENT = "not_present", _("Not present")
    NOT_ASKED = "not_asked", _("Not asked")


class SuitabilityDecision(Choice):
    """What the therapist decides."""

    SUITABLE = "suitable", _("Suitable")
    CAUTIONS = "cautions", _("Suitable, with cautions")
    ASSESS_FURTHER = "assess_further", _("Assess further")
    REFER_ON = "refer_on", _("Refer on")


_NOTE = Field(_("note"), beside=True)  # room on the row of each question


@dataclass(frozen=True, kw_only=True)
class Suitability(Record):
    """What speaks for this therapy and what gives pause, without a total; belongs to a course."""

    title: ClassVar[str] = _("Suitability")

    triggers: Annotated[
        Found | None,
        Field(
            _("Symptoms move with relationships"),
            section=_("Speaks for DIT"),
            hint=_("A change for worse or better followed something between people."),
        ),
    ] = None
    triggers_note: Annotated[str, _NOTE] = ""
    depression: Annotated[Found | None, Field(_("Depression"))] = None
    depression_note: Annotated[str, _NOTE] = ""
    anxiety: Annotated[Found | None, Field(_("Anxiety"))] = None
    anxiety_note: Annotated[str, _NOTE] = ""
    relational: Annotated[
        Found | None,
        Field(_("Difficulty in relationships"), hint=_("Starting, trusting, staying, parting; at home or at work.")),
    ] = None
    relational_note: Annotated[str, _NOTE] = ""
    attachment: Annotated[
        Found | None,
        Field(_("Difficulty with closeness"), hint=_("Needing people too much to bear, or hardly at all.")),
    ] = None
    attachment_note: Annotated[str, _NOTE] = ""
    curious: Annotated[
        Found | None, Field(_("Wants to understand the pattern"), hint=_("Not only to be rid of the symptom."))
    ] = None
    curious_note: Annotated[str, _NOTE] = ""
    limit_open: Annotated[
        Found | None,
        Field(
            _("Open to a time limit"), hint=_("Has heard the number and the ending date, and still wishes to start.")
        ),
    ] = None
    limit_open_note: Annotated[str, _NOTE] = ""
    structure: Annotated[Found | None, Field(_("Likes a clear structure"), hint=_("One focus, known phases."))] = None
    structure_note: Annotated[str, _NOTE] = ""
    names_feelings: Annotated[Found | None, Field(_("Can name feelings"), hint=_("Now and then, in the room."))] = None
    names_feelings_note: Annotated[str, _NOTE] = ""
    tells_moments: Annotated[
        Found | None, Field(_("Can tell a moment"), hint=_("What was said, done and felt with one person."))
    ] = None
    tells_moments_note: Annotated[str, _NOTE] = ""
    one_pattern: Annotated[
        Found | None, Field(_("One pattern stands out"), hint=_("Heard in more than one story."))
    ] = None
    one_pattern_note: Annotated[str, _NOTE] = ""
    uses_comment: Annotated[
        Found | None, Field(_("Can use a trial comment"), hint=_("Thinks about it, or says why not."))
    ] = None
    uses_comment_note: Annotated[str, _NOTE] = ""
    needs_longer: Annotated[
        Found | None,
        Field(
            _("Needs longer or more help"),
            section=_("Gives pause"),
            hint=_("A disorder that calls for long or intensive treatment."),
        ),
    ] = None
    needs_longer_note: Annotated[str, _NOTE] = ""
    psychosis_bipolar: Annotated[
        Found | None, Field(_("Psychosis or bipolar disorder"), hint=_("Now or earlier; who else is treating them?"))
    ] = None
    psychosis_bipolar_note: Annotated[str, _NOTE] = ""
    trauma: Annotated[
        Found | None,
        Field(
            _("Complex trauma"),
            hint=_("Much early harm or many carers: could a short course open more than it can close?"),
        ),
    ] = None
    trauma_note: Annotated[str, _NOTE] = ""
    self_injury: Annotated[Found | None, Field(_("Self-injury now"), hint=_("If present, open Safety."))] = None
    self_injury_note: Annotated[str, _NOTE] = ""
    eating: Annotated[Found | None, Field(_("Eating disorder"), hint=_("Who looks after the physical side?"))] = None
    eating_note: Annotated[str, _NOTE] = ""
    dependence: Annotated[Found | None, Field(_("Dependence on substances"))] = None
    dependence_note: Annotated[str, _NOTE] = ""
    unstable: Annotated[
        Found | None,
        Field(_("Very unsettled life"), hint=_("Violence, housing, immigration, a crisis still unfolding.")),
    ] = None
    unstable_note: Annotated[str, _NOTE] = ""
    reflecting: Annotated[
        Found | None,
        Field(
            _("Hard to reflect"), hint=_("Always, or only under stress? Consider language, memory, attention, pace.")
        ),
    ] = None
    reflecting_note: Annotated[str, _NOTE] = ""
    unwilling: Annotated[
        Found | None, Field(_("Does not want to take part"), hint=_("Sent by someone, or hoping for something else."))
    ] = None
    unwilling_note: Annotated[str, _NOTE] = ""
    other_help: Annotated[
        Found | None, Field(_("Other help at the same time"), hint=_("Another therapy or team; who holds the whole?"))
    ] = None
    other_help_note: Annotated[str, _NOTE] = ""
    alternatives: Annotated[
        str,
        Field(
            _("Other ways talked about"),
            section=_("Decision"),
            rows=3,
            hint=_("CBT, IPT, counselling, longer therapy, medicines, NHS services, waiting; what they preferred."),
        ),
    ] = ""
    decision: Annotated[SuitabilityDecision | None, Field(_("Your decision"))] = None
    reasons: Annotated[str, Field(_("Your reasons"), rows=3)] = ""
    in_place: Annotated[
        str,
        Field(
            _("What needs to be in place"),
            rows=2,
            hint=_("GP informed, safety plan, another service, a different pace."),
        ),
    ] = ""
    told: Annotated[str, Field(_("How you told them"), rows=2, hint=_("And what they said."))] = ""
    referred_to: Annotated[str, Field(_("Referred to"))] = ""
