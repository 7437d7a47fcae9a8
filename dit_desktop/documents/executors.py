# SPDX-License-Identifier: Apache-2.0
"""The sheet executors are given in good time: the code of their pack, and how they come to it."""

from __future__ import annotations

from datetime import date
from typing import Final

from dit_desktop.documents.code import Setting
from dit_desktop.documents.page import Foot, Margins, Sheet
from dit_desktop.documents.paper import Paper
from dit_desktop.documents.style import SANS
from dit_desktop.i18n import _
from dit_desktop.records.practice import Practice
from dit_desktop.records.shown import day_words

_MARGINS: Final = Margins(side=26, top=24, bottom=24, first=24)


def executors_sheet(code: str, vault_id: str, practice: Practice, when: date) -> Paper:
    """One page with the code of the pack; whose executors they are stands on it, and nothing of any client."""
    sheet = Sheet(_("Executors’ sheet"), _MARGINS, Foot(_("Executors’ sheet"), day_words(when)))
    set_ = Setting(sheet)
    name = practice.name.strip()
    about = " · ".join(part for part in (name, _("made on {day}").format(day=day_words(when))) if part)
    what = _(
        "You have agreed to step in if I cannot work. Everything you need for that is in a file I call the pack: what "
        "I ask you to do, who can help you, and the people who must be told. It is written anew whenever my "
        "records are backed up. This code opens it, and nothing else: what was said to me stays closed."
    )
    story = [
        *set_.heading(_("If I cannot work"), about),
        *set_.text(what),
        *set_.groups(code),
        *set_.small(_("Type it in capital letters with a hyphen between the groups: {code}").format(code=code)),
        *set_.section(_("How to open the pack")),
        *set_.steps(_steps(vault_id[:8])),
        *set_.section(
            _("Where to keep this sheet"),
            _("Apart from the pack, where you would keep a key of mine. If somebody else may have seen it, tell me."),
        ),
        *set_.section(_("To fill in by hand")),
        *set_.blanks(_("The backups, and the pack beside them, are kept at"), _("and at")),
        *set_.blanks(_("Who lets you in")),
    ]
    return sheet.paper(story, author="", day=when, face=SANS)


def _steps(number: str) -> tuple[str, ...]:
    return (
        _("Find the disk, stick or folder with my backups; where it is stands below."),
        _("Look for the file dit-{number}-executors.pdf. If there are several, open the newest.").format(number=number),
        _("Open it with any program that shows PDF files, and type the code when it asks for a password."),
        _("Begin with the first name on the list: it is that of whoever is expected next."),
    )
