# SPDX-License-Identifier: Apache-2.0
"""What was written is found, the latest first, whether the index knows of it yet or not, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dit_desktop.records.agreement import Wording
from dit_desktop.records.client import Client
from dit_desktop.records.later import Later
from dit_desktop.records.letter import Letter
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.searched import fold, marks, shown_line, sought
from dit_desktop.records.session import Addendum, FocusMoment, SessionNote
from dit_desktop.records.unfolded import Unfolded
from dit_desktop.store import erase, misfiled, search
from dit_desktop.store.vault import Vault
from tests.practices import HARD_WORDS
from tests.store.searching import behind, course, entered, found

Look = Callable[..., list[int]]


@pytest.fixture(params=["read directly", "by the index"])
def look(opened: Vault, request: pytest.FixtureRequest) -> Look:
    """The ids of what is found, both while the index is behind and once it is not."""

    def ids(typed: str, **where: Any) -> list[int]:
        if request.param == "by the index":
            entered(opened)
            assert behind(opened) == 0
        return [hit.id for hit in found(opened, typed, **where).hits]

    return ids


def test_what_was_typed_is_found_from_two_letters_on_the_latest_first(opened: Vault, look: Look) -> None:
    of = course(opened)
    first = opened.sign(opened.add(SessionNote(**of, material="She spoke of her mother.")))
    opened.add(SessionNote(**of, material="Nothing of it"))
    last = opened.add(Letter(**of, opening="Your Mother came up again, and the sea"))
    for typed in ("mo", "mother", "MOTHER ", "“mother”", "mother."):
        assert look(typed) == [last.id, first.id], typed
    assert look("mother sea") == look("sea mother") == [last.id]
    assert look("m") == look("") == look("other") == look("mothers") == []
    assert look("spoke a") == [], "a single letter is a word of its own"


def test_every_text_of_a_record_is_found_its_parts_too_and_no_name_of_a_field(opened: Vault, look: Look) -> None:
    of = course(opened)
    moment = FocusMoment(key="a", with_whom="Edna", different="said no to him")
    made = opened.add(SessionNote(**of, material="Rain", focus=(moment,), carried={"newer": "unheard of"}))
    assert look("edna said") == [made.id]
    assert look("material") == look("with_whom") == look("unheard") == []


@pytest.mark.parametrize(
    "written,typed",
    [
        ("Zoë was naïve", "zoe naive"),
        ("Zoe was naive", "ZOË naïve"),
        ("un cafe\u0301 noir", "café"),
        ("un café noir", "cafe\u0301"),
        ("שלום וברכה", "שלום"),
        ("\u202eright to left\u202c", "right"),
        ("I don’t know, don't ask", "don't"),
        ("self-harm was named", "self-harm"),
        ("self-harm was named", '"self harm"'),
        ("a * b AND (c OR d) NOT e NEAR f", "* AND ( OR ) NOT NEAR"),
        ("family 👩‍👩‍👧 day", "👩‍👩‍👧 day"),
        ("column text: scope: c1", "text: scope:"),
        ("half a character \ud83d here", "character here"),
        ("nul \0 inside", "nul inside"),
        ("line\r\nbreaks\u2028and\ttabs", "breaks and tabs"),
        ("'); drop table record; --", "'); drop table record; --"),
        ('back\\slash and "quoted" words', "slash quoted"),
    ],
)
def test_any_text_can_be_typed_and_is_found_without_its_accents(
    opened: Vault, look: Look, written: str, typed: str
) -> None:
    made = opened.add(SessionNote(**course(opened), material=written))
    assert look(typed) == [made.id]
    assert look(f"{typed} elsewhere") == []


@pytest.mark.parametrize(
    "typed", [*HARD_WORDS, '"', "*", "-", "^", "AND", "a" * 10_000, '" OR *', "👩", "{}[]():+", "\0"]
)
def test_nothing_that_is_typed_means_anything_but_itself(opened: Vault, look: Look, typed: str) -> None:
    opened.add(SessionNote(**course(opened), material="Rain and more rain"))
    assert look(typed) == look("rain") * (typed == "AND")


def test_process_notes_are_left_out_unless_they_are_asked_for(opened: Vault, look: Look) -> None:
    of = course(opened)
    note = opened.add(SessionNote(**of, material="Tired"))
    mine = opened.add(ProcessNote(**of, felt="Tired of him"))
    assert look("tired") == [note.id]
    assert look("tired", process=True) == [mine.id, note.id]
    assert look("tired", process=True, kinds=("ProcessNote",)) == [mine.id]
    assert look("tired", kinds=("ProcessNote",)) == []


def test_one_client_some_kinds_and_a_span_of_days(opened: Vault, look: Look) -> None:
    one, other = course(opened), course(opened, "C-2")
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 17), date(2026, 2, 3), date(2026, 2, 4)]
    made = [opened.add(SessionNote(**one, material="rain", day=day)).id for day in days]
    letter = opened.add(Letter(**other, opening="rain")).id
    assert look("rain", client=one["client"]) == made[::-1]
    assert look("rain", client=other["client"]) == look("rain", kinds=("Letter",)) == [letter]
    assert look("c-2", client=other["client"]) == [other["client"]]
    assert look("rain", kinds=("Letter", "SessionNote")) == [letter, *made[::-1]]
    notes = {"kinds": ("SessionNote",)}
    assert look("rain", **notes, first=days[1], last=days[3]) == made[3:0:-1]
    assert look("rain", **notes, first=days[2], last=days[2]) == [made[2]]
    assert look("rain", **notes, last=days[0]) == [made[0]]
    assert look("rain", **notes, first=days[4]) == [made[4]]
    assert look("rain", **notes, first=days[3], last=days[1]) == []


def test_what_a_draft_said_before_is_not_found(opened: Vault, look: Look) -> None:
    made = opened.add(SessionNote(**course(opened), material="yesterday"))
    assert look("yesterday") == [made.id]
    opened.save(replace(made, material="tomorrow"))
    assert look("yesterday") == []
    assert look("tomorrow") == [made.id]


def test_what_is_in_the_bin_is_not_found_nor_what_belongs_to_it(opened: Vault, look: Look) -> None:
    of = course(opened, "Wren")
    made = opened.add(SessionNote(**of, material="rain"))
    assert look("rain") == [made.id]
    for binned in (made.id, of["client"], of["parent"]):
        opened.put_in_bin(binned)
        assert look("rain") == []
        opened.take_from_bin(binned)
        assert look("rain") == [made.id]
    opened.put_in_bin(of["client"])
    assert look("wren") == []


def test_what_was_entered_in_error_is_not_found_until_it_stands_again(opened: Vault, look: Look) -> None:
    note = opened.sign(opened.add(SessionNote(**course(opened), material="rain")))
    added = opened.add(Addendum(client=note.client, parent=note.id, written="more rain"))
    assert look("rain") == [added.id, note.id]
    mark = misfiled.mark(opened, note, "Somebody else’s")
    assert look("rain") == look("somebody") == []
    opened.save(replace(added, written="rain, and more"))
    assert look("rain") == [], "a draft that hangs on it was written in since"
    misfiled.put_back(opened, mark, "Theirs after all")
    assert look("rain") == [added.id, note.id]


def test_a_moved_draft_is_found_as_the_other_clients(opened: Vault, look: Look) -> None:
    one, other = course(opened), course(opened, "C-2")
    note = opened.add(SessionNote(**one, material="rain"))
    assert look("rain", client=one["client"]) == [note.id]
    misfiled.move(opened, note, other["client"], other["parent"])
    assert look("rain", client=one["client"]) == []
    assert look("rain", client=other["client"]) == [note.id]


def test_of_an_erased_client_nothing_is_found(opened: Vault, look: Look) -> None:
    of = course(opened)
    opened.sign(opened.add(SessionNote(**of, material="rain")))
    opened.add(ProcessNote(**of, felt="rain"))
    wording = opened.add(Wording(name="Rain"))
    assert len(look("rain", process=True)) == 3
    erase.erase(opened, of["client"], "They asked for it.")
    assert look("rain", process=True) == [wording.id]


def test_what_the_program_keeps_for_itself_is_not_found(opened: Vault, look: Look) -> None:
    opened.add(Unfolded(form="rainy", parts="rain"))
    opened.add(Later(about=1))
    assert look("rain") == look("rainy") == []


def test_fifty_are_told_and_that_there_are_more(opened: Vault) -> None:
    of = course(opened)
    made = [opened.add(SessionNote(**of, material="rain")).id for _note in range(51)]
    for enter in (False, True):
        if enter:
            entered(opened)
        first = found(opened, "rain")
        assert ([hit.id for hit in first.hits], first.more, first.behind) == (made[:0:-1], True, 0)
        assert not found(opened, "rain", kinds=("Letter",)).more
    opened.put_in_bin(made[0])
    assert not found(opened, "rain").more


def test_what_could_not_be_looked_through_yet_is_counted(opened: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    of = course(opened)
    made = [opened.add(SessionNote(**of, material="rain")).id for _note in range(9)]
    monkeypatch.setattr(search, "DIRECTLY", 4)
    first = found(opened, "rain")
    assert ([hit.id for hit in first.hits], first.behind) == (made[:4:-1], 7)
    entered(opened)
    assert (len(found(opened, "rain").hits), found(opened, "rain").behind) == (9, 0)


# --- lines ---


def lines(opened: Vault, typed: str, *, process: bool = False) -> list[str]:
    hits = found(opened, typed, process=process).hits
    return search.lines(hits, sought(typed))


@pytest.mark.parametrize(
    "written,line",
    [
        ("The rain", "The rain"),
        ("Rain", "Rain"),
        ("It was so. Rain fell", "It was so. Rain fell"),
        ('a "quoted" thing in the rain and "more" then', "thing in the rain and"),
        ("first\nsecond of rain\nthird", "second of rain"),
        ("train in Spain, terrain", ""),
        ("train, ŕain", "ŕain"),
        ("x" * 500 + " rain " + "y" * 500, "rain"),
        ("word " * 99 + "rain " + "more " * 99, "word word rain more more"),
        ("half \ud83d of rain", "of rain"),
    ],
)
def test_a_line_holds_the_word_and_what_stands_around_it(opened: Vault, written: str, line: str) -> None:
    opened.add(SessionNote(**course(opened), material=written))
    shown = [shown_line(each) for each in lines(opened, "rain")]
    assert [line in each for each in shown] == [True] * bool(line)
    assert all(len(each) < 160 and each.isprintable() for each in shown)


def test_the_words_that_were_looked_for_are_marked() -> None:
    line = "Ŕain, rainy and train; self-harm; Self harmed"
    assert [line[slice(*mark)] for mark in marks(line, sought("rain self-harm"))] == [
        "Ŕain", "rain", "self-harm", "Self harm",
    ]  # fmt: skip
    assert fold(line) != line
    assert len(fold(line)) == len(line)
    assert marks("", sought("rain")) == ()


def test_a_hit_says_where_its_word_stands(opened: Vault) -> None:
    of = course(opened)
    note = SessionNote(**of, material="The sea, the sea", next_time="and rain", day=date(2026, 9, 3))
    opened.add(note)
    hit = found(opened, "rain").hits[0]
    place = hit.place(sought("rain"))
    assert (hit.day, place.field, place.cursor, note.next_time[place.cursor :]) == (
        "2026-09-03",
        "next_time",
        4,
        "rain",
    )
    letter = opened.add(Letter(**of, opening="rain"))
    hit = found(opened, "rain").hits[0]
    assert (hit.id, hit.day) == (letter.id, opened.get(letter.id).changed_at.date().isoformat())  # type: ignore[union-attr]


def test_what_belongs_in_no_list_is_found_and_not_shown(opened: Vault) -> None:
    made = opened.add(
        Client(code="C-1", name="Marguerite Quill", address="14 Marguerite Lane", born_on=date(1990, 2, 28))
    )
    hits = found(opened, "marguerite").hits
    assert [hit.id for hit in hits] == [made.id]
    assert search.lines(hits, sought("marguerite")) == [""]
    place = hits[0].place(sought("marguerite"))
    assert (place.field, place.label, place.line) == ("name", "Full name", "")
    assert hits[0].day == made.changed_at.date().isoformat()  # type: ignore[union-attr]
