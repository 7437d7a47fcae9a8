# SPDX-License-Identifier: Apache-2.0
"""What is unfinished and put off to another day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Field, Record


@dataclass(frozen=True, kw_only=True)
class Later(Record):
    """That something unfinished is not to be shown before a day; belongs to the client it is about."""

    title: ClassVar[str] = _("Put off")
    clinical: ClassVar[bool] = False

    about: Annotated[int, Field(_("What is put off"), link="Record")] = 0  # a record of any kind
    until: Annotated[date | None, Field(_("Until"))] = None
