# SPDX-License-Identifier: Apache-2.0
"""Nothing is dropped from a form, and nothing foreign comes into one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import pytest

from dit_desktop.models.beside import closing_list
from dit_desktop.records.client import delete_after
from dit_desktop.records.fields import KEYS, Choice, Field, Part, Record, fields, part_type
from dit_desktop.records.formulation import together
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.schedule import Schedule
from dit_desktop.records.session import GAP_PROMPT, LAST_PROMPT, LETTER_PROMPT, SESSION_PROMPTS
from tests.records.forms import LIST, declared

# What a form shows that is kept nowhere, and what works it out.
WORKED_OUT: dict[str, object] = {
    "delete_after": delete_after,
    "projected_end": Schedule.end,
    "for_whom": "parent" in KEYS,  # a break without a parent is the whole practice's
    "sentence": together,
    "number": Schedule.number_words,
    "closing_list": closing_list,
    **{f"s{number}": words for number, words in SESSION_PROMPTS.items()},
    "s_letter": LETTER_PROMPT,
    "s_last": LAST_PROMPT,
    "s_gap": GAP_PROMPT,
}
FOREIGN = re.compile(r"\b(agenda|homework|risk levels?|compliance|low|medium|high)\b", re.IGNORECASE)
# Folded, quiet, and not there at all where the course leaves the session plan out.
FOLDED_AWAY = {"SessionNote.agenda", "Assessment.agenda"}


def listed() -> dict[str, list[str]]:
    """The lines of forms.txt by the kind of record they are about, a section's heading with the field under it."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line[:1] in "▾▸":
            heading = line
        elif line and line[0] not in "#=":
            lines = found.setdefault(line.split(".")[0], [])
            lines += [heading, line] if heading else [line]
            heading = ""
    return found


@pytest.mark.parametrize("name", sorted(listed()))
def test_every_field_of_a_form_stands_in_its_place_with_its_words(name: str) -> None:
    wanted = listed()[name]
    assert [line for line in declared(KINDS[name], name) if line in wanted] == wanted


def test_every_form_of_the_list_is_declared_and_what_is_worked_out_is_worked_out_somewhere() -> None:
    assert listed().keys() <= KINDS.keys()
    assert len(listed()) > 20
    lines = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line.startswith("= ")]
    keys = [line.split(" | ")[0].removeprefix("= ") for line in lines]
    assert sorted(keys) == sorted(WORKED_OUT)
    assert all(WORKED_OUT.values())


def every_field(kind: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The path and declaration of every field of a record, those of its parts too."""
    for item in fields(kind):
        yield f"{name}.{item.name}", item
        inside = part_type(item)
        if inside:
            yield from every_field(inside, f"{name}.{item.name}")


def bools(kinds: dict[str, type[Record]]) -> list[str]:
    """The fields that would be answered before anybody was asked."""
    return [path for name, kind in kinds.items() for path, item in every_field(kind, name) if item.type is bool]


def foreign(kinds: dict[str, type[Record]]) -> list[str]:
    """The fields whose words do not belong to this work."""
    found = []
    for name, kind in kinds.items():
        for path, item in every_field(kind, name):
            field = item.field
            said = [field.label, field.hint, field.section, field.initial, field.middle, field.ending]
            if isinstance(item.type, type) and issubclass(item.type, Choice):
                said += [member.label for member in item.type]
            if any(FOREIGN.search(words) for words in said):
                found.append(path)
    return found


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Inner(Part):
    agreed: Annotated[bool, Field("Agreed")] = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Planted(Record):
    title = "Planted"

    checked: Annotated[bool, Field("Checked")] = False
    inner: Annotated[tuple[_Inner, ...], Field("Inner")] = ()
    on: Annotated[date | None, Field("Date", hint="Set the risk level: low, medium or high.")] = None


PLANTED: dict[str, type[Record]] = {"Planted": _Planted}


def test_no_answer_of_a_record_is_there_before_anybody_was_asked() -> None:
    assert bools(PLANTED) == ["Planted.checked", "Planted.inner.agreed"]
    assert bools(KINDS) == []


def test_no_answer_of_a_choice_is_there_before_anybody_was_asked() -> None:
    chosen = [
        path
        for name, kind in KINDS.items()
        for path, item in every_field(kind, name)
        if isinstance(item.type, type) and issubclass(item.type, Choice) and not item.optional
    ]
    assert chosen == []


def test_no_words_of_another_trade_stand_in_a_form() -> None:
    assert foreign(PLANTED) == ["Planted.on"]
    assert set(foreign(KINDS)) <= FOLDED_AWAY
