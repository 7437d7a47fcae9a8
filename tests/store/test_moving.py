# SPDX-License-Identifier: Apache-2.0
"""Old and new exchange their places, or both stay where they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from dit_desktop.store.moving import free, put_in_place


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """A folder that was made, and the one whose place it is to take."""
    made, old = tmp_path / "made", tmp_path / "practice"
    for folder in (made, old):
        folder.mkdir()
        (folder / "is").write_text(folder.name)
    return made, old


def names(folder: Path) -> dict[str, str]:
    return {path.name: (path / "is").read_text() for path in folder.iterdir()}


def test_the_new_one_takes_its_place_and_the_old_one_is_aside(both: tuple[Path, Path], tmp_path: Path) -> None:
    made, old = both
    put_in_place(made, old, tmp_path / "aside")
    assert names(tmp_path) == {"practice": "made", "aside": "practice"}
    assert free(tmp_path / "aside") == tmp_path / "aside-2"


@pytest.mark.parametrize("step", ["ready", "aside", "moved"])
def test_stopped_at_any_step_nothing_is_lost(both: tuple[Path, Path], tmp_path: Path, step: str) -> None:
    made, old = both

    def stop(now: str) -> None:
        if now == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put_in_place(made, old, tmp_path / "aside", stop)
    moved = {"practice": "made", "aside": "practice"}
    assert names(tmp_path) == (moved if step == "moved" else {"practice": "practice", "made": "made"})


def test_where_there_is_nothing_to_move_nothing_is_moved(both: tuple[Path, Path], tmp_path: Path) -> None:
    made, old = both
    before = names(tmp_path)
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "nowhere", old, tmp_path / "aside")
    assert names(tmp_path) == before
    with pytest.raises(FileNotFoundError):
        put_in_place(made, tmp_path / "nowhere", tmp_path / "aside")
    assert names(tmp_path) == before
