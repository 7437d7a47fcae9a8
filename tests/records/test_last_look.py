# SPDX-License-Identifier: Apache-2.0
"""The last look asks about what was planted in a letter, with the words as they stand there, and about nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dit_desktop.records.last_look import Known, last_look, minutes_aloud
from dit_desktop.records.letter import Letter

PLAIN = Letter(
    salutation="Owen",
    opening="I said that I would write to you before we say goodbye.",
    work="You told your brother that the silence on Sundays had hurt. You had never said so to anybody.",
    close="I have liked working with you. Go well.",
)
KNOWN = Known(
    measures=("core-10", "phq-9"),
    people=("Ros", "Aunt May (Leeds)"),
    working_notes=("I felt sent away. You had never\nsaid so to anybody and I wanted to be the first.", ""),
)


def raised(text: str) -> list[tuple[str, ...]]:
    letter = Letter(work=text)
    return [each.raised_by for each in last_look(letter, KNOWN) if each.raised_by]


def test_of_a_plain_letter_only_what_is_always_asked_is_asked() -> None:
    found = last_look(PLAIN, Known())
    assert [(each.words, each.raised_by) for each in found] == [
        ("Is there anything in it that you have not yet talked about?", ())
    ]


@pytest.mark.parametrize(
    "text, pieces",
    [
        ("Your PHQ 9 went from 15 to 9.", ("PHQ 9",)),
        ("The Core-10 score fell, and the score stayed low.", ("Core-10", "score")),
        ("We called it a Disorder, F32.1 to be exact, or PTSD.", ("Disorder", "F32.1", "PTSD")),
        ("There was a risk, and Risky plans.", ("risk", "Risky")),
        ("I will always\nring you in May. Keep in touch!", ("Keep in touch",)),
        ("I’ll write to you every May.", ("I’ll write",)),
        ("When Ros came, and Aunt May (Leeds) with her.", ("Ros", "Aunt May (Leeds)")),
    ],
)
def test_what_raises_a_question_is_shown_as_it_is_written(text: str, pieces: tuple[str, ...]) -> None:
    assert raised(text) == [pieces]


@pytest.mark.parametrize("text", ["Rosalind was brisk, the toast scorched, at 14 Rose Road.", "Nobody rang."])
def test_a_word_that_only_looks_alike_raises_none(text: str) -> None:
    assert raised(text) == []


def test_a_passage_of_a_process_note_is_found_across_lines_and_marks() -> None:
    assert raised(PLAIN.work) == [("You had never said so to anybody",)]
    assert raised("You had never said so, anybody can see.") == []
    twice = "You had never said so to anybody and I wanted to go. Then: I felt sent away. You had never heard."
    assert raised(twice) == [("You had never said so to anybody and I wanted to", "I felt sent away. You had never")]


def test_the_names_of_people_are_listed_once() -> None:
    assert raised("Ros and Ros and Ros.") == [("Ros",)]


def test_a_letter_that_takes_five_minutes_to_read_asks_for_patience() -> None:
    assert minutes_aloud(PLAIN) == 1
    long = replace(PLAIN, work="word " * 640)
    assert minutes_aloud(long) == 5
    assert any("5 minutes" in each.words for each in last_look(long, Known()))
