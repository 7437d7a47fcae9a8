# SPDX-License-Identifier: Apache-2.0
"""The clinical will of an open practice as windows see it: its one record, the code of its pack, and how it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dit_desktop.records.executors import Executors, asks_again
from dit_desktop.store import executors, rows

if TYPE_CHECKING:
    from datetime import date, datetime

    from dit_desktop.models.desk import Desk
    from dit_desktop.store.executors import Code


def will_of(desk: Desk) -> Executors:
    """The practice's own; a blank one, not kept yet, if there is none."""
    return next(iter(desk.find(Executors)), Executors())


def asked_since(desk: Desk, today: date) -> date | None:
    """The day since which it is to be asked whether everything is still right, or None if it is not yet time."""
    due = asks_again(will_of(desk), today)
    return due if due and due <= today else None


def looked_through(desk: Desk, today: date) -> None:
    """Note that everything is still right."""
    desk.save(replace(will_of(desk), checked_on=today))


def sheet_printed(desk: Desk, today: date) -> None:
    """Note that the executors' sheet is on paper."""
    desk.save(replace(will_of(desk), sheet_printed_on=today))


def code_of(desk: Desk) -> Code | None:
    """The code in force, if there is one."""
    return desk.ask(executors.code)


def keep_code(desk: Desk, text: str) -> None:
    """Let another code be in force, and write the pack anew under it."""
    desk.alter(lambda connection: executors.keep(connection, text, rows.now()))
    _renew(desk)


def revoke_code(desk: Desk) -> None:
    """Take the code back, and the pack wherever it can be reached."""
    desk.alter(lambda connection: executors.revoke(connection, rows.now()))
    _renew(desk)


def renew_pack(desk: Desk) -> None:
    """Write the pack anew where one lies, because somebody is not to stand in it any more."""
    if code_of(desk) is not None:
        _renew(desk)


def _renew(desk: Desk) -> None:
    if desk.backups is not None:
        desk.backups.renew_pack()


def pack_written_at(desk: Desk) -> datetime | None:
    """When the pack was last written beside a backup that can be reached now."""
    known = desk.backups.known if desk.backups else None
    return known.pack_at if known else None
