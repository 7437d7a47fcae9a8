# SPDX-License-Identifier: Apache-2.0
"""What no undo takes back: erasing a client, and putting right what stands in the wrong place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from dit_desktop.models.clients import Person, shown_name
from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.fields import Record, fields
from dit_desktop.records.kinds import KINDS
from dit_desktop.store import erase, log, misfiled
from dit_desktop.store.errors import Missing

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dit_desktop.models.desk import Desk
    from dit_desktop.records.sealed import EnteredInError
    from dit_desktop.store.erase import Erased, Going
    from dit_desktop.store.log import Checked, Entry
    from dit_desktop.store.misfiled import Marked
    from dit_desktop.store.seal import Head
    from dit_desktop.store.snapshot import Step

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Home:
    """Where a draft can go: a client by the name that lists show, and what it would belong to there."""

    name: str
    client: int
    parent: int


def going(desk: Desk, client: int) -> Going:
    """What erasing a client would take."""
    desk.settle()
    return desk.ask(lambda connection: erase.going(connection, client))


def erase_client(desk: Desk, client: int, reason: str) -> Future[Erased]:
    """Erase a client once everything is on the disk; takes its time, so it is a promise."""
    return desk.amend(lambda vault: erase.erase(vault, client, reason))


def mark_in_error(desk: Desk, record: Record, reason: str) -> EnteredInError:
    """Take a signed record off its client's pages, with the reason."""
    made = desk.amend(lambda vault: misfiled.mark(vault, record, reason)).result()
    desk.announce(record)
    return made


def put_back(desk: Desk, was: Marked, reason: str) -> None:
    """Let a record stand again, with the reason."""
    desk.amend(lambda vault: misfiled.put_back(vault, was.mark, reason)).result()
    desk.announce(was.record)


def marked(desk: Desk) -> list[Marked]:
    """Every record that was entered in error, the latest mark first."""
    return desk.ask(misfiled.marked)


def homes(desk: Desk, record: Record) -> list[Home]:
    """The other clients a draft could belong to, by name: those with a course, if it belongs to one.

    Of what has no day there is one, or versions of one; who has it already gets no second.
    """
    courses: dict[int, int] = {}
    if _belongs_to_course(desk, record):
        courses = {each.client: each.id for each in desk.glance(Course, ("state",))}  # the latest of each
    elif record.parent != record.client:
        return []
    practice, found = desk.practice(), []
    dated = any(item.name == "day" for item in fields(type(record)))
    taken = set() if dated else {each.client for each in desk.glance(type(record), ())}
    for each in desk.glance(Client, ("code", "alias", "name")):
        parent = courses.get(each.id, 0) if courses else each.id
        if each.id not in {record.client, *taken} and parent:
            found.append(Home(shown_name(Person(each.id, *each.texts), practice), each.id, parent))
    return sorted(found, key=lambda home: home.name.casefold())


def _belongs_to_course(desk: Desk, record: Record) -> bool:
    try:
        desk.get(Course, record.parent)
    except Missing:
        return False
    return True


def move(desk: Desk, record: R, home: Home) -> R:
    """Give a draft to another client."""
    moved = desk.amend(lambda vault: misfiled.move(vault, record, home.client, home.parent)).result()
    desk.announce(moved)
    return moved


def kind_title(kind: str) -> str:
    """What a person calls a kind of record; a kind that a newer program made has its name only."""
    return KINDS[kind].title if kind in KINDS else kind


def last_entries(desk: Desk, most: int) -> list[Entry]:
    """The last links of the chain, the latest first."""
    return desk.ask(lambda connection: log.entries(connection, most))


def check_chain(desk: Desk, at: Step) -> Checked:
    """Walk the chain and every signed record, on a copy; meant for a thread that may take its time."""
    return desk.examine(lambda vault: log.check(vault, at))


def written_number(head: Head) -> str:
    """How far the chain has come, short enough to be written down by hand."""
    return log.number(head)


def is_kept(desk: Desk, number: str) -> bool:
    """Whether the chain still goes through a number that was written down."""
    return desk.ask(lambda connection: log.holds(connection, number))
