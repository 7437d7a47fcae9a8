# SPDX-License-Identifier: Apache-2.0
"""Everything that can keep a practice from opening is said in the window, in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from dit_desktop.store import errors, keys, places, schema, vault
from dit_desktop.store.settings import read_settings
from dit_desktop.ui.vault.create import PassphrasePage
from dit_desktop.ui.vault.door import Door
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.vault.unlock import UnlockPage
from dit_desktop.ui.window import MainWindow
from tests.practices import CHEAP, PASSPHRASE
from tests.ui.names import nameless
from tests.ui.window import focused, new_practice, press, unlock, until, window_on, write

ENTER = Qt.Key.Key_Return
OTHER = "saddle ribbon walnut comet ferry basil"


def _door(window: MainWindow) -> Door:
    assert window.door is not None
    return window.door


def _page(window: MainWindow) -> UnlockPage:
    page = _door(window).unlock
    assert page is not None
    return page


def _refusal(window: MainWindow, passphrase: str = PASSPHRASE) -> str:
    """Try to open and return what the page says."""
    page = _page(window)
    page.secret.line.setFocus()
    page.secret.line.clear()
    write(passphrase)
    press(ENTER)
    until(page.message)
    return page.message()


def _flip(folder: Path) -> None:
    for name in (keys.FILE, keys.COPY):
        (folder / name).write_bytes(b"{" + (folder / name).read_bytes())


def _cut(folder: Path) -> None:
    database = folder / schema.DATABASE
    database.write_bytes(database.read_bytes()[:5000])


def _plain(folder: Path) -> None:
    (folder / schema.DATABASE).write_bytes(b"SQLite format 3\0".ljust(8192, b"\0"))


def _foreign(folder: Path) -> None:
    other = new_practice(folder.parent / "other")
    shutil.copy2(other / schema.DATABASE, folder / schema.DATABASE)


def _lose(folder: Path) -> None:
    (folder / schema.DATABASE).unlink()


def _newer(folder: Path) -> None:
    made = vault.open_vault(folder, vault.Secret(PASSPHRASE), state=folder / "state.json")
    made.write(lambda connection: connection.execute("pragma user_version = 99"))
    made.close()


def _meddle(folder: Path) -> None:
    made = vault.open_vault(folder, vault.Secret(PASSPHRASE), state=folder / "state.json")
    with made.reading() as connection:
        name = connection.execute("select name from sqlite_master where type = 'trigger'").fetchone()[0]
    made.write(lambda connection: connection.execute(f'drop trigger "{name}"'))
    made.close()


@pytest.mark.parametrize(
    "harm, said, state",
    [
        (_flip, "key file of this practice is damaged", errors.DamagedKeys),
        (_cut, "has been cut short", errors.DamagedVault),
        (_plain, "an unencrypted database", errors.NotAVault),
        (_foreign, "belong to another practice", errors.ForeignVault),
        (_lose, "The file with the records is missing", errors.Missing),
        (_newer, "newer version of DIT Desktop", errors.TooNew),
        (_meddle, "changed outside the program", errors.Tampered),
    ],
)
def test_each_harm_is_told_with_what_is_safe_and_what_to_do(
    practice: Path, harm: Callable[[Path], None], said: str, state: type[errors.Refused]
) -> None:
    harm(practice)
    with window_on(practice) as window:
        told = _refusal(window)
        assert said in told
        assert state.safe in told
        assert state.next in told
        assert window.workspace is None
        assert _page(window).button.isEnabled()


def test_a_wrong_passphrase_is_told_and_the_right_one_then_opens(practice: Path) -> None:
    with window_on(practice) as window:
        told = _refusal(window, OTHER)
        assert "This passphrase does not open this practice." in told
        assert "nothing is ever deleted" in told
        assert _page(window).secret.line.selectedText() == OTHER
        unlock(window)


def test_each_wrong_passphrase_is_answered_later_than_the_one_before(practice: Path) -> None:
    with window_on(practice) as window:
        door = _door(window)
        for wrong in range(3):
            assert door.pause() == 2**wrong
            _page(window).accept()
            _refusal(window, OTHER)


def test_a_practice_that_is_open_elsewhere_says_so(practice: Path) -> None:
    taken = places.lock(practice)
    try:
        with window_on(practice) as window:
            assert "already open in another window" in _refusal(window)
            taken.release()
            _page(window).accept()
            unlock(window)
    finally:
        taken.release()


def test_an_older_copy_opens_only_when_that_is_said(practice: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    shutil.copy2(practice / schema.DATABASE, older)
    made = vault.open_vault(practice, vault.Secret(PASSPHRASE), state=practice / "state.json")
    made.note("looked at")
    made.close()
    shutil.copy2(older, practice / schema.DATABASE)
    with window_on(practice) as window:
        assert "older copy" in _refusal(window)
        anyway = next(button for button in _page(window).findChildren(QPushButton) if "anyway" in button.text())
        anyway.click()
        until(lambda: window.workspace)


def test_the_passphrase_can_be_seen(practice: Path) -> None:
    with window_on(practice) as window:
        page = _page(window)
        assert page.secret.line.echoMode() is QLineEdit.EchoMode.Password
        page.secret.button.click()
        assert page.secret.line.echoMode() is QLineEdit.EchoMode.Normal


def test_when_it_was_locked_is_told_and_nothing_about_the_practice(practice: Path) -> None:
    with window_on(practice, locked_at="14:02") as window:
        texts = [label.text() for label in _page(window).findChildren(QLabel) if label.isVisible()]
        assert texts == ["DIT Desktop", "Locked at 14:02", "Passphrase"]
        assert window.windowTitle() == "DIT Desktop"


def test_another_folder_is_opened_if_it_holds_a_practice_and_refused_in_words_if_not(
    practice: Path, tmp_path: Path
) -> None:
    other = new_practice(tmp_path / "other")
    with window_on(practice) as window:
        _page(window).folder_chosen.emit(tmp_path)
        assert "not a DIT Desktop practice" in _page(window).message()
        _page(window).folder_chosen.emit(other)
        unlock(window)
        assert window.desk is not None
        window.run("larger")
    assert read_settings(other).text_size > read_settings(practice).text_size == 100


def test_the_recovery_code_leads_to_a_new_passphrase_and_a_new_code(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    made, code = vault.create(folder, PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    made.close()
    with window_on(folder) as window:
        door = _door(window)
        _page(window).other_way.click()
        write(code.lower())
        press(ENTER)
        until(lambda: isinstance(door.currentWidget(), PassphrasePage))
        write(OTHER)
        press(ENTER)
        write(OTHER)
        press(ENTER)
        until(lambda: isinstance(door.currentWidget(), RecoveryPage))
        page = door.currentWidget()
        assert isinstance(page, RecoveryPage)
        new_code = "-".join(page.groups)
        assert new_code != code
        press(ENTER)
        for number in page.asked:
            write(page.groups[number])
            press(ENTER)
        until(lambda: window.workspace)
    file = keys.read(folder)
    for opens in (vault.Secret(OTHER), vault.Secret(new_code, code=True)):
        keys.wipe(opens.open(file))
    for closed in (vault.Secret(PASSPHRASE), vault.Secret(code, code=True)):
        with pytest.raises(errors.Refused):
            closed.open(file)


@pytest.mark.parametrize("typed, said", [("abcd", "seven groups"), ("0" * 27 + "1", "slip in this code")])
def test_a_mistyped_code_is_told_as_what_it_is(practice: Path, typed: str, said: str) -> None:
    with window_on(practice) as window:
        _page(window).other_way.click()
        write(typed)
        press(ENTER)
        until(_page(window).message)
        assert said in _page(window).message()
        assert focused() is _page(window).secret.line


def test_everything_on_the_page_that_takes_the_focus_has_a_name(practice: Path) -> None:
    with window_on(practice) as window:
        planted = QLineEdit(_page(window).card)
        planted.show()
        assert planted in nameless(_page(window))
        planted.setParent(None)
        _refusal(window, OTHER)
        assert nameless(_page(window)) == []


def test_a_full_disk_at_the_door_says_nothing_of_words_that_nobody_has_typed(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise errors.DiskFull

    assert "what you typed" in errors.DiskFull.safe
    with window_on(practice) as window:
        with monkeypatch.context() as disk:
            disk.setattr(vault, "open_vault", refuse)
            write(PASSPHRASE)
            press(ENTER)
            until(lambda: _page(window).message())
        said = _page(window).message()
        assert "The disk is full; the practice could not be opened." in said
        assert "Free some space, and unlock again." in said
        assert "typed" not in said
        press(ENTER)
        until(lambda: window.workspace)
