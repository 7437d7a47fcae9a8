# SPDX-License-Identifier: Apache-2.0
"""Locking, hiding and leaving lose nothing and show nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.models.desk import Desk
from dit_desktop.models.executors import keep_code
from dit_desktop.records.client import Client
from dit_desktop.store import errors, executors, places, vault
from dit_desktop.store.restore import Wanted, restore
from dit_desktop.store.settings import read_settings, write_settings
from dit_desktop.ui.about import About
from dit_desktop.ui.actions import ACTIONS
from dit_desktop.ui.backing_up import Leaving
from dit_desktop.ui.cover import Cover
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.registry import OPENING
from dit_desktop.ui.window import MainWindow
from dit_desktop.ui.workspace import Workspace
from dit_desktop.version import __version__
from tests.documents.papers import text
from tests.practices import PASSPHRASE
from tests.ui.names import nameless
from tests.ui.window import Replaced, focused, new_practice, press, unlock, until, window_on, write

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    return new_practice(tmp_path / "practice")


@pytest.fixture
def replaced() -> Replaced:
    return Replaced()


@pytest.fixture
def window(practice: Path, replaced: Replaced) -> Iterator[MainWindow]:
    with window_on(practice, replaced) as made:
        unlock(made)
        yield made


def _desk(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def _workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def _is_closed(folder: Path) -> bool:
    """Whether the vault was given back, which only a closed one is."""
    places.lock(folder).release()
    return True


def _client(window: MainWindow) -> Client:
    """A client whose details are open, the cursor in the notes about reaching them."""
    client = _desk(window).add(Client(code="C-001", alias="Wren"))
    _workspace(window).go(Target("details", client.id, client.id, "reach_safely"))
    return client


def _colours(picture: QImage) -> set[int]:
    return {picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)}


# --- locking ---


def test_locking_closes_the_practice_and_hands_over_to_a_fresh_process(
    window: MainWindow, replaced: Replaced, practice: Path
) -> None:
    assert not replaced.lines
    window.activateWindow()
    press(Qt.Key.Key_L, CONTROL)
    assert _is_closed(practice)
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
        client = _client(window)
        write("Only by text message")
        window.lock()
    with window_on(practice) as window:
        unlock(window)
        assert _desk(window).get(Client, client.id).reach_safely == "Only by text message"
        place = _workspace(window).place()
        assert (place.page, place.field, place.cursor) == ("details", "reach_safely", len("Only by text message"))
        write(", please")
        window.save()
        assert _desk(window).get(Client, client.id).reach_safely == "Only by text message, please"


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
    assert _is_closed(practice)
    assert not blocking.isVisible()


def test_nothing_of_the_client_is_seen_before_the_first_thing_that_takes_time(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    _client(window)
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
    _desk(window).save(replace(_client(window), phone=object()))  # type: ignore[arg-type]
    window.lock()
    assert set(told) == {TypeError}
    assert _is_closed(practice)
    assert len(replaced.lines) == 1


def test_a_mistake_of_the_program_is_told_without_anybodys_words(
    window: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise ValueError("the words of somebody")  # noqa: TRY301 - what must not be shown
    except ValueError as error:
        window.tell_mistake(error)
    for said in (_workspace(window).messages.text(), capsys.readouterr().err):
        assert "ValueError" in said
        assert "somebody" not in said


def test_it_locks_by_itself_when_nobody_is_there(window: MainWindow, replaced: Replaced, practice: Path) -> None:
    window.idle.expired.emit()
    assert len(replaced.lines) == 1
    assert _is_closed(practice)


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
    client = _client(window)
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
        assert _workspace(window).isVisible()
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
    _client(window)
    write("Only in the morning")

    def refuse(*_given: object, **_named: object) -> None:
        raise errors.DiskFull

    with monkeypatch.context() as disk:
        disk.setattr(vault.Vault, "write", refuse)
        window.lock()
        assert window.held is not None
    until(lambda: replaced.lines)
    assert window.held is None


# --- hiding ---


def test_the_cover_hides_everything_until_escape(window: MainWindow) -> None:
    _client(window)
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
    client = _client(window)
    window.run("hide")
    cover = focused()
    assert isinstance(cover, Cover)
    QTest.keyClicks(cover, "secret words")
    press(Qt.Key.Key_W, CONTROL)
    press(Qt.Key.Key_Tab)
    assert focused() is cover
    assert _workspace(window).client == client.id
    window.resize(window.width() + 40, window.height())
    assert cover.geometry() == window.rect()
    press(Qt.Key.Key_F9)
    assert not window.covers.laid
    window.save()
    assert _desk(window).get(Client, client.id).reach_safely == ""
    assert replaced.lines == []


def test_locking_works_from_under_the_cover(window: MainWindow, replaced: Replaced) -> None:
    window.run("hide")
    press(Qt.Key.Key_L, CONTROL)
    assert len(replaced.lines) == 1


# --- leaving ---


def test_closing_the_window_saves_what_was_typed_and_backs_it_up(practice: Path) -> None:
    with window_on(practice) as window:
        unlock(window)
        client = _client(window)
        write("Only by letter")
        window.close()
        until(lambda: window.desk is None)
    (backup,) = (practice / "backups").glob("*.ditbackup")
    restore(Wanted(backup, practice.with_name("restored")), vault.Secret(PASSPHRASE))
    made = vault.open_vault(practice.with_name("restored"), vault.Secret(PASSPHRASE), state=practice / "other.json")
    copied = made.get(client.id)
    made.close()
    assert isinstance(copied, Client)
    assert copied.reach_safely == "Only by letter"
    made = vault.open_vault(practice, vault.Secret(PASSPHRASE), state=practice / "state.json")
    kept = made.get(client.id)
    made.close()
    assert isinstance(kept, Client)
    assert kept.reach_safely == "Only by letter"


def test_beside_the_backup_before_the_end_lies_what_executors_are_left(practice: Path) -> None:
    with window_on(practice) as window:
        unlock(window)
        client = _client(window)
        keep_code(_desk(window), "7K2M-0G4R-9XWV")
        number = _desk(window).vault.vault_id
        window.close()
        until(lambda: window.desk is None)
    pack = executors.place(practice / "backups", number)
    assert client.alias in text(pack.read_bytes(), "-upw", "7K2M-0G4R-9XWV")


def test_the_backup_before_the_end_can_be_left_out_and_the_program_can_go_on(practice: Path) -> None:
    with window_on(practice) as window:
        unlock(window)
        _client(window)
        window.close()
        leaving = window.findChild(Leaving)
        assert leaving is not None
        assert nameless(leaving) == []
        leaving.stay.click()
        assert window.workspace is not None
        assert window.workspace.isVisible()
        until(lambda: window.findChild(Leaving) is None)
        window.close()
        leaving = window.findChild(Leaving)
        assert leaving is not None
        leaving.quit.click()
        assert window.desk is None
    assert not list((practice / "backups").glob(".*"))


def test_a_backup_that_is_refused_before_the_end_is_told_and_keeps_nobody(practice: Path) -> None:
    with window_on(practice) as window:
        unlock(window)
        _client(window)
        (practice / "backups").write_text("a file where the folder should be")
        window.close()
        leaving = window.findChild(Leaving)
        assert leaving is not None
        until(leaving.message)
        assert "There is a file where the folder for backups should be." in leaving.message()
        assert window.desk is not None
        leaving.quit.click()
        assert window.desk is None


def test_fault_47_lock_during_backup_interrupts_it_and_leaves_nothing(practice: Path, replaced: Replaced) -> None:
    with window_on(practice, replaced) as window:
        unlock(window)
        desk = _desk(window)
        for number in range(300):
            desk.add(Client(code=f"C-{number:03}", alias="Heron" * 50))
        assert desk.backups is not None
        desk.backups.back_up()
        assert desk.backups.working
        window.lock()
        assert len(replaced.lines) == 1
    assert _is_closed(practice)
    assert not list((practice / "backups").iterdir())
    assert not (practice / "work").exists()


def test_the_window_stays_when_the_last_words_cannot_be_saved_and_goes_when_that_is_wanted(
    window: MainWindow, practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _client(window)
    write("Only by letter")

    def refuse(*_given: object, **_named: object) -> None:
        raise errors.DiskFull

    monkeypatch.setattr(vault.Vault, "write", refuse)
    assert not window.close()
    bar = _workspace(window).messages
    assert "disk is full" in bar.text()
    next(button for button in bar.findChildren(QPushButton) if "Quit" in button.text()).click()
    assert _is_closed(practice)


# --- around the pages ---


def test_the_title_names_the_client_only_while_the_practice_is_open(window: MainWindow) -> None:
    assert window.windowTitle() == "DIT Desktop"
    _client(window)
    assert "Wren" in window.windowTitle()
    window.run("close_client")
    assert "Wren" not in window.windowTitle()


def test_the_foot_of_today_says_how_old_the_last_backup_is_and_leads_to_it(window: MainWindow, qtbot: QtBot) -> None:
    unlock(window)
    desk, workspace = window.desk, _workspace(window)
    assert desk is not None
    assert desk.backups is not None
    workspace.go(Target("today"))
    foot: Any = workspace.page("today")._foot  # type: ignore[attr-defined] # noqa: SLF001
    desk.backups.back_up()
    qtbot.waitUntil(lambda: foot.text().startswith("Last verified backup today"), timeout=20_000)
    assert foot.text().endswith("Every backup is on this computer.")
    assert foot.isVisible()
    foot.click()
    assert workspace.place().page == "backups"


def test_text_grows_and_shrinks_within_its_limits_and_is_remembered(window: MainWindow, practice: Path) -> None:
    for _time in range(15):
        window.run("larger")
    assert read_settings(practice).text_size == 200
    for _time in range(15):
        window.run("smaller")
    assert read_settings(practice).text_size == 90


def test_actions_of_an_open_practice_cannot_be_done_before_it_is_open(practice: Path) -> None:
    with window_on(practice) as window:
        able = {name for name, action in window.actions_by_name.items() if action.isEnabled()}
        assert able == {"lock", "quit", "hide", "larger", "smaller", "about"}  # locking shuts out who is on the way in
        unlock(window)
        _client(window)
        able = {name for name, action in window.actions_by_name.items() if action.isEnabled()}
        of_a_record = {"undo", "redo", "sign", "misfiled"}  # there is nothing yet that they could be done to
        assert able >= {item.name for item in (*ACTIONS, *OPENING)} - of_a_record


def test_about_tells_version_and_licence(window: MainWindow) -> None:
    window.run("about")
    about = window.findChild(About)
    assert about is not None
    told = " ".join(label.text() for label in about.findChildren(QLabel))
    assert __version__ in told
    assert "Apache License 2.0" in told
    assert nameless(about) == []
    about.close()


def test_nothing_is_loaded_for_an_open_practice_before_the_first_page_is_painted(practice: Path) -> None:
    order: list[str] = []

    class Watch(QWidget):
        def event(self, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                order.append("painted")
            return super().event(event)

    with window_on(practice) as window:
        assert window.door is not None
        assert window.door.unlock is not None
        layout = window.door.unlock.card.layout()
        assert isinstance(layout, QVBoxLayout)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = MainWindow(app, window.where, replace_process=Replaced())
    assert made.door is not None
    assert made.door.unlock is not None
    watch = Watch(made.door.unlock.card)
    watch.setGeometry(0, 0, 10, 10)
    made.furnish = lambda: order.append("furnished")  # type: ignore[method-assign]
    made.show()
    until(lambda: "furnished" in order)
    assert order[0] == "painted"
    made.hide()
    made.deleteLater()
