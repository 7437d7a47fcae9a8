# SPDX-License-Identifier: Apache-2.0
"""Locking and hiding lose nothing and show nothing."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu

from dit_desktop.records.client import Client
from dit_desktop.store import errors, vault
from dit_desktop.store.settings import read_settings, write_settings
from dit_desktop.ui.about import About
from dit_desktop.ui.cover import Cover
from dit_desktop.ui.window import MainWindow
from tests.practices import PASSPHRASE
from tests.ui.names import nameless
from tests.ui.window import (
    Replaced,
    desk_of,
    focused,
    is_closed,
    open_client,
    press,
    unlock,
    until,
    window_on,
    workspace_of,
    write,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


def _colours(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)}


# --- locking ---


def test_locking_closes_the_practice_and_hands_over_to_a_fresh_process(
    window: MainWindow, replaced: Replaced, practice: Path
) -> None:
    assert not replaced.lines
    window.activateWindow()
    press(Qt.Key.Key_L, CONTROL)
    assert is_closed(practice)
    assert len(replaced.lines) == 1
    line = replaced.lines[0]
    assert line[:2] == ["--data", str(practice)]
    assert line[2:4] == ["--locked-at", time.strftime("%H:%M")]
    assert line[4] == "--frame"


def test_what_was_typed_a_moment_before_locking_is_there_after_unlocking_with_the_cursor_in_it(
    practice: Path,
) -> None:
    with window_on(practice) as window:
        unlock(window)
        client = open_client(window)
        write("Only by text message")
        window.lock()
    with window_on(practice) as window:
        unlock(window)
        assert desk_of(window).get(Client, client.id).reach_safely == "Only by text message"
        place = workspace_of(window).place()
        assert (place.page, place.field, place.cursor) == ("details", "reach_safely", len("Only by text message"))
        write(", please")
        window.save()
        assert desk_of(window).get(Client, client.id).reach_safely == "Only by text message, please"


@pytest.mark.parametrize("over", ["dialog", "menu"])
def test_locking_waits_for_no_dialog_and_no_menu(
    window: MainWindow, replaced: Replaced, practice: Path, over: str
) -> None:
    blocking = QDialog(window) if over == "dialog" else QMenu(window)
    if isinstance(blocking, QMenu):
        blocking.addAction("Something")
    QTimer.singleShot(50, window.lock)
    blocking.exec()
    until(lambda: replaced.lines)
    assert is_closed(practice)
    assert not blocking.isVisible()


def test_nothing_of_the_client_is_seen_before_the_first_thing_that_takes_time(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_client(window)
    about = About(window)
    about.open()
    assert len(_colours(window.grab().toImage())) > 10
    seen: list[object] = []

    def look(_window: MainWindow, _place: vault.Place) -> None:
        seen.extend((about.isVisible(), window.windowTitle(), _colours(window.grab().toImage())))

    monkeypatch.setattr(MainWindow, "save", look)
    window.lock()
    assert seen[:2] == [False, "DIT Desktop"]
    assert seen[2] == {QColor("#F6F5F2").rgb()}


def test_a_mistake_of_the_program_does_not_keep_the_practice_open(
    window: MainWindow, replaced: Replaced, practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_rest: told.append(kind))
    # A record that cannot be turned into a body stands for any mistake on the way to the disk.
    desk_of(window).save(replace(open_client(window), phone=object()))  # type: ignore[arg-type]
    window.lock()
    assert set(told) == {TypeError}
    assert is_closed(practice)
    assert len(replaced.lines) == 1


def test_a_mistake_of_the_program_is_told_without_anybodys_words(
    window: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise ValueError("the words of somebody")  # noqa: TRY301 - what must not be shown
    except ValueError as error:
        window.tell_mistake(error)
    for said in (workspace_of(window).messages.text(), capsys.readouterr().err):
        assert "ValueError" in said
        assert "somebody" not in said


def test_it_locks_by_itself_when_nobody_is_there(window: MainWindow, replaced: Replaced, practice: Path) -> None:
    window.idle.expired.emit()
    assert len(replaced.lines) == 1
    assert is_closed(practice)


def test_the_time_until_locking_is_the_one_of_the_settings(practice: Path) -> None:
    write_settings(practice, read_settings(practice).__class__(lock_minutes=12))
    with window_on(practice) as window:
        unlock(window)
        assert 11 * 60 < window.idle.left() <= 12 * 60
        assert "locks after 12 minutes" in window.status()
        window.idle.counted.emit(25)
        assert "locks in 25 seconds" in window.status()


def test_words_that_cannot_be_saved_at_locking_are_kept_under_a_cover_that_asks_for_the_passphrase(
    window: MainWindow, replaced: Replaced, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = open_client(window)
    write("Only in the morning")
    full = errors.DiskFull()

    def refuse(*_given: object, **_named: object) -> None:
        raise full

    with monkeypatch.context() as disk:
        disk.setattr(vault.Vault, "write", refuse)
        window.lock()
        held = window.held
        assert held is not None
        assert replaced.lines == []
        assert window.windowTitle() == "DIT Desktop"
        assert "could not be saved" in held.said.text()
        assert full.what in held.said.text()
        assert nameless(held) == []
        window.idle.look()
        write("not the passphrase")
        press(Qt.Key.Key_Return)
        until(held.page.message)
        assert window.held is held
        held.secret.line.selectAll()
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        until(lambda: window.held is None)
        assert workspace_of(window).isVisible()
    window.lock()
    assert len(replaced.lines) == 1
    made = vault.open_vault(window.where.folder, vault.Secret(PASSPHRASE), state=window.where.state)
    kept = made.get(client.id)
    made.close()
    assert isinstance(kept, Client)
    assert kept.reach_safely == "Only in the morning"


def test_it_locks_after_all_when_the_disk_has_room_again(
    window: MainWindow, replaced: Replaced, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_client(window)
    write("Only in the morning")

    def refuse(*_given: object, **_named: object) -> None:
        raise errors.DiskFull

    with monkeypatch.context() as disk:
        disk.setattr(vault.Vault, "write", refuse)
        window.lock()
        assert window.held is not None
    until(lambda: replaced.lines)
    assert window.held is None


def test_fault_47_lock_during_backup_interrupts_it_and_leaves_nothing(practice: Path, replaced: Replaced) -> None:
    with window_on(practice, replaced) as window:
        unlock(window)
        desk = desk_of(window)
        for number in range(300):
            desk.add(Client(code=f"C-{number:03}", alias="Heron" * 50))
        assert desk.backups is not None
        desk.backups.back_up()
        assert desk.backups.working
        window.lock()
        assert len(replaced.lines) == 1
    assert is_closed(practice)
    assert not list((practice / "backups").iterdir())
    assert not (practice / "work").exists()


# --- hiding ---


def test_the_cover_hides_everything_until_escape(window: MainWindow) -> None:
    open_client(window)
    write("Only by text message")
    about = About(window)
    about.open()
    title = window.windowTitle()
    window.run("hide")
    for over in (window, about):
        assert over.windowTitle() == "DIT Desktop"
        cover = over.findChild(Cover)
        assert cover is not None
        assert cover.geometry() == over.rect()
        top = QRect(0, 0, over.width(), over.height() // 4)  # the words of the cover are in the middle
        assert _colours(over.grab(top).toImage()) == {QColor("#F6F5F2").rgb()}
    about.findChild(Cover).lifted.emit()  # type: ignore[union-attr]
    assert window.windowTitle() == title
    assert not window.covers.laid
    about.close()


def test_keys_do_nothing_under_the_cover(window: MainWindow, replaced: Replaced) -> None:
    client = open_client(window)
    window.run("hide")
    cover = focused()
    assert isinstance(cover, Cover)
    QTest.keyClicks(cover, "secret words")
    press(Qt.Key.Key_W, CONTROL)
    press(Qt.Key.Key_Tab)
    assert focused() is cover
    assert workspace_of(window).client == client.id
    window.resize(window.width() + 40, window.height())
    assert cover.geometry() == window.rect()
    press(Qt.Key.Key_F9)
    assert not window.covers.laid
    window.save()
    assert desk_of(window).get(Client, client.id).reach_safely == ""
    assert replaced.lines == []


def test_locking_works_from_under_the_cover(window: MainWindow, replaced: Replaced) -> None:
    window.run("hide")
    press(Qt.Key.Key_L, CONTROL)
    assert len(replaced.lines) == 1
