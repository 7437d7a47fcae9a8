# SPDX-License-Identifier: Apache-2.0
"""The sheet with a code that opens all records, and on its back what to do if the computer is gone.

There is nothing of any client on it, and not even the practice's name: whoever finds it
should not learn whose it is.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from reportlab.platypus import Flowable, PageBreak

from dit_desktop.documents.code import Setting
from dit_desktop.documents.page import Foot, Margins, Sheet
from dit_desktop.documents.paper import Paper
from dit_desktop.documents.style import SANS
from dit_desktop.i18n import _
from dit_desktop.records.shown import day_words

_MARGINS: Final = Margins(side=26, top=24, bottom=24, first=24)


class _Words(NamedTuple):
    """What is said on the first page of a sheet."""

    title: str
    what: str
    keep: str
    used: str
    after: tuple[str, str]  # what to do once it has been used


_RECOVERY: Final = _Words(
    _("Recovery sheet"),
    _(
        "This code opens your records if the passphrase is forgotten or the computer is lost. Nobody else has it, and "
        "nobody can find it out for you."
    ),
    _(
        "Away from the computer and away from its backups, as you would keep a passport: in a locked drawer somewhere "
        "else, in a safe, with somebody you trust. Please do not photograph it or keep it in an e-mail or a cloud."
    ),
    _(
        "Whoever has this sheet together with the computer or a backup can read everything. When the code was used, "
        "or somebody may have seen it, make a new one in the program and print a new sheet. This one then opens "
        "nothing but older backups; destroy it."
    ),
    (
        _(
            "Choose a new passphrase. The program gives you a new recovery code with it: print the new sheet, and "
            "destroy this one."
        ),
        _(
            "Look through your list of people and at the last notes you remember. Then make a new backup, on a disk "
            "that is kept somewhere else."
        ),
    ),
)
_FULL_ACCESS: Final = _Words(
    _("Code for full access"),
    _(
        "This code opens all records of a practice. It is meant for whoever looks after them if the therapist no "
        "longer can, and for nobody before."
    ),
    _(
        "In a sealed envelope, away from the computer and away from its backups, as a will would be kept. Please do "
        "not photograph it or keep it in an e-mail or a cloud."
    ),
    _(
        "Whoever has this sheet together with the computer or a backup can read everything. The therapist can take "
        "the code back at any time; it then opens nothing but older backups."
    ),
    (
        _("Choose a passphrase. The program gives you a recovery code with it; keep both as you kept this sheet."),
        _("From now on the records are in your care. Make a backup, on a disk that is kept somewhere else."),
    ),
)


def recovery_sheet(code: str, vault_id: str, when: date) -> Paper:
    """The recovery code of a practice, which is known by the beginning of its number alone."""
    return _sheet(_RECOVERY, code, vault_id[:8], when)


def full_access_sheet(code: str, vault_id: str, when: date) -> Paper:
    """The code for whoever looks after the records."""
    return _sheet(_FULL_ACCESS, code, vault_id[:8], when)


def _sheet(said: _Words, code: str, practice: str, when: date) -> Paper:
    sheet = Sheet(said.title, _MARGINS, Foot(said.title, _("practice {number}").format(number=practice), 1))
    set_ = Setting(sheet)
    story = [*_front(set_, said, code, practice, when), PageBreak(), *_back(set_, said, practice)]
    return sheet.paper(story, author="", day=when, face=SANS)


def _front(set_: Setting, said: _Words, code: str, practice: str, when: date) -> list[Flowable]:
    about = _("DIT Desktop · practice {number} · made on {day}").format(number=practice, day=day_words(when))
    read = _(
        "Letters and digits; there is no O, I, L or U among them. Small or capital letters, with hyphens, spaces or "
        "neither: all are read alike."
    )
    return [
        *set_.heading(said.title, about),
        *set_.text(said.what),
        *set_.groups(code),
        *set_.small(read),
        *set_.section(_("Where to keep this sheet"), said.keep),
        *set_.section(_("Who may see it"), said.used),
        *set_.section(_("To fill in by hand")),
        *set_.blanks(_("The backups are kept at"), _("and at")),
        *set_.blanks(_("Who can help with the computer, and how to reach them")),
    ]


def _back(set_: Setting, said: _Words, practice: str) -> list[Flowable]:
    calm = _(
        "Take your time. As long as there is one backup and this sheet, everything can be brought back. A backup is "
        "only ever read: you can break nothing by trying."
    )
    stolen = _(
        "What is on it is encrypted, and nobody can read it without your passphrase. Write down the day and hour at "
        "which you noticed all the same: a loss of personal data may have to be reported within 72 hours."
    )
    helped = _(
        "Let somebody who knows computers read this page and sit beside you. They need not see the code; you type it."
    )
    without = _(
        "A backup is a zip archive of records.db, which is an SQLCipher 4 database, and keys.json. Unpack it into a "
        "folder; the command “dit-desktop key --data FOLDER --code” then tells the key with which any SQLCipher 4 "
        "program reads the records. “dit-desktop restore FILE --data FOLDER --code” restores them without a window. "
        "How the records are kept is described in the program’s guide."
    )
    return [
        *set_.heading(_("If the computer is gone"), _("Also if it is broken, stolen, or not to be trusted any more")),
        *set_.text(calm),
        *set_.steps(_steps(practice, said.after)),
        *set_.section(_("If it was stolen"), stolen),
        *set_.section(_("If you are stuck"), helped),
        *set_.section(_("If there is no DIT Desktop any more")),
        *set_.small(without),
    ]


def _steps(practice: str, after: tuple[str, str]) -> tuple[str, ...]:
    return (
        _("Find a computer that you trust. It need be neither new nor fast."),
        _(
            "Find a backup. It is a single file; its name begins with dit-{number}- and ends with .ditbackup. Of "
            "several take the one with the highest number in the middle: it is the newest."
        ).format(number=practice),
        _(
            "Look where page 1 says, on the disks and sticks you used, and in your cloud. If the old disk "
            "can still be read, look in your own folder there, under AppData\\Local (Windows), Library/Application "
            "Support (macOS) or .local/share (Linux), in DIT\u00a0Desktop/practice/backups."
        ),
        _("Install DIT Desktop from where you had it, the version you had or a newer one."),
        _(
            "Start it, choose “Restore a backup …” and show it the file. Say that you use a code, and type the one on "
            "page 1, group by group."
        ),
        *after,
    )
