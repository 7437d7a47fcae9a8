# SPDX-License-Identifier: Apache-2.0
"""The backups of an open practice: when they are made, what is told, and what is left when they are interrupted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dit_desktop.models.backups import QUIET, Backups
from dit_desktop.models.jobs import Jobs
from dit_desktop.records.client import Client
from dit_desktop.records.settings import Settings
from dit_desktop.store import backup, executors, places, rows, vault
from dit_desktop.store.errors import Refused
from dit_desktop.ui.backing_up import in_brief
from tests.practices import CHEAP, PASSPHRASE

WAIT = 15_000


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 4, 18, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Watched:
    """The backups of a vault, and what they said."""

    def __init__(
        self, opened: vault.Vault, settings: Settings | None = None, pack: executors.Pack | None = None
    ) -> None:
        self.clock = Clock()
        self.quiet = 0.0
        self.told: list[Refused] = []
        self.settings: list[Settings] = []
        self.backups = Backups(opened, settings or Settings(), lambda: self.quiet, clock=self.clock, pack=pack)
        self.backups.told.connect(self.told.append)
        self.backups.settings_changed.connect(self.settings.append)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[vault.Vault]:
    folder = tmp_path / "practice"
    made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    made.add(Client(code="C-001", alias="Heron"))
    yield made
    made.close()


@pytest.fixture
def watched(opened: vault.Vault, qtbot: QtBot) -> Iterator[Watched]:
    assert qtbot is not None
    made = Watched(opened)
    yield made
    made.backups.stop()


def _files(opened: vault.Vault) -> list[str]:
    return sorted(path.name for path in (opened.folder / "backups").glob("*.ditbackup"))


def _idle(backups: Backups) -> Callable[[], bool]:
    return lambda: not backups.working


def test_a_missed_backup_is_made_first_and_rehearsed(opened: vault.Vault, watched: Watched, qtbot: QtBot) -> None:
    watched.backups.look()
    qtbot.waitUntil(lambda: watched.backups.last_rehearsal is not None, timeout=WAIT)
    assert len(_files(opened)) == 1
    last = watched.backups.last()
    assert last is not None
    assert [last.path.name] == _files(opened)
    assert watched.backups.last_rehearsal is not None
    assert watched.backups.last_rehearsal.ok
    assert watched.settings[-1].rehearsed_on == date(2026, 5, 4)
    assert watched.told == []


def test_the_next_one_waits_for_a_change_another_day_and_quiet(
    opened: vault.Vault, watched: Watched, qtbot: QtBot
) -> None:
    watched.backups.settings = replace(watched.backups.settings, rehearsed_on=date(2026, 5, 4))
    watched.backups.look()
    qtbot.waitUntil(lambda: watched.backups.known is not None, timeout=WAIT)
    for days, changed, quiet, made in (
        (0, False, QUIET, 1),
        (0, True, QUIET, 1),  # one a day
        (1, False, QUIET, 1),
        (1, True, QUIET - 1, 1),  # somebody is typing
        (1, True, QUIET, 2),
    ):
        watched.clock.now = datetime(2026, 5, 4, 18, 4, tzinfo=UTC) + timedelta(days=days)
        if changed:
            opened.add(Client(code=f"C-1{days}{quiet}"))
            watched.backups.touch()
        watched.quiet = quiet
        watched.backups.look()
        qtbot.waitUntil(_idle(watched.backups), timeout=WAIT)
        assert len(_files(opened)) == made, (days, changed, quiet)


def test_a_bad_page_is_told_the_good_backup_stays_and_it_is_tried_again_later(
    opened: vault.Vault, watched: Watched, qtbot: QtBot
) -> None:
    good = backup.backup(opened, opened.folder / "backups", clock=watched.clock)
    watched.clock.now += timedelta(days=1)
    clients = [Client(code=f"C-{number:03}", alias="Heron" * 50) for number in range(300)]
    opened.write(lambda connection: [rows.insert(connection, client, rows.now()) for client in clients])
    database = opened.folder / "records.db"
    whole = database.read_bytes()
    with database.open("r+b") as file:  # a page in the middle, damaged under the open connection
        file.seek(len(whole) // 2 // 4096 * 4096 + 100)
        file.write(b"\0" * 64)
    watched.backups.look()
    qtbot.waitUntil(lambda: watched.backups.refused is not None, timeout=WAIT)
    assert [error.code for error in watched.told] == ["damaged_vault"]
    assert good.path.exists()
    assert len(_files(opened)) == 1
    last = watched.backups.last()
    assert last is not None
    assert last.path == good.path  # it is known although the first look was refused
    watched.quiet = QUIET
    watched.backups.look()
    assert not watched.backups.working  # not at once again


def test_a_refusal_stands_until_a_backup_was_made(
    opened: vault.Vault, watched: Watched, qtbot: QtBot, tmp_path: Path
) -> None:
    def made(act: Callable[[], object]) -> Refused | None:
        act()
        qtbot.waitUntil(_idle(watched.backups), timeout=WAIT)
        return watched.backups.refused

    watched.backups.settings = replace(watched.backups.settings, rehearsed_on=date(2026, 5, 4))
    assert made(watched.backups.back_up) is None
    database, aside = opened.folder / "records.db", tmp_path / "aside"
    database.rename(aside)
    assert made(watched.backups.back_up) is not None
    aside.rename(database)
    watched.backups.set_settings(replace(watched.backups.settings, second_folder=str(tmp_path)))
    watched.quiet = QUIET
    assert made(watched.backups.look) is not None  # there was one today, so it only looked
    assert len(_files(opened)) == 1
    assert made(watched.backups.back_up) is None


def test_a_list_says_which_backups_were_verified_here_and_when(
    opened: vault.Vault, watched: Watched, qtbot: QtBot
) -> None:
    def days() -> list[date | None]:
        qtbot.waitUntil(_idle(watched.backups), timeout=WAIT)
        known = watched.backups.known
        assert known is not None
        return [known.verified_on(made) for made in known.backups]

    watched.backups.back_up()
    assert days() == [date(2026, 5, 4)]
    watched.clock.now += timedelta(days=3)
    watched.backups.rehearse()
    assert days() == [date(2026, 5, 7)]
    (opened.folder / "verified.json").unlink()  # as where a backup was brought from another computer
    watched.backups.renew_pack()
    assert days() == [None]
    watched.backups.rehearse()
    assert days() == [date(2026, 5, 7)]
    (path,) = (opened.folder / "backups").glob("*.ditbackup")
    known = (opened.folder / "verified.json").read_text("ascii")
    opened.add(Client(code="C-002"))
    backup.backup(opened, opened.folder / "other", clock=watched.clock).path.replace(path)
    (opened.folder / "verified.json").write_text(known, "ascii")  # so this other file was never looked at
    watched.backups.renew_pack()
    assert days() == [None]
    (opened.folder / "verified.json").write_text("{")
    watched.backups.renew_pack()
    assert days() == [None]


def test_a_rehearsal_that_fails_has_words_of_its_own_and_is_made_again_later(
    opened: vault.Vault, watched: Watched, qtbot: QtBot
) -> None:
    watched.backups.settings = replace(watched.backups.settings, rehearsed_on=date(2026, 5, 4))
    watched.backups.back_up()
    qtbot.waitUntil(_idle(watched.backups), timeout=WAIT)
    (path,) = (opened.folder / "backups").glob("*.ditbackup")
    whole = path.read_bytes()
    for spoilt in (whole[:100], whole[:9000] + b"bad" + whole[9003:]):
        path.write_bytes(spoilt)
        watched.backups.rehearse()
        qtbot.waitUntil(_idle(watched.backups), timeout=WAIT)
        assert watched.backups.refused is None
        error = watched.backups.rehearsal_refused
        assert error is not None
        assert "The rehearsal did not bring the newest backup back" in error.what
        assert watched.told.pop() is error
        assert "rehearsal failed, last verified backup" in in_brief(watched.backups)
    watched.quiet = QUIET
    watched.backups.touch()
    watched.backups.look()
    assert not watched.backups.working  # not at once again
    path.write_bytes(whole)
    watched.backups.rehearse()
    qtbot.waitUntil(_idle(watched.backups), timeout=WAIT)
    assert watched.backups.rehearsal_refused is None
    assert "rehearsal" not in in_brief(watched.backups)


def test_interrupted_in_the_midst_nothing_is_left(
    opened: vault.Vault, watched: Watched, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_made() -> list[Path]:
        return list((opened.folder / "backups").glob(".*"))

    def finish(jobs: Jobs) -> None:
        opened.long_work.release()
        ended(jobs)

    ended = Jobs.finish
    monkeypatch.setattr(Jobs, "finish", finish)
    opened.long_work.acquire()  # until it is waited for it gets as far as its turn to copy, on a fast machine too
    watched.backups.back_up()
    qtbot.waitUntil(lambda: half_made() != [], timeout=WAIT)
    watched.backups.stop()
    monkeypatch.undo()
    assert _files(opened) == []
    assert half_made() == []
    assert not (opened.folder / places.WORK).exists()
    opened.add(Client(code="C-999"))  # saving goes on


def test_a_second_place_gets_a_copy_of_its_own(opened: vault.Vault, tmp_path: Path, qtbot: QtBot) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = Watched(opened, Settings(second_folder=str(stick), rehearsed_on=date(2026, 5, 4)))
    try:
        made.backups.back_up()
        qtbot.waitUntil(lambda: made.backups.known is not None, timeout=WAIT)
    finally:
        made.backups.stop()
    (copied,) = stick.glob("*.ditbackup")
    assert copied.read_bytes() == (opened.folder / "backups" / copied.name).read_bytes()
    assert list(stick.glob(".*")) == []
    assert made.told == []


def test_a_second_place_that_has_gone_is_told_once_and_never_made_anew(
    opened: vault.Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    made = Watched(opened, Settings(second_folder=str(stick), rehearsed_on=date(2026, 5, 4)))

    def back_up() -> bool:
        made.backups.back_up()
        qtbot.waitUntil(_idle(made.backups), timeout=WAIT)
        assert made.backups.known is not None
        return made.backups.known.second_gone

    try:
        assert [back_up(), back_up()] == [True, True]
        assert [error.code for error in made.told] == ["missing"]
        assert made.backups.refused is None
        assert not stick.exists()
        stick.mkdir()
        assert not back_up()
        assert len(list(stick.glob("*.ditbackup"))) == 1
        shutil.rmtree(stick)
        assert back_up()
        assert len(made.told) == 2
    finally:
        made.backups.stop()


def test_a_second_device_is_noticed(opened: vault.Vault, qtbot: QtBot) -> None:
    other = Path("/dev/shm")  # noqa: S108 - memory that is a device of its own on every Linux
    folder = other / f"dit-second-{opened.vault_id[:8]}"
    if other.stat().st_dev == opened.folder.stat().st_dev:
        pytest.fail("this machine has one device only")
    folder.mkdir()
    made = Watched(opened, Settings(second_folder=str(folder), rehearsed_on=date(2026, 5, 4)))
    try:
        made.backups.back_up()
        qtbot.waitUntil(lambda: made.backups.known is not None, timeout=WAIT)
        assert made.settings[-1].elsewhere_on == date(2026, 5, 4)
    finally:
        made.backups.stop()
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def test_what_executors_are_left_lies_beside_every_backup_and_one_place_that_refuses_is_told(
    opened: vault.Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    opened.write(lambda connection: executors.keep(connection, "7K2M-0G4R", datetime(2026, 5, 4, tzinfo=UTC)))
    settings = Settings(second_folder=str(stick), rehearsed_on=date(2026, 5, 4))
    made = Watched(opened, settings, pack=lambda _find, code, _moment: code.encode())
    try:
        made.backups.back_up()
        qtbot.waitUntil(lambda: made.backups.known is not None, timeout=WAIT)
        assert made.backups.known is not None
        assert made.backups.known.pack_at is not None
        packs = [executors.place(folder, opened.vault_id) for folder in (opened.folder / "backups", stick)]
        assert [pack.read_bytes() for pack in packs] == [b"7K2M-0G4R"] * 2
        packs[0].unlink()
        packs[0].mkdir()
        opened.write(lambda connection: executors.keep(connection, "another", datetime(2026, 5, 4, tzinfo=UTC)))
        made.backups.renew_pack()
        qtbot.waitUntil(lambda: bool(made.told), timeout=WAIT)
        assert packs[1].read_bytes() == b"another"
        assert "pack could not be written" in made.told[0].what
        made.backups.back_up()
        qtbot.waitUntil(lambda: len(made.told) == 2, timeout=WAIT)
        assert len(_files(opened)) >= 1
    finally:
        made.backups.stop()
