# SPDX-License-Identifier: Apache-2.0
"""The records in an open form: as JSON that says everything there is, its schema, and read back again.

A file holds a list of records.  A record has its kind, its keys and times, its fields, what it
was before under `revisions`, and under `addenda` what was added after signing.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dit_desktop.records import body
from dit_desktop.records.fields import Record
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.sealed import Statement
from dit_desktop.records.session import Addendum
from dit_desktop.store import rows
from dit_desktop.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

FORMAT: Final = 1
SCHEMA: Final = "schema.json"
PRACTICE: Final = "practice.json"
RECORD: Final = "record.json"
CLIENTS: Final = "clients"
PROCESS_NOTES: Final = frozenset({"ProcessNote"})  # kinds that leave only when they are asked for
_KEYS: Final = ("id", "client", "parent")
_TIMES: Final = ("changed_at", "signed_at", "binned_at")
_ADDED: Final = (Addendum, Statement)
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def records_of(connection: Connection, client: int, *, process_notes: bool) -> list[Record]:
    """Every record of a client, the bin included, by id; those of the whole practice for client 0.

    What was entered in error stays, with what hangs on it and the marks that say so: it is not this client's.
    """
    columns = "id, kind, client_id, parent_id, body, changed_at, signed_at, binned_at"
    belongs = "client_id = ? or id = ?" if client else "client_id is null and kind <> 'Client'"
    stays = "with recursive stays(id) as (select record_id from in_error union all "
    stays += "select record.id from record join stays on record.parent_id = stays.id) "
    stands = "id not in stays and id not in (select mark_id from in_error)"
    sql = f"{stays}select {columns} from record where ({belongs}) and {stands} order by id"  # noqa: S608
    found = [rows.decode(row) for row in connection.execute(sql, (client, client) if client else ())]
    return [record for record in found if process_notes or type(record).__name__ not in PROCESS_NOTES]


def records_file(
    connection: Connection, vault_id: str, records: Sequence[Record], *, client: int | None, code: str | None
) -> dict[str, Any]:
    """The contents of one file: a client's record.json, or practice.json with neither client nor code."""
    added: dict[int, list[Record]] = {}
    there = {record.id for record in records}
    for record in records:
        if isinstance(record, _ADDED) and record.parent in there:
            added.setdefault(record.parent, []).append(record)
    nested = {record.id for several in added.values() for record in several}
    return {
        "format": FORMAT,
        "program": __version__,
        "vault_id": vault_id,
        "client": client,
        "code": code,
        "records": [_item(connection, record, added) for record in records if record.id not in nested],
    }


def _item(connection: Connection, record: Record, added: Mapping[int, list[Record]]) -> dict[str, Any]:
    earlier = rows.revisions(connection, record)
    return {
        "kind": type(record).__name__,
        **{name: getattr(record, name) for name in _KEYS},
        **{name: body.plain(getattr(record, name)) for name in _TIMES},
        "fields": body.values(record),
        "revisions": [{"at": body.plain(was.changed_at), "fields": body.values(was)} for was in earlier],
        "addenda": [_item(connection, addendum, added) for addendum in added.get(record.id, ())],
    }


def dump(made: Mapping[str, Any]) -> bytes:
    """A file's bytes: UTF-8, keys sorted; half a character, which UTF-8 cannot hold, stands as JSON's own escape."""
    try:
        return (json.dumps(made, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(made, sort_keys=True, indent=1) + "\n").encode()


# --- The schema ---


def _closed(properties: Mapping[str, Any]) -> dict[str, Any]:
    required = sorted(properties)
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


_TEXT: Final[dict[str, Any]] = {"type": "string"}
_NUMBER: Final[dict[str, Any]] = {"type": "integer", "minimum": 0}
_TIME: Final[dict[str, Any]] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$"}
_HASH: Final[dict[str, Any]] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def _or_null(made: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [made, {"type": "null"}]}


def _record_schema(kind: str) -> dict[str, Any]:
    fields = _ref(f"{kind}Fields")
    return {
        "title": KINDS[kind].title,
        **_closed(
            {
                "kind": {"const": kind},
                **dict.fromkeys(_KEYS, _NUMBER),
                "changed_at": _TIME,
                "signed_at": _or_null(_TIME),
                "binned_at": _or_null(_TIME),
                "fields": fields,
                "revisions": {"type": "array", "items": _closed({"at": _TIME, "fields": fields})},
                "addenda": {"type": "array", "items": {"anyOf": [_ref(added.__name__) for added in _ADDED]}},
            }
        ),
    }


def schema() -> dict[str, Any]:
    """The JSON Schema of every JSON file in an export, made from the declarations of the records."""
    records_file_schema = _closed(
        {
            "format": {"const": FORMAT},
            "program": _TEXT,
            "vault_id": _TEXT,
            "client": _or_null(_NUMBER),
            "code": _or_null(_TEXT),
            "records": {"type": "array", "items": {"anyOf": [_ref(kind) for kind in KINDS]}},
        }
    )
    manifest = _closed(
        {
            "format": {"const": FORMAT},
            "program": _TEXT,
            "vault_id": _TEXT,
            "schema": _NUMBER,
            "exported_at": _TIME,
            "chain": _closed({"length": _NUMBER, "head": _HASH}),
            "counts": _closed(dict.fromkeys(KINDS, _NUMBER)),
            "files": {"type": "array", "items": _closed({"path": _TEXT, "bytes": _NUMBER, "sha256": _HASH})},
        }
    )
    # The schema is itself one of the JSON files.
    itself = _closed(
        {"$schema": {"const": _DIALECT}, "title": _TEXT, "anyOf": {"type": "array"}, "$defs": {"type": "object"}}
    )
    made: dict[str, Any] = {"Records": records_file_schema, "Manifest": manifest, "Schema": itself}
    for kind, cls in KINDS.items():
        made[kind] = _record_schema(kind)
        made[f"{kind}Fields"] = body.fields_schema(cls, {})
    refs = [_ref(name) for name in ("Records", "Manifest", "Schema")]
    return {"$schema": _DIALECT, "title": f"DIT Desktop {__version__}", "anyOf": refs, "$defs": made}


# --- Reading back ---


def _items(folder: Path) -> Iterator[dict[str, Any]]:
    """Every record in the files of an export, addenda after what they were added to."""

    def with_addenda(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for item in items:
            yield item
            yield from with_addenda(item["addenda"])

    for path in (folder / PRACTICE, *sorted(folder.glob(f"{CLIENTS}/*/{RECORD}"))):
        yield from with_addenda(json.loads(path.read_text(encoding="utf-8"))["records"])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def read_records(folder: Path) -> list[Record]:
    """The records of an export as they stood in the vault, by id."""
    found = []
    for item in _items(folder):
        keys = {name: item[name] for name in _KEYS} | {name: _moment(item[name]) for name in _TIMES}
        found.append(body.build(KINDS[item["kind"]], item["fields"], **keys))
    return sorted(found, key=lambda record: record.id)


def read_revisions(folder: Path) -> dict[int, list[Record]]:
    """What the records of an export were before, oldest first, by id; those that were never changed are left out."""
    found: dict[int, list[Record]] = {}
    for item in _items(folder):
        keys = {name: item[name] for name in _KEYS}
        for was in item["revisions"]:
            earlier = body.build(KINDS[item["kind"]], was["fields"], changed_at=_moment(was["at"]), **keys)
            found.setdefault(item["id"], []).append(earlier)
    return found
