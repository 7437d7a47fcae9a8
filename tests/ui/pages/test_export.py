# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""A paper goes out as it was seen, protected as it was asked for, and nothing else is written."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from dit_desktop.records.formulation import Formulation
from dit_desktop.records.letter import Letter
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.models.test_desk_refused import moved_away
from tests.opened import client_with_course
from tests.ui.pages.walk import go_to, settle, show_paper, signed, written_letter


def preview(workspace: Workspace, qtbot: QtBot, record: Any = None, paper: str = "letter") -> Any:
    """The export page with a paper on it."""
    record = record or written_letter(workspace.desk)
    go_to(workspace, "letter" if paper == "letter" else "formulation", record)
    show_paper(workspace, paper, record)
    page: Any = workspace.current
    qtbot.waitUntil(lambda: page._paper is not None or bool(page._result.text()))
    return page


def export(page: Any, qtbot: QtBot) -> str:
    """Press Export and wait for what it says."""
    page._say("")
    page._export.click()
    qtbot.waitUntil(lambda: bool(page._result.text()))
    return str(page._result.text())


def events(workspace: Workspace) -> list[tuple[str, int]]:
    with workspace.desk._vault.reading() as connection:
        return list(connection.execute("select event, record_id from chain where event = 'exported'"))


def test_what_was_seen_is_what_is_written(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    page = preview(workspace, qtbot)
    seen = page._paper.data
    page._clear.setChecked(True)
    assert not page._passphrase.isEnabled()
    page._path.setText(str(folder / "letter.pdf"))
    said = export(page, qtbot)
    assert "not protected" in said
    assert str(folder / "letter.pdf") in said
    assert (folder / "letter.pdf").read_bytes() == seen
    assert [path.name for path in folder.iterdir()] == ["letter.pdf"]
    assert events(workspace) == [("exported", written_letter(workspace.desk).id)]


def test_a_protected_file_opens_only_with_its_passphrase(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    page = preview(workspace, qtbot)
    assert page._protect.isChecked()
    word = page._passphrase.text()
    assert len(word) > 20
    path = tmp_path / "letter.pdf"
    page._path.setText(str(path))
    assert "AES-256" in export(page, qtbot)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(path, password=word + "x")
    with pikepdf.open(path, password=word) as opened, pikepdf.open(BytesIO(page._paper.data)) as made:
        assert len(opened.pages) == len(made.pages)


def test_a_protected_file_without_a_passphrase_is_refused_in_words(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = preview(workspace, qtbot)
    page._path.setText(str(tmp_path / "out" / "letter.pdf"))
    page._passphrase.setText("  ")
    assert "needs a passphrase" in export(page, qtbot)
    page._passphrase.setText("é" * 100)
    assert "too long" in export(page, qtbot)
    assert not (tmp_path / "out").exists()
    assert events(workspace) == []


@pytest.mark.parametrize("path", ["/proc/letter.pdf", "{tmp}/no/such/letter.pdf", "{tmp}"])
def test_a_place_that_cannot_be_written_is_told_in_words(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, path: str
) -> None:
    page = preview(workspace, qtbot)
    page._path.setText(path.format(tmp=tmp_path))
    before = sorted(tmp_path.iterdir())
    said = export(page, qtbot)
    assert len([line for line in said.split("\n") if line]) == 3
    assert workspace.messages.isVisible()
    assert said.split("\n")[0] in workspace.messages.text()
    assert page._export.isEnabled()
    assert sorted(tmp_path.iterdir()) == before
    assert events(workspace) == []
    page._path.setText(str(tmp_path / "letter.pdf"))
    assert "Written and opened again" in export(page, qtbot)


@pytest.mark.parametrize("path", ["", "  ", "\0"])
def test_a_file_needs_a_place(workspace: Workspace, qtbot: QtBot, path: str) -> None:
    page = preview(workspace, qtbot)
    page._path.setText(path)
    assert "where the file is to go" in export(page, qtbot)
    assert page._path.hasFocus()


def test_characters_that_no_font_has_are_named(workspace: Workspace, qtbot: QtBot) -> None:
    course = client_with_course(workspace.desk)
    letter = workspace.desk.add(Letter(client=course.client, parent=course.id, opening="You said: 𓀀"))
    page = preview(workspace, qtbot, letter)
    assert "EGYPTIAN HIEROGLYPH A001" in page._notes.text().upper()


def test_a_letter_without_words_is_told_in_words(workspace: Workspace, qtbot: QtBot) -> None:
    course = client_with_course(workspace.desk)
    letter = workspace.desk.add(Letter(client=course.client, parent=course.id, salutation="Wren"))
    page = preview(workspace, qtbot, letter)
    assert "no words yet" in page._result.text()
    assert not page._export.isEnabled()
    page.export()
    assert events(workspace) == []


def test_a_second_paper_takes_the_place_of_the_first(workspace: Workspace, qtbot: QtBot) -> None:
    letter = written_letter(workspace.desk)
    version = signed(workspace.desk, Formulation)
    show_paper(workspace, "letter", letter)
    show_paper(workspace, "focus", version)
    page: Any = workspace.current
    qtbot.waitUntil(lambda: page._paper is not None)
    qtbot.waitUntil(page._export.isEnabled)
    assert page._paper.title == "Our focus"
    assert "our-focus" in page._path.text()


def test_a_paper_keeps_no_words_that_stay_out(workspace: Workspace, qtbot: QtBot) -> None:
    course = client_with_course(workspace.desk)
    version = workspace.desk.add(
        Formulation(
            client=course.client, parent=course.id, client_wording="You wait.", working="Kept in.", self_view="Hidden"
        )
    )
    page = preview(workspace, qtbot, version, "focus")
    text = page._view._text.toPlainText()
    assert "You wait." in text
    assert "Kept in." not in text
    assert "Hidden" not in text


def test_the_file_name_holds_the_code_and_no_name(workspace: Workspace, qtbot: QtBot) -> None:
    page = preview(workspace, qtbot)
    client = workspace.desk.get(type(page.desk.find(type(written_letter(workspace.desk)))[0]), page._wanted.record)
    name = Path(page._path.text()).name
    assert name.startswith("goodbye-letter-C-")
    assert client.salutation not in name


def test_a_file_that_is_out_is_told_even_when_it_cannot_be_listed(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = preview(workspace, qtbot)
    page._path.setText(str(tmp_path / "letter.pdf"))
    with moved_away(workspace.desk):
        assert "Written and opened again" in export(page, qtbot)
        assert "moved or replaced" in workspace.messages.text()


def test_a_chosen_file_is_taken(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = preview(workspace, qtbot)
    answers = iter([("", ""), (str(tmp_path / "chosen.pdf"), "")])
    # The system's own dialog cannot be pressed from here.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: next(answers))
    before = page._path.text()
    page._browse.click()
    assert page._path.text() == before
    page._browse.click()
    assert page._path.text() == str(tmp_path / "chosen.pdf")


def test_another_paper_of_the_same_client_can_be_chosen(workspace: Workspace, qtbot: QtBot) -> None:
    version = next(item for item in workspace.desk.find(Formulation) if item.client_wording)
    page = preview(workspace, qtbot, version, "focus")
    assert [page._which.itemText(at) for at in range(page._which.count())] == ["Goodbye letter", "Our focus"]
    assert page._which.currentText() == "Our focus"
    page._which.setFocus()
    QTest.keyClick(page._which, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page._paper is not None and page._export.isEnabled())
    assert page._paper.title == "Goodbye letter"
    assert page._wanted.client == version.client
    assert page._head.text().startswith("Goodbye letter")
    workspace.run("preview")  # here it asks for nothing else
    assert page._wanted.paper == "letter"
    workspace.close_client()
    assert page._which.count() == 0


def test_somebody_with_one_paper_is_offered_no_other(workspace: Workspace, qtbot: QtBot) -> None:
    course = client_with_course(workspace.desk)
    workspace.go(Target("overview", course.client))
    workspace.run("preview")
    assert workspace.current is workspace.page("letter")  # where the first will be written
    workspace.run("preview")
    assert workspace.current is workspace.page("letter")
    letter = workspace.desk.add(Letter(client=course.client, parent=course.id, opening="You said."))
    page = preview(workspace, qtbot, letter)
    assert not page._which.isVisible()


def test_preview_is_reached_from_every_page_and_led_back_from(workspace: Workspace, qtbot: QtBot) -> None:
    letter = written_letter(workspace.desk)
    version = next(item for item in workspace.desk.find(Formulation) if item.client_wording)
    for page, record, title in (("formulation", version, "Our focus"), ("overview", letter, "Goodbye letter")):
        workspace.go(Target(page, record.client, record.id))
        workspace.run("preview")
        shown: Any = workspace.current
        qtbot.waitUntil(lambda shown=shown: shown._paper is not None)  # type: ignore[misc]
        assert shown._head.text().startswith(title)
        asked_on = "formulation" if page == "formulation" else "letter"
        assert [name for name, button in workspace.contents.buttons.items() if button.isChecked()] == [asked_on]
        place = workspace.place()
        assert place.page == page, "a paper leads back to where it was asked for"
        workspace.return_to(place)
        assert workspace.current is workspace.page(place.page)
    workspace.desk.save(replace(version, id=0, signed_at=None, client_wording=""))
    settle()
