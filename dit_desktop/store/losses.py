# SPDX-License-Identifier: Apache-2.0
"""What did not come back out of a damaged file, by name, and what stands in its place for the sake of what did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dit_desktop.i18n import _
from dit_desktop.records import body
from dit_desktop.records.client import Client
from dit_desktop.records.kinds import KINDS
from dit_desktop.store import seal
from dit_desktop.store.bodies import unreadable
from dit_desktop.store.destruction import ERASED
from dit_desktop.store.rescue import Named
from dit_desktop.store.seal import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.rescue import Rescue

UNKNOWN: Final = "unknown"  # the kind of a record of which only the number is left
_DAMAGED: Final = "damaged_vault"
# What belongs to a record: (table, column, what is named instead if the kind is not known)
_POINTS: Final = (
    ("record", "client_id", "Client"),
    ("record", "parent_id", "Course"),
    ("revision", "record_id", "SessionNote"),
    ("attachment", "record_id", "SessionNote"),
)


@dataclass
class Losses:
    """Names what is lost, and fills the places without which the rest would hang in the air."""

    connection: Connection
    rescue: Rescue
    moment: str
    unexplained: int = 0  # erasures of which only the chain knows, and not how much they took

    def destructions(self) -> Iterator[Finding]:
        """Write down again what the chain says was erased, so that it does not come back with an older backup."""
        sql = (
            "select seq, at, record_id from chain where event = ? and record_id not in "
            "(select coalesce(client_id, record_id) from destruction) order by seq"
        )
        for seq, at, record in self.connection.execute(sql, (ERASED,)).fetchall():
            words = "insert into destruction(at, reason, client_id, finished_at, rows) values(?1, ?2, ?3, ?1, 0)"
            self.connection.execute(words, (at, _("The reason was lost with a damaged file."), record))
            self.unexplained += 1
            what = _("Why record {record} was erased is not known any more; that it was is.").format(record=record)
            yield Finding(_DAMAGED, f"chain {seq}", what)

    def records(self) -> dict[int, str]:
        """The kind of every record that is known to have been there and did not come back."""
        there = self.rescue.records
        lost = {number: named.kind for number, named in self.rescue.named.items() if number not in there}
        for number in (*self._pointed_at(), *self._signed()):
            lost.setdefault(number, UNKNOWN)
        known = {*there, *lost}
        left = sorted(set(range(1, self.highest(known) + 1)) - known - self._destroyed())
        if len(left) > self._destroyed_rows() and not self.unexplained:
            lost |= dict.fromkeys(left, UNKNOWN)
        return {number: kind for number, kind in sorted(lost.items()) if number not in there}

    def highest(self, known: set[int]) -> int:
        """The highest number any record ever had, so that none is given a second time."""
        return max((self.rescue.sequences.get("record", 0), *known), default=0)

    def told(self, lost: dict[int, str]) -> Iterator[Finding]:
        """Every lost record, revision and attachment by its number, its kind and the code of the client."""
        for number, kind in lost.items():
            yield Finding(_DAMAGED, f"record {number}", self._words(number, kind))
        for number, n in sorted(self.rescue.named_revisions - self.rescue.revisions):
            yield Finding(_DAMAGED, f"record {number} revision {n}", _("An earlier state of this record is lost."))
        for number, record in sorted(self.rescue.named_attachments.items()):
            if number not in self.rescue.attachments:
                what = _("What was attached to record {record} is lost.").format(record=record)
                yield Finding(_DAMAGED, f"attachment {number}", what)

    def of_the_chain(self, lost: dict[int, str], known: int, *, damaged: bool) -> Iterator[Finding]:
        """The links that are missing, and the records that do not fit them; in a damaged file that is no wonder."""
        found = list(seal.check(self.connection))
        broken, last = {one.where for one in found}, 0
        ends = [int(row[0]) for row in self.connection.execute("select seq from chain order by seq")]
        for number in (*ends, known + 1):
            if number > last + 1 and (f"chain {number}" in broken or number == known + 1):
                what = _("The links {first} to {last} of the chain of events are lost.")
                yield Finding(_DAMAGED, f"chain {last + 1}", what.format(first=last + 1, last=number - 1))
                broken.discard(f"chain {number}")
            last = max(number, last)
        if not ends:
            yield Finding(_DAMAGED, "chain", _("No link of the chain of events is left."))
        sealed = _("It is not known any more as what this record was signed; it was sealed again as it stands.")
        for one in found:
            if one.where in broken - {f"record {number}" for number in lost}:
                of_record = damaged and one.where.startswith("record")
                yield Finding(_DAMAGED, one.where, sealed) if of_record else one

    def _words(self, number: int, kind: str) -> str:
        if kind not in KINDS:
            return _("Nothing is left of this record but its number.")
        what, code = KINDS[kind].title, self._code(self.rescue.named[number])
        if self._earlier(number, kind):
            words = _("{what}: how it last read is lost; an earlier state stands in its place.")
        else:
            words = _("{what}: it could not be read any more and is lost.")
        return words.format(what=_("{what} of {code}").format(what=what, code=code) if code else what)

    def _code(self, named: Named) -> str:
        """The code of the client a record belongs to, or of the client itself, as far as it is known."""
        if named.listed:
            return named.listed[0]
        found = self.connection.execute("select body->>'$.code' from record where id = ?", (named.client,)).fetchone()
        owner = self.rescue.named.get(named.client or 0)
        return str(found[0]) if found else owner.listed[0] if owner and owner.listed else ""

    # --- what stands in the place of a lost record ---

    def fill(self, lost: dict[int, str]) -> None:
        """Put an earlier state where there is one, and a blank where other records belong to what is lost."""
        for number, kind in lost.items():
            if earlier := self._earlier(number, kind):
                self._stand_in(number, kind, *earlier)
        while missing := self._pointed_at():
            for number, kind in missing.items():
                named = self.rescue.named.get(number, Named(kind))
                made = named.kind if named.kind in KINDS else kind
                self._stand_in(number, made, self.moment, _blank(made, named))

    def _earlier(self, number: int, kind: str) -> tuple[str, str] | None:
        """When a record was as it last can be read, and how."""
        sql = "select at, body from revision where record_id = ? order by n desc"
        for at, text in self.connection.execute(sql, (number,)).fetchall():
            if kind in KINDS and not any(unreadable("", (number, kind, 0, 0, text.encode(), at, None, None))):
                return at, text
        return None

    def _stand_in(self, number: int, kind: str, at: str, text: str) -> None:
        named = self.rescue.named.get(number, Named(kind))
        sql = "insert into record(id, kind, client_id, parent_id, body, changed_at) values(?, ?, ?, ?, ?, ?)"
        self.connection.execute(sql, (number, kind, named.client, named.parent, text, at))

    def _pointed_at(self) -> dict[int, str]:
        """The records that are not there and to which others belong, each with what it most likely was."""
        found: dict[int, str] = {}
        for table, column, kind in reversed(_POINTS):
            sql = f"select distinct {column} from {table} where {column} not in (select id from record)"  # noqa: S608
            found |= {int(row[0]): kind for row in self.connection.execute(sql)}
        return found

    # --- what the chain and the destructions say ---

    def _signed(self) -> set[int]:
        """What was signed and is not there; what was destroyed since is no loss."""
        sql = (
            "select record_id from chain where event = ?1 and record_id not in (select id from record) "
            "and record_id not in (select record_id from chain where event in (?2, ?3))"
        )
        events = (seal.SIGNED, seal.DESTROYED, seal.LOST)
        return {int(row[0]) for row in self.connection.execute(sql, events)}

    def _destroyed(self) -> set[int]:
        """The numbers that are known to have been destroyed on purpose, or lost before."""
        sql = (
            "select client_id from destruction union select record_id from destruction "
            "union select record_id from chain where event in (?, ?)"
        )
        return {int(row[0] or 0) for row in self.connection.execute(sql, (seal.DESTROYED, seal.LOST))}

    def _destroyed_rows(self) -> int:
        """How many unnamed numbers may be missing because they were destroyed."""
        found = self.connection.execute("select sum(rows) from destruction where client_id is not null").fetchone()
        return int(found[0] or 0)

    def counted(self, lost: dict[int, str]) -> dict[str, int]:
        """How many of each kind are lost, none counted as 0."""
        return {**dict.fromkeys(sorted(KINDS), 0), **Counter(lost.values())}


def _blank(kind: str, named: Named) -> str:
    """The body of a record of which nothing is known, but of a client the names that stand in the list."""
    if kind == Client.__name__ and named.listed:
        code, alias, name = named.listed
        return body.text(Client(code=code, alias=alias, name=name))
    return body.text(KINDS[kind]())
