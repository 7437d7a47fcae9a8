# SPDX-License-Identifier: Apache-2.0
"""What was written under the wrong person or by mistake: a draft moves, a signed record is marked and leaves.

A signed record stays in the file as it was signed.  The mark is a record of its own,
signed at once, with the date and the reason; whatever lists records leaves out what
is marked.  A mark that is marked itself no longer counts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dit_desktop.i18n import _
from dit_desktop.records import body
from dit_desktop.records.fields import Record, fields
from dit_desktop.records.sealed import EnteredInError
from dit_desktop.store import destruction, indexing, rows, seal
from dit_desktop.store.errors import Refused, Signed

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.vault import Vault

R = TypeVar("R", bound=Record)

MOVED: Final = "moved to another client"
MARKED: Final = "entered in error"
PUT_BACK: Final = "put back"


@dataclass(frozen=True)
class Marked:
    """A signed record that was entered in error, and the mark that says so."""

    record: Record
    mark: EnteredInError


def marked(connection: Connection) -> list[Marked]:
    """Every record that was entered in error, the latest mark first."""
    sql = (
        "select e.record_id, e.mark_id from in_error e join record r on r.id = e.record_id "
        "where r.kind <> 'EnteredInError' order by e.mark_id desc"
    )
    found = connection.execute(sql).fetchall()
    return [Marked(rows.get(connection, record), rows.get(connection, mark)) for record, mark in found]  # type: ignore[arg-type]


def mark(vault: Vault, record: Record, reason: str) -> EnteredInError:
    """Take a signed record off its client's pages, out of the search and out of exports; what hangs on it too."""
    return _mark(vault, record, reason, MARKED)


def put_back(vault: Vault, was: EnteredInError, reason: str) -> EnteredInError:
    """Let a record stand again that was marked; both marks stay, with their reasons."""
    return _mark(vault, was, reason, PUT_BACK)


def _mark(vault: Vault, record: Record, reason: str, event: str) -> EnteredInError:
    if not reason.strip():
        raise Refused(_("This needs a reason."), next_step=_("Write one line; it is kept with the date."))

    def work(connection: Connection) -> int:
        if not rows.get(connection, record.id).signed_at:
            raise Refused(
                _("Only a signed record is marked as entered in error."),
                next_step=_("A draft can be moved to where it belongs, or put into the bin."),
            )
        moment = rows.now()
        made = EnteredInError(client=record.client, parent=record.client, record=record.id, reason=reason)
        made = rows.insert(connection, made, moment)
        seal.sign(connection, made.id, body.instant(moment))
        about = record.record if isinstance(record, EnteredInError) else record.id
        seal.append(connection, body.instant(moment), event, about)
        for number in destruction.below(connection, about):
            _index_again(connection, number, stands=event == PUT_BACK)
        connection.execute("delete from place where record_id = ?", (about,))
        return made.id

    return vault.get(vault.write(work))  # type: ignore[return-value]


def _index_again(connection: Connection, record: int, *, stands: bool) -> None:
    """Take a record out of the search, or let it be found again."""
    if stands:
        connection.execute("insert or ignore into stale values(?)", (record,))
        return
    indexing.forget(connection, record)
    connection.execute("delete from stale where record_id = ?", (record,))


def move(vault: Vault, record: R, client: int, parent: int) -> R:
    """Give a draft to another client, with what it was before; what it pointed to at the old one it lets go."""

    def work(connection: Connection) -> None:
        rows.get(connection, client)
        if rows.get(connection, record.id).signed_at:
            raise Signed
        if connection.execute("select 1 from record where parent_id = ?", (record.id,)).fetchone():
            raise Refused(
                _("Something hangs on this draft, so it stays where it is."),
                next_step=_("Copy its text into a new one."),
            )
        moment = rows.now()
        _let_go_before(connection, record)
        moved = replace(record, client=client, parent=parent, **_old_ties(type(record)))
        rows.update(connection, moved, moment, visit=False)
        connection.execute(
            "update record set client_id = ?, parent_id = ? where id = ?", (client, parent or None, record.id)
        )
        connection.execute("insert or ignore into stale values(?)", (record.id,))  # it is found as another client's now
        connection.execute("delete from place where record_id = ?", (record.id,))
        seal.append(connection, body.instant(moment), MOVED, record.id)

    vault.write(work)
    return vault.get(record.id)  # type: ignore[return-value]


def _old_ties(cls: type[Record]) -> dict[str, Any]:
    """The fields that speak of the old client, emptied: links to their records, and what was taken from them."""
    declared = fields(cls)
    return {item.name: 0 for item in declared if item.field.link} | {
        item.name: "" for item in declared if item.field.shown and item.type is str
    }


def _let_go_before(connection: Connection, record: Record) -> None:
    """Let go of the same in what the draft was before."""
    kept = connection.execute("select n, at, body from revision where record_id = ?", (record.id,)).fetchall()
    connection.execute("delete from revision where record_id = ?", (record.id,))
    for number, at, text in kept:
        emptied = {**json.loads(text), **_old_ties(type(record))}
        new = json.dumps(emptied, sort_keys=True, separators=(",", ":"))
        connection.execute(
            "insert into revision(record_id, n, at, body) values(?, ?, ?, ?)", (record.id, number, at, new)
        )
