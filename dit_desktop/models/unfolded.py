# SPDX-License-Identifier: Apache-2.0
"""Which parts of a form stay open, kept with the course so that locking forgets none of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dit_desktop.records.unfolded import Unfolded

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record


def _kept(desk: Desk, record: Record) -> Unfolded:
    form = type(record).__name__
    found = desk.find(Unfolded, parent=record.parent)
    blank = Unfolded(client=record.client, parent=record.parent, form=form)
    return next((each for each in found if each.form == form), blank)


def unfolded(desk: Desk, record: Record) -> frozenset[str]:
    """The headings that were opened in forms of this kind, for what the record belongs to."""
    return frozenset(_kept(desk, record).parts.splitlines()) if record.parent else frozenset()


def keep_unfolded(desk: Desk, record: Record, headings: frozenset[str]) -> None:
    """Keep which headings are open, as a step that nobody undoes; reading what is signed leaves no trace."""
    if record.parent and record.signed_at is None and not desk.read_only:
        kept = _kept(desk, record)
        desk.keep_aside(replace(kept, parts="\n".join(sorted(headings))))
