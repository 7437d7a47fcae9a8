# SPDX-License-Identifier: Apache-2.0
"""What a client takes; a list and not a prescription."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Field, Record
from dit_desktop.records.partdate import PartDate


@dataclass(frozen=True, kw_only=True)
class Medication(Record):
    """One medicine, as the client tells of it."""

    title: ClassVar[str] = _("Medicine")

    name: Annotated[str, Field(_("Name"), section=_("Medicine"), listed=True)] = ""
    dose: Annotated[str, Field(_("Dose"), hint=_("As taken, in their words if unsure."), listed=True)] = ""
    for_what: Annotated[str, Field(_("For"))] = ""
    prescriber: Annotated[str, Field(_("Prescribed by"))] = ""
    from_on: Annotated[PartDate | None, Field(_("From"), listed=True)] = None
    to_on: Annotated[PartDate | None, Field(_("Until"), listed=True)] = None
    their_view: Annotated[
        str, Field(_("What they make of it"), rows=2, hint=_("Helps, side effects, missed doses, wishes to change."))
    ] = ""
    note: Annotated[str, Field(_("Note"), rows=2)] = ""
