# SPDX-License-Identifier: Apache-2.0
"""The Interpersonal-Affective Focus: one version of the formulation, and what was said when it was shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Part, Record


class Agreed(Choice):
    """What became of a wording that was offered."""

    YES = "yes", _("Yes")
    IN_PART = "in_part", _("In part")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked yet")


class Fits(Choice):
    """Whether what is cited bears the focus out."""

    YES = "yes", _("It rests on this")
    NO = "no", _("This does not fit")


REMINDER_WORDS = 12  # a reminder is read in a glance beside every note


@dataclass(frozen=True, kw_only=True)
class Evidence(Part):
    """Something the focus rests on, or one that does not fit; sharing keeps when the cited record was last changed."""

    cited: Annotated[int | None, Field(_("From"), link="Narrative SessionNote Person")] = None
    fits: Annotated[Fits | None, Field(_("Bears it out"))] = None
    note: Annotated[str, Field(_("What in it"))] = ""
    as_of: Annotated[datetime | None, Field(_("As it stood on"), shown=True)] = None


@dataclass(frozen=True, kw_only=True)
class Formulation(Record):
    """One version of the focus; sharing signs it, so that it stays as it was said."""

    title: ClassVar[str] = _("Formulation")

    self_view: Annotated[
        str,
        Field(
            _("Self: “I am …”"),
            section=_("The focus"),
            rows=2,
            hint=_("How they feel themselves to be when the pattern runs."),
        ),
    ] = ""
    other_view: Annotated[
        str,
        Field(_("Other: “They are …”"), rows=2, hint=_("How people then seem, or are expected to act.")),
    ] = ""
    affect_surface: Annotated[str, Field(_("Feeling on the surface"), hint=_("The one they can say."))] = ""
    affect_beneath: Annotated[
        str,
        Field(_("Feeling harder to bear"), hint=_("The one that is kept off and shows in hints.")),
    ] = ""
    function: Annotated[
        str,
        Field(
            _("What the pattern is for"),
            rows=3,
            hint=_("What the whole arrangement spares them: a feeling, a risk, a quarrel, a loss. Not one defence."),
        ),
    ] = ""
    working: Annotated[
        str,
        Field(
            _("Working text"),
            rows=5,
            hint=_("For you and your supervisor. Never printed on the {client}’s page."),
        ),
    ] = ""

    client_wording: Annotated[
        str,
        Field(
            _("{Client}’s wording"),
            section=_("In the {client}’s words"),
            rows=5,
            hint=_(
                "Two to five sentences you could say aloud. Their phrases; what it protects and what it costs; "
                "nobody to blame."
            ),
        ),
    ] = ""
    reminder: Annotated[
        str,
        Field(
            _("One-line reminder"),
            hint=_("At most twelve words. It stands beside every note and may be seen on the screen."),
        ),
    ] = ""

    triggers: Annotated[str, Field(_("What sets it off"), section=_("Further"), folded=True, rows=2)] = ""
    symptom_link: Annotated[str, Field(_("How it leads to the symptoms"), rows=2)] = ""
    cost: Annotated[str, Field(_("What it costs"), rows=2)] = ""
    origin: Annotated[str, Field(_("Where it may come from"), rows=3, hint=_("A guess, and kept as one."))] = ""
    reversal: Annotated[
        str,
        Field(
            _("The other way round"),
            rows=2,
            hint=_("When they treat someone as they fear being treated."),
        ),
    ] = ""
    with_you: Annotated[
        str,
        Field(_("Between the two of you"), rows=2, hint=_("How it shows here; what you are drawn to do.")),
    ] = ""
    evidence: Annotated[
        tuple[Evidence, ...],
        Field(_("Evidence"), hint=_("Narratives and session notes it rests on, and one that does not fit.")),
    ] = ()

    changed: Annotated[str, Field(_("What changed in this version, and why"), section=_("This version"), rows=2)] = ""


@dataclass(frozen=True, kw_only=True)
class Sharing(Record):
    """What was said when a version of the focus was shared; kept apart because the version stays as it was."""

    title: ClassVar[str] = _("Response")

    formulation: Annotated[int, Field(_("Version"), link="Formulation")] = 0
    shared_in: Annotated[int | None, Field(_("Shared in session"), section=_("Sharing"))] = None
    shared_on: Annotated[date | None, Field(_("on"), beside=True)] = None
    response: Annotated[str, Field(_("What they said"), rows=3, hint=_("In their words."))] = ""
    agreed: Annotated[Agreed | None, Field(_("Agreed"))] = None


def together(version: Formulation) -> str:
    """The parts of the focus as one running text, to be rewritten freely in the working text."""
    beneath = _("Beneath it: {feeling}.").format(feeling=version.affect_beneath.rstrip(" ."))
    parts = (
        version.self_view and _("Self: {text}.").format(text=version.self_view.rstrip(" .")),
        version.other_view and _("Other: {text}.").format(text=version.other_view.rstrip(" .")),
        version.affect_surface and _("Feeling: {text}.").format(text=version.affect_surface.rstrip(" .")),
        version.affect_beneath and beneath,
        version.function and _("What it is for: {text}.").format(text=version.function.rstrip(" .")),
    )
    return " ".join(part for part in parts if part)
