# SPDX-License-Identifier: Apache-2.0
"""Looking at a course together: half way, and once it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record


class FocusFits(Choice):
    """Whether the focus still fits."""

    YES = "yes", _("Yes")
    REWORD = "reword", _("Reword")
    NO = "no", _("No")


class ReviewDecision(Choice):
    """How the course goes on."""

    AS_AGREED = "as_agreed", _("Go on as agreed")
    CHANGES = "changes", _("Go on with changes")
    END_EARLY = "end_early", _("End early")
    REFER_ON = "refer_on", _("Refer on")


@dataclass(frozen=True, kw_only=True)
class MidReview(Record):
    """What the two say to each other about the course, half way through it."""

    title: ClassVar[str] = _("Mid-course review")

    session: Annotated[int | None, Field(_("Session"), section=_("When"))] = None
    reviewed_on: Annotated[date | None, Field(_("on"), beside=True)] = None
    their_view: Annotated[
        str,
        Field(
            _("How they find it"),
            section=_("Looking together"),
            rows=3,
            hint=_("What helps, what does not, what they would change."),
        ),
    ] = ""
    pattern_moved: Annotated[
        str, Field(_("Has the pattern moved?"), rows=3, hint=_("Where, with whom; or nowhere yet."))
    ] = ""
    focus_fits: Annotated[
        FocusFits | None, Field(_("Does the focus still fit?"), hint=_("“Reword” opens a new version."))
    ] = None
    focus_note: Annotated[str, Field(_("note"), beside=True)] = ""
    between_us: Annotated[str, Field(_("Between the two of us"), rows=2, hint=_("What has not been said yet."))] = ""
    in_the_way: Annotated[
        str,
        Field(
            _("What may be in the way"),
            section=_("If little has changed or things are worse"),
            folded=True,
            rows=3,
            hint=_("The focus, the pace, events, something between you, the wrong help."),
        ),
    ] = ""
    options: Annotated[
        str,
        Field(
            _("What could be done"),
            rows=2,
            hint=_("Stay with it, change something, involve the GP, supervision, another therapy, stop."),
        ),
    ] = ""
    time_left: Annotated[
        str,
        Field(
            _("The time left"),
            section=_("From here"),
            rows=2,
            hint=_("What was said about the sessions to come and the ending date."),
        ),
    ] = ""
    decision: Annotated[ReviewDecision | None, Field(_("Decision"))] = None
    agreed: Annotated[str, Field(_("What you agreed"), rows=2)] = ""


@dataclass(frozen=True, kw_only=True)
class ClosingSummary(Record):
    """What the course came to; dates, scores and aims stand elsewhere and are not repeated."""

    title: ClassVar[str] = _("Closing summary")

    came_with: Annotated[str, Field(_("What they came with"), section=_("Course"), rows=2)] = ""
    worked_on: Annotated[str, Field(_("What we worked on"), rows=3)] = ""
    changed: Annotated[str, Field(_("What changed"), rows=3)] = ""
    unchanged: Annotated[str, Field(_("What did not"), rows=2, hint=_("Disappointments included."))] = ""
    pattern_now: Annotated[str, Field(_("The pattern at the end"), rows=2)] = ""
    ending_was: Annotated[str, Field(_("How the ending was"), rows=2)] = ""
    safety_end: Annotated[str, Field(_("Safety at the end"), section=_("Afterwards"), rows=2)] = ""
    first_signs: Annotated[str, Field(_("First signs, and where to turn"), rows=2)] = ""
    onward: Annotated[str, Field(_("Onward help"))] = ""
