# SPDX-License-Identifier: Apache-2.0
"""Every mutant applies, names tests that are there and stands in the security page; one that nobody catches is told."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tools import mutants
from tools.mutants import Mutant

ROOT = Path(__file__).parents[2]
EVERY = mutants.listed()
HEADING = "## Tried by taking it away\n"
PLAIN = Mutant("plain", "nothing", "LICENSE", "Apache License", "Another License", ())
ESCAPED = next(mutant for mutant in EVERY if mutant.name == "escaped")
OF_WORDS = "tests/documents/test_words.py::test_a_command_of_the_markup_is_only_text"


def is_there(test: str) -> bool:
    """Whether a test that is named as pytest names it is written in its file."""
    path, *names = test.split("::")
    if not (ROOT / path).is_file() or not names:
        return False
    inside: list[ast.stmt] = ast.parse((ROOT / path).read_text("utf-8")).body
    for name in names:
        found = [item for item in inside if isinstance(item, ast.ClassDef | ast.FunctionDef) and item.name == name]
        if not found:
            return False
        inside = found[0].body
    return names[-1].startswith("test_")


@pytest.mark.parametrize("mutant", EVERY, ids=[mutant.name for mutant in EVERY])
def test_a_mutant_applies_exactly_once_and_names_tests_that_are_there(mutant: Mutant) -> None:
    text = (ROOT / mutant.file).read_text("utf-8")
    changed = [
        (old, new)
        for old, new in zip(text.splitlines(), mutants.patched(mutant, text).splitlines(), strict=True)
        if old != new
    ]
    assert len(changed) == 1
    assert mutant.tests
    assert [test for test in mutant.tests if not is_there(test)] == []


def test_there_are_many_and_no_two_are_alike() -> None:
    assert len(EVERY) >= 60
    assert Counter(mutant.name for mutant in EVERY).most_common(1)[0][1] == 1
    assert Counter((mutant.file, mutant.old, mutant.new) for mutant in EVERY).most_common(1)[0][1] == 1


@pytest.mark.parametrize("old", ["is not there", "the", "one\ntwo", PLAIN.new])
def test_a_mutant_that_does_not_fit_is_refused(old: str) -> None:
    text = (ROOT / PLAIN.file).read_text("utf-8") + "one\ntwo" + PLAIN.new
    with pytest.raises(mutants.DoesNotApply):
        mutants.patched(PLAIN._replace(old=old), text)


@pytest.mark.parametrize("test", ["test_nowhere", "TestNowhere::test_every_kind_of_line_end_is_a_line_break"])
def test_a_test_that_is_not_there_is_found(test: str) -> None:
    assert is_there(OF_WORDS)
    assert not is_there(f"tests/documents/test_words.py::{test}")


def test_the_security_page_lists_every_mutant() -> None:
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    section = page.partition(HEADING)[2].partition("\n## ")[0]
    bullets = [line for line in section.splitlines(keepends=True) if line.startswith("- ")]
    assert "".join(bullets) == mutants.page(EVERY), "`python dev.py mutants --list` prints what should stand there"


def test_what_nobody_catches_is_told_and_what_cannot_be_tested_counts_as_not_caught(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tried = [
        ESCAPED._replace(tests=(OF_WORDS,)),
        ESCAPED._replace(name="harmless", new=ESCAPED.old + " ", tests=(OF_WORDS,)),
        ESCAPED._replace(name="broken", new="return (", tests=(OF_WORDS,)),
    ]
    assert mutants.run(tried) == 1
    words = [line.split(":")[0] for line in capsys.readouterr().out.splitlines() if "caught" in line.lower()]
    assert words == ["caught     escaped", "NOT CAUGHT harmless", "NOT CAUGHT broken", words[-1]]
    assert words[-1].startswith("1 of 3 caught")


def test_nothing_is_tried_while_a_test_fails_on_the_unchanged_checkout(capsys: pytest.CaptureFixture[str]) -> None:
    nowhere = "tests/documents/test_words.py::test_nowhere"
    assert mutants.run([ESCAPED._replace(tests=(nowhere,))]) == 1
    assert "must pass before" in capsys.readouterr().out
