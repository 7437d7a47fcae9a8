# SPDX-License-Identifier: Apache-2.0
"""What left the program: listed as it leaves, and looked for again whenever somebody looks at the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_name
from dit_desktop.records.client import Client
from dit_desktop.records.exported import Exported
from dit_desktop.store import exports
from dit_desktop.store.errors import Missing
from dit_desktop.store.exports import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from dit_desktop.models.desk import Desk
    from dit_desktop.models.jobs import Job

WORDS = {
    Standing.THERE: _("still there"),
    Standing.GONE: _("not there any more"),
    Standing.UNKNOWN: _("out of reach"),
}


class Line(NamedTuple):
    """Something that left, of whom, and whether it is still there once that is known."""

    exported: Exported
    whose: str
    now: str = ""


def list_export(desk: Desk, what: str, place: Path, client: int, record: int, *, protected: bool) -> None:
    """Put something that has just left on the list."""
    if not desk.read_only:
        leaving = exports.exported(what, place, client, protected=protected)
        desk.announce(desk.alter(lambda connection: exports.put(connection, leaving, record)))


def lines(desk: Desk, found: Mapping[str, Standing]) -> list[Line]:
    """Everything that left, the latest first, as far as it was `found` where it was written."""
    left = desk.find(Exported)
    names = {client: _name(desk, client) for client in {each.client for each in left}}
    return [
        Line(each, names[each.client], WORDS[found[each.place]] if each.place in found else "")
        for each in reversed(left)
    ]


def _name(desk: Desk, client: int) -> str:
    if not client:
        return _("The whole practice")
    try:
        return shown_name(desk.get(Client, client), desk.practice())
    except Missing:  # erased since
        return ""


def look(job: Job, places: Iterable[str]) -> dict[str, Standing]:
    """Look for what left, on the thread that asks; a disk can take its time."""
    found: dict[str, Standing] = {}
    for place in places:
        job.step(len(found), 0)
        found[place] = exports.standing(place)
    return found
