# SPDX-License-Identifier: Apache-2.0
"""Puts every row that a damaged file still holds into a new one, and notes what the file says of the others.

A page says by itself whether it holds rows, and the types of a row say of which table:
a damaged page in the midst of a tree takes nothing with it but what stood on it.  The
indexes name every record once more, so that a lost one can be named.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dit_desktop.records.kinds import KINDS
from dit_desktop.store import schema
from dit_desktop.store.bodies import unreadable
from dit_desktop.store.cells import Text
from dit_desktop.store.errors import ForeignVault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

    from dit_desktop.store.cells import Cell

# By table the types of a row: n nothing, i integer, t text, b bytes; "id" and "seq" stand outside the row.
SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "record": re.compile("nt[ni][ni]tt[nt][nb][nt]"),
    "revision": re.compile("iitt"),
    "attachment": re.compile("nibb"),
    "chain": re.compile("ntt[ni]bb"),
    "destruction": re.compile("ntt[ni][ni][nt][ni]"),
    "place": re.compile("n[nt][ni][nt][ni]"),
    "executors": re.compile("ntt"),
    "meta": re.compile("nttt"),
    "sqlite_sequence": re.compile("ti"),
    "sqlite_schema": re.compile("ttti[nt]"),
}
_BY_KIND, _BY_PARENT, _BY_CLIENT = (re.compile(shape) for shape in ("ti", "[ni]t[nt]i", "[ni]ti"))
_OF_CLIENTS = re.compile("t[nt]i[ni]tt[nt]i")
_OF_REVISIONS, _OF_ATTACHMENTS = (re.compile(shape) for shape in ("iii", "ii"))


@dataclass
class Named:
    """A record as the file names it, there or not."""

    kind: str
    client: int | None = None
    parent: int | None = None
    listed: tuple[str, ...] = ()  # of a client: code, made-up name and name


@dataclass
class Rescue:
    """What came back so far, and what is only named."""

    connection: Connection
    vault_id: str
    records: dict[int, str] = field(default_factory=dict)  # put back: when each was last changed
    named: dict[int, Named] = field(default_factory=dict)
    revisions: set[tuple[int, int]] = field(default_factory=set)
    named_revisions: set[tuple[int, int]] = field(default_factory=set)
    attachments: set[int] = field(default_factory=set)
    named_attachments: dict[int, int] = field(default_factory=dict)  # the record of each
    sequences: dict[str, int] = field(default_factory=dict)  # by table, the highest number ever given
    rules: list[tuple[str, str, str]] = field(default_factory=list)  # type, name and text, as in the file's own table
    _columns: dict[str, str] = field(default_factory=dict)

    def take(self, cell: Cell) -> None:
        """Put back one row, or note what one entry of an index says."""
        if cell.entry:
            self._name(cell)
            return
        takers: dict[str, Callable[[Cell], None]] = {
            "record": self._record,
            "revision": self._revision,
            "attachment": self._attachment,
            "destruction": self._destruction,
            "meta": self._meta,
            "sqlite_sequence": self._sequence,
            "sqlite_schema": self._rule,
        }
        for table, shape in SHAPES.items():
            if shape.fullmatch(cell.shape):
                takers.get(table, lambda cell, table=table: self._put(table, cell))(cell)

    def _put(self, table: str, cell: Cell) -> None:
        """One row as it is, byte for byte."""
        values = [cell.number, *cell.values[1:]] if cell.values[0] is None else list(cell.values)
        places = ", ".join("cast(? as text)" if isinstance(value, Text) else "?" for value in values)
        if table not in self._columns:
            self._columns[table] = ", ".join(_columns(self.connection, table))
        into = f"{table}({self._columns[table]})"
        self.connection.execute(f"insert or replace into {into} values({places})", values)

    def _record(self, cell: Cell) -> None:
        _id, kind, client, parent, body, *times = cell.values
        changed, signed, _salt, binned = times
        named = self.named.setdefault(cell.number, Named(_words(kind)))
        named.client, named.parent = _number(client), _number(parent)
        row = (cell.number, _words(kind), client, parent, body, _words(changed), _words(signed), _words(binned))
        if not cell.whole or any(unreadable("", row)):
            return
        # Where saving was cut off a row can stand on two pages, as it was and as it was to be.
        if self.records.get(cell.number, "") <= _words(changed):
            self.records[cell.number] = _words(changed)
            self._put("record", cell)

    def _revision(self, cell: Cell) -> None:
        record, n, _at, body = cell.values
        key = (_number(record) or 0, _number(n) or 0)
        self.named_revisions.add(key)
        if cell.whole and _is_json(body):
            self.revisions.add(key)
            self._put("revision", cell)

    def _attachment(self, cell: Cell) -> None:
        _id, record, data, digest = cell.values
        self.named_attachments[cell.number] = _number(record) or 0
        if cell.whole and isinstance(data, bytes) and hashlib.sha256(data).digest() == digest:
            self.attachments.add(cell.number)
            self._put("attachment", cell)

    def _destruction(self, cell: Cell) -> None:
        if cell.values[5] is not None:  # one that is not finished would leave a door open
            self._put("destruction", cell)

    def _meta(self, cell: Cell) -> None:
        _one, vault_id, program, known = cell.values
        if _words(vault_id) != self.vault_id:
            raise ForeignVault
        if _is_json(known):
            schema.refuse_unknown(_words(known), _words(program))

    def _sequence(self, cell: Cell) -> None:
        table, highest = cell.values
        self.sequences[_words(table)] = _number(highest) or 0

    def _rule(self, cell: Cell) -> None:
        kind, name, _table, _root, sql = cell.values
        self.rules.append((_words(kind), _words(name), _words(sql)))

    def _name(self, cell: Cell) -> None:
        values, shape = cell.values, cell.shape
        if _BY_KIND.fullmatch(shape) and _words(values[0]) in KINDS:
            self._named(values[1], values[0])
        elif _BY_PARENT.fullmatch(shape):
            self._named(values[3], values[1]).parent = _number(values[0])
        elif _BY_CLIENT.fullmatch(shape):
            self._named(values[2], values[1]).client = _number(values[0])
        elif _OF_CLIENTS.fullmatch(shape):
            self._named(values[2], values[0]).listed = tuple(_words(value) for value in values[4:7])
        elif _OF_REVISIONS.fullmatch(shape):
            self.named_revisions.add((_number(values[0]) or 0, _number(values[1]) or 0))
        elif _OF_ATTACHMENTS.fullmatch(shape):
            self.named_attachments[_number(values[1]) or 0] = _number(values[0]) or 0

    def _named(self, number: object, kind: object) -> Named:
        return self.named.setdefault(_number(number) or 0, Named(_words(kind)))


def _columns(connection: Connection, table: str) -> Iterator[str]:
    """The columns of a table that are stored."""
    for _number, name, *_more in connection.execute(f"pragma table_info({table})"):
        yield str(name)


def _words(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _is_json(value: object) -> bool:
    try:
        json.loads(value.decode("utf-8") if isinstance(value, bytes) else "")
    except ValueError:
        return False
    return True
