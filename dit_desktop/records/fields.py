# SPDX-License-Identifier: Apache-2.0
"""The words in which a record says how its fields are shown.

    held_on: Annotated[date | None, Field("Date", section="Session")] = None

A field is declared once, where the record is.  The form, the table, the paper,
the search index, the store and the export all read that one line.
"""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, ClassVar, NamedTuple, Self, Union, get_args, get_origin, get_type_hints


class Choice(Enum):
    """An answer out of a few, with the words it is shown in; a field of this type starts unanswered."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make a member that is stored as `value` and shown as `label`."""
        member = object.__new__(cls)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True)
class Field:
    """What is shown of a value; its type says how it is entered.

    A hint is a quiet line under the label.  In the initial, middle or ending phase
    of a course a prompt of that phase takes the hint's place.
    """

    label: str
    section: str = ""  # given by the first field of a section
    folded: bool = False  # the section starts as one line
    hint: str = ""
    rows: int = 1
    low: int = 0
    high: int = 999
    initial: str = ""
    middle: str = ""
    ending: str = ""
    listed: bool = False  # a column where several records stand in a list
    beside: bool = False  # stands on the row of the field before it
    shown: bool = False  # computed or set by an action, never typed
    closes: str = ""  # the answer after which nothing else of the part is asked
    # The kinds of record whose id this is.  A plain int is a key and never shown; one that may be None, and a tuple of
    # ids, is chosen by a person.
    link: str = ""
    quiet: bool = False  # not named on the line its section is folded to
    private: bool = False  # belongs in no list, title or file name
    was: tuple[str, ...] = ()  # earlier names, read when an old body is decoded

    def prompt(self, phase: str) -> str:
        """The line under the label in a phase ("initial", "middle", "ending" or "")."""
        return {"initial": self.initial, "middle": self.middle, "ending": self.ending}.get(phase, "") or self.hint


class Declared(NamedTuple):
    """A field of a record: its name, its type without None, and what is shown."""

    name: str
    type: Any
    optional: bool
    field: Field

    @property
    def key(self) -> bool:
        """Whether it only says to which other record this one belongs, and is never shown."""
        return bool(self.field.link) and self.type is int and not self.optional

    @property
    def apart(self) -> bool:
        """Whether it stands in no form because its page shows it in a way of its own: marks, and not words."""
        return self.field.shown and get_origin(self.type) is tuple


@dataclass(frozen=True, kw_only=True)
class Part:
    """What has no life of its own and is kept inside the record it belongs to."""

    key: str = ""  # lets evidence point to (record, key)
    carried: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is kept for itself: one row of the vault.

    The attributes declared here are keys and times; each is a column.  `carried`
    holds fields a newer program wrote, so that saving does not lose them.
    """

    title: ClassVar[str]  # what a person calls this kind of record
    clinical: ClassVar[bool] = True  # can be signed, and is then never changed

    id: int = 0
    client: int = 0
    parent: int = 0
    changed_at: datetime | None = None
    signed_at: datetime | None = None
    binned_at: datetime | None = None
    carried: Mapping[str, Any] = dataclasses.field(default_factory=dict)


KEYS = frozenset(item.name for item in dataclasses.fields(Record))


def _bare(hint: Any) -> tuple[Any, bool]:
    """A type without `| None`, and whether it had it."""
    if get_origin(hint) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not type(None)]
        return kinds[0], len(kinds) < len(get_args(hint))
    return hint, False


def fields(cls: Any) -> tuple[Declared, ...]:
    """The labelled fields of a record or part, in the order they are declared."""
    return _declared(cls)


@functools.cache
def _declared(cls: Any) -> tuple[Declared, ...]:  # Any: to mypy a class of records cannot be hashed
    hints = get_type_hints(cls, include_extras=True)
    found = []
    for item in dataclasses.fields(cls):
        if get_origin(hints[item.name]) is not Annotated:
            continue
        hint, *notes = get_args(hints[item.name])
        kind, optional = _bare(hint)
        found += [Declared(item.name, kind, optional, note) for note in notes if isinstance(note, Field)]
    return tuple(found)


def part_type(declared: Declared) -> type[Part] | None:
    """The part a field holds a tuple of, or None for any other field."""
    inside = get_args(declared.type)
    if get_origin(declared.type) is tuple and isinstance(inside[0], type) and issubclass(inside[0], Part):
        return inside[0]
    return None


def worded(text: str, person: str) -> str:
    """A label or hint with the practice's word for the person ("client" or "patient") put in."""
    return text.replace("{client}", person).replace("{Client}", person.capitalize())
