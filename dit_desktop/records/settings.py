# SPDX-License-Identifier: Apache-2.0
"""How the program behaves on this computer; holds nothing of any person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Field, Record


class Appearance(Choice):
    """Which palette is used."""

    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


@dataclass(frozen=True, kw_only=True)
class Settings(Record):
    """What settings.json holds: outside the vault, because the unlock page needs it."""

    title: ClassVar[str] = _("Settings")
    clinical: ClassVar[bool] = False

    appearance: Annotated[Appearance | None, Field(_("Appearance"), section=_("On this computer"))] = None
    text_size: Annotated[int, Field(_("Text size in per cent"), low=90, high=200)] = 100
    lock_minutes: Annotated[
        int,
        Field(
            _("Lock after minutes without a key or click"),
            low=1,
            high=60,
            hint=_("The program also locks with your screen, on suspend and when the lid is closed."),
        ),
    ] = 5
    kept_out_of_captures: Annotated[
        bool,
        Field(
            _("Keep the windows out of screenshots and shared screens"),
            hint=_("On Windows, and on macOS before version 15. On Linux no program can ask for it."),
        ),
    ] = True
    backup_folder: Annotated[
        str,
        Field(
            _("Backups go to"),
            section=_("Backups"),
            hint=_("Empty: beside the records, on this computer. Chosen on the page “Backups and file”."),
        ),
    ] = ""
    second_folder: Annotated[
        str, Field(_("And to a second place"), hint=_("A stick, another disk, or a folder that is synchronised."))
    ] = ""
    elsewhere_on: Annotated[date | None, Field(_("Last backup on another device"), shown=True)] = None
    rehearsed_on: Annotated[date | None, Field(_("Last rehearsal of a restore"), shown=True)] = None
    example: Annotated[bool, Field(_("Example practice"), shown=True)] = False
