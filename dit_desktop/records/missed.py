# SPDX-License-Identifier: Apache-2.0
"""What is written down when nobody came; it takes the place of the session note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record


class Worry(Choice):
    """Whether an absence gives reason to worry; words, never a level."""

    NONE = "none", _("No reason to worry")
    WORRIED = "worried", _("Worried, see Safety")


@dataclass(frozen=True, kw_only=True)
class MissedNote(Record):
    """What was heard, done and thought about a session that was not held."""

    title: ClassVar[str] = _("Missed session")

    appointment: Annotated[int, Field(_("Appointment"), link="Appointment")] = 0
    day: Annotated[date | None, Field(_("Date"), section=_("Missed"))] = None
    heard_how: Annotated[str, Field(_("How you heard"), hint=_("Or that you did not."))] = ""
    did_what: Annotated[str, Field(_("What you did"), rows=2, hint=_("Waited, rang, wrote; times."))] = ""
    safety: Annotated[Worry | None, Field(_("Safety"))] = None
    meaning: Annotated[
        str,
        Field(
            _("What it may mean"),
            rows=2,
            hint=_("To be taken up, not concluded."),
            initial=_("Doubt about starting?"),
            middle=_("The focus at work?"),
            ending=_("Leaving first?"),
        ),
    ] = ""
