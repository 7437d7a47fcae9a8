# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dit_desktop.documents.errors import NotDrawable, NothingWritten, TooLong
from dit_desktop.documents.focus import our_focus
from dit_desktop.records.fields import KEYS
from dit_desktop.records.formulation import Formulation
from tests.documents.papers import DAY, FOCUS, PRACTICE, loose_fonts, text, words


def test_the_page_holds_the_wording_the_reminder_the_day_and_the_practice() -> None:
    paper = our_focus(FOCUS, PRACTICE, DAY, "client", example=True)
    found = " ".join(words(paper.data))
    for line in ("Our focus", "So you do more.", "you out & nobody sees you.", FOCUS.reminder, "3 September 2026"):
        assert line in found
    assert "Isobel Crane" in found
    assert "Example practice" in found
    assert (paper.title, paper.pages, paper.missing, paper.notes) == ("Our focus", 1, [], [])


def test_nothing_but_the_shared_words_gets_onto_the_page() -> None:
    shared = {"client_wording", "reminder"}
    others = [item.name for item in dataclasses.fields(Formulation) if item.name not in shared | KEYS]
    assert "working" in others
    secrets: dict[str, Any] = {name: f"secret{name}" for name in others}
    version = replace(FOCUS, **secrets)
    found = text(our_focus(version, PRACTICE, DAY, "client").data)
    assert "secret" not in found
    assert FOCUS.reminder in found


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 700), st.booleans())
def test_a_wording_of_any_length_takes_exactly_one_page_or_is_refused(count: int, broken: bool) -> None:  # noqa: FBT001 - drawn
    wording = ("\n\n" if broken else " ").join(["pattern"] * count)
    try:
        paper = our_focus(replace(FOCUS, client_wording=wording), PRACTICE, DAY, "client")
    except TooLong:
        assert count > (25 if broken else 400)
        return
    assert paper.pages == 1
    assert text(paper.data).count("pattern") == count


def test_a_wording_too_long_for_small_letters_is_refused_in_words() -> None:
    with pytest.raises(TooLong) as refused:
        our_focus(replace(FOCUS, client_wording="far too long " * 900), PRACTICE, DAY, "client")
    assert refused.value.what
    assert refused.value.safe
    assert refused.value.next


def test_without_a_wording_the_person_is_called_as_the_practice_says() -> None:
    with pytest.raises(NothingWritten, match="no patient’s wording"):
        our_focus(Formulation(working="Only for me."), PRACTICE, DAY, "patient")
    with pytest.raises(NotDrawable):
        our_focus(Formulation(client_wording="🌻"), PRACTICE, DAY, "patient")


def test_a_focus_without_a_reminder_is_still_a_page() -> None:
    paper = our_focus(replace(FOCUS, reminder=""), PRACTICE, DAY, "client")
    assert "So you do more." in " ".join(words(paper.data))
    assert loose_fonts(paper.data) == []


def test_what_is_tried_in_several_sizes_is_named_and_noted_once() -> None:
    version = replace(FOCUS, client_wording="So 🌻 much שלום " * 60)
    paper = our_focus(version, PRACTICE, DAY, "client")
    assert len(paper.missing) == len(set(paper.missing)) == 5
    assert len(paper.notes) == 1
