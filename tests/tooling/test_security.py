# SPDX-License-Identifier: Apache-2.0
"""What the security page says is tried, is tried."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def missing(page: str) -> set[str]:
    """The tests a page names that are nowhere in the suite."""
    named = set(re.findall(r"`(test_\w+)`", page))
    there = {
        name
        for path in (ROOT / "tests").rglob("*.py")
        for name in re.findall(r"^ *def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    return named - there


def test_every_test_the_security_page_names_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    planted = page + "\n`test_a_promise_nobody_tries_to_break`"
    assert missing(planted) - missing(page) == {"test_a_promise_nobody_tries_to_break"}
    assert missing(page) == set()
    promised = page.partition("## Promised")[2].partition("\n## ")[0]
    rows = [line for line in promised.splitlines() if line.startswith("| ") and not line.startswith("| promise")]
    assert len(rows) > 15
    assert all("`test_" in row for row in rows)
