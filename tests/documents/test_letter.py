# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dit_desktop.documents.errors import NotDrawable, NothingWritten
from dit_desktop.documents.letter import goodbye
from dit_desktop.documents.marks import curled
from dit_desktop.records.letter import PARAGRAPHS, Letter, paragraphs
from dit_desktop.records.practice import Practice
from tests.documents.papers import DAY, LETTER, PLAIN, PRACTICE, loose_fonts, qpdf, text, words


def test_every_word_stands_on_paper_once_and_in_order() -> None:
    paper = goodbye(LETTER, PLAIN, DAY, draft=False)
    expected = ["3 September 2026", "Dear Marian,", *paragraphs(LETTER), "With warm wishes,", "Isobel Crane"]
    assert words(paper.data) == curled(" ".join(expected)).split()
    assert (paper.title, paper.pages, paper.missing, paper.notes) == ("Goodbye letter", 1, [], [])


def test_the_letterhead_carries_the_practice_and_can_be_off() -> None:
    headed = text(goodbye(LETTER, PRACTICE, DAY, draft=False).data)
    for line in (PRACTICE.profession, PRACTICE.qualifications, "14 Mill Lane", PRACTICE.phone, PRACTICE.email):
        assert line in headed
        assert line not in text(goodbye(LETTER, PLAIN, DAY, draft=False).data)


def test_text_that_looks_like_markup_is_printed_as_typed() -> None:
    odd = "<b>not closed & <img src='/etc/hostname'/> &amp; </para> <br/> it's 5 < 6 > 4 \"so\""
    letter = replace(LETTER, came=odd, salutation="<i>Marian")
    plain = goodbye(letter, replace(PLAIN, signs_with="<u>Yours & yours", name="A <b> C"), DAY, draft=False)
    found = " ".join(words(plain.data))
    assert "’/etc/hostname’" in curled(odd)
    for typed in (curled(odd), "Dear <i>Marian,", "<u>Yours & yours", "A <b> C"):
        assert typed in found


def test_a_line_end_inside_a_paragraph_is_a_line_break() -> None:
    paper = goodbye(replace(LETTER, close="Thank you.\nGoodbye."), PLAIN, DAY, draft=False)
    assert "Thank you.\nGoodbye.\n" in text(paper.data)


def test_what_no_face_draws_is_named_and_the_rest_is_there() -> None:
    paper = goodbye(replace(LETTER, close="A sunflower 🌻 for you."), PLAIN, DAY, draft=False)
    assert paper.missing == ["🌻 sunflower"]
    assert "A sunflower for you." in " ".join(words(paper.data))


def test_a_draft_says_so_on_every_page_and_a_final_letter_does_not() -> None:
    long = replace(LETTER, work="\n\n".join(["A moment you both remember, told at some length. " * 8] * 6))
    draft = goodbye(long, PRACTICE, DAY, draft=True, example=True)
    final = goodbye(long, PRACTICE, DAY, draft=False)
    assert draft.pages == final.pages == 2
    pages = text(draft.data).split("\f")[:2]
    assert all("Draft for us to talk about" in page and "Example practice" in page for page in pages)
    assert "draft" not in text(final.data).lower()
    assert "Example practice" not in text(final.data)
    assert draft.title == "Goodbye letter, draft"


def test_pages_are_numbered_from_the_second_on() -> None:
    long = replace(LETTER, work="\n\n".join(["seen"] * 60))
    pages = text(goodbye(long, PLAIN, DAY, draft=False).data).split("\f")[:-1]
    numbers = [[line for line in page.splitlines() if line.isdigit()] for page in pages]
    assert numbers == [[], ["2"], ["3"]]


@pytest.mark.parametrize(
    "typed,printed",
    [
        ("Marian", "Dear Marian,"),
        ("Dear Marian", "Dear Marian,"),
        ("dear Marian,", "dear Marian,"),
        ("Deary", "Dear Deary,"),
    ],
)
def test_the_salutation_takes_a_name_or_the_whole_line(typed: str, printed: str) -> None:
    assert printed in text(goodbye(replace(LETTER, salutation=typed), PLAIN, DAY, draft=False).data).splitlines()


def test_a_letter_to_nobody_from_nobody_is_made_and_says_so() -> None:
    paper = goodbye(replace(LETTER, salutation=""), Practice(), DAY, draft=True)
    assert "Dear" not in text(paper.data)
    assert paper.notes == [
        "The letter does not yet say to whom it is written.",
        "Your name is not in the practice profile yet; the letter ends without it.",
    ]


def test_writing_from_right_to_left_is_to_be_checked() -> None:
    paper = goodbye(replace(LETTER, close="Goodbye, שלום"), PLAIN, DAY, draft=False)
    assert paper.notes == ["Some words are written from right to left; please check them on the page."]


def test_a_letter_without_words_is_not_made() -> None:
    with pytest.raises(NothingWritten):
        goodbye(Letter(salutation="Marian", close=" \n "), PRACTICE, DAY, draft=True)
    with pytest.raises(NotDrawable):
        goodbye(Letter(salutation="Marian", close="🌻🌻"), PRACTICE, DAY, draft=True)


@pytest.mark.parametrize("closing_lines", [1, 2, 3, 4, 9])
def test_the_signature_never_stands_alone_on_a_page(closing_lines: int) -> None:
    close = "\n".join(f"closing {number}" for number in range(closing_lines))
    crossed = 0
    for filling in range(14, 44):
        letter = Letter(salutation="Marian", opening="\n".join(["filling"] * filling), close=close)
        paper = goodbye(letter, PLAIN, DAY, draft=False)
        last = text(paper.data).split("\f")[paper.pages - 1]
        assert last.count("closing") >= min(2, closing_lines)
        assert "Isobel Crane" in last
        crossed += paper.pages == 2
    assert 0 < crossed < 30


def test_a_few_lines_too_many_do_not_begin_a_new_page() -> None:
    pages, held = [], []
    for filling in range(20, 44):
        letter = Letter(salutation="Marian", opening="\n".join(["filling"] * filling), close="It ends here.")
        paper = goodbye(letter, PLAIN, DAY, draft=False)
        pages.append(paper.pages)
        held.append(_line_distance(paper.data))
    assert pages == sorted(pages)
    assert set(pages) == {1, 2}
    last_single = pages.index(2) - 1
    assert held[0] == held[-1] == 16.5
    assert held[last_single] == 15


def _line_distance(data: bytes) -> float:
    """Points between the lines on the first page."""
    boxes = re.findall(r'yMin="([\d.]+)"[^>]*>filling<', text(data, "-bbox"))
    return round(float(boxes[1]) - float(boxes[0]), 1)


def test_no_line_of_a_paragraph_stands_alone_on_a_page() -> None:
    split = 0
    for filling in range(10, 40):
        lines = "\n".join(f"line {number}" for number in range(8))
        letter = Letter(opening="\n\n".join(["filling"] * (filling // 2)), came=lines, close="end\n" * 12)
        for page in text(goodbye(letter, PLAIN, DAY, draft=False).data).split("\f"):
            assert page.count("line ") != 1
            split += 1 < page.count("line ") < 8
    assert split


def test_the_same_letter_makes_the_same_bytes() -> None:
    first, second = (goodbye(LETTER, PRACTICE, DAY, draft=True, example=True).data for _time in range(2))
    assert first == second
    assert first != goodbye(LETTER, PRACTICE, DAY, draft=False, example=True).data


_typed = st.text(st.one_of(st.characters(), st.sampled_from("<>&;/'\"\n\r\t abcDEFéüŵ“”…=#")), max_size=300)


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(("salutation", *PARAGRAPHS), _typed)), _typed, _typed)
def test_no_text_keeps_a_letter_from_being_made_whole(letter: dict[str, Any], name: str, address: str) -> None:
    practice = Practice(name=name, address=address, signs_with=name)
    try:
        paper = goodbye(Letter(**letter), practice, DAY, draft=True)
    except (NothingWritten, NotDrawable):
        return
    assert qpdf(paper.data, "--check").returncode == 0
    assert loose_fonts(paper.data) == []
    found = text(paper.data)
    typed = "".join([*letter.values(), name, address])
    assert {char for char in typed if char.isascii() and char.isalnum()} <= set(found)
    assert len(paper.missing) == len(set(paper.missing))


@pytest.mark.parametrize("field", ["close", "opening", "salutation"])
def test_a_word_longer_than_a_page_is_broken_and_not_lost(field: str) -> None:
    long: dict[str, Any] = {field: "x" * 6000}
    paper = goodbye(replace(LETTER, **long), replace(PLAIN, name="y" * 3000), DAY, draft=False)
    found = text(paper.data)
    assert found.count("y") - " ".join(paragraphs(LETTER)).count("y") >= 2900
    assert found.count("x") >= 6000


def test_an_address_longer_than_a_page_does_not_stop_the_letter() -> None:
    practice = replace(PRACTICE, address="\n".join(f"row{number}" for number in range(90)))
    found = words(goodbye(LETTER, practice, DAY, draft=False).data)
    assert [word for word in found if word.startswith("row")] == [f"row{number}" for number in range(90)]
