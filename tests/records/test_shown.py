# SPDX-License-Identifier: Apache-2.0
"""A value as a reader would write it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from dit_desktop.records import body
from dit_desktop.records.client import Client, FeeKind
from dit_desktop.records.shown import labelled, shown


@pytest.mark.parametrize(
    "value,words",
    [
        (None, ""),
        (FeeKind.LOWER, "Agreed lower"),
        (True, "Yes"),
        (False, "No"),
        (datetime(2026, 11, 12, 10, 5), "12 November 2026, 10:05"),  # noqa: DTZ001 - a time on the wall
        (date(2026, 2, 1), "1 February 2026"),
        (time(9, 30), "09:30"),
        ((4, 8, 4), "4, 8, 4"),
        (Decimal("55.00"), "55.00"),
        (16, "16"),
        ("as typed", "as typed"),
    ],
)
def test_a_value_is_written_as_a_reader_would(value: Any, words: str) -> None:
    assert shown(value) == words


def test_an_empty_value_of_an_older_body_leaves_the_field_as_it_begins() -> None:
    assert body.build(Client, {"code": None, "born_on": None}) == Client()


@pytest.mark.parametrize(
    "label, words", [("Role", "Role: GP"), ("Did it show?", "Did it show? GP"), ("And I feel …", "And I feel … GP")]
)
def test_a_label_that_asks_is_followed_by_its_answer_alone(label: str, words: str) -> None:
    assert labelled(label, "GP") == words
