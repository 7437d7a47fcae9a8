# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dit_desktop.documents.marks import curled
from dit_desktop.documents.style import SANS, SERIF, glyphs
from dit_desktop.documents.words import markup, missing_characters, paragraphs, runs_right_to_left, tidy
from dit_desktop.records.shown import day_words

FAMILIES = ("NotoSerif", "NotoSans")


def test_a_command_of_the_markup_is_only_text() -> None:
    assert markup("<b>Tom & Jerry</b>", SERIF) == "&lt;b&gt;Tom &amp; Jerry&lt;/b&gt;"


def test_a_letter_typed_in_two_parts_becomes_one() -> None:
    assert tidy("cafe\u0301") == "café"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028"])
def test_every_kind_of_line_end_is_a_line_break(end: str) -> None:
    assert markup(tidy(f"one{end}two"), SERIF) == "one<br/>two"


@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n", "\u2029"])
def test_a_blank_line_of_any_kind_ends_a_paragraph(end: str) -> None:
    assert paragraphs(f" one{end}two\nthree ") == ["one", "two\nthree"]


def test_a_character_no_face_draws_is_left_out_and_named() -> None:
    assert missing_characters(["so 🌻 much 🌻 李"], SERIF) == ["🌻 sunflower", "李 cjk unified ideograph-674e"]
    assert markup("so 🌻 much", SERIF) == "so  much"


def test_control_characters_and_broken_halves_are_left_out_and_named_by_number() -> None:
    assert missing_characters(["a\x00b\x07c\ud800"], SERIF) == [
        "control character U+0000",
        "control character U+0007",
        "unknown character U+D800",
    ]
    assert markup("a\x00b\x07c\ud800", SERIF) == "abc"


def test_what_is_invisible_by_nature_goes_without_a_word() -> None:
    text = "soft\u00adhyphen \u200djoiner\ufe0f \u200eleft"
    assert missing_characters([text], SERIF) == []
    assert tidy(text) == "softhyphen joiner left"


def test_line_ends_and_tabs_are_not_missing() -> None:
    assert missing_characters(["one\n\ttwo\r\n\r\nthree\u2028\u2029\u3000\u202f"], SERIF) == []


def test_every_face_draws_the_same_characters_so_that_none_has_to_stand_in_for_another() -> None:
    styles = ("Regular", "Italic", "Bold", "BoldItalic")
    drawn = {f"{family}-{style}": set(glyphs(f"{family}-{style}")) for family in FAMILIES for style in styles}
    assert len(drawn[SERIF]) > 1000
    assert all(characters == drawn[SERIF] for characters in drawn.values())


def test_every_letter_of_the_languages_nearby_is_drawn() -> None:
    for text in ("ÄÖÜäöüß “”„‘’–—…€£°½", "ŵŷŴŶ àâçéèêëîïôùûüÿœæ", "łśćżźń čřžů őű ğış", "Ελληνικά", "Український"):
        assert missing_characters([text], SERIF) == missing_characters([text], SANS) == []


def test_writing_from_right_to_left_is_noticed() -> None:
    assert runs_right_to_left("she said שלום")
    assert runs_right_to_left("سلام")
    assert not runs_right_to_left("naïve – “quoted”")


def test_a_day_is_written_out() -> None:
    assert day_words(date(2026, 9, 3)) == "3 September 2026"


@pytest.mark.parametrize(
    "typed, set_",
    [
        ('you were "fine, just slow".', "you were “fine, just slow”."),
        ("it's, Marian's, don't, the others' room", "it’s, Marian’s, don’t, the others’ room"),
        ("you said 'don't be silly', and left", "you said ‘don’t be silly’, and left"),
        ("'back in the cupboard'", "‘back in the cupboard’"),
        ("'tis the '90s", "’tis the ’90s"),
        ("rock 'n' roll", "rock ‘n’ roll"),
        ("he is 5'10\" tall", "he is 5'10\" tall"),
        ('she is "nearly 40" now', "she is “nearly 40” now"),
        ('("the list") and a dash—"again"', "(“the list”) and a dash—“again”"),
        ("“curled” and ‘curled’ already, isn’t it", "“curled” and ‘curled’ already, isn’t it"),
        ("no marks at all", "no marks at all"),
        ("'an odd one, and it's over", "’an odd one, and it’s over"),
    ],
)
def test_a_typewriters_marks_are_set_as_a_typesetter_would(typed: str, set_: str) -> None:
    assert curled(typed) == set_


@given(st.text(alphabet="ab \"'5.\n(“’", max_size=60))
def test_nothing_but_the_marks_is_changed(typed: str) -> None:
    made = curled(typed)
    assert len(made) == len(typed)
    changed = {(before, after) for before, after in zip(typed, made, strict=True) if before != after}
    assert changed <= {('"', "“"), ('"', "”"), ("'", "‘"), ("'", "’")}
    assert curled(made) == made
