# SPDX-License-Identifier: Apache-2.0
"""The letter that is measured: that of the example practice."""

from __future__ import annotations

from datetime import date

from dit_desktop.paths import resource
from dit_desktop.records import example
from dit_desktop.records.letter import Letter
from dit_desktop.records.practice import Practice


def sample() -> tuple[Letter, Practice, date]:
    """The letter of the example, its practice, and the day."""
    today = date(2026, 6, 1)
    texts = {path.name: path.read_text(encoding="utf-8") for path in resource("demo").glob("*.toml")}
    records = [entry.record for entry in example.load(texts, today)]
    letter = [record for record in records if isinstance(record, Letter)][-1]
    practice = next(record for record in records if isinstance(record, Practice))
    return letter, practice, today
