# SPDX-License-Identifier: Apache-2.0
"""A backup brought back in the window: on a machine that has nothing, and over a practice that is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from dit_desktop.records.client import Client
from dit_desktop.store import backup, vault
from dit_desktop.store.errors import WrongCode
from dit_desktop.store.verify import report
from dit_desktop.ui.vault.create import PassphrasePage
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.vault.restore import RestorePage
from dit_desktop.ui.window import MainWindow
from tests.practices import CHEAP, PASSPHRASE
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
        until(lambda: window.desk is not None)
        assert window.desk is not None
        assert [client.alias for client in window.desk.find(Client)] == ["Heron"]
    (aside,) = tmp_path.glob("practice-replaced-*")
    assert (aside / "records.db").stat().st_size == 100


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
