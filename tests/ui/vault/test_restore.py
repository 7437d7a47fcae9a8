# SPDX-License-Identifier: Apache-2.0
"""A backup brought back in the window: on a machine that has nothing, and over a practice that is there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

from dit_desktop.records.client import Client
from dit_desktop.records.session import SessionNote
from dit_desktop.store import backup, erase, vault
from dit_desktop.store import restore as restoring
from dit_desktop.store.errors import WrongCode
from dit_desktop.store.verify import report
from dit_desktop.ui.vault.create import PassphrasePage
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.vault.restore import RestorePage
from dit_desktop.ui.vault.restored import RestoredPage, UnderWayPage
from dit_desktop.ui.window import MainWindow
from tests.practices import CHEAP, PASSPHRASE, copy, look
from tests.ui.names import nameless
from tests.ui.window import Replaced, press, unlock, until, window_on, write

NEW = "seven grey herons by the quiet window"


class Made(NamedTuple):
    """A practice, its recovery code and its backup."""

    folder: Path
    code: str
    file: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("there") / "practice"
    opened, code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    opened.add(Client(code="C-001", alias="Heron"))
    file = backup.backup(opened, folder.parent / "stick").path
    opened.close()
    return Made(folder, code, file)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[MainWindow]:
    with window_on(tmp_path / "new" / "practice") as window:
        yield window


def _choose(file: Path) -> None:
    """Pick a file in the dialog that is open."""
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible())
    dialog.selectFile(str(file))
    dialog.accept()


def _front(window: MainWindow) -> QWidget:
    assert window.door is not None
    front = window.door.currentWidget()
    assert front is not None
    return front


def _page(window: MainWindow, kind: type[QWidget]) -> None:
    until(lambda: isinstance(_front(window), kind))


def _begin(window: MainWindow, file: Path) -> RestorePage:
    """From the first page of a machine that has no practice to the page that says what the file holds."""
    assert window.door is not None
    assert window.door.first_run is not None
    window.door.first_run.welcome.restore.click()
    _choose(file)
    page = _front(window)
    assert isinstance(page, RestorePage)
    assert nameless(page) == []
    return page


def test_one_file_and_the_passphrase_bring_the_practice_back_and_open_it(fresh: MainWindow, made: Made) -> None:
    _begin(fresh, made.file)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    told = _told(fresh)
    assert f"It lies in {fresh.where.folder}." in told
    assert not any("before" in line for line in told)  # there was nothing
    _go_on(fresh)
    until(lambda: fresh.desk is not None)
    assert fresh.desk is not None
    assert [client.alias for client in fresh.desk.find(Client)] == ["Heron"]


def test_with_the_code_a_new_passphrase_and_a_new_code_take_the_place_of_the_old(fresh: MainWindow, made: Made) -> None:
    page = _begin(fresh, made.file)
    page.other_way.click()
    write(made.code)
    press(Qt.Key.Key_Return)
    _page(fresh, PassphrasePage)
    chosen = _front(fresh)
    assert isinstance(chosen, PassphrasePage)
    chosen.choice.first.line.setText(NEW)
    chosen.choice.again.line.setText(NEW)
    chosen.choice.submit()
    _page(fresh, RecoveryPage)
    folder = fresh.where.folder
    assert _same_counts_and_chain(made.file, folder, NEW)
    with pytest.raises(WrongCode):
        vault.open_vault(folder, vault.Secret(made.code, code=True), state=folder / "s.json")


def _same_counts_and_chain(file: Path, folder: Path, passphrase: str) -> bool:
    of_file = report(file, vault.Secret(PASSPHRASE))
    of_folder = report(folder, vault.Secret(passphrase))
    return of_file.counts == of_folder.counts and of_file.head == of_folder.head and not of_folder.findings


def test_a_wrong_passphrase_is_told_and_nothing_is_put_anywhere(fresh: MainWindow, made: Made) -> None:
    page = _begin(fresh, made.file)
    write("not the passphrase of anything")
    press(Qt.Key.Key_Return)
    until(page.message)
    assert _front(fresh) is page
    assert not fresh.where.is_vault()
    page.back.click()
    assert fresh.door is not None
    assert _front(fresh) is fresh.door.first_run


def test_what_is_no_backup_is_told_where_one_was_asked(fresh: MainWindow, tmp_path: Path) -> None:
    other = tmp_path / "letter.ditbackup"
    other.write_text("Dear Heron")
    assert fresh.door is not None
    assert fresh.door.first_run is not None
    fresh.door.first_run.welcome.restore.click()
    _choose(other)
    until(fresh.door.first_run.welcome.message)


def test_over_a_damaged_practice_the_way_back_stands_with_the_message_and_the_old_one_is_kept(
    made: Made, tmp_path: Path
) -> None:
    folder = tmp_path / "practice"
    opened, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    opened.close()
    database = folder / "records.db"
    database.write_bytes(database.read_bytes()[:100])
    with window_on(folder, Replaced()) as window:
        assert window.door is not None
        assert window.door.unlock is not None
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        until(window.door.unlock.message)
        offered = [one for one in window.door.unlock.findChildren(QPushButton) if one.text() == "Restore a backup …"]
        assert len([one for one in offered if one.isVisible()]) == 2
        offered[0].click()
        _choose(made.file)
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        told = _told(window)
        _go_on(window)
        until(lambda: window.desk is not None)
        assert window.desk is not None
        assert [client.alias for client in window.desk.find(Client)] == ["Heron"]
    (aside,) = tmp_path.glob("practice-replaced-*")
    assert (aside / "records.db").stat().st_size == 100
    assert f"The practice that was there before lies whole in {aside}. Nothing deletes it but you." in told


def _told(window: MainWindow) -> list[str]:
    """What the page at the end says."""
    _page(window, RestoredPage)
    assert nameless(_front(window)) == []
    return [label.text() for label in _front(window).findChildren(QLabel)]


def _go_on(window: MainWindow) -> None:
    """From that page into the practice."""
    front = _front(window)
    assert isinstance(front, RestoredPage)
    assert front.button.isDefault()
    front.button.click()


def test_what_was_erased_since_is_erased_again_and_how_much_of_it_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    opened, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    kept, gone = opened.add(Client(code="C-001", alias="Heron")), opened.add(Client(code="C-002", alias="Wren"))
    opened.add(SessionNote(client=gone.id, parent=gone.id, material="What Wren said"))
    file = backup.backup(opened, folder / "backups").path
    erase.erase(opened, gone.id, "They asked for it.")
    opened.close()
    with window_on(folder, Replaced()) as window:
        assert window.door is not None
        assert window.door.unlock is not None
        window.door.restore(window.door.unlock, window.door.unlock.secret.line, file)
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        told = _told(window)
        assert "2 records that had been erased since this backup was made were erased again." in told
        assert "The backups that were beside it moved with it." in told
        assert not any("could not be read" in line for line in told)
        _go_on(window)
        until(lambda: window.desk is not None)
        assert window.desk is not None
        assert [client.id for client in window.desk.find(Client)] == [kept.id]


def test_where_the_former_practice_could_not_be_asked_what_was_erased_it_is_said(made: Made, tmp_path: Path) -> None:
    folder = copy(made.folder, tmp_path / "practice")
    with (folder / "records.db").open("r+b") as file:  # its first page is not what was written
        file.seek(1000)
        file.write(b"\0" * 64)
    with window_on(folder, Replaced()) as window:
        assert window.door is not None
        assert window.door.unlock is not None
        window.door.restore(window.door.unlock, window.door.unlock.secret.line, made.file)
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        assert any("erase them again" in line for line in _told(window))


def test_a_restore_can_be_stopped_while_it_works_and_changes_nothing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, begun, real = threading.Event(), threading.Event(), restoring.restore

    def restore(*given: Any, **named: Any) -> restoring.Restored:
        begun.set()
        assert go.wait(20)
        return real(*given, **named)

    monkeypatch.setattr(restoring, "restore", restore)
    folder = copy(made.folder, tmp_path / "practice")
    before = look(folder)
    with window_on(folder, Replaced()) as window:
        assert window.door is not None
        assert window.door.unlock is not None
        window.door.restore(window.door.unlock, window.door.unlock.secret.line, made.file)
        page = _front(window)
        assert isinstance(page, RestorePage)
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        _page(window, UnderWayPage)
        assert nameless(_front(window)) == []
        until(begun.is_set)
        press(Qt.Key.Key_Return)  # on “Stop”, which has the focus
        go.set()
        until(lambda: _front(window) is page)
        assert "The restore was stopped." in page.message()
        press(Qt.Key.Key_Return)  # and begun again
        _told(window)
    (aside,) = tmp_path.glob("practice-replaced-*")
    locks = ("vault.lock", "window.lock")
    same = {name.replace(str(folder), str(aside)): data for name, (data, _at) in before.items() if data}
    assert {name: data for name, (data, _at) in look(aside).items() if data and not name.endswith(locks)} == {
        name: data for name, data in same.items() if not name.endswith(locks)
    }


def test_a_stop_that_comes_too_late_is_told_as_what_was_done(
    fresh: MainWindow, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, moved, real = threading.Event(), threading.Event(), restoring.restore

    def restore(*given: Any, at: Callable[[str], None], **named: Any) -> restoring.Restored:
        def step(name: str) -> None:
            if name == "moved":
                moved.set()
                assert go.wait(20)
            at(name)

        return real(*given, at=step, **named)

    monkeypatch.setattr(restoring, "restore", restore)
    _begin(fresh, made.file)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    until(moved.is_set)
    front = _front(fresh)
    assert isinstance(front, UnderWayPage)
    front.button.click()
    go.set()
    assert f"It lies in {fresh.where.folder}." in _told(fresh)
    assert fresh.where.is_vault()


def test_the_page_of_backups_locks_for_restoring(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    opened, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    opened.close()
    replaced = Replaced()
    with window_on(folder, replaced) as window:
        unlock(window)
        assert window.workspace is not None
        window.workspace.run("backups")
        window.workspace.page("backups").restore.click()  # type: ignore[attr-defined] # of this page
        assert len(replaced.lines) == 1
