# SPDX-License-Identifier: Apache-2.0
"""The example practice: its files read into records whose dates lie around a given day.

    [[SessionNote]]
    ref = "note-9"          # what other records of the file call it
    of = "course"           # the record it belongs to; left out where there is only one it can be
    signed = "-15w 18:20"   # when it was signed; `saved` instead, or as well, for the last change before that
    appointment = "s9"      # a link is the other record's ref, "practice/leave" if in another file; several are a list
    day = "-15w"            # fifteen weeks before the day the example is opened

Days are weeks and days from that day ("-12w+1d", "+1w", "-2d"), moments add a time
("-12w+1d 10:00"), and a weekday is given by a day that falls on it.  In a text a line
break is a space and a blank line a new paragraph; a list of texts keeps its lines.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar, get_args, get_origin

from dit_desktop.records.course import Weekday
from dit_desktop.records.fields import Choice, Declared, Part, Record, fields, part_type
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.partdate import PartDate

T = TypeVar("T")

_ABOUT = frozenset({"ref", "of", "saved", "signed"})  # keys of a table that say something about its record
_PARTS = {"": len("2019-03-12"), "month": len("2019-03"), "year": len("2019")}
_DAY = re.compile(r"(?=[+-]?\d)(?:(?P<weeks>[+-]?\d+)w)?(?:(?P<days>[+-]?\d+)d)?")
_MOMENT = re.compile(r"(?P<day>\S+) (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)")

# To which kind of record a kind belongs when its table does not say; any other belongs to the course.
_OF_CLIENT = (
    *("Attachment", "Course", "Enquiry", "Contact", "Communication", "Agreement", "Consent", "Medication", "Safety"),
    *("Later", "Exported"),
)
_BELONGS_TO = {
    **dict.fromkeys(("Practice", "Executors", "Wording", "Client", "Addendum"), ""),
    **dict.fromkeys(_OF_CLIENT, "Client"),
}


class ExampleError(ValueError):
    """A file of the example practice holds something it should not; says where and what."""

    def __init__(self, where: str, what: str) -> None:
        """Name the file and record, and what is wrong there."""
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One record still without ids: its parent, client and links are refs of entries that come before it."""

    ref: str
    record: Record
    written_at: datetime
    signed_at: datetime | None = None
    parent_ref: str = ""
    client_ref: str = ""
    links: Mapping[str, str] = dataclasses.field(default_factory=dict)  # by field, "focus.0.with_person" in a part

    @property
    def settled_at(self) -> datetime:
        """When the record came to stand as it is: signed, or else last written."""
        return self.signed_at or self.written_at


@dataclass(frozen=True)
class _Table:
    """One table of a file, before its values are read."""

    file: str
    kind: str
    found: Mapping[str, Any]

    @property
    def where(self) -> str:
        return f"{self.file}, {self.kind} {self.found.get('ref', 'without ref')}"


def load(texts: Mapping[str, str], today: date) -> list[Entry]:
    """Every record of the files in the order to save them in; `texts` is each file's text under its name."""
    return _in_order([entry for name, text in sorted(texts.items()) for entry in _entries(name, text, today)])


def _entries(name: str, text: str, today: date) -> list[Entry]:
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ExampleError(name, str(error)) from error
    if unknown := found.keys() - KINDS.keys():
        raise ExampleError(name, f"no kind of record is called {', '.join(sorted(unknown))}")
    tables = [_Table(name, kind, each) for kind, several in found.items() for each in _of(list, several, name)]
    kinds: dict[str, list[str]] = {}
    for table in tables:
        kinds.setdefault(table.kind, []).append(_ref(name, str(table.found.get("ref", ""))))
    for ref, times in Counter(ref for refs in kinds.values() for ref in refs).items():
        if times > 1:
            raise ExampleError(name, f"{ref!r} names {times} records")
    return [_entry(table, kinds, today) for table in tables]


def _ref(name: str, ref: str) -> str:
    """A ref that is unique among all files: the file's name without its ending, and the ref in it."""
    if "/" in ref:  # of another file
        return ref
    return f"{name.removesuffix('.toml')}/{ref}"


def _entry(table: _Table, kinds: Mapping[str, list[str]], today: date) -> Entry:
    found, where = table.found, table.where
    if not found.get("ref"):
        raise ExampleError(where, "every record needs a ref")
    kind: type[Any] = KINDS[table.kind]
    declared = fields(kind)
    if unknown := found.keys() - _ABOUT - {item.name for item in declared}:
        raise ExampleError(where, f"unknown key {', '.join(sorted(unknown))}")
    signed = _instant(found["signed"], today, where) if "signed" in found else None
    if signed is None and "saved" not in found:
        raise ExampleError(where, "neither saved nor signed")
    links = {name: _linked(table, ref) for name, ref in _refs(kind, found)}
    shown = [item for item in declared if not item.field.link]
    clients = [] if table.kind == "Client" else kinds.get("Client", [])
    return Entry(
        ref=_ref(table.file, found["ref"]),
        record=kind(**_values(shown, found, today, where)),
        written_at=_instant(found["saved"], today, where) if "saved" in found or signed is None else signed,
        signed_at=signed,
        parent_ref=_parent(table, kinds),
        client_ref=_only(clients, where),
        links=links,
    )


def _refs(kind: type[Record | Part], found: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    """Every link of a table and of its parts: the path of its field, and the ref it has there."""
    for item in fields(kind):
        if item.name not in found:
            continue
        inside, value, path = part_type(item), found[item.name], f"{within}{item.name}"
        if inside and isinstance(value, list):
            for n, part in enumerate(value):
                yield from _refs(inside, part if isinstance(part, dict) else {}, f"{path}.{n}.")
        elif item.field.link and isinstance(value, list):
            yield from ((f"{path}.{n}", ref) for n, ref in enumerate(value))
        elif item.field.link:
            yield path, value


def _linked(table: _Table, ref: Any) -> str:
    """The ref of another record: of the same file, or of another one if it names it ("practice/privacy")."""
    return _ref(table.file, _of(str, ref, table.where))


def _parent(table: _Table, kinds: Mapping[str, list[str]]) -> str:
    if "of" in table.found:
        return _ref(table.file, table.found["of"])
    kind = _BELONGS_TO.get(table.kind, "Course")
    parent = _only(kinds.get(kind, []), table.where)
    whole_practice = table.kind == "Break" and "Client" not in kinds
    if not parent and (kind or table.kind == "Addendum") and not whole_practice:
        raise ExampleError(table.where, f"belongs to no {kind or 'record'}")
    return parent


def _only(refs: list[str], where: str) -> str:
    if len(refs) > 1:
        raise ExampleError(where, f"could belong to {' or '.join(refs)}")
    return refs[0] if refs else ""


def _in_order(entries: list[Entry]) -> list[Entry]:
    """The entries by the time they were settled, except that what others refer to comes before them."""
    known = {entry.ref: entry for entry in entries}
    made: dict[str, Entry] = {}
    under_way: set[str] = set()

    def put(entry: Entry) -> None:
        under_way.add(entry.ref)
        for ref in (entry.client_ref, entry.parent_ref, *entry.links.values()):
            if ref in made or not ref:
                continue
            if ref not in known or ref in under_way:
                raise ExampleError(entry.ref, f"there is no {ref} that could come before it")
            put(known[ref])
        made[entry.ref] = entry

    for entry in sorted(entries, key=lambda each: each.settled_at):
        if entry.written_at > entry.settled_at:
            raise ExampleError(entry.ref, "written after it was signed")
        if entry.ref not in made:
            put(entry)
    return list(made.values())


def _values(declared: list[Declared], found: Mapping[str, Any], today: date, where: str) -> dict[str, Any]:
    return {
        item.name: _value(item.type, found[item.name], today, f"{where}, {item.name}")
        for item in declared
        if item.name in found
    }


def _value(kind: Any, found: Any, today: date, where: str) -> Any:
    """A value of a field's type from what the file has for it."""
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], _of(list, found, where), today, where)
    if kind is Weekday:
        found = str(_day(found, today, where).isoweekday())
    if issubclass(kind, Choice):
        choices = {member.value: member for member in kind}
        if _of(str, found, where) not in choices:
            raise ExampleError(where, f"{found!r} is none of {', '.join(choices)}")
        return choices[found]
    if kind is datetime:
        return _moment(found, today, where)
    if kind is date:
        return _day(found, today, where)
    if kind is str:
        return _text(found, where)
    if kind is PartDate:
        return _part_date(found, today, where)
    return _of(kind, found, where)


def _several(inside: Any, found: list[Any], today: date, where: str) -> tuple[Any, ...]:
    if not issubclass(inside, Part):
        return tuple(_value(inside, item, today, where) for item in found)
    declared = fields(inside)
    for item in found:
        if unknown := _of(dict, item, where).keys() - {each.name for each in declared}:
            raise ExampleError(where, f"unknown key {', '.join(sorted(unknown))}")
    shown = [each for each in declared if not each.field.link]
    made = enumerate(found, start=1)
    return tuple(inside(key=str(n), **_values(shown, item, today, where)) for n, item in made)


def _of(kind: type[T], found: Any, where: str) -> T:
    """What was found, if it is exactly of a kind: a bool is no number and a number no text."""
    if type(found) is not kind:
        raise ExampleError(where, f"{found!r} is no {kind.__name__}")
    value: T = found
    return value


def _text(found: Any, where: str) -> str:
    if isinstance(found, list):
        return "\n".join(_of(str, line, where) for line in found)
    paragraphs = re.split(r"\n[ \t]*\n", _of(str, found, where).strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _day(found: Any, today: date, where: str) -> date:
    match = _DAY.fullmatch(_of(str, found, where))
    if not match:
        raise ExampleError(where, f"{found!r} is no day such as -12w+1d")
    return today + timedelta(weeks=int(match["weeks"] or 0), days=int(match["days"] or 0))


def _part_date(found: Any, today: date, where: str) -> PartDate:
    """As much of a day as is known: "-30w" is the day, "-30w month" its month, "-30w year" its year."""
    day, _gap, part = _of(str, found, where).partition(" ")
    if part not in _PARTS:
        raise ExampleError(where, f"{found!r} is no day, month or year such as -30w month")
    return PartDate(_day(day, today, where).isoformat()[: _PARTS[part]])


def _moment(found: Any, today: date, where: str) -> datetime:
    """A wall-clock time, as appointments have it."""
    match = _MOMENT.fullmatch(_of(str, found, where))
    if not match:
        raise ExampleError(where, f"{found!r} is no moment such as -12w+1d 10:00")
    return datetime.combine(_day(match["day"], today, where), time(int(match["hour"]), int(match["minute"])))


def _instant(found: Any, today: date, where: str) -> datetime:
    """When something was written; in UTC, so that the example is the same everywhere."""
    return _moment(found, today, where).replace(tzinfo=UTC)
