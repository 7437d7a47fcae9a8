# SPDX-License-Identifier: Apache-2.0
"""The fields of a record as JSON and back: the body of a row, and the form of an export."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, cast, get_args, get_origin

from dit_desktop.records.fields import Part, Record, fields
from dit_desktop.records.partdate import PartDate

R = TypeVar("R", bound=Record | Part)


def plain(value: Any) -> Any:
    """A field's value as JSON knows it: dates as ISO text, money as decimal text, choices by value."""
    match value:
        case Enum():
            return value.value
        case datetime():
            return instant(value)
        case date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return [plain(item) for item in value]
        case Part():
            return {"key": value.key, **values(value)}
    return value


def instant(moment: datetime) -> str:
    """A moment in RFC 3339, UTC with Z; a moment without a zone is a wall-clock time and stays one."""
    if moment.tzinfo is None:
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def values(record: Record | Part) -> dict[str, Any]:
    """Every declared field and every carried one, by name."""
    declared = {item.name: plain(getattr(record, item.name)) for item in fields(type(record))}
    return {**record.carried, **declared}


def text(record: Record) -> str:
    """The body of a record as it is stored: one line of JSON, keys sorted."""
    made = values(record)
    body = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        body.encode()
    except UnicodeEncodeError:  # half a character, which a text field can hold and UTF-8 cannot
        return json.dumps(made, sort_keys=True, separators=(",", ":"))
    return body


@functools.cache
def _reading(kind: Any) -> Callable[[Any], Any]:
    """How a value of a type is read from JSON."""
    if get_origin(kind) is tuple:
        inside = _reading(get_args(kind)[0])
        return lambda found: tuple(inside(item) for item in found)
    if issubclass(kind, Part):
        return lambda found: build(kind, found)
    if issubclass(kind, datetime | date | time):
        return cast("Callable[[Any], Any]", kind.fromisoformat)
    if issubclass(kind, Enum):  # a tenth of what asking the class costs, and half of all values are choices
        return {member.value: member for member in kind}.__getitem__
    return cast("Callable[[Any], Any]", kind)


@functools.cache
def _readings(cls: Any) -> tuple[tuple[str, tuple[str, ...], Callable[[Any], Any], bool], ...]:
    """For each field its name, the keys it may have in a body, how it is read, and whether it may be None."""
    return tuple((item.name, (item.name, *item.field.was), _reading(item.type), item.optional) for item in fields(cls))


def build(cls: type[R], body: Mapping[str, Any], **keys: Any) -> R:
    """A record or part from its body; what it does not know is carried along."""
    known: dict[str, Any] = {}
    left = {**body}  # of a list, dict() would make something
    if issubclass(cls, Part):
        known["key"] = left.pop("key", "")
    for field, names, read, optional in _readings(cast("Any", cls)):
        for name in names:
            if name in left:
                found = left.pop(name)
                if found is not None:
                    known[field] = read(found)
                elif optional:
                    known[field] = None
                break
    return cls(**known, carried=left, **keys)


def parse(cls: type[R], body: str, **keys: Any) -> R:
    """A record from the text of its body."""
    return build(cls, json.loads(body), **keys)


_PLAIN_TYPES: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
    datetime: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T"},
    date: {"type": "string", "format": "date"},
    PartDate: {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    time: {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}"},
}


def _schema_of(kind: Any) -> dict[str, Any]:
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema_of(get_args(kind)[0])}
    if issubclass(kind, Part):
        return fields_schema(kind, {"key": {"type": "string"}})
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return dict(_PLAIN_TYPES[kind])


def fields_schema(cls: type[Record | Part], more: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a kind's fields and of `more` beside them; nothing else may appear."""
    properties = dict(more)
    for item in fields(cls):
        made = _schema_of(item.type)
        properties[item.name] = {
            "title": item.field.label,
            **({"anyOf": [made, {"type": "null"}]} if item.optional else made),
        }
    return {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}
