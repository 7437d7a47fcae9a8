# SPDX-License-Identifier: Apache-2.0
"""Somebody goes away before the practice is open: while keys are made, or from what only the right secret leads to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from dit_desktop.records.client import Client
from dit_desktop.store import backup, keys, rewrap, schema, typed, vault
from dit_desktop.store import restore as restoring
from dit_desktop.ui.vault.create import PassphrasePage
from dit_desktop.ui.vault.door import Door
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.vault.restore import RestorePage
from dit_desktop.ui.vault.restored import RestoredPage
from dit_desktop.ui.vault.salvage import SalvagedPage
from dit_desktop.ui.window import MainWindow
from tests.practices import PASSPHRASE, SECRET
from tests.ui.window import Replaced, press, unlock, until, window_on, write

ENTER: Final = Qt.Key.Key_Return
OTHER: Final = "saddle ribbon walnut comet ferry basil"
W = TypeVar("W", bound=QWidget)


class Held:
    """A step of the program that waits until it may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
        self.reached, self._go_on = threading.Event(), threading.Event()
        self._real: Callable[..., Any] = getattr(module, name)
        monkeypatch.setattr(module, name, self._held)

    def _held(self, *given: Any, **named: Any) -> Any:
        self.reached.set()
        assert self._go_on.wait(20)
        return self._real(*given, **named)

    def leave_in_the_midst(self, window: MainWindow, trigger: str) -> None:
        """Let go of the computer while it waits, and only then let it go on."""
        until(self.reached.is_set)
        window.pull(trigger)
        self._go_on.set()


def _door(window: MainWindow) -> Door:
    assert window.door is not None
    return window.door


def _front(window: MainWindow, kind: type[W]) -> W:
    door = _door(window)
    until(lambda: isinstance(door.currentWidget(), kind))
    found = door.currentWidget()
    assert isinstance(found, kind)
    return found


def _twice(passphrase: str) -> None:
    for _time in range(2):
        write(passphrase)
        press(ENTER)


def _by_code(window: MainWindow, code: str) -> None:
    page = _door(window).unlock
    assert page is not None
    page.other_way.click()
    write(code)
    press(ENTER)


def _prove(page: RecoveryPage) -> None:
    press(ENTER)
    for number in page.asked:
        write(page.groups[number])
        press(ENTER)


def _is_asked_for_another(folder: Path, passphrase: str = PASSPHRASE) -> bool:
    with window_on(folder) as window:
        unlock(window, passphrase)
        assert window.workspace is not None
        window.workspace.remind()
        return "not proven" in window.workspace.messages.text()


def _nobody_for_long(window: MainWindow) -> None:
    window.idle.set_minutes(0)
    window.idle.look()


@pytest.fixture
def with_code(practice: Path) -> tuple[Path, str]:
    """A practice and its recovery code."""
    code = typed.new_code()
    rewrap.renew(practice, SECRET, rewrap.NewKeys(recovery=code))
    return practice, code


@pytest.fixture
def kept(with_code: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """A backup, and the recovery code that opens it."""
    folder, code = with_code
    with closing(vault.open_vault(folder, SECRET, state=folder / "state.json")) as opened:
        opened.add(Client(code="C-001", alias="Heron"))
        return backup.backup(opened, tmp_path / "stick").path, code


class Painted(QObject):
    """Counts how often a page with a code, or anything on it, was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            around: QWidget | None = watched
            while around is not None and not isinstance(around, RecoveryPage):
                around = around.parentWidget()
            self.times += around is not None
        return False


@pytest.fixture
def painted(qapp: QApplication) -> Iterator[Painted]:
    made = Painted()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.mark.parametrize("trigger", ["key", "screen", "lid"])
def test_a_code_that_is_made_while_nobody_is_there_is_never_painted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, painted: Painted, trigger: str
) -> None:
    with window_on(tmp_path / "watched") as window:
        _begin(window)
        until(lambda: painted.times)  # as where somebody is there
    painted.times = 0
    folder, replaced = tmp_path / "practice", Replaced()
    held = Held(monkeypatch, vault, "create")
    with window_on(folder, replaced) as window:
        _begin(window)
        held.leave_in_the_midst(window, trigger)
        until(lambda: replaced.lines)
        assert window.door is None, "and the practice is closed"
    assert painted.times == 0
    assert len(replaced.lines) == 1
    assert _is_asked_for_another(folder)


def _begin(window: MainWindow) -> None:
    assert _door(window).first_run is not None
    press(ENTER)
    _twice(PASSPHRASE)


def test_new_keys_that_are_made_while_nobody_is_there_open_nothing(
    with_code: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder, code), replaced = with_code, Replaced()
    held = Held(monkeypatch, rewrap, "renew")
    with window_on(folder, replaced) as window:
        _by_code(window, code)
        _front(window, PassphrasePage)
        _twice(OTHER)
        _prove(_front(window, RecoveryPage))
        held.leave_in_the_midst(window, "screen")
        until(lambda: replaced.lines)
        assert window.workspace is None
    assert len(replaced.lines) == 1
    keys.wipe(vault.Secret(OTHER).open(keys.read(folder)))


def test_where_new_keys_cannot_be_made_while_nobody_is_there_nobody_else_chooses_a_passphrase(
    with_code: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder, code), replaced = with_code, Replaced()
    files = {file: file.read_bytes() for file in folder.glob("keys.json*")}
    held = Held(monkeypatch, rewrap, "renew")
    with window_on(folder, replaced) as window:
        _by_code(window, code)
        _front(window, PassphrasePage)
        _twice(OTHER)
        _prove(_front(window, RecoveryPage))
        until(held.reached.is_set)
        for file in files:
            file.write_bytes(b"{}")
        held.leave_in_the_midst(window, "screen")
        until(lambda: replaced.lines)
        assert window.door is None, "nor is there a page to choose it on"
    assert len(replaced.lines) == 1
    assert len(files) == 2


def test_a_right_code_is_not_left_alone_with_the_choice_of_a_passphrase(with_code: tuple[Path, str]) -> None:
    (folder, code), replaced = with_code, Replaced()
    with window_on(folder, replaced) as window:
        _by_code(window, code)
        chosen = _front(window, PassphrasePage)
        _nobody_for_long(window)
        assert len(replaced.lines) == 1
        assert not chosen.isVisible()


def test_the_code_of_a_restored_practice_is_not_left_alone_and_another_one_is_asked_for(
    kept: tuple[Path, str], tmp_path: Path
) -> None:
    (file, code), folder, replaced = kept, tmp_path / "new", Replaced()
    with window_on(folder, replaced) as window:
        shown = _to_the_code_of_restored(window, file, code)
        assert len(shown.shown_groups()) == 7
        _nobody_for_long(window)
        assert len(replaced.lines) == 1
        assert not shown.isVisible()
    assert _is_asked_for_another(folder, OTHER)


def test_the_code_of_a_restored_practice_that_was_proven_is_not_asked_for_again(
    kept: tuple[Path, str], tmp_path: Path
) -> None:
    (file, code), folder, replaced = kept, tmp_path / "new", Replaced()
    with window_on(folder, replaced) as window:
        _prove(_to_the_code_of_restored(window, file, code))
        told = _front(window, RestoredPage)
        _nobody_for_long(window)
        assert len(replaced.lines) == 1
        assert not told.isVisible(), "one press of a button opens from there"
    assert not _is_asked_for_another(folder, OTHER)


def _to_the_code_of_restored(window: MainWindow, file: Path, code: str) -> RecoveryPage:
    page = _at_backup(window, file)
    page.other_way.click()
    write(code)
    press(ENTER)
    _front(window, PassphrasePage)
    _twice(OTHER)
    return _front(window, RecoveryPage)


def _at_backup(window: MainWindow, file: Path) -> RestorePage:
    door = _door(window)
    assert door.first_run is not None
    door.restore(door.first_run, door.first_run, file)
    return _front(window, RestorePage)


def test_what_is_restored_while_nobody_is_there_asks_for_the_passphrase(
    kept: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file, _code), folder, replaced = kept, tmp_path / "new", Replaced()
    held = Held(monkeypatch, restoring, "restore")
    with window_on(folder, replaced) as window:
        _at_backup(window, file)
        write(PASSPHRASE)
        press(ENTER)
        held.leave_in_the_midst(window, "suspend")
        until(lambda: replaced.lines)
        assert window.door is None
    assert len(replaced.lines) == 1
    assert not _is_asked_for_another(folder), "and it is whole"


def test_what_was_rescued_is_not_left_alone(practice: Path) -> None:
    replaced = Replaced()
    database = practice / schema.DATABASE
    pages = bytearray(database.read_bytes())
    pages[schema.PAGE - 100] ^= 1
    database.write_bytes(pages)
    with window_on(practice, replaced) as window:
        write(PASSPHRASE)
        press(ENTER)
        door = _door(window)
        page = door.unlock
        assert page is not None
        until(page.rescue.isVisible)
        page.rescue.click()
        write(PASSPHRASE)
        press(ENTER)
        told = _front(window, SalvagedPage)
        _nobody_for_long(window)
        assert len(replaced.lines) == 1
        assert not told.isVisible()


def test_a_lock_that_met_a_refused_passphrase_keeps_nobody_out_later(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = Replaced()
    held = Held(monkeypatch, vault, "open_vault")
    with window_on(practice, replaced) as window:
        page = _door(window).unlock
        assert page is not None
        write("not the passphrase at all")
        press(ENTER)
        held.leave_in_the_midst(window, "screen")
        until(page.message)
        page.secret.line.clear()
        unlock(window)
        assert replaced.lines == []
