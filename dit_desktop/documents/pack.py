# SPDX-License-Identifier: Apache-2.0
"""What executors are left: whom they must tell, how each may be reached, and what else there is to do.

Names, ways to reach somebody, the next hour and how many there were: no word of what
anybody came for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from reportlab.platypus import Flowable, KeepTogether

from dit_desktop.documents.code import Setting
from dit_desktop.documents.page import Foot, Margins, Sheet
from dit_desktop.documents.paper import Paper
from dit_desktop.documents.style import SANS
from dit_desktop.documents.words import missing_characters
from dit_desktop.i18n import _
from dit_desktop.records.client import MayCall
from dit_desktop.records.course import Weekday
from dit_desktop.records.executors import Executors, Find, OpenClient, open_clients
from dit_desktop.records.practice import Practice
from dit_desktop.records.shown import day_words, shown

_MARGINS: Final = Margins(side=26, top=24, bottom=24, first=24)


def executors_pack(find: Find, moment: datetime) -> Paper:
    """The pack as it stands at a moment, before it is protected."""
    will = next(iter(find(Executors)), Executors())
    practice = next(iter(find(Practice)), Practice())
    sheet = Sheet(_("For the executors"), _MARGINS, Foot(_("For the executors"), day_words(moment), 1))
    set_ = Setting(sheet)
    story = [
        *_head(set_, practice, moment),
        *_instructions(set_, will),
        *_contacts(set_, will, practice),
        *_clients(set_, open_clients(find, moment.date())),
    ]
    return sheet.paper(story, author="", day=moment.date(), face=SANS)


def _head(set_: Setting, practice: Practice, moment: datetime) -> Iterator[Flowable]:
    about = " · ".join(part for part in (practice.name.strip(), _("as it stood on {moment}")) if part)
    yield from set_.heading(_("If I cannot work"), about.format(moment=shown(moment)))
    yield from set_.text(
        _(
            "You have this because I asked you to step in. It is written anew beside every backup, and an older one "
            "may name people who no longer come: look for the newest. Whoever reads it learns that these people see a "
            "therapist. Please keep it as I would, and destroy it when everything is done."
        )
    )


def _instructions(set_: Setting, will: Executors) -> Iterator[Flowable]:
    if will.instructions.strip():
        yield from set_.section(_("What I ask you to do"), will.instructions)


def _contacts(set_: Setting, will: Executors, practice: Practice) -> Iterator[Flowable]:
    place = "\n".join(text.strip() for text in (practice.address, practice.phone) if text.strip())
    people = (
        (_("First executor"), _joined(will.first, will.first_reach)),
        (_("Second executor"), _joined(will.second, will.second_reach)),
        (_("My supervisor"), will.supervisor),
        (_("My insurer"), will.insurer),
        (_("The practice"), place),
    )
    lines = [(label, words) for label, words in people if words.strip()]
    if lines:
        yield from set_.section(_("Whom you may need"))
    for label, words in lines:
        yield from set_.labelled(label, words)


def _joined(*texts: str) -> str:
    return ", ".join(text.strip() for text in texts if text.strip())


def _clients(set_: Setting, several: list[OpenClient]) -> Iterator[Flowable]:
    yield from set_.section(_("Whom to tell"))
    if not several:
        yield from set_.text(_("Nobody comes or waits at the moment."))
        return
    for one in several:
        yield KeepTogether([*set_.entry(_named(one), _hour(one)), *_ways(set_, one)])


def _named(one: OpenClient) -> str:
    """The name, with the code where a name could not be drawn whole."""
    return f"{one.name} ({one.code})" if one.code and missing_characters([one.name], SANS) else one.name


def _hour(one: OpenClient) -> str:
    at = _("no next appointment")
    if one.next_at:
        weekday = Weekday(str(one.next_at.isoweekday())).label  # type: ignore[call-arg] # by its value
        at = f"{weekday} {shown(one.next_at)}"
        at = _("{moment}, not booked yet").format(moment=at) if one.expected else at
    return at


def _ways(set_: Setting, one: OpenClient) -> Iterator[Flowable]:
    """Whether they agreed to be contacted, and how; of whoever would rather not be, no way is told."""
    told = _(" (asked on {day})").format(day=day_words(one.told_on)) if one.told_on else ""
    said = {
        MayCall.AGREED: _("Agreed that you may contact them{told}."),
        MayCall.RATHER_NOT: _("Would rather not be contacted by you{told}; so no way to reach them stands here."),
    }.get(one.may_call or MayCall.NOT_ASKED, _("Was not asked yet whether you may contact them."))
    if one.may_call is not MayCall.RATHER_NOT:
        yield from set_.text(
            " · ".join([*one.numbers, one.reach.strip()]).strip(" ·") or _("No way to reach them is known.")
        )
    had = _("{number} sessions so far.").format(number=one.session) if one.session else _("No session yet.")
    yield from set_.small(f"{had} {said.format(told=told)}")
