# SPDX-License-Identifier: Apache-2.0
"""What a person types: recovery codes with slips in them, passphrases that could be guessed."""

from __future__ import annotations

import random
import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dit_desktop.store import typed
from dit_desktop.store.errors import WeakPassphrase, WrongCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODES = st.binary(min_size=16, max_size=16)


@given(CODES)
def test_a_code_is_seven_groups_of_four_and_reads_back(data: bytes) -> None:
    code = typed.write_code(data)
    groups = code.split("-")
    assert [len(group) for group in groups] == [4] * 7
    assert set("".join(groups)) <= set(ALPHABET)
    assert typed.read_code(code) == data


@given(CODES, st.randoms(use_true_random=False))
def test_a_code_reads_alike_in_lower_case_with_look_alikes_and_any_spacing(data: bytes, chance: random.Random) -> None:
    alike = {"0": "0Oo", "1": "1IiLl"}
    letters = typed.write_code(data).replace("-", "")
    spelt = [chance.choice(alike.get(letter, letter + letter.lower())) for letter in letters]
    spelt = [letter + chance.choice(["", "", " ", "-", "\n", "\u2013", "\u00a0", "\t"]) for letter in spelt]
    assert typed.read_code("".join(spelt)) == data


def test_every_single_wrong_character_is_caught() -> None:
    chance = random.Random(4)
    for _round in range(6):
        letters = typed.write_code(chance.randbytes(16)).replace("-", "")
        for at in range(28):
            for other in ALPHABET.replace(letters[at], ""):
                with pytest.raises(WrongCode, match="slip"):
                    typed.read_code(letters[:at] + other + letters[at + 1 :])


def test_every_exchange_of_two_neighbours_is_caught() -> None:
    chance = random.Random(5)
    tried = 0
    for _round in range(300):
        letters = typed.write_code(chance.randbytes(16)).replace("-", "")
        for at in range(27):
            one, two = letters[at], letters[at + 1]
            if one != two:
                tried += 1
                with pytest.raises(WrongCode, match="slip"):
                    typed.read_code(letters[:at] + two + one + letters[at + 2 :])
    assert tried > 7000


def test_any_other_slip_is_overlooked_about_once_in_a_thousand() -> None:
    chance = random.Random(6)
    overlooked, tries = 0, 20_000
    for _round in range(tries):
        letters = [*typed.write_code(chance.randbytes(16)).replace("-", "")]
        for at in chance.sample(range(1, 28), 3):
            letters[at] = chance.choice(ALPHABET.replace(letters[at], ""))
        try:
            typed.read_code("".join(letters))
            overlooked += 1
        except WrongCode:
            pass
    assert 5 < overlooked < 45, "1 in 1,021 of 20,000 is 20"


@pytest.mark.parametrize("code", ["", "0", "0" * 27, "0" * 29, "U" * 28, "0" * 27 + "\u00fc", "\u0661" * 28, "\0" * 28])
def test_what_is_no_code_is_told_its_form(code: str) -> None:
    with pytest.raises(WrongCode, match="seven groups"):
        typed.read_code(code)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_code(text: str) -> None:
    with suppress(WrongCode):
        assert len(typed.read_code(text)) == 16


def test_two_spellings_of_an_umlaut_are_one_passphrase_and_spaces_count() -> None:
    composed = "f\u00fcnf gr\u00fcne \u00c4pfel"
    assert typed.normal(unicodedata.normalize("NFD", composed)) == composed == typed.normal(composed)
    assert typed.normal("a ") != typed.normal("a")
    assert typed.normal(" a") != typed.normal("a")


def test_a_passphrase_may_have_a_thousand_characters_however_they_are_spelt() -> None:
    long = "\u00fc" * 999 + "x"
    assert typed.normal(unicodedata.normalize("NFD", long)) == long
    assert typed.normal(long + "y") == long


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=73, max_size=120))
def test_the_judge_of_passphrases_is_given_no_more_than_it_takes(passphrase: str) -> None:
    assert typed.guesses(passphrase) > 0


def test_no_passphrase_keeps_the_judge_busy() -> None:
    """Signs that stand for letters multiply what it has to try."""
    began = time.perf_counter()
    assert typed.guesses("4@8({[<369&g6!1|7il!1|70$5+7%2z" * 3) >= typed.LEAST_GUESSES
    assert time.perf_counter() - began < 3


def test_a_thousand_characters_and_emoji_are_judged() -> None:
    assert typed.guesses("orbit velvet cactus ladder prism tunnel" * 26) >= typed.LEAST_GUESSES
    assert typed.guesses("\U0001f98a\U0001f419 quiet \U0001f30b lantern \U0001f9ed marble") >= typed.LEAST_GUESSES
    assert typed.guesses("") == 0


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "short",
        "x7#Kq9!vT2z",  # eleven characters, however good
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "qwertyuiopas",
        "123456789012345678901234567890",
        "a" * 72 + "orbit velvet cactus ladder prism",  # only what is judged counts
        unicodedata.normalize("NFD", "\u00fc\u00e4\u00f6\u00fc\u00e4\u00f6"),  # twelve code points, six characters
    ],
)
def test_a_passphrase_that_could_be_guessed_is_refused(weak: str) -> None:
    with pytest.raises(WeakPassphrase):
        typed.check_strength(weak)


@pytest.mark.parametrize(
    "good",
    ["orbit velvet cactus ladder prism tunnel", "x7#Kq9!vT2zW4b@", "\u00fcberraschend gr\u00fcne Zwiebelt\u00fcrme"],
)
def test_a_passphrase_nobody_guesses_is_taken(good: str) -> None:
    typed.check_strength(good)
