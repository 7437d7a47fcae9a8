# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is kept
"""What keeps traces small works where the system says no, and in what only another system runs."""

from __future__ import annotations

import ctypes
import errno
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dit_desktop.records.searched import quick_line
from dit_desktop.store import crash, dumps, exports, opened
from dit_desktop.store.errors import DiskFull, ReadOnly
from dit_desktop.store.exports import Standing


class Kernel:
    """What Windows is asked for, written down; no other system has it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def GetErrorMode(self) -> int:
        return 0x8000

    def SetErrorMode(self, mode: int) -> None:
        self.asked.append(("mode", mode))

    def WerSetFlags(self, flags: int) -> None:
        self.asked.append(("report", flags))


def test_windows_is_asked_for_no_box_and_no_memory_in_its_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda _name: kernel, raising=False)
    dumps.forbid_dumps()
    assert kernel.asked == [("mode", 0x8002), ("report", 1)]


@pytest.mark.parametrize("number, kind", [(errno.ENOSPC, DiskFull), (errno.EROFS, ReadOnly)])
def test_what_keeps_a_copy_from_being_lent_is_told_with_what_to_do(
    number: int, kind: type[DiskFull | ReadOnly]
) -> None:
    told = opened._told(OSError(number, "no"))
    assert isinstance(told, kind)
    assert told.safe.startswith("Nothing was written")
    assert told.next


def test_a_watch_for_a_hard_end_that_never_began_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / crash.FOLDER).write_bytes(b"in its way")
    crash.HardEnd(tmp_path).stop()
    assert (tmp_path / crash.FOLDER).read_bytes() == b"in its way"


def test_of_a_place_that_cannot_be_looked_at_nobody_knows() -> None:
    assert exports.standing("/" + "x" * 5000) is Standing.UNKNOWN


def test_a_mistake_in_the_midst_of_another_names_both_and_where_nothing_can_be_written_no_report_is(
    tmp_path: Path,
) -> None:
    nobody: dict[str, int] = {}

    def fail() -> None:
        try:
            nobody.pop("Wren")
        except KeyError:
            int("Wren")

    with pytest.raises(ValueError, match="Wren") as caught:
        fail()
    said = "\n".join(crash._error(caught.value, "Mistake", 2))
    assert "Mistake: ValueError" in said
    assert "While dealing with: KeyError" in said
    assert "Wren" not in said
    (tmp_path / crash.FOLDER).write_bytes(b"")
    assert crash.keep(tmp_path, said, datetime.now(UTC)) is None


def test_a_module_that_is_not_there_is_not_named() -> None:
    assert crash._spelt("dit_desktop.store.crash") == "dit_desktop.store.crash"
    assert crash._spelt("dit_desktop.wren") == "elsewhere"


def test_of_one_word_without_an_end_no_line_is_cut() -> None:
    body = b'{"material":"' + b" w" + b"r" * 300 + b'"}'
    assert quick_line(body, b" wr", b" Wr") == ""
