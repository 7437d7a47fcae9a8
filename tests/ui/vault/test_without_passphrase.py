# SPDX-License-Identifier: Apache-2.0
"""At the door: this computer may open without the passphrase, a code for full access opens, a recovery code renews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dit_desktop.models.jobs import Jobs
from dit_desktop.store import device, errors, keys, rewrap, schema, typed, vault
from dit_desktop.store.vault import Secret
from dit_desktop.ui.vault.create import PassphrasePage
from dit_desktop.ui.vault.door import Door
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.window import MainWindow
from tests.practices import PASSPHRASE, SECRET
from tests.store.rings import Ring
from tests.ui.window import Replaced, press, unlock, until, window_on, write

ENTER = Qt.Key.Key_Return
OTHER = "saddle ribbon walnut comet ferry basil"


@pytest.fixture
def ring(practice: Path) -> Iterator[Ring]:
    """A key ring with which the practice opens."""
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    opened = vault.open_vault(practice, SECRET, state=practice / "state.json")
    device.remember(opened, SECRET)
    opened.close()
    yield made
    made.go_on.set()
    keyring.set_keyring(before)


def door_of(window: MainWindow) -> Door:
    assert window.door is not None
    return window.door


def tried(window: MainWindow) -> None:
    """Wait until the door has made up its mind about the key ring, which is asked after the first paint."""
    door = door_of(window)
    until(lambda: door.has_tried)


def events(window: MainWindow) -> list[str]:
    assert window.desk is not None
    with window.desk.vault.reading() as connection:
        return [row[0] for row in connection.execute("select event from chain order by seq")]


def test_a_start_opens_without_the_passphrase_where_this_computer_may(practice: Path, ring: Ring) -> None:
    assert ring.kept
    with window_on(practice) as window:
        until(lambda: window.workspace)


def test_after_locking_the_passphrase_is_asked_all_the_same(practice: Path, ring: Ring) -> None:
    assert ring.kept
    with window_on(practice, locked_at="14:02") as window:
        tried(window)
        QTest.qWait(50)
        assert window.workspace is None
        unlock(window)


@pytest.mark.parametrize("way", ["raises", "garbage", "slow", "no slot", "no key file"])
def test_whatever_the_key_ring_does_the_page_is_quiet_and_the_passphrase_opens(
    practice: Path, ring: Ring, way: str
) -> None:
    match way:
        case "raises":
            ring.raises = PermissionError("denied")
        case "garbage":
            ring.answers = ["garbage"]
        case "slow":
            ring.slow = True
        case "no slot":
            rewrap.renew(practice, SECRET, rewrap.NewKeys(gone=(keys.DEVICE,)))
        case _:
            for name in (keys.FILE, keys.COPY):
                (practice / name).rename(practice / f"aside-{name}")
    with window_on(practice) as window:
        tried(window)
        page = door_of(window).unlock
        assert page is not None
        assert page.message() == ""
        assert page.secret.line.isEnabled()
        if way == "no key file":
            for name in (keys.FILE, keys.COPY):
                (practice / f"aside-{name}").rename(practice / name)
        unlock(window)


def test_whoever_has_begun_to_type_goes_on_typing_there(practice: Path, ring: Ring) -> None:
    ring.slow = True
    with window_on(practice) as window:
        door = door_of(window)
        until(lambda: door.is_trying)
        write(PASSPHRASE[:5])
        ring.go_on.set()
        tried(window)
        assert window.workspace is None
        write(PASSPHRASE[5:])
        press(ENTER)
        until(lambda: window.workspace)


def test_a_passphrase_entered_while_the_key_ring_is_asked_opens_as_soon_as_it_has_answered(
    practice: Path, ring: Ring
) -> None:
    ring.slow = True
    with window_on(practice) as window:
        until(lambda: door_of(window).is_trying)
        write(PASSPHRASE)
        press(ENTER)
        QTest.qWait(50)
        assert window.workspace is None
        ring.go_on.set()
        until(lambda: window.workspace)


def test_a_mistake_of_the_program_is_not_taken_for_a_key_ring_that_fails(
    practice: Path, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ring.kept
    monkeypatch.setattr(schema, "examine", lambda *_given: 1 // 0)
    told: list[str] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_rest: told.append(kind.__name__))
    with window_on(practice) as window:
        until(lambda: told)
        assert told == ["ZeroDivisionError"]
        monkeypatch.undo()
        unlock(window)


def test_typing_the_passphrase_begins_the_fourteen_days_anew(practice: Path, ring: Ring) -> None:
    file = keys.read(practice)
    key = SECRET.open(file)
    old = keys.device_slot(key, file.vault_id, keys.new_key(), datetime(2020, 1, 1, tzinfo=UTC))
    file.with_slot(old).write(practice)
    with window_on(practice) as window:
        tried(window)
        unlock(window)
        until(lambda: keys.read(practice).slot(keys.DEVICE) != old)
        assert device.ThisDevice().open(keys.read(practice)) == key
    assert ring.kept


def test_the_code_for_full_access_opens_and_leaves_every_key_as_it_was(practice: Path) -> None:
    code = typed.new_code()
    rewrap.renew(practice, SECRET, rewrap.NewKeys(keeper=code))
    before = keys.read(practice)
    with window_on(practice) as window:
        page = door_of(window).unlock
        assert page is not None
        page.other_way.click()
        write(code)
        press(ENTER)
        until(lambda: window.workspace)
        assert events(window)[-1] == "opened with the full-access code"
    assert keys.read(practice) == before


def test_a_recovery_code_is_used_up_only_once_the_new_one_is_proven(practice: Path) -> None:
    code = typed.new_code()
    rewrap.renew(practice, SECRET, rewrap.NewKeys(recovery=code))
    before = keys.read(practice)
    with window_on(practice) as window:
        door = door_of(window)
        page = door.unlock
        assert page is not None
        page.other_way.click()
        write(code)
        press(ENTER)
        until(lambda: isinstance(door.currentWidget(), PassphrasePage))
        write(OTHER)
        press(ENTER)
        write(OTHER)
        press(ENTER)
        shown = door.currentWidget()
        assert isinstance(shown, RecoveryPage)
        idle: list[None] = []
        (jobs,) = door.findChildren(Jobs)
        jobs.run("", lambda _job: None, idle.append, lambda _error: None)
        until(lambda: idle)
        assert keys.read(practice) == before, "whoever closes the window now has the old sheet still"
        press(ENTER)
        for number in shown.asked:
            write(shown.groups[number])
            press(ENTER)
        until(lambda: window.workspace)
        assert events(window)[-2:] == ["passphrase changed", "recovery code renewed"]
    file = keys.read(practice)
    keys.wipe(Secret(OTHER).open(file))
    for closed in (SECRET, Secret(code, code=True)):
        with pytest.raises(errors.Refused):
            closed.open(file)


def test_nobody_is_left_alone_with_a_new_code_and_the_old_one_still_opens(practice: Path) -> None:
    code, replaced = typed.new_code(), Replaced()
    rewrap.renew(practice, SECRET, rewrap.NewKeys(recovery=code))
    before = keys.read(practice)
    with window_on(practice, replaced) as window:
        door = door_of(window)
        assert door.unlock is not None
        door.unlock.other_way.click()
        write(code)
        press(ENTER)
        until(lambda: isinstance(door.currentWidget(), PassphrasePage))
        for _time in range(2):
            write(OTHER)
            press(ENTER)
        shown = door.currentWidget()
        assert isinstance(shown, RecoveryPage)
        assert len(shown.shown_groups()) == 7
        window.idle.set_minutes(0)
        window.idle.look()
        assert len(replaced.lines) == 1
        assert not shown.isVisible()
    assert keys.read(practice) == before
    keys.wipe(Secret(code, code=True).open(before))
