# SPDX-License-Identifier: Apache-2.0
"""The page of keys: every change by keys alone, and nothing changed by what was left half-way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from dit_desktop.models.backups import Backups
from dit_desktop.records.client import Client
from dit_desktop.records.settings import Settings
from dit_desktop.store import keys, reencrypt, verify
from dit_desktop.store.errors import Refused
from dit_desktop.store.vault import Secret
from dit_desktop.ui.pages.keys import KeysPage
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.vault.create import PassphrasePage, WaitPage
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.vault.steps import AskPage, ProgressPage, ProvePage
from dit_desktop.ui.workspace import Workspace
from tests.practices import CHEAP, PASSPHRASE
from tests.store.rings import Ring
from tests.ui.names import nameless
from tests.ui.pages.conftest import empty_practice, nobody
from tests.ui.window import press, until, write

__all__ = ["empty_practice", "nobody"]

ENTER = Qt.Key.Key_Return
OTHER = "saddle ribbon walnut comet ferry basil"


@pytest.fixture
def page(nobody: Workspace) -> KeysPage:
    nobody.go(Target("keys"))
    found = nobody.page("keys")
    assert isinstance(found, KeysPage)
    found.model.cost = CHEAP
    return found


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def press_button(button: QPushButton) -> None:
    """Press a button as somebody without a mouse does."""
    assert button.isVisible()
    button.setFocus()
    press(Qt.Key.Key_Space)


def give(page: KeysPage, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase of today and wait for what comes after it."""
    asked = page.step
    assert isinstance(asked, AskPage)
    write(passphrase)
    press(ENTER)
    until(lambda: page.step is not asked or asked.message())


def choose(page: KeysPage, passphrase: str = OTHER) -> None:
    assert isinstance(page.step, PassphrasePage)
    write(passphrase)
    press(ENTER)
    write(passphrase)
    press(ENTER)


def prove(page: KeysPage) -> str:
    """Type two groups of the code that is shown; returns the code."""
    shown = page.step
    assert isinstance(shown, RecoveryPage)
    press(ENTER)
    for number in shown.asked:
        write(shown.groups[number])
        press(ENTER)
    return "-".join(shown.groups)


def told(page: KeysPage) -> str:
    """What the list says once the change is made."""
    until(lambda: page.step is page.list)
    until(page.list.message.text)
    return page.list.message.text()


def opens(page: KeysPage, secret: Secret) -> bool:
    try:
        keys.wipe(secret.open(keys.read(page.desk.vault.folder)))
    except Refused:
        return False
    return True


def test_a_new_passphrase_is_chosen_by_keys_alone_and_takes_the_place_of_the_old(page: KeysPage) -> None:
    press_button(page.list.change_passphrase)
    give(page)
    choose(page)
    assert "new passphrase opens" in told(page)
    assert opens(page, Secret(OTHER))
    assert not opens(page, Secret(PASSPHRASE))


def test_whoever_came_in_with_a_code_may_change_keys_with_it(page: KeysPage) -> None:
    press_button(page.list.new_keeper)
    give(page)
    code = prove(page)
    told(page)
    press_button(page.list.change_passphrase)
    give(page, code)
    choose(page)
    assert "new passphrase opens" in told(page)
    assert opens(page, Secret(OTHER))


def test_a_wrong_passphrase_is_told_and_nothing_comes_after_it(page: KeysPage) -> None:
    press_button(page.list.change_passphrase)
    press(ENTER)
    give(page, OTHER)
    asked = page.step
    assert isinstance(asked, AskPage)
    assert "does not open this practice" in asked.message()
    assert asked.secret.line.hasFocus()
    give(page)
    assert isinstance(page.step, PassphrasePage)
    assert opens(page, Secret(PASSPHRASE))


@pytest.mark.parametrize("end", ["proven", "not now", "another page"])
def test_a_new_recovery_code_counts_only_once_it_is_proven(page: KeysPage, nobody: Workspace, end: str) -> None:
    before = keys.read(page.desk.vault.folder)
    press_button(page.list.new_code)
    give(page)
    shown = page.step
    assert isinstance(shown, RecoveryPage)
    code = Secret("-".join(shown.groups), code=True)
    assert keys.read(page.desk.vault.folder) == before
    match end:
        case "proven":
            prove(page)
            assert "in force" in told(page)
        case "not now":
            press_button(shown.leave)
        case _:
            nobody.go(Target("clients"))
            nobody.go(Target("keys"))
    assert page.step is page.list
    assert opens(page, code) == (end == "proven")


def test_the_code_for_full_access_is_made_and_taken_back(page: KeysPage) -> None:
    assert "none" in page.list.keeper.state.text()
    assert not page.list.revoke.isVisible()
    press_button(page.list.new_keeper)
    give(page)
    code = Secret(prove(page), code=True)
    assert "in force" in told(page)
    assert opens(page, code)
    assert "There is one" in page.list.keeper.state.text()
    press_button(page.list.revoke)
    give(page)
    assert "nothing more" in told(page)
    assert not opens(page, code)


def test_this_computer_is_remembered_and_forgotten(page: KeysPage, ring: Ring) -> None:
    assert page.list.device.state.text() == "Off."
    press_button(page.list.remember)
    give(page)
    assert "without the passphrase" in told(page)
    assert ring.kept
    assert "On. The passphrase is asked again" in page.list.device.state.text()
    press_button(page.list.forget)
    assert "asked at every start" in told(page)
    assert ring.kept == {}


def test_without_a_key_ring_that_is_said_in_words(page: KeysPage, ring: Ring) -> None:
    ring.raises = PermissionError("denied")
    press_button(page.list.remember)
    give(page)
    assert "no key ring" in told(page)
    assert page.list.device.state.text() == "Off."


def test_everything_is_encrypted_anew_under_the_new_passphrase_and_code(page: KeysPage) -> None:
    client = page.desk.add(Client(code="K-77", alias="Heron"))
    press_button(page.list.anew)
    give(page)
    choose(page)
    code = prove(page)
    progress = page.step
    assert isinstance(progress, ProgressPage)
    assert "Backups made before still open" in told(page)
    for secret in (Secret(OTHER), Secret(code, code=True)):
        assert opens(page, secret)
    assert not opens(page, Secret(PASSPHRASE))
    assert page.desk.get(Client, client.id).alias == "Heron"
    page.desk.add(Client(code="K-78"))


def test_after_encrypting_anew_a_backup_is_made_that_the_new_keys_open(page: KeysPage, nobody: Workspace) -> None:
    backups = nobody.desk.backups = Backups(nobody.desk.vault, Settings(), lambda: 0.0, nobody.desk)
    press_button(page.list.anew)
    give(page)
    choose(page)
    prove(page)
    assert "a backup of it is being made" in told(page)
    until(lambda: backups.last() is not None and not backups.working)
    made = backups.last()
    assert made is not None
    assert verify.report(made.path, Secret(OTHER)).ok


def test_encrypting_anew_can_be_stopped_and_nothing_is_changed(
    page: KeysPage, nobody: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, reached, go_on = reencrypt._compare, threading.Event(), threading.Event()  # noqa: SLF001 - long enough to stop

    def slowly(*parts: object) -> None:
        reached.set()
        go_on.wait(20)
        real(*parts)  # type: ignore[arg-type]

    monkeypatch.setattr(reencrypt, "_compare", slowly)
    before = keys.read(page.desk.vault.folder)
    press_button(page.list.anew)
    give(page)
    choose(page)
    prove(page)
    until(reached.is_set)
    nobody.go(Target("clients"))
    nobody.go(Target("keys"))
    progress = page.step
    assert isinstance(progress, ProgressPage)
    assert progress.bar.value() > 0
    press_button(progress.stop)
    go_on.set()
    assert told(page) == "Stopped. Nothing was changed."
    assert keys.read(page.desk.vault.folder) == before
    page.desk.add(Client(code="K-78"))


def test_the_button_that_stops_says_that_it_is_stopping(page: KeysPage) -> None:
    progress = ProgressPage("Long work", "It takes a while.", ["First …", "Second …"])
    page.show_step(progress)
    heard: list[bool] = []
    progress.stopped.connect(lambda: heard.append(True))
    progress.show_step(None, 1, 2)  # type: ignore[arg-type] # it is of any job
    assert (progress.part.text(), progress.bar.value()) == ("Second …", 1)
    progress.stop.click()
    assert heard == [True]
    assert not progress.stop.isEnabled()


def test_two_groups_prove_the_paper_and_a_wrong_one_is_named(page: KeysPage) -> None:
    press_button(page.list.new_code)
    give(page)
    groups = prove(page).split("-")
    told(page)
    press_button(page.list.prove)
    asked = page.step
    assert isinstance(asked, ProvePage)
    first, second = asked.asked.texts()
    write(groups[second])
    press(ENTER)
    write(groups[second])
    press(ENTER)
    assert "group is another one" in asked.message()
    write(groups[first].lower())
    press(ENTER)
    press(ENTER)
    assert "asked again in a year" in told(page)
    with page.desk.vault.reading() as connection:
        assert connection.execute("select count(*) from chain where event like '%proven'").fetchone() == (1,)


def test_a_code_whose_groups_are_not_known_is_typed_as_a_whole(page: KeysPage) -> None:
    press_button(page.list.new_code)
    give(page)
    code = prove(page)
    told(page)
    held = page.desk.vault.held
    real = held.file
    slot = real.slot(keys.RECOVERY)
    assert slot is not None
    held.file = real.with_slot(replace(slot, tags=b""))
    press_button(page.list.prove)
    held.file = real
    asked = page.step
    assert isinstance(asked, ProvePage)
    write("0000")
    press(ENTER)
    assert "seven groups" in asked.message()
    asked.whole.selectAll()
    write(code)
    press(ENTER)
    assert "asked again in a year" in told(page)


def test_a_year_after_the_last_proof_it_is_asked_for_quietly_and_not_at_every_unlocking(nobody: Workspace) -> None:
    nobody.remind()
    assert nobody.messages.isHidden()
    held = nobody.desk.vault.held
    slot = held.file.slot(keys.RECOVERY)
    assert slot is not None
    held.file = held.file.with_slot(replace(slot, made_at=datetime.now(UTC) - timedelta(days=366)))
    nobody.remind()
    assert "a year since" in nobody.messages.text()
    prove_now = next(button for button in nobody.messages.findChildren(QPushButton) if "Prove" in button.text())
    prove_now.click()
    found = nobody.page("keys")
    assert isinstance(found, KeysPage)
    assert nobody.current is found
    assert isinstance(found.step, ProvePage)
    nobody.remind()
    assert nobody.messages.isHidden(), "asked once, not again before a month is over"
    found.open(Target("keys"))
    assert "a year ago" in found.list.recovery.state.text()


def test_where_nothing_can_be_written_no_key_can_be_changed(nobody: Workspace) -> None:
    nobody.desk.vault.read_only = True
    nobody.go(Target("keys"))
    found = nobody.page("keys")
    assert isinstance(found, KeysPage)
    assert not any(button.isEnabled() for button in found.list.buttons)
    assert "Chosen on" in found.list.passphrase.state.text()
    nobody.desk.vault.read_only = False


def test_a_refusal_of_the_change_itself_is_told_on_the_list(page: KeysPage) -> None:
    press_button(page.list.change_passphrase)
    give(page)
    page.desk.vault.read_only = True
    choose(page)
    assert "cannot be written" in told(page)
    page.desk.vault.read_only = False
    assert opens(page, Secret(PASSPHRASE))


def test_every_step_names_all_that_takes_the_focus(page: KeysPage) -> None:
    for act in (page.change_passphrase, page.encrypt_anew, page.prove, page.remember_device):
        act()
        assert [widget for widget in nameless(page) if widget.isVisible()] == []
    page.open(Target("keys"))
    assert [widget for widget in nameless(page) if widget.isVisible()] == []
    assert page.place() == Target("keys")
    page.show_step(WaitPage())
    QTest.qWait(1)
