# SPDX-License-Identifier: Apache-2.0
"""A restore killed at each of its steps: the old practice is there, or the new one; and never neither."""

from __future__ import annotations

import shutil
from pathlib import Path

from dit_desktop.store import places
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.ui.vault.where import Where
from tests.faults.common import Own, end_at, holds
from tests.practices import SECRET

RESTORE = "restore.restore(restore.Wanted(one, two, replace=more == ['replace']), secret, at=at)"


def steps_of_a_restore(file: Path, to: Path) -> list[str]:
    shutil.copytree(file.parent, to / "here")
    seen: list[str] = []
    restore(Wanted(file, to / "practice"), SECRET, at=seen.append)
    shutil.rmtree(to)
    return [*dict.fromkeys(seen), "aside"]


def test_killed_at_any_step_the_old_practice_or_the_restored_one_is_there(own: Own, tmp_path: Path) -> None:
    made = own.back_up(tmp_path / "stick").path
    own.do(lambda opened: opened.note("later"))
    old, new = holds(own.folder), holds(made)
    assert old != new
    steps = steps_of_a_restore(made, tmp_path / "trial")
    assert {"reading", "checked", "made", "ready", "aside", "moved"} <= set(steps)
    for step in steps:
        to = tmp_path / step.replace(" ", "-") / "practice"
        shutil.copytree(own.folder, to)
        assert end_at(RESTORE, step, made, to, own.state, "replace") == -9
        assert holds(to) == (new if step in {"aside", "moved"} else old)
        aside = list(to.parent.glob("practice-replaced-*"))
        assert [holds(path) for path in aside] == ([old] if step in {"aside", "moved"} else [])
        restore(Wanted(made, to, replace=True), SECRET)
        assert holds(to) == new
        assert not list(to.parent.glob(".practice.*"))


def test_killed_where_nothing_was_before_a_restore_is_finished_or_done_again(own: Own, tmp_path: Path) -> None:
    made = own.back_up(tmp_path / "stick").path
    for step in ("checked", "made", "ready", "moved"):
        to = tmp_path / step / "practice"
        assert end_at(RESTORE, step, made, to, own.state) == -9
        assert to.exists() == (step == "moved")
        assert Where(to).is_vault() == (step in {"ready", "moved"}), "the window asks for the passphrase"
        if step in {"ready", "moved"}:
            assert holds(to) == holds(made)
            restore(Wanted(made, to, replace=True), SECRET)
        else:
            restore(Wanted(made, to), SECRET)
        assert holds(to) == holds(made)
        assert not list(to.parent.glob(".practice.*"))


def test_what_a_killed_restore_left_is_removed_by_opening_the_old_practice(own: Own) -> None:
    waiting = places.restored(own.folder)
    shutil.copytree(own.folder, waiting)
    own.open().close()
    assert not waiting.exists()
