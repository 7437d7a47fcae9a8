# SPDX-License-Identifier: Apache-2.0
"""What can still be said of a signed record: the person disagrees, or it should never have stood there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Field, Record


@dataclass(frozen=True, kw_only=True)
class Statement(Record):
    """What the person wants to stand beside a record they do not agree with; both stay visible."""

    title: ClassVar[str] = _("Statement of disagreement")

    received_on: Annotated[date | None, Field(_("Received"))] = None
    written: Annotated[
        str,
        Field(_("What they want to stand beside it"), rows=4, hint=_("In the {client}’s own words. The record stays.")),
    ] = ""


@dataclass(frozen=True, kw_only=True)
class EnteredInError(Record):
    """That a signed record should not have been entered; marked itself, the record stands again."""

    title: ClassVar[str] = _("Entered in error")

    record: Annotated[int, Field(_("Record"), link="Record")] = 0
    reason: Annotated[
        str, Field(_("Why it should not stand there"), rows=2, hint=_("Kept with the date, and sealed with it."))
    ] = ""
