# SPDX-License-Identifier: Apache-2.0
"""Which folded parts of a form a person opened, so that they stay open for this course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Field, Record


@dataclass(frozen=True, kw_only=True)
class Unfolded(Record):
    """The parts that stay open; belongs to what the records of the form belong to."""

    title: ClassVar[str] = _("Opened parts")
    clinical: ClassVar[bool] = False

    form: Annotated[str, Field(_("Form"))] = ""  # the kind of record
    parts: Annotated[str, Field(_("Parts"), rows=2)] = ""  # their headings, one a line
