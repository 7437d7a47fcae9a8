# SPDX-License-Identifier: Apache-2.0
"""Safety in versions, the numbers to ring, and what a plan offers to begin with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.records.contact import Contact, Role
from dit_desktop.records.fields import Choice, fields
from dit_desktop.records.safety import Safety

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dit_desktop.models.desk import Desk

_RUNG: Final = (Role.GP, Role.EMERGENCY, Role.PSYCHIATRIST, Role.CARE_TEAM)
LINES: Final = (
    _("999 in an emergency"),
    _("NHS 111, mental health option"),
    _("Samaritans 116 123"),
    _("Text SHOUT to 85258"),
)
# What the next version says anew: it is about another conversation.
_OF_ITS_DAY: Final = (
    *("where_they_are", "came_up", "done_now", "consulted", "told", "not_told", "next_contact", "review_on"),
    "given_on",
)


def numbers(desk: Desk, client: int) -> list[tuple[str, str]]:
    """Whom to ring about a client: what they are, and their name and numbers."""
    found = sorted(
        (
            each
            for each in desk.find(Contact, parent=client)
            if each.role in _RUNG and (each.phone or each.out_of_hours)
        ),
        key=lambda each: _RUNG.index(each.role),
    )
    return [(each.role.label if each.role else "", _reached(each)) for each in found]


def _reached(contact: Contact) -> str:
    night = _("out of hours {number}").format(number=contact.out_of_hours) if contact.out_of_hours else ""
    return ", ".join(part for part in (contact.name, contact.phone, night) if part)


def versions(desk: Desk, client: int) -> list[Safety]:
    """Every conversation about safety, the latest first."""
    return latest_first(desk.find(Safety, parent=client))


def latest_first(found: Iterable[Safety]) -> list[Safety]:
    """Conversations in the order in which they are gone back through."""
    return sorted(found, key=lambda each: (each.at is not None and each.at.isoformat(), each.id), reverse=True)


def first_safety(desk: Desk, client: int, now: datetime) -> Safety:
    """A blank form with the moment, and with the lines a plan can begin from; it is kept with its first word."""
    gp = next((words for role, words in numbers(desk, client) if role == Role.GP.label), "")
    lines = (*LINES, _("GP: {words}").format(words=gp)) if gp else LINES
    return Safety(client=client, parent=client, at=now, professionals="\n".join(lines))


def next_safety(desk: Desk, last: Safety, now: datetime) -> Safety:
    """A new version: the words of the last one, every answer to be asked again, and nothing of what was done then."""
    blank = Safety()
    answers = {item.name for item in fields(Safety) if isinstance(item.type, type) and issubclass(item.type, Choice)}
    anew = {name: getattr(blank, name) for name in answers.union(_OF_ITS_DAY)}
    begun = replace(last, id=0, changed_at=None, signed_at=None, at=now, **anew)
    return desk.add(begun)
