# SPDX-License-Identifier: Apache-2.0
"""The first, second, third ... write of saving, signing and erasing fails, or is the last, until none does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.common import Own
from tests.faults.nth_write import AFTER, BEFORE
from tests.store.practices import ROOT

# Each act with what is so before and after it: clients, notes with the new words, signed notes, links of the chain.
BEFORE_IT = {"clients": 2, "new": 0, "signed": 1, "links": 4}
AFTER_IT = {
    "save": BEFORE_IT | {"new": 1},
    "sign": BEFORE_IT | {"new": 1, "signed": 2, "links": 5},
    "erase": BEFORE_IT | {"clients": 1, "signed": 0, "links": 7},
}


def failing(own: Own, work: Path, act: str, how: str, *, writes: int = 1, step: int) -> list[dict[str, Any]]:
    """What was told for each write that went wrong, the last for the attempt in which none did."""
    work.mkdir()
    (own.folder / "state.json").unlink(missing_ok=True)
    fast = [] if "signal" in how else ["--seccomp-bpf"]  # with it no signal is delivered
    line = ["strace", "-f", *fast, "-qq", "-o", "/dev/null", "-e", "trace=pwrite64"]
    line += ["-e", f"inject=pwrite64:{how}:when={BEFORE}..{BEFORE + writes - 1}"]
    line += [sys.executable, "-m", "tests.faults.nth_write", str(own.folder), str(work), act, str(step)]
    done = subprocess.run(
        line,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(each) for each in done.stdout.splitlines()]


def holds_to(act: str, lines: list[dict[str, Any]]) -> None:
    """After each failure everything is as it was, or, where only the writing anew failed, wholly done."""
    assert len(lines) > 5, "no write failed"
    for line in lines:
        kept = {name: line[name] for name in BEFORE_IT}
        done = line["told"] == "done" or line["told"].startswith("left: ")
        assert line["findings"] == [], line
        assert kept == (AFTER_IT[act] if done else BEFORE_IT), line
        if line["told"] != "done":
            assert line["next"] == ("nothing left to save" if done else "done"), line
    assert [line["told"] for line in lines].count("done") == 1
    assert lines[-1]["told"] == "done", "it never came through"


@pytest.mark.parametrize("act,step", [("save", 1), ("sign", 2), ("erase", 9)])
def test_fault_13_when_one_write_fails_it_is_refused_and_the_next_save_works_without_a_restart(
    own: Own, tmp_path: Path, act: str, step: int
) -> None:
    lines = failing(own, tmp_path / "work", act, "error=EIO", step=step)
    holds_to(act, lines)
    assert {line["told"].removeprefix("left: ") for line in lines[:-1]} == {"read_only"}


@pytest.mark.parametrize("act,step", [("save", 1), ("sign", 3), ("erase", 17)])
def test_fault_12_while_nothing_can_be_written_it_is_refused_and_works_when_there_is_room_again(
    own: Own, tmp_path: Path, act: str, step: int
) -> None:
    lines = failing(own, tmp_path / "work", act, "error=ENOSPC", writes=AFTER // 2, step=step)
    holds_to(act, lines)
    told = {line["told"].removeprefix("left: ") for line in lines[:-1]}
    assert "disk_full" in told
    assert told <= {"disk_full", "read_only"}


@pytest.mark.parametrize("act,step", [("save", 3), ("sign", 4), ("erase", 19)])
def test_fault_11_killed_at_any_write_of_it_the_old_state_is_there_or_the_new_one(
    own: Own, tmp_path: Path, act: str, step: int
) -> None:
    lines = failing(own, tmp_path / "work", act, "signal=SIGKILL", step=step)
    assert [line["told"] for line in lines] == ["killed"] * (len(lines) - 1) + ["done"]
    assert len(lines) > 5
    kept = [{name: line[name] for name in BEFORE_IT} for line in lines]
    assert all(line["findings"] == [] for line in lines)
    done = kept.index(AFTER_IT[act])
    assert done > 2, "no kill came before it was done"
    assert kept == [BEFORE_IT] * done + [AFTER_IT[act]] * (len(lines) - done)
