# SPDX-License-Identifier: Apache-2.0
"""The weekly check begins by itself, holds nobody up, and ends at once when the practice is closed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from sqlcipher3.dbapi2 import Connection

from dit_desktop.models import checkup as model
from dit_desktop.models.desk import Desk
from dit_desktop.records import body
from dit_desktop.records.session import SessionNote
from dit_desktop.store import checkup, places, rows, schema
from dit_desktop.store.errors import DamagedVault, Tampered
from dit_desktop.store.seal import Finding
from tests.store.test_checkup import spoil

LONGEST = 0.05  # seconds between two turns of the window's thread; at the bench it is three frames
PLANTED = 0.15


def wait(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.checkup.running, timeout=60_000)


def put_back(desk: Desk, days: int) -> None:
    """Let the last check have been so many days ago."""
    at = body.instant(rows.now() - timedelta(days=days))

    def work(connection: Connection) -> None:
        connection.execute("drop trigger chain_fixed")
        connection.execute("update chain set at = ?", (at,))
        connection.execute(
            "create trigger chain_fixed before update on chain\n  begin select raise(abort, 'chain'); end"
        )

    desk._vault.write(work)  # noqa: SLF001 - what no program does


def fill(many: int) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        for number in range(many):
            rows.insert(connection, SessionNote(material=f"heron {number} " * 200), rows.now())

    return work


class Beat(QTimer):
    """Notes how long the window's thread was away."""

    def __init__(self) -> None:
        super().__init__(interval=2)
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self.timeout.connect(self.note)
        self.start()

    def note(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now


@pytest.fixture
def beat() -> Iterator[Beat]:
    made = Beat()
    yield made
    made.stop()


def test_while_the_records_are_checked_the_window_misses_no_beat(desk: Desk, beat: Beat, qtbot: QtBot) -> None:
    desk._vault.write(fill(2500))  # noqa: SLF001 - faster than through the writer
    longest = []
    for _try in range(3):  # another process may have taken the processor away
        qtbot.wait(20)
        beat.gaps.clear()
        desk.checkup.start()
        desk.add(SessionNote(material="typed meanwhile"))
        wait(qtbot, desk)
        assert len(beat.gaps) > 50, "there was something to measure"
        longest.append(max(beat.gaps))
        if longest[-1] < LONGEST:
            break
    assert min(longest) < LONGEST
    assert desk.checkup.findings == ()
    beat.gaps.clear()
    time.sleep(PLANTED)
    qtbot.wait(20)
    assert max(beat.gaps) > LONGEST, "a block that is planted is seen"


def test_a_check_that_is_due_begins_by_itself_and_one_that_is_not_waits(desk: Desk, qtbot: QtBot) -> None:
    desk.checkup.look()
    assert not desk.checkup.running
    put_back(desk, 6)
    desk.checkup.look()
    assert not desk.checkup.running
    put_back(desk, 7)
    desk.checkup.look()
    assert desk.checkup.running
    assert "now" in desk.checkup.words()
    desk.checkup.start()  # a second time does nothing
    wait(qtbot, desk)
    assert desk.checkup.findings, "the chain was rewritten by hand"


def test_it_is_looked_for_a_minute_after_opening_and_every_hour(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (model.FIRST, model.AGAIN, desk.checkup._timer.interval()) == (60_000, 3_600_000, 3_600_000)  # noqa: SLF001
    monkeypatch.setattr(model, "FIRST", 1)
    put_back(desk, 8)
    desk.checkup.begin()
    assert desk.checkup._timer.isActive()  # noqa: SLF001
    # It may be over before it is asked for a second time; what was put back is what it finds.
    qtbot.waitUntil(lambda: desk.checkup.running or bool(desk.checkup.findings))
    wait(qtbot, desk)
    assert desk.checkup.findings


def test_what_was_found_is_told_once_with_what_is_safe_and_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    assert "Not checked yet" in desk.checkup.words()
    desk.checkup.start()
    wait(qtbot, desk)
    assert "everything holds together" in desk.checkup.words()
    told: list[tuple[Finding, ...]] = []
    desk.checkup.found.connect(told.append)
    spoil(desk._vault.folder / schema.DATABASE, 20)  # noqa: SLF001
    desk.checkup.start()
    wait(qtbot, desk)
    assert told == [desk.checkup.findings]
    assert "page 20" in [one.where for one in told[0]]
    assert "not hold together" in desk.checkup.words()
    put_back(desk, 9)
    desk.checkup.look()
    assert not desk.checkup.running, "what is known to be broken is not looked for every hour"


def test_words_tell_damage_from_what_was_changed_outside() -> None:
    changed = model.broken((Finding(Tampered.code, "record 1", "x"),))
    damaged = model.broken((Finding(Tampered.code, "record 1", "x"), Finding(DamagedVault.code, "page 2", "y")))
    assert (type(changed), type(damaged)) == (Tampered, DamagedVault)
    for told in (changed, damaged):
        assert "backups are as they were" in told.safe
        assert "Lock the practice" in told.next


def test_nothing_is_looked_for_once_the_practice_is_closed(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "FIRST", 50)
    put_back(desk, 8)
    desk.checkup.begin()
    desk.close()
    qtbot.wait(200)  # pytest-qt fails on what a timer would raise
    assert not desk.checkup.running


def test_closing_gives_the_check_up_and_nothing_is_left_of_it(desk: Desk, qtbot: QtBot) -> None:
    desk._vault.write(fill(3000))  # noqa: SLF001
    desk.checkup.start()
    qtbot.waitUntil((desk._vault.folder / places.WORK).exists)  # noqa: SLF001
    told: list[str] = []
    desk.checkup.changed.connect(lambda: told.append(desk.checkup.words()))
    began = time.monotonic()
    desk.close()
    assert time.monotonic() - began < 2
    qtbot.waitUntil(lambda: not desk.checkup.running)
    assert told == []
    assert not (desk._vault.folder / places.WORK).exists()  # noqa: SLF001


def test_a_check_can_be_stopped_and_begun_again(desk: Desk, qtbot: QtBot) -> None:
    desk._vault.write(fill(1500))  # noqa: SLF001
    desk.checkup.start()
    desk.checkup.stop()
    wait(qtbot, desk)
    assert "Not checked yet" in desk.checkup.words()
    desk.checkup.stop()
    desk.checkup.start()
    wait(qtbot, desk)
    assert desk._vault.ask(checkup.last).checked  # noqa: SLF001


def test_what_keeps_a_check_from_being_made_is_told_to_whoever_asked(desk: Desk, qtbot: QtBot) -> None:
    told: list[object] = []
    desk.checkup.refused.connect(told.append)
    database = desk._vault.folder / schema.DATABASE  # noqa: SLF001
    database.rename(database.with_name("aside"))
    desk.checkup.start(asked=False)
    wait(qtbot, desk)
    assert told == []
    assert "could not be made" in desk.checkup.words()
    database.with_name("aside").rename(database)
    desk._vault.read_only = True  # noqa: SLF001 - as it is on a disk that cannot be written
    desk.checkup.start()
    wait(qtbot, desk)
    assert [type(one).__name__ for one in told] == ["ReadOnly"]
    desk._vault.read_only = False  # noqa: SLF001
    desk.checkup.start()
    wait(qtbot, desk)
    assert "everything holds together" in desk.checkup.words()
