# SPDX-License-Identifier: Apache-2.0
"""Records that are begun or put into the bin in steps that undo takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dit_desktop.i18n import _
from dit_desktop.models.change import Shelved
from dit_desktop.records.fields import Record
from dit_desktop.store.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.models.desk import Desk

R = TypeVar("R", bound=Record)


def begin(desk: Desk, record: R) -> R:
    """Keep a new record; undone, it is put into the bin."""
    made = desk.add(record)
    desk.undo.push(Shelved(_("New: {title}").format(title=made.title), made.id, *_ways(desk, made)))
    return made


def put_away(desk: Desk, record: Record) -> None:
    """Put a record into the bin; undone, it is back."""
    desk.put_in_bin(record)
    back, away = reversed(_ways(desk, record))
    desk.undo.push(Shelved(_("{title} put into the bin").format(title=record.title), record.id, back, away))


def bring_back(desk: Desk, record: Record) -> None:
    """Take a record out of the bin; if putting it there was the last that was done, that is taken back."""
    top = desk.undo.command(desk.undo.index() - 1)
    if isinstance(top, Shelved) and top.record == record.id:
        desk.undo.undo()
    else:
        desk.take_from_bin(record)


def _ways(desk: Desk, record: Record) -> tuple[Callable[[], None], Callable[[], None]]:
    """Into the bin and out of it; nothing may be raised where Qt takes a step back, so a refusal is told instead."""

    def told(act: Callable[[Record], None]) -> Callable[[], None]:
        def do() -> None:
            try:
                act(record)
            except Refused as error:
                desk.refused.emit(error)

        return do

    return told(desk.put_in_bin), told(desk.take_from_bin)
