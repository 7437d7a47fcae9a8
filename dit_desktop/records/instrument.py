# SPDX-License-Identifier: Apache-2.0
"""An instrument: what its file declares, and what is wrong with a file that declares something else.

    id = "gad-7"
    title = "GAD-7"
    edition = "English, 2006"
    kind = "full"               # or "answers": topics instead of wording; or "score": entered as a total
    licence = "..."             # and attribution, source, period, versions
    question = "..."
    options = ["Not at all", "Several days", "More than half the days", "Nearly every day"]
    items = ["Feeling nervous, anxious or on edge", "..."]    # kind "answers": topics = ["...", "..."]
    reversed = [2]              # items whose answers count the other way round
    not_applicable = [1]        # items that may be answered "does not apply"
    prorate = 2                 # so many missing answers still give a total; left out: none
    flag = 9                    # the item that asks to be talked about when it is answered above the lowest
    cut_off = 8                 # caseness from here on; other_cut_offs = [10] can be chosen instead
    reliable_change = 4
    answers = {low = 0, high = 3}
    bands = [{from = 0, words = "minimal"}, {from = 5}]        # each from its lower bound to the next
    unscored = [{words = "...", options = ["...", "..."]}]
    loinc = {panel = "69737-5", total = "70274-6"}

Kind "score" has `scores = [{name = "...", low = 0, high = 40}]`, and bands and a cut-off only if it has one score.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any

from dit_desktop.i18n import _
from dit_desktop.records.declared import Mistake, Number, Table, Unsound


class Wording(Enum):
    """How much of an instrument its file holds."""

    FULL = "full"  # every word of it
    ANSWERS = "answers"  # what each item is about, in words of our own
    SCORE = "score"  # nothing: totals are entered


@dataclass(frozen=True)
class Band:
    """A range of totals, from its lower bound up to the next band's."""

    start: Number
    words: str  # the range itself where the band has no name


@dataclass(frozen=True)
class Scale:
    """One score of an instrument and the range it can lie in."""

    name: str
    low: Number
    high: Number


@dataclass(frozen=True)
class Unscored:
    """A question that is asked and not counted."""

    words: str
    options: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """An edition of an instrument and every number by which it is scored."""

    id: str
    title: str
    edition: str
    wording: Wording
    licence: str
    attribution: str = ""
    source: str = ""
    period: str = ""
    versions: tuple[str, ...] = ()
    question: str = ""
    options: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  # wording or topics
    unscored: tuple[Unscored, ...] = ()
    low: int = 0  # of an answer
    high: int = 0
    reversed: tuple[int, ...] = ()  # items are counted from 1
    not_applicable: tuple[int, ...] = ()
    prorate: int = 0
    flag: int = 0  # 0: none
    scales: tuple[Scale, ...]  # more than one: there is no total
    bands: tuple[Band, ...] = ()
    cut_off: Number | None = None
    other_cut_offs: tuple[Number, ...] = ()
    reliable_change: Number | None = None
    loinc_panel: str = ""
    loinc_total: str = ""


def read(text: str) -> Instrument:
    """The instrument a file declares; raises Unsound with every mistake if it declares none."""
    mistakes: list[Mistake] = []
    table = Table.of(text, mistakes)
    wording = _wording(table)
    if wording is not None:
        found = {"wording": wording, **_about(table, wording)}
        found |= _entered(table) if wording is Wording.SCORE else _answered(table, wording)
        table.end()
    if mistakes:
        raise Unsound(tuple(mistakes))
    return Instrument(**found)


def _wording(table: Table) -> Wording | None:
    kind = table.text("kind", needed=True)
    if kind in {each.value for each in Wording}:
        return Wording(kind)
    if kind:
        table.wrong("kind", _("This should be one of {kinds}.").format(kinds=", ".join(each.value for each in Wording)))
    return None


def _about(table: Table, wording: Wording) -> dict[str, Any]:
    """What the instrument is called, whose it is, and what is asked about."""
    name = table.text("id", needed=True)
    if name and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        table.wrong("id", _("This should be small letters and digits, with hyphens between them."))
    loinc = table.table("loinc")
    codes = {key: loinc.text(key, needed=True) for key in ("panel", "total")} if loinc else {}
    if loinc:
        loinc.end()
    return {
        "id": name,
        **{key: table.text(key, needed=True) for key in ("title", "edition", "licence")},
        **{key: table.text(key) for key in ("source", "period")},
        "attribution": table.text("attribution", needed=wording is Wording.FULL),
        "versions": table.texts("versions"),
        **{f"loinc_{key}": code for key, code in codes.items()},
    }


def _entered(table: Table) -> dict[str, Any]:
    """What is declared of an instrument whose scores come from elsewhere."""
    scales = []
    for each in table.tables("scores", needed=True):
        name, low, high = each.text("name", needed=True), *(each.number(key, needed=True) for key in ("low", "high"))
        if low is not None and high is not None:
            scales.append(Scale(name, low, high))
            if low >= high:
                each.wrong("high", _("This should be more than {low}.").format(low=low))
        each.end()
    if len(scales) > 1:
        return {"scales": tuple(scales)}  # a band or cut-off of several scores would be of none
    return {"scales": tuple(scales), **_levels(table, scales[0] if scales else None)}


def _answered(table: Table, wording: Wording) -> dict[str, Any]:
    """What is declared of an instrument whose items are answered one by one."""
    low, high = _answers(table)
    items = table.texts("items" if wording is Wording.FULL else "topics", needed=True)
    known = bool(items) and low < high
    scale = Scale("", low * len(items), high * len(items)) if known else None
    found: dict[str, Any] = {"items": items, "low": low, "high": high, "scales": (scale,)}
    if wording is Wording.FULL:
        found["question"] = table.text("question", needed=True)
        found["options"] = options = table.texts("options", needed=True)
        if options and low < high and len(options) != high - low + 1:
            table.wrong("options", _("There should be one for each answer, {n} in all.").format(n=high - low + 1))
        found["unscored"] = tuple(_unscored(each) for each in table.tables("unscored"))
    return found | _special_items(table, len(items)) | _levels(table, scale)


def _answers(table: Table) -> tuple[int, int]:
    """The lowest and highest answer; the same number twice if that cannot be said."""
    inside = table.table("answers", needed=True)
    if inside is None:
        return 0, 0
    low, high = inside.whole("low", needed=True), inside.whole("high", needed=True)
    inside.end()
    if low is None or high is None:
        return 0, 0
    if low >= high:
        inside.wrong("high", _("This should be more than {low}.").format(low=low))
    return min(low, high), high


def _unscored(table: Table) -> Unscored:
    made = Unscored(table.text("words", needed=True), table.texts("options", needed=True))
    table.end()
    return made


def _special_items(table: Table, count: int) -> dict[str, Any]:
    """The items that are counted in a way of their own; with no items nothing can be said of them."""
    found: dict[str, Any] = {key: table.wholes(key) for key in ("reversed", "not_applicable")}
    for key, numbers in found.items():
        for place, number in enumerate(numbers, start=1):
            _check_item(table, f"{key}[{place}]", number, count)
    flag, prorate = table.whole("flag"), table.whole("prorate")
    if flag is not None:
        _check_item(table, "flag", flag, count)
        if flag in found["not_applicable"]:
            table.wrong("flag", _("This item may be answered “does not apply”, so it cannot be the one to look at."))
    if prorate is not None and count and not 0 < prorate < count:
        table.wrong(
            "prorate", _("This should be between 1 and {n}; left out, no answer may be missing.").format(n=count - 1)
        )
    return {**found, "flag": flag or 0, "prorate": prorate or 0}


def _check_item(table: Table, where: str, number: int, count: int) -> None:
    if count and not 1 <= number <= count:
        table.wrong(
            where, _("There is no item {number}; they are counted from 1 to {n}.").format(number=number, n=count)
        )


def _levels(table: Table, scale: Scale | None) -> dict[str, Any]:
    """The numbers held against a total: bands, cut-offs and how much of a change is one."""
    starts = []
    for each in table.tables("bands"):
        starts.append((each.number("from", needed=True), each.text("words")))
        each.end()
    bands = [(start, words) for start, words in starts if start is not None]
    cut_off, others = table.number("cut_off"), table.numbers("other_cut_offs")
    change = table.number("reliable_change")
    if scale is not None and len(bands) == len(starts):
        _check_bands(table, [start for start, _words in bands], scale)
    if scale is not None:
        _check_cut_offs(table, cut_off, others, scale)
        if change is not None and not 0 < change <= scale.high - scale.low:
            table.wrong("reliable_change", _("This should be more than 0 and no more than the whole range."))
    return {
        "bands": _bands(bands, scale) if scale else (),
        "cut_off": cut_off,
        "other_cut_offs": others,
        "reliable_change": change,
    }


def _check_bands(table: Table, starts: Sequence[Number], scale: Scale) -> None:
    if starts and starts[0] != scale.low:
        table.wrong("bands[1].from", _("The first band begins at the lowest total, {low}.").format(low=scale.low))
    for place, (before, start) in enumerate(pairwise(starts), start=2):
        if start <= before:
            table.wrong(f"bands[{place}].from", _("This should be more than {low}.").format(low=before))
        elif start > scale.high:
            table.wrong(f"bands[{place}].from", _("No total is more than {high}.").format(high=scale.high))


def _check_cut_offs(table: Table, cut_off: Number | None, others: Sequence[Number], scale: Scale) -> None:
    named = [] if cut_off is None else [("cut_off", cut_off)]
    named += [(f"other_cut_offs[{place}]", each) for place, each in enumerate(others, start=1)]
    for name, each in named:
        if not scale.low < each <= scale.high:
            words = _("This should be more than {low} and at most {high}.").format(low=scale.low, high=scale.high)
            table.wrong(name, words)
    if others and cut_off is None:
        table.wrong("other_cut_offs", _("Without a cut-off there are no others."))


def _bands(found: Sequence[tuple[Number, str]], scale: Scale) -> tuple[Band, ...]:
    ends = [*(start - 1 for start, _words in found[1:]), scale.high] if found else []
    return tuple(Band(start, words or f"{start}-{end}") for (start, words), end in zip(found, ends, strict=True))
