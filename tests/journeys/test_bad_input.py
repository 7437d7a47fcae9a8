# SPDX-License-Identifier: Apache-2.0
"""Whatever letters somebody types, in whatever field, they stand there as typed and come out as typed."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.program import PASSPHRASE, Program, command, make_practice
from tests.journeys.screen import Screen

pytestmark = pytest.mark.journey

HARD = (
    "It’s <b>5 & 6</b> 'so' \"said\"",
    "שלום 🙂 and 𠜎",
    "<img src=x> &amp; %s {0} \\n",
    "👩\u200d👩\u200d👧 O'Hara; drop table--",
)
NOT_TEXT = ("Code", "Per session", "Sessions authorised")  # numbers, and what file names are made of


def _texts(typed: list[str]) -> Iterator[str]:
    """The hard words, each time with a number of their own."""
    for number in itertools.count(1):
        typed.append(f"{HARD[number % len(HARD)]} {number}")
        yield typed[-1]


def _shown(program: Program) -> dict[str, str]:
    return {field.name: field.text for field in program.fields()}


def test_hard_letters_typed_into_every_field_of_a_client_are_shown_and_exported_as_typed(
    screen: Screen, tmp_path: Path
) -> None:
    program = Program(screen, tmp_path / "practice")
    make_practice(program.data)
    program.open()
    texts = _texts([])
    program.go("ctrl+n", "text", "Made-up name")
    kept: list[str] = []
    pages = {"ctrl+2": "Made-up name", "ctrl+3": "What brings them", "ctrl+6": "Working text", "ctrl+9": "Goodbye"}
    for keys, first in pages.items():
        if keys == "ctrl+3":
            program.go("ctrl+1", "push button", re.compile("sixteen sessions"))
            screen.press("Return")
            screen.find("push button", "Write session 1")
        program.go(keys, "text", first)
        program.unfold()
        typed = {node.name: text for node, text in program.fill(texts, leaving=NOT_TEXT).items()}
        kept += typed.values()
        program.wait_saved()
        # Elsewhere and back, so that what is shown comes from the records.
        program.go("ctrl+0", "push button", "New client")
        screen.press(keys)
        if keys == "ctrl+6":  # what is written is shown first as a card, with the cursor on its tab
            screen.find("page tab", "Wording")
            screen.press("Right")
        screen.find("text", first)
        program.unfold()
        shown = _shown(program)
        assert {name: shown[name] for name in typed} == typed
    assert len(kept) > 40
    alias = next(text for text in kept if text.endswith(" 1"))
    assert screen.find("frame").name.startswith(alias)
    program.quit()

    command("export", "--data", program.data, "--to", tmp_path / "out", stdin=PASSPHRASE + "\n")
    record = json.loads((tmp_path / "out" / "clients" / "C-001" / "record.json").read_text("utf-8"))
    said = json.dumps(record, ensure_ascii=False)
    assert [text for text in kept if json.dumps(text, ensure_ascii=False) not in said] == []
