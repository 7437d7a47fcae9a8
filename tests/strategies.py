# SPDX-License-Identifier: Apache-2.0
"""Records at random: every field is drawn, those with defaults too."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin

from hypothesis import strategies as st

from dit_desktop.records.fields import Declared, Part, Record, fields, part_type
from dit_desktop.records.partdate import PartDate

R = TypeVar("R", bound=Record | Part)

# Every character there is, halves of pairs too, and the ones that text areas are known to change.
_ANY = st.characters(exclude_categories=())
_AWKWARD = st.sampled_from(["\r\n", "\r", "\n", "\u2028", "\u2029", "\x00", "\xa0", "\ufeff", "\ufdd0", "\ud800", "😀"])
TEXTS = st.lists(st.one_of(_ANY, _AWKWARD), max_size=30).map("".join)

_VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(-(2**62), 2**62),
    bool: st.booleans(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    datetime: st.datetimes(timezones=st.none() | st.timezones()),
    date: st.dates(),
    time: st.times(),
    PartDate: st.builds(lambda day, size: PartDate(day.isoformat()[:size]), st.dates(), st.sampled_from([4, 7, 10])),
}


def _value(kind: Any) -> st.SearchStrategy[Any]:
    if get_origin(kind) is tuple:
        return st.lists(_value(get_args(kind)[0]), max_size=4).map(tuple)
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    return _VALUES[kind]


def values(item: Declared) -> st.SearchStrategy[Any]:
    """Every value a field can have."""
    inside = part_type(item)
    made = st.lists(records(inside), max_size=3).map(tuple) if inside else _value(item.type)
    return st.none() | made if item.optional else made


def records(cls: type[R], **known: Any) -> st.SearchStrategy[R]:
    """Records or parts of a kind; `known` gives the values or strategies of keys and fields."""
    drawn = {item.name: values(item) for item in fields(cls)}
    given = {name: v if isinstance(v, st.SearchStrategy) else st.just(v) for name, v in known.items()}
    return st.builds(cls, **(drawn | given))
