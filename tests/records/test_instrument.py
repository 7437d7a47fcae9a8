# SPDX-License-Identifier: Apache-2.0
"""Instrument files: what those in the program hold, and how every mistake in another is named."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dit_desktop.paths import resource
from dit_desktop.records.declared import Unsound
from dit_desktop.records.instrument import Instrument, Wording, read

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in resource("instruments").glob("*.toml")}
SHIPPED = {name: read(text) for name, text in TEXTS.items()}

# An edition that was published is never edited: records were scored by it. A changed one is a file of its own.
PUBLISHED = {
    "bdi-ii": "8bc2809b6e592f82463467f357b946b9e024e8b6d6c6ec66cf65f2f868533fcb",
    "bsi-gsi": "5529e2e68e87bdad4a1e16bc0bedaba3f3e6517cd558fcac847f7065e29c474f",
    "core-10": "109ccbdbb62fa0f2bbc12d77ccb6dc1271c67631f0d3528a76987bed68380822",
    "core-om": "4eaf7422d211982719c1e4730f576db1cf31f67dc93b832b3eb432e272997a2b",
    "ecr-r": "e13a2066b305ae36be610a38a4746692b40cda0027a988f6f0224bc916a04154",
    "gad-7": "04a09567387f0923179c6c7569dd816033ae6a405427f4087d7be750164d6978",
    "iip-32": "7cf29b322221144808a6b9b33791cdd6db09172d2c258fa494cbb71e1a8a6d1a",
    "phq-9": "6ab4595e13afc99d5e15cc8a66c2e9b970d9dedb3e4a3f7cca9db4f9d0b4f0fa",
    "rfq-8": "bd9d6c8f136269a877f9397fa5e6b1c5b4479f124c594475edf0d45be43fa34b",
    "wsas": "68c9165bcf0cf75bb425461ef1a891bd65f604068419f2c492a8307a77c0e002",
}


def test_a_published_edition_is_never_edited() -> None:
    assert {name: hashlib.sha256(TEXTS[name].encode()).hexdigest() for name in PUBLISHED} == PUBLISHED


def test_a_file_is_named_after_its_instrument() -> None:
    assert {name: found.id for name, found in SHIPPED.items()} == {name: name for name in TEXTS}


def test_wording_ships_only_where_it_may_be_reproduced() -> None:
    full = {name for name, found in SHIPPED.items() if found.wording is Wording.FULL}
    assert full >= {"phq-9", "gad-7"}
    assert not full & {"core-10", "wsas", "core-om", "iip-32", "ecr-r", "rfq-8", "bsi-gsi", "bdi-ii"}
    for found in SHIPPED.values():
        if found.wording is Wording.FULL:
            assert "No permission required" in found.licence
            assert found.attribution
        topics = found.items if found.wording is Wording.ANSWERS else ()
        assert all(len(topic.split()) <= 5 for topic in topics)  # words of our own, not a question


def numbers(found: Instrument) -> tuple[object, ...]:
    scale = found.scales[0]
    return (found.cut_off, found.reliable_change, found.flag, found.prorate, scale.low, scale.high)


@pytest.mark.parametrize(
    "name, expected, bands",
    [
        ("phq-9", (10, 6, 9, 2, 0, 27), [0, 5, 10, 15, 20]),
        ("gad-7", (8, 4, 0, 2, 0, 21), [0, 5, 10, 15]),
        ("core-10", (11, 6, 6, 1, 0, 40), [0, 6, 11, 15, 20, 25]),
        ("wsas", (None, None, 0, 0, 0, 40), [0, 10, 21]),
        ("core-om", (10, 5, 0, 0, 0, 40), [0, 6, 10, 15, 20, 25]),
        ("iip-32", (None, None, 0, 0, 0, 4), []),
        ("ecr-r", (None, None, 0, 0, 1, 7), []),
        ("rfq-8", (None, None, 0, 0, 0, 3), []),
        ("bsi-gsi", (None, None, 0, 0, 0, 4), []),
        ("bdi-ii", (None, None, 0, 0, 0, 63), []),
    ],
)
def test_the_numbers_are_those_of_the_specification(name: str, expected: tuple[object, ...], bands: list[int]) -> None:
    assert numbers(SHIPPED[name]) == expected
    assert [band.start for band in SHIPPED[name].bands] == bands


def test_the_wording_is_complete() -> None:
    phq, gad = SHIPPED["phq-9"], SHIPPED["gad-7"]
    assert (len(phq.items), len(gad.items)) == (9, 7)
    assert phq.options == gad.options == ("Not at all", "Several days", "More than half the days", "Nearly every day")
    assert phq.items[8] == "Thoughts that you would be better off dead or of hurting yourself in some way"
    assert len(phq.unscored[0].options) == 4
    assert gad.other_cut_offs == (10,)
    assert len(SHIPPED["iip-32"].versions) == 2
    assert (phq.loinc_panel, phq.loinc_total) == ("44249-1", "44261-6")
    assert (gad.loinc_panel, gad.loinc_total) == ("69737-5", "70274-6")


SOUND = """
id = "mood"
title = "Mood"
edition = "first"
kind = "full"
licence = "ours"
attribution = "us"
question = "How was it?"
options = ["bad", "fair", "good"]
items = ["Morning", "Noon", "Night"]
reversed = [2]
not_applicable = [1]
prorate = 1
flag = 3
cut_off = 3
other_cut_offs = [4]
reliable_change = 2
answers = {low = 0, high = 2}
bands = [{from = 0, words = "low"}, {from = 3}]
unscored = [{words = "And otherwise?", options = ["so", "so-so"]}]
loinc = {panel = "1-2", total = "2-3"}
"""
ENTERED = """
id = "sum"
title = "Sum"
edition = "first"
kind = "score"
licence = "theirs"
cut_off = 2.5
scores = [{name = "Mean", low = 0, high = 4.5}]
bands = [{from = 0}, {from = 2.5, words = "more"}]
"""


def mistakes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Unsound) as raised:
        read(text)
    return [(each.where, each.what) for each in raised.value.mistakes]


def test_a_sound_file_is_read_as_it_stands() -> None:
    found = read(SOUND)
    assert found.items == ("Morning", "Noon", "Night")
    assert [band.words for band in found.bands] == ["low", "3-6"]
    assert [band.words for band in read(ENTERED).bands] == ["0-1.5", "more"]
    assert read(ENTERED.replace('bands = [{from = 0}, {from = 2.5, words = "more"}]', "")).bands == ()


@pytest.mark.parametrize(
    "old, new, where, what",
    [
        ('id = "mood"', 'id = "My Mood"', "id", "small letters"),
        ('id = "mood"', "", "id", "missing"),
        ('title = "Mood"', "title = 3", "title", "text"),
        ('title = "Mood"', 'title = " "', "title", "empty"),
        ('title = "Mood"', 'title = "two\\nlines"', "title", "one line"),
        ('title = "Mood"', f'title = "{"x" * 2001}"', "title", "one line"),
        ('kind = "full"', 'kind = "half"', "kind", "full, answers, score"),
        ('kind = "full"', "", "kind", "missing"),
        ('attribution = "us"', "", "attribution", "missing"),
        ('options = ["bad", "fair", "good"]', 'options = ["bad", "good"]', "options", "3 in all"),
        ('options = ["bad", "fair", "good"]', "", "options", "missing"),
        ('items = ["Morning", "Noon", "Night"]', 'items = ["Morning", "Noon", 3]', "items[3]", "text"),
        ('items = ["Morning", "Noon", "Night"]', "items = []", "items", "something in it"),
        ('items = ["Morning", "Noon", "Night"]', 'items = "Morning"', "items", "list"),
        ("reversed = [2]", "reversed = [2, 4]", "reversed[2]", "no item 4"),
        ("reversed = [2]", "reversed = [1.5]", "reversed[1]", "whole number"),
        ("not_applicable = [1]", "not_applicable = [0]", "not_applicable[1]", "no item 0"),
        ("not_applicable = [1]", "not_applicable = [3]", "flag", "does not apply"),
        ("prorate = 1", "prorate = 3", "prorate", "between 1 and 2"),
        ("prorate = 1", "prorate = 0", "prorate", "left out"),
        ("prorate = 1", "prorate = true", "prorate", "whole number"),
        ("flag = 3", "flag = 4", "flag", "counted from 1 to 3"),
        ("cut_off = 3", "cut_off = 7", "cut_off", "at most 6"),
        ("cut_off = 3", "cut_off = 0", "cut_off", "more than 0"),
        ("cut_off = 3", "cut_off = nan", "cut_off", "number between"),
        ("cut_off = 3", "cut_off = 1e999999", "cut_off", "number between"),
        ("cut_off = 3", 'cut_off = "3"', "cut_off", "should be a number"),
        ("cut_off = 3", "", "other_cut_offs", "Without a cut-off"),
        ("other_cut_offs = [4]", "other_cut_offs = [9]", "other_cut_offs[1]", "at most 6"),
        ("other_cut_offs = [4]", "other_cut_offs = [true]", "other_cut_offs[1]", "number"),
        ("reliable_change = 2", "reliable_change = 0", "reliable_change", "more than 0"),
        ("answers = {low = 0, high = 2}", "answers = {low = 0, high = 2, top = 3}", "answers.top", "belongs here"),
        ("answers = {low = 0, high = 2}", "answers = {low = 2, high = 2}", "answers.high", "more than 2"),
        ("answers = {low = 0, high = 2}", "answers = {low = 0}", "answers.high", "missing"),
        ("answers = {low = 0, high = 2}", "answers = 3", "answers", "table"),
        ("answers = {low = 0, high = 2}", "", "answers", "missing"),
        ('{from = 0, words = "low"}', "{from = 1}", "bands[1].from", "lowest total, 0"),
        ("{from = 3}", "{from = 0}", "bands[2].from", "more than 0"),
        ("{from = 3}", "{from = 7}", "bands[2].from", "more than 6"),
        ("{from = 3}", "{}", "bands[2].from", "missing"),
        ("{from = 3}", '{from = 3, name = "x"}', "bands[2].name", "belongs here"),
        ("{from = 3}", "3", "bands[2]", "table"),
        ('options = ["so", "so-so"]', "option = 1", "unscored[1].options", "missing"),
        ('panel = "1-2", ', "", "loinc.panel", "missing"),
        ('panel = "1-2", ', 'panel = "1-2", code = "1", ', "loinc.code", "belongs here"),
        ('loinc = {panel = "1-2", total = "2-3"}', "topics = 1", "topics", "belongs here"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_place(old: str, new: str, where: str, what: str) -> None:
    assert SOUND.count(old) == 1
    found = mistakes(SOUND.replace(old, new))
    assert [words for place, words in found if place == where and what in words], found


@pytest.mark.parametrize(
    "old, new, where, what",
    [
        ("high = 4.5", "high = 0", "scores[1].high", "more than 0"),
        ("high = 4.5", 'high = "4"', "scores[1].high", "number"),
        ('name = "Mean", ', "", "scores[1].name", "missing"),
        ("high = 4.5}]", "high = 4.5}, 3]", "scores[2]", "table"),
        ('scores = [{name = "Mean", low = 0, high = 4.5}]', "", "scores", "missing"),
        ("high = 4.5}]", 'high = 4.5}, {name = "B", low = 0, high = 1}]', "cut_off", "belongs here"),
        ("cut_off = 2.5", 'items = ["a"]', "items", "belongs here"),
    ],
)
def test_a_mistake_in_an_entered_score_is_named_by_its_place(old: str, new: str, where: str, what: str) -> None:
    found = mistakes(ENTERED.replace(old, new))
    assert [words for place, words in found if place == where and what in words], found


def test_every_mistake_is_named_at_once() -> None:
    text = (
        SOUND.replace('title = "Mood"', "aura = 1").replace("flag = 3", "flag = 9").replace("{from = 3}", "{from = 9}")
    )
    assert [where for where, _what in mistakes(text)] == ["title", "flag", "bands[2].from", "aura"]


@pytest.mark.parametrize("text", ["x = [", "a = " + "[" * 5000, "x = 1" + "0" * 5000, "x = 2026-13-01", "\x00"])
def test_what_is_no_toml_is_one_mistake(text: str) -> None:
    ((where, what),) = mistakes(text)
    assert where == "the file"
    assert re.match("This is not TOML", what)


@given(st.text() | st.sampled_from(SOUND.splitlines()).flatmap(lambda line: st.just(SOUND.replace(line, line[:-2]))))
def test_no_text_brings_the_reader_down(text: str) -> None:
    try:
        unnamed = not read(text).id
    except Unsound as error:
        unnamed = not all(each.where for each in error.mistakes)
    assert not unnamed
