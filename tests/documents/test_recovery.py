# SPDX-License-Identifier: Apache-2.0
"""A code on paper: typed again without a slip, and nothing on it that says whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dit_desktop.documents.paper import Paper
from dit_desktop.documents.recovery import full_access_sheet, recovery_sheet
from dit_desktop.store.typed import read_code
from tests.documents.papers import CODE, DAY, VAULT, text, words
from tests.documents.test_page import run, spoken

SHEETS = (recovery_sheet, full_access_sheet)


@pytest.fixture(params=SHEETS, ids=lambda make: make.__name__)
def make(request: pytest.FixtureRequest) -> Callable[[str, str, date], Paper]:
    found: Callable[[str, str, date], Paper] = request.param
    return found


def test_the_code_read_off_the_page_in_its_order_is_the_code(make: Callable[[str, str, date], Paper]) -> None:
    paper = make(CODE, VAULT, DAY)
    front = text(paper.data, "-l", "1")
    groups = [word for word in front.split() if re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}", word) and word != "2026"]
    assert read_code(" ".join(groups)) == read_code(CODE)
    heard = [said for _role, said in spoken(paper.data)]
    assert [said for said in heard if said in CODE.split("-")] == CODE.split("-")


def test_the_second_page_tells_step_by_step_what_to_do(make: Callable[[str, str, date], Paper]) -> None:
    paper = make(CODE, VAULT, DAY)
    assert (paper.pages, paper.missing, paper.notes) == (2, [], [])
    back = " ".join(text(paper.data, "-f", "2").split())
    assert back.startswith("If the computer is gone")
    assert re.findall(r"(?<= )(\d)\. ", back) == list("1234567")
    for part in ("dit-1a2b3c4d-", ".ditbackup", "SQLCipher 4", "dit-desktop key --data FOLDER --code", "72 hours"):
        assert part in back
    assert not set(CODE.split("-")) & set(words(paper.data)[words(paper.data).index("gone") :])


def test_of_the_practice_only_the_beginning_of_its_number_is_there(make: Callable[[str, str, date], Paper]) -> None:
    found = text(make(CODE, VAULT, DAY).data)
    assert "practice 1a2b3c4d" in found
    assert VAULT not in found


def test_each_sheet_says_which_code_it_is() -> None:
    assert [make(CODE, VAULT, DAY).title for make in SHEETS] == ["Recovery sheet", "Code for full access"]
    assert make_words(recovery_sheet) != make_words(full_access_sheet)


def make_words(make: Callable[[str, str, date], Paper]) -> list[str]:
    return words(make(CODE, VAULT, DAY).data)


def test_only_the_file_that_was_asked_for_is_ever_opened_for_writing(tmp_path: Path) -> None:
    script = """
import os
from pathlib import Path
from dit_desktop.documents.recovery import recovery_sheet
from dit_desktop.documents.writing import write_paper
written = []
def watch(event, found):
    if event == "open" and isinstance(found[0], str) and found[2] & (os.O_WRONLY | os.O_RDWR):
        written.append(Path(str(found[0])).name)
sys.addaudithook(watch)
open(sys.argv[1] + "/planted", "w").close()
write_paper(Path(sys.argv[1]) / "sheet.pdf", recovery_sheet(sys.argv[2], sys.argv[3], DAY))
print(*written)
"""
    made = run(script, str(tmp_path), CODE, VAULT)
    assert made.stdout.decode().split() == ["planted", ".sheet.pdf.partial"], made.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["planted", "sheet.pdf"]
