# SPDX-License-Identifier: Apache-2.0
"""A page read past the database gives what the database gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from dit_desktop.store.cells import Cell, Text, cells

PAGE = 4096
VALUES = (None, 0, 1, -1, 127, -128, 32767, 8388607, -8388608, 2**31 - 1, 2**47 - 1, 2**63 - 1, 2.5, "ä", b"\0\xff")


@pytest.fixture
def pages(tmp_path: Path) -> list[bytes]:
    """The pages of a small database in clear, with the bytes at the end of each that SQLCipher needs left free."""
    connection = dbapi2.connect(str(tmp_path / "plain"), isolation_level=None)
    connection.execute("create table found(a, b)")
    connection.execute("create index by_b on found(b, a)")
    for number, value in enumerate(VALUES):
        connection.execute("insert into found(rowid, a, b) values(?, ?, ?)", (9**number, value, "x" * number))
    connection.execute("insert into found(rowid, a) values(-5, 'last')")
    connection.close()
    data = (tmp_path / "plain").read_bytes()
    return [data[at : at + PAGE] for at in range(0, len(data), PAGE)]


def read(pages: list[bytes]) -> list[Cell]:
    def get(number: int) -> bytes | None:
        return pages[number - 1] if 1 <= number <= len(pages) else None

    return [cell for number, page in enumerate(pages, 1) for cell in cells(number, page, get)]


def test_every_kind_of_value_and_every_length_of_a_number_is_read(pages: list[bytes]) -> None:
    found = read(pages)
    rows = {cell.number: cell for cell in found if not cell.entry and len(cell.values) == 2}
    for number, value in enumerate(VALUES):
        expected = value.encode() if isinstance(value, str) else value
        assert rows[9**number].values == (expected, b"x" * number)
        assert isinstance(rows[9**number].values[0], Text) == isinstance(value, str)
    assert rows[2**64 - 5].values == (b"last", None)
    assert "".join(rows[9**number].shape[0] for number in range(len(VALUES))) == "niiiiiiiiiiiftb"
    assert all(cell.whole for cell in found)
    entries = {cell.values[1:] for cell in found if cell.entry}
    assert {(b"last", -5), (None, 1), (b"\0\xff", 9**14)} <= entries
    assert sum(not cell.entry and len(cell.values) == 5 for cell in found) == 2, "the first page begins later"
