# SPDX-License-Identifier: Apache-2.0
"""What left the program as a file: when, of whom, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record


class Protection(Choice):
    """How what left can be read."""

    AES_256 = "aes-256", _("With its passphrase")
    CLEAR = "clear", _("By whoever finds it")


@dataclass(frozen=True, kw_only=True)
class Exported(Record):
    """One file or folder that was written outside; it belongs to the client it is of, or to the whole practice."""

    title: ClassVar[str] = _("Export")
    clinical: ClassVar[bool] = False

    what: Annotated[str, Field(_("What"), section=_("Left the program"), shown=True)] = ""
    left_at: Annotated[datetime | None, Field(_("When"), shown=True)] = None
    place: Annotated[str, Field(_("Where to"), shown=True)] = ""
    readable: Annotated[Protection | None, Field(_("Can be read"), shown=True)] = None
