# SPDX-License-Identifier: Apache-2.0
"""What a client hopes for, the few small aims of a course, and how near they were at each asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Part, Record


class AimState(Choice):
    """What became of an aim."""

    OPEN = "open", _("Open")
    REACHED = "reached", _("Reached")
    CHANGED = "changed", _("Changed")
    LET_GO = "let_go", _("Let go")


class AskedAt(Choice):
    """On which occasion aims were rated."""

    AGREEMENT = "agreement", _("When they were agreed")
    MIDDLE = "middle", _("Mid-course review")
    LAST = "last", _("Last session")
    OTHER = "other", _("Another time")


@dataclass(frozen=True, kw_only=True)
class Hope(Record):
    """The long-term hope of a course."""

    title: ClassVar[str] = _("Hope")

    hope: Annotated[
        str,
        Field(
            _("Long-term hope"),
            section=_("Hope"),
            rows=2,
            hint=_("What they would like life to be, beyond these weeks."),
        ),
    ] = ""


@dataclass(frozen=True, kw_only=True)
class Aim(Record):
    """One small aim of a course, something between people."""

    title: ClassVar[str] = _("Aim")

    aim: Annotated[
        str,
        Field(
            _("Aim"), section=_("Aim"), hint=_("Small enough for this course, something between people."), listed=True
        ),
    ] = ""
    bears_on: Annotated[str, Field(_("How it bears on the focus"))] = ""
    first_sign: Annotated[str, Field(_("What you would both notice first"))] = ""
    state: Annotated[AimState | None, Field(_("State"), listed=True)] = None


@dataclass(frozen=True, kw_only=True)
class Rating(Part):
    """How near one aim was, as the client saw it."""

    aim: Annotated[int | None, Field(_("Aim"), link="Aim")] = None
    near: Annotated[int | None, Field(_("How near, 0 to 10"), hint=_("Their rating, not yours."), low=0, high=10)] = (
        None
    )
    note: Annotated[str, Field(_("note"), beside=True)] = ""


@dataclass(frozen=True, kw_only=True)
class GoalReview(Record):
    """One round of ratings: every aim as it was seen that day."""

    title: ClassVar[str] = _("How near")

    asked_at: Annotated[AskedAt | None, Field(_("Asked at"), section=_("How near"), listed=True)] = None
    session: Annotated[int | None, Field(_("Session"), listed=True)] = None
    rated_on: Annotated[date | None, Field(_("on"), beside=True, listed=True)] = None
    ratings: Annotated[tuple[Rating, ...], Field(_("Ratings"), hint=_("Their rating, not yours."))] = ()
