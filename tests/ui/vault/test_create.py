# SPDX-License-Identifier: Apache-2.0
"""The first run, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from dit_desktop.store import keys, typed, vault
from dit_desktop.ui.vault.create import Create
from dit_desktop.ui.vault.passphrase import judged, offered_phrase
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.window import MainWindow
from tests.documents.papers import words
from tests.practices import PASSPHRASE
from tests.ui.names import nameless
from tests.ui.window import Replaced, focused, press, unlock, until, window_on, write

ENTER = Qt.Key.Key_Return


def _first_run(window: MainWindow) -> Create:
    assert window.door is not None
    assert window.door.first_run is not None
    return window.door.first_run


def _to_the_code(window: MainWindow) -> RecoveryPage:
    press(ENTER)
    write(PASSPHRASE)
    press(ENTER)
    write(PASSPHRASE)
    press(ENTER)
    pages = _first_run(window)
    until(lambda: isinstance(pages.currentWidget(), RecoveryPage))
    return pages.recovery


def _prove(page: RecoveryPage) -> None:
    press(ENTER)
    for number in page.asked:
        write(page.groups[number].lower())
        press(ENTER)


def test_a_practice_is_made_and_entered_with_seven_presses_of_enter_besides_the_text(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    with window_on(folder) as window:
        page = _to_the_code(window)
        code = "-".join(page.groups)
        _prove(page)
        press(ENTER)
        until(lambda: window.workspace)
        until(lambda: focused().isVisible())
    for secret in (vault.Secret(PASSPHRASE), vault.Secret(code, code=True)):
        vault.open_vault(folder, secret, state=folder / "state.json").close()
    with window_on(folder) as window:
        unlock(window)


def test_nothing_is_made_before_a_passphrase_that_will_do_is_typed_twice_alike(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    with window_on(folder) as window:
        pages = _first_run(window)
        press(ENTER)
        for first, again, said in (
            ("short", "short", "more characters"),
            ("password1234", "password1234", "be guessed"),
            (PASSPHRASE, PASSPHRASE[:-1], "not the same"),
        ):
            for line, text in (
                (pages.passphrase.choice.first.line, first),
                (pages.passphrase.choice.again.line, again),
            ):
                line.setFocus()
                line.clear()
                write(text)
            press(ENTER)
            assert said in pages.passphrase.message()
            assert pages.currentWidget() is pages.passphrase
        assert not folder.exists()


def test_a_passphrase_that_is_shown_is_typed_once(tmp_path: Path) -> None:
    with window_on(tmp_path / "practice") as window:
        press(ENTER)
        pages = _first_run(window)
        pages.passphrase.choice.use.click()
        assert pages.passphrase.choice.first.line.echoMode() is QLineEdit.EchoMode.Normal
        assert not pages.passphrase.choice.again.isVisible()
        press(ENTER)
        until(lambda: isinstance(pages.currentWidget(), RecoveryPage))


def test_a_passphrase_can_be_pasted(tmp_path: Path) -> None:
    with window_on(tmp_path / "practice") as window:
        press(ENTER)
        QApplication.clipboard().setText(PASSPHRASE)
        press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert _first_run(window).passphrase.choice.first.text() == PASSPHRASE


def test_every_phrase_on_offer_is_strong_enough() -> None:
    for _try in range(100):
        typed.check_strength(offered_phrase())


@pytest.mark.parametrize(
    "passphrase, said, good",
    [
        ("", "twelve characters", False),
        ("elevenchars", "One more character", False),
        ("password1234", "could still be guessed", False),
        (PASSPHRASE, "very strong", True),
    ],
)
def test_strength_is_told_in_words(passphrase: str, said: str, good: bool) -> None:  # noqa: FBT001
    words, will_do = judged(passphrase)
    assert said.lower() in words.lower()
    assert will_do is good


def test_a_wrong_group_is_told_by_its_number_and_set_up_does_not_go_on(tmp_path: Path) -> None:
    with window_on(tmp_path / "practice") as window:
        page = _to_the_code(window)
        press(ENTER)
        write("!")
        press(ENTER)
        write("!")
        press(ENTER)
        first = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")[page.asked[0]]
        assert f"{first} group" in page.message()
        assert focused().accessibleName() == f"{first.capitalize()} group"
        assert _first_run(window).currentWidget() is page
        assert not any(text in page.message() for text in page.groups)


def test_the_code_is_out_of_sight_while_it_is_proven(tmp_path: Path) -> None:
    with window_on(tmp_path / "practice") as window:
        page = _to_the_code(window)
        assert page.shown_groups() == page.groups
        press(ENTER)
        assert page.shown_groups() == []


def test_the_sheet_that_is_saved_holds_the_code_and_the_beginning_of_the_practices_number(tmp_path: Path) -> None:
    with window_on(tmp_path / "practice") as window:
        page = _to_the_code(window)
        page.ways.save(str(tmp_path / "sheet.pdf"))
        found = words((tmp_path / "sheet.pdf").read_bytes())
        assert [group for group in found if group in page.groups] == page.groups
        assert keys.read(tmp_path / "practice").vault_id[:8] in found


def test_a_folder_with_something_in_it_is_left_alone_and_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    (folder / "shopping.txt").write_text("milk", encoding="utf-8")
    with window_on(folder) as window:
        pages = _first_run(window)
        press(ENTER)
        pages.passphrase.choice.use.click()
        press(ENTER)
        until(pages.passphrase.message)
        assert "already something in this folder" in pages.passphrase.message()
        assert pages.passphrase.choice.first.text()
    assert [path.name for path in folder.iterdir()] == ["shopping.txt"]


def test_the_example_can_be_looked_at_before_anything_is_made(tmp_path: Path) -> None:
    replaced = Replaced()
    with window_on(tmp_path / "practice", replaced) as window:
        _first_run(window).welcome.example.click()
    assert replaced.lines == [["--example"]]
    assert not (tmp_path / "practice").exists()


def test_everything_that_takes_the_focus_has_a_name(tmp_path: Path) -> None:
    with window_on(tmp_path / "practice") as window:
        pages = _first_run(window)
        planted = QPushButton(pages.welcome.card)
        planted.show()
        assert nameless(pages) == [planted]
        planted.setParent(None)
        page = _to_the_code(window)
        assert nameless(pages) == []
        _prove(page)
        assert nameless(pages) == []


def test_the_key_file_is_as_dear_as_asked(tmp_path: Path) -> None:
    with window_on(tmp_path / "practice") as window:
        _to_the_code(window)
    costs = [slot.cost for slot in keys.read(tmp_path / "practice").slots if slot.cost]
    assert [cost.memory for cost in costs] == [64]


@pytest.mark.parametrize("trigger", ["idle", "key", "screen", "suspend"])
def test_nobody_is_left_alone_with_the_code_and_another_one_is_asked_for_after_unlocking(
    tmp_path: Path, trigger: str
) -> None:
    folder, replaced = tmp_path / "practice", Replaced()
    with window_on(folder, replaced) as window:
        page = _to_the_code(window)
        assert len(page.shown_groups()) == 7
        if trigger == "idle":
            window.idle.set_minutes(0)
            window.idle.look()
        elif trigger == "key":
            QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        else:
            window.pull(trigger)
        assert len(replaced.lines) == 1
        assert not page.isVisible()
        assert "--locked-at" in replaced.lines[0]
    with window_on(folder, replaced) as window:
        unlock(window)
        assert window.workspace is not None
        window.workspace.remind()
        assert "not proven" in window.workspace.messages.text()
        window.workspace.messages._buttons[0].click()  # noqa: SLF001 - as a mouse would
        assert window.workspace.current is not None
        assert window.workspace.current.name == "keys"


def test_once_the_code_is_proven_an_open_practice_is_not_left_alone_either_and_no_other_code_is_asked_for(
    tmp_path: Path,
) -> None:
    folder, replaced = tmp_path / "practice", Replaced()
    with window_on(folder, replaced) as window:
        _prove(_to_the_code(window))
        assert _first_run(window).currentWidget() is _first_run(window).ready
        window.pull("lid")
        assert len(replaced.lines) == 1
    with window_on(folder, replaced) as window:
        unlock(window)
        assert window.workspace is not None
        window.workspace.remind()
        assert window.workspace.messages.text() == ""
