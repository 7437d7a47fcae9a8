# SPDX-License-Identifier: Apache-2.0
"""A record in a few words, and which records can be chosen in a field that links to some."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_day
from dit_desktop.records.agreement import Wording
from dit_desktop.records.attached import Attachment
from dit_desktop.records.client import Client
from dit_desktop.records.contact import Contact
from dit_desktop.records.fields import Record
from dit_desktop.records.goal import Aim
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.relationships import Narrative, Person
from dit_desktop.records.session import SessionNote
from dit_desktop.store.errors import Missing

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_ROOM: Final = 60  # characters in a list
_NAMES: Final[dict[type[Record], Callable[[Any], str]]] = {
    Aim: lambda aim: aim.aim,
    Attachment: lambda file: file.what,
    Client: lambda client: client.called or client.alias or client.code,
    Contact: lambda contact: ", ".join(part for part in (contact.name, contact.role and contact.role.label) if part),
    Narrative: lambda moment: moment.heading,
    Person: lambda person: person.name or person.role,
    SessionNote: lambda note: _("Session of {day}").format(day=shown_day(note.day)),
    Wording: lambda wording: wording.name,
}


def named(record: Record) -> str:
    """A record in a few words, on one line; what kind it is as long as it has none of its own."""
    line = " ".join(_NAMES[type(record)](record)[: 4 * _ROOM].split())
    if not line:
        return _("{kind} without a name").format(kind=record.title)
    return line if len(line) <= _ROOM else f"{line[:_ROOM]}…"


def name_of(desk: Desk, number: int) -> str:
    """The record with this id in a few words; said to be listed no longer if it is not there."""
    try:
        return named(desk.get(Record, number))
    except Missing:
        return _("No longer listed")


def offered(desk: Desk, link: str, record: Record) -> list[tuple[int, str]]:
    """What can be chosen in a field of a record with this link: never itself, and nothing of anybody else."""
    found: list[Record] = []
    for name in link.split():
        found += _of(desk, KINDS[name], record)
    return [(each.id, named(each)) for each in found if each.id and each.id != record.id]


def _of(desk: Desk, kind: type[Record], record: Record) -> list[Any]:
    """Records of a kind that stand where this one does: in its course, with its client, or for the whole practice."""
    if kind is Wording:
        return desk.find(kind, parent=0)
    if kind is Client:
        return [desk.get(kind, record.client)] if record.client else []
    in_course = record.parent not in (0, record.client) and kind not in {Attachment, Contact}
    return desk.find(kind, parent=record.parent) if in_course else desk.find(kind, client=record.client)
