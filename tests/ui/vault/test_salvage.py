# SPDX-License-Identifier: Apache-2.0
"""A damaged practice leads from the unlock page to a new one, and nothing of the damaged one is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from dit_desktop.__main__ import wants_window
from dit_desktop.records.client import Client
from dit_desktop.records.session import SessionNote
from dit_desktop.store import keys, schema, vault
from dit_desktop.store.errors import DamagedVault, Tampered, WrongPassphrase
from dit_desktop.store.verify import report
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.vault.salvage import ProgressPage, SalvagedPage, SalvagePage
from dit_desktop.ui.vault.unlock import UnlockPage
from dit_desktop.ui.window import MainWindow
from tests.pages import leaf_of
from tests.practices import CHEAP, PASSPHRASE, SECRET, copy
from tests.store.practices import contents
from tests.ui.names import nameless
from tests.ui.window import Replaced, press, unlock, until, window_on, write

W = TypeVar("W", bound=QWidget)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "practice"
    made, _code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    client = made.add(Client(code="C-001", alias="Heron"))
    for number in range(12):
        made.add(SessionNote(client=client.id, parent=client.id, material=f"words {number} " * 300))
    made.close()
    return folder


@pytest.fixture
def damaged(whole: Path, tmp_path: Path) -> Path:
    """The first page is bad, so that it does not open, and one with records on it."""
    folder = copy(whole, tmp_path / "practice")
    key = keys.open_with_passphrase(keys.read(folder), PASSPHRASE)
    data = bytearray((folder / schema.DATABASE).read_bytes())
    for page in (1, leaf_of(folder, key, 8)):
        data[page * schema.PAGE - 100] ^= 1
    (folder / schema.DATABASE).write_bytes(data)
    return folder


@pytest.fixture
def window(damaged: Path) -> Iterator[MainWindow]:
    with window_on(damaged) as made:
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        until(lambda: "damaged" in unlock_page(made).message())
        yield made


def unlock_page(window: MainWindow) -> UnlockPage:
    assert window.door is not None
    assert window.door.unlock is not None
    return window.door.unlock


def front(window: MainWindow, kind: type[W]) -> W:
    """The page before a closed practice, once it is of this kind."""
    assert window.door is not None
    door = window.door
    until(lambda: isinstance(door.currentWidget(), kind))
    found = door.currentWidget()
    assert isinstance(found, kind)
    assert nameless(found) == []
    return found


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def begin(window: MainWindow) -> SalvagePage:
    page = unlock_page(window)
    assert page.rescue.isVisible()
    page.rescue.click()
    return front(window, SalvagePage)


def test_by_keys_alone_a_damaged_practice_becomes_one_that_opens(window: MainWindow, damaged: Path) -> None:
    before = contents(damaged)
    page = begin(window)
    assert str(damaged.with_name("practice-rescued")) in said(page)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    told = front(window, SalvagedPage)
    words = said(told)
    assert "records came back" in words
    assert "Session note: " in words
    assert "moved aside" in words
    assert any("page 1:" in told.list.item(row).text() for row in range(told.list.count()))
    assert contents(damaged) == before
    assert report(damaged.with_name("practice-rescued"), SECRET).ok
    press(Qt.Key.Key_Return)
    until(lambda: window.workspace)
    assert window.desk is not None
    assert window.desk.find(Client)[0].alias == "Heron"
    (aside,) = damaged.parent.glob("practice-damaged-*")
    assert contents(aside) == before
    assert not damaged.with_name("practice-rescued").exists()
    window.close()
    until(lambda: window.desk is None)  # a backup comes first
    assert report(damaged, SECRET).ok


def test_a_wrong_passphrase_is_told_on_the_page_and_nothing_is_made(window: MainWindow, damaged: Path) -> None:
    page = begin(window)
    press(Qt.Key.Key_Return)  # nothing typed
    write("something else")
    press(Qt.Key.Key_Return)
    until(lambda: WrongPassphrase.what in page.message())
    front(window, SalvagePage)
    assert not list(damaged.parent.glob("*rescued*"))
    page.back.click()
    front(window, UnlockPage)


def test_it_can_be_stopped_and_left_for_later(window: MainWindow, damaged: Path) -> None:
    begin(window)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    front(window, ProgressPage).button.click()
    front(window, SalvagePage)
    assert window.door is not None
    window.door.leave()
    assert not list(damaged.parent.glob("*rescued*"))


def test_where_it_cannot_take_its_place_both_stay_where_they_are(window: MainWindow, damaged: Path) -> None:
    begin(window)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    told = front(window, SalvagedPage)
    before = contents(damaged)
    elsewhere = damaged.rename(damaged.with_name("elsewhere"))  # there is nothing to move aside
    told.button.click()
    until(told.message)
    assert front(window, SalvagedPage) is told
    assert report(damaged.with_name("practice-rescued"), SECRET).ok
    elsewhere.rename(damaged)
    assert contents(damaged) == before
    told.button.click()
    until(lambda: window.workspace)


def test_what_came_back_can_be_looked_at_first(window: MainWindow, damaged: Path) -> None:
    begin(window)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    front(window, SalvagedPage).back.click()
    front(window, UnlockPage)
    assert report(damaged.with_name("practice-rescued"), SECRET).ok
    assert "practice-rescued-2" in said(begin(window))


def test_a_folder_elsewhere_is_opened_where_it_lies(window: MainWindow, damaged: Path, tmp_path: Path) -> None:
    (tmp_path / "stick" / "empty").mkdir(parents=True)
    page = begin(window)
    page.other.click()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible())
    dialog.selectFile(str(tmp_path / "stick" / "empty"))
    dialog.accept()
    until(lambda: "stick" in said(page))
    page.secret.line.setText(PASSPHRASE)
    page.button.click()
    told = front(window, SalvagedPage)
    assert "stays where it is" in said(told)
    told.button.click()
    until(lambda: window.where.folder == tmp_path / "stick" / "empty")
    unlock_page(window).secret.line.setText(PASSPHRASE)
    unlock_page(window).button.click()
    until(lambda: window.workspace)
    assert damaged.exists()


def test_while_pages_are_read_it_is_said_how_many() -> None:
    page = ProgressPage()
    page.show_progress(30, 60)
    assert (page.bar.value(), page.bar.maximum()) == (30, 60)
    assert "page by page" in page.said.text()
    page.show_progress(60, 60)
    assert "Checking" in page.said.text()


def test_only_damage_leads_there(whole: Path) -> None:
    with window_on(whole) as window:
        page = unlock_page(window)
        for error, shown in ((WrongPassphrase(), False), (DamagedVault(), True), (Tampered(), True)):
            page.refuse_opening(error)
            assert page.rescue.isVisible() == shown


def test_what_a_check_found_leads_to_the_locked_door_and_on_from_there(whole: Path, tmp_path: Path) -> None:
    replaced = Replaced()
    with window_on(copy(whole, tmp_path / "own"), replaced) as window:
        unlock(window)
        assert window.workspace is not None
        window.workspace.go(Target("checks"))
        window.workspace.rescue_requested.emit()
        assert replaced.lines[0][-1] == "--damaged"
        assert wants_window(replaced.lines[0])
    with window_on(tmp_path / "own", locked_at="14:02") as window:
        assert window.door is not None
        window.door.tell_damage()
        page = unlock_page(window)
        assert "A check found places" in page.message()
        assert page.rescue.isVisible()
