# SPDX-License-Identifier: Apache-2.0
"""Safety in words: what was asked, understood and done, and the plan; never a level, a score or a colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Part, Record


class CameUp(Choice):
    """How safety came up."""

    ROUTINE = "routine", _("Asked as a matter of course")
    QUESTIONNAIRE = "questionnaire", _("Questionnaire answer")
    SAID = "said", _("Something said")
    TOLD = "told", _("Told by someone else")
    ABSENCE = "absence", _("Absence")
    OTHER = "other", _("Other")


class Asked(Choice):
    """What came of asking; not having asked is an answer of its own."""

    NOT_PRESENT = "not_present", _("Asked, not present")
    PRESENT = "present", _("Present")
    NOT_ASKED = "not_asked", _("Not asked")


class ToldWith(Choice):
    """Whether the client consented to somebody being told."""

    CONSENT = "consent", _("With consent")
    WITHOUT = "without", _("Without consent")


class GivenAs(Choice):
    """In what form the plan was given."""

    PAPER = "paper", _("Paper")
    FILE = "file", _("Protected file")


_WORDS = Field(_("in words"), rows=2, beside=True)  # room on the row of each question


@dataclass(frozen=True, kw_only=True)
class ToldTo(Part):
    """Somebody who was told of a concern."""

    who: Annotated[str, Field(_("Who"))] = ""
    at: Annotated[datetime | None, Field(_("When"))] = None
    what: Annotated[str, Field(_("What"), rows=2)] = ""
    consent: Annotated[ToldWith | None, Field(_("Consent"))] = None
    reason: Annotated[str, Field(_("Why"))] = ""


@dataclass(frozen=True, kw_only=True)
class Safety(Record):
    """One conversation about safety, and the plan as it then stood; belongs to the client."""

    title: ClassVar[str] = _("Safety")

    at: Annotated[datetime | None, Field(_("When"), section=_("This conversation"))] = None
    came_up: Annotated[CameUp | None, Field(_("How it came up"))] = None
    where_they_are: Annotated[
        str, Field(_("Where they are now"), hint=_("For video or phone: the address, who is nearby, a number."))
    ] = ""
    suicidal_thoughts: Annotated[
        Asked | None,
        Field(
            _("Thoughts of suicide"),
            section=_("What was asked"),
            hint=_(
                "Ask plainly: wishes to be dead, intent, plan, means, earlier attempts, what has stopped them. "
                "Their words."
            ),
        ),
    ] = None
    suicidal_thoughts_words: Annotated[str, _WORDS] = ""
    self_harm: Annotated[Asked | None, Field(_("Self-harm"))] = None
    self_harm_words: Annotated[str, _WORDS] = ""
    harm_to_others: Annotated[Asked | None, Field(_("Harm to others"))] = None
    harm_to_others_words: Annotated[str, _WORDS] = ""
    harm_from_others: Annotated[
        Asked | None,
        Field(
            _("Harm from others"),
            hint=_("Partner, family, online, at work. Is it safe to keep or send anything about this?"),
        ),
    ] = None
    harm_from_others_words: Annotated[str, _WORDS] = ""
    self_neglect: Annotated[
        Asked | None, Field(_("Looking after themselves"), hint=_("Food, warmth, medicines, medical care."))
    ] = None
    self_neglect_words: Annotated[str, _WORDS] = ""
    children: Annotated[
        Asked | None,
        Field(_("Children"), hint=_("Names or initials, ages, who is with them; what worries you or does not.")),
    ] = None
    children_words: Annotated[str, _WORDS] = ""
    adults: Annotated[Asked | None, Field(_("Adults who depend on others"))] = None
    adults_words: Annotated[str, _WORDS] = ""
    substances: Annotated[Asked | None, Field(_("Substances"), hint=_("As far as they bear on safety."))] = None
    substances_words: Annotated[str, _WORDS] = ""
    story: Annotated[
        str,
        Field(
            _("What is going on"),
            section=_("Understanding it"),
            rows=5,
            hint=_("In plain sentences: what happened, what it means to them, how it fits the focus."),
        ),
    ] = ""
    can_change: Annotated[
        str, Field(_("What could make it better or worse"), rows=3, hint=_("Coming days and dates included."))
    ] = ""
    protects: Annotated[
        str, Field(_("What protects"), rows=3, hint=_("People, duties, beliefs, plans, the work together."))
    ] = ""
    done_now: Annotated[
        str, Field(_("What you did"), section=_("What was done"), rows=3, hint=_("With times, if it was urgent."))
    ] = ""
    consulted: Annotated[
        str,
        Field(
            _("Whom you asked for advice"),
            rows=2,
            hint=_("Supervisor, GP, helpline for professionals; what they said."),
        ),
    ] = ""
    told: Annotated[
        tuple[ToldTo, ...], Field(_("Who was told"), hint=_("Each: who, when, what, with consent or without, and why."))
    ] = ()
    not_told: Annotated[str, Field(_("What you decided not to do"), rows=2, hint=_("And why."))] = ""
    next_contact: Annotated[datetime | None, Field(_("Next contact"))] = None
    review_on: Annotated[date | None, Field(_("Look at this again on"), hint=_("Shown on Today."))] = None
    signs: Annotated[str, Field(_("How I can tell it is starting"), section=_("Safety plan"), rows=3)] = ""
    myself: Annotated[str, Field(_("What I can do by myself"), rows=3)] = ""
    places: Annotated[str, Field(_("Places and company that help it pass"), rows=3)] = ""
    ask: Annotated[str, Field(_("People I can tell"), rows=3, hint=_("Names and numbers."))] = ""
    professionals: Annotated[
        str,
        Field(
            _("Professionals and lines"),
            rows=3,
            hint=_(
                "Offered to edit: 999 · NHS 111, mental health option · Samaritans 116 123 · text SHOUT to 85258 · GP"
            ),
        ),
    ] = ""
    safer: Annotated[str, Field(_("Making things around me safer"), rows=2, hint=_("What, who helps, by when."))] = ""
    keeps_going: Annotated[str, Field(_("What I want to be here for"), rows=2, hint=_("If they wish."))] = ""
    given_on: Annotated[date | None, Field(_("Copy given"))] = None
    given_as: Annotated[GivenAs | None, Field(_("as"), beside=True)] = None
