# SPDX-License-Identifier: Apache-2.0
"""Locking in the midst of any change of keys: at once, and the practice opens with all the old keys or all the new."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from dit_desktop.store import keys, reencrypt, rewrap, verify
from dit_desktop.store.errors import WrongPassphrase
from dit_desktop.store.vault import Secret
from dit_desktop.ui.pages.keys import KeysPage
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.vault.create import PassphrasePage
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.vault.steps import AskPage
from dit_desktop.ui.window import MainWindow
from tests.practices import CHEAP, PASSPHRASE
from tests.ui.window import Replaced, press, unlock, until, window_on, write

ENTER = Qt.Key.Key_Return
OTHER = "saddle ribbon walnut comet ferry basil"


def keys_page(window: MainWindow) -> KeysPage:
    assert window.workspace is not None
    window.workspace.go(Target("keys"))
    page = window.workspace.page("keys")
    assert isinstance(page, KeysPage)
    page.model.cost = CHEAP
    return page


def come_to(page: KeysPage, step: str) -> None:
    """Go so far in encrypting everything anew, or in choosing another passphrase."""
    (page.change_passphrase if step == "choosing" else page.encrypt_anew)()
    if step == "asked":
        return
    write(PASSPHRASE)
    press(ENTER)
    until(lambda: isinstance(page.step, PassphrasePage))
    if step == "choosing":
        write(OTHER)
        return
    write(OTHER)
    press(ENTER)
    write(OTHER)
    press(ENTER)
    shown = page.step
    assert isinstance(shown, RecoveryPage)
    if step == "code":
        return
    press(ENTER)
    for number in shown.asked:
        write(shown.groups[number])
        press(ENTER)


def opening(folder: Path) -> list[str]:
    found = []
    for words in (PASSPHRASE, OTHER):
        try:
            keys.wipe(Secret(words).open(keys.read(folder)))
        except WrongPassphrase:
            continue
        found.append(words)
    return found


@pytest.mark.parametrize("step", ["asked", "choosing", "code"])
def test_locking_before_anything_was_decided_leaves_the_old_keys(practice: Path, step: str) -> None:
    replaced, before = Replaced(), keys.read(practice)
    with window_on(practice, replaced) as window:
        unlock(window)
        come_to(keys_page(window), step)
        window.lock()
        assert len(replaced.lines) == 1
        assert window.desk is None
    assert keys.read(practice) == before
    assert verify.report(practice, Secret(PASSPHRASE)).ok


@pytest.mark.parametrize("place", ["_rekey", "_compare", "_swap"])
def test_locking_while_everything_is_encrypted_anew_waits_for_nothing_and_loses_nothing(
    practice: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    replaced, reached, go_on, ended = Replaced(), threading.Event(), threading.Event(), threading.Event()
    real: Callable[..., object] = getattr(reencrypt, place)

    def held(*given: object) -> object:
        reached.set()
        go_on.wait(20)
        try:
            return real(*given)
        finally:
            ended.set()

    monkeypatch.setattr(reencrypt, place, held)
    with window_on(practice, replaced) as window:
        unlock(window)
        page = keys_page(window)
        come_to(page, "all")
        assert reached.wait(20)
        window.lock()
        assert len(replaced.lines) == 1, "locked while the work was still at it"
        go_on.set()
        assert ended.wait(20)
        page.model.jobs.finish()
    assert opening(practice) == [PASSPHRASE]
    assert verify.report(practice, Secret(PASSPHRASE)).ok
    assert not list(practice.glob(".snapshot/*"))


def test_locking_while_a_passphrase_is_being_changed_leaves_one_that_opens(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced, written = Replaced(), threading.Event()
    real = rewrap.change

    def slowly(*given: object, **named: object) -> None:
        def at(step: str) -> None:
            if step == "copy written":
                written.set()

        real(*given, at=at, **named)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(rewrap, "change", slowly)
    with window_on(practice, replaced) as window:
        unlock(window)
        page = keys_page(window)
        come_to(page, "choosing")
        step = page.step
        assert isinstance(step, PassphrasePage)
        step.choice.chosen.emit(OTHER)
        assert written.wait(20)
        window.lock()
        assert len(replaced.lines) == 1
        page.model.jobs.finish()
    (words,) = opening(practice)
    assert words == OTHER
    assert verify.report(practice, Secret(words)).ok


def test_a_step_that_was_left_by_locking_is_not_gone_back_to(practice: Path) -> None:
    with window_on(practice) as window:
        unlock(window)
        come_to(keys_page(window), "choosing")
        window.save()
        window.lock()
    with window_on(practice) as window:
        unlock(window)
        assert window.workspace is not None
        page = window.workspace.current
        assert isinstance(page, KeysPage)
        assert page.step is page.list
        assert not isinstance(page.step, AskPage)
