# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""Files attached to a client: chosen or dropped, looked at from memory, and lent to others only after a warning."""

from __future__ import annotations

import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from dit_desktop.records.attached import Attachment
from dit_desktop.records.exported import Exported
from dit_desktop.store import opened
from dit_desktop.ui.alone import Alone
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.pdfium import Pdf
from dit_desktop.ui.workspace import Workspace
from tests.records.pictures import docx, jpeg, paragraph
from tests.ui.window import Replaced, new_practice, press, unlock, until, window_on
from tests.ui.window import write as type_in


def pdf(*pages: str, password: str = "") -> bytes:
    made = BytesIO()
    canvas = Canvas(made)
    for words in pages:
        canvas.drawString(100, 700, words)
        canvas.showPage()
    canvas.save()
    if not password:
        return made.getvalue()
    locked = BytesIO()
    with pikepdf.open(made) as document:
        document.save(locked, encryption=pikepdf.Encryption(user=password, owner=password))
    return locked.getvalue()


def page_of(workspace: Workspace, code: str = "C-017") -> Any:
    client = next(each.id for each in workspace.desk.find(_client()) if each.code == code)
    workspace.go(Target("overview", client))
    workspace.run("attachments")
    return workspace.current


def _client() -> Any:
    from dit_desktop.records.client import Client  # noqa: PLC0415 - the type is of no interest here

    return Client


def attach(page: Any, qtbot: QtBot, *files: Path) -> list[Attachment]:
    before = len(page.desk.find(Attachment))
    page.attach(files)
    qtbot.waitUntil(lambda: len(page.desk.find(Attachment)) == before + len(files) and not page._state.text())
    found: list[Attachment] = page.desk.find(Attachment, client=page.client)
    return found[-len(files) :]


def file(tmp_path: Path, name: str, data: bytes) -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def test_a_chosen_file_is_attached_described_put_away_and_brought_back(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, "From the surgery.pdf", pdf("Dear colleague"))
    page = page_of(workspace)
    assert page.name == "attachments"
    assert "No file is attached yet" in page.files._none.text()
    # The system's own dialog cannot be pressed from here.
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: ([str(path)], ""))
    QTest.keyClick(page.files._add, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.files.editor.record is not None)
    qtbot.waitUntil(lambda: "Attached." in workspace.messages.text())
    assert page.files.editor.record.what == "From the surgery"
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_in("GP letter")
    page.flush()
    workspace.desk.settle()
    (kept,) = workspace.desk.find(Attachment, client=page.client)
    assert kept.what == "GP letter"
    page.files._remove.click()
    assert workspace.desk.find(Attachment, client=page.client) == []
    page.files._back.click()
    assert workspace.desk.find(Attachment, client=page.client)[0].content == kept.content
    assert path.exists()


def test_what_is_dropped_is_attached_and_what_cannot_be_is_told(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(workspace)
    good = file(tmp_path, "drawing.jpg", jpeg(6))
    bad = file(tmp_path, "letter.pdf", b"MZ\x90\x00 a program")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bad)), QUrl.fromLocalFile(str(good))])
    where = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPointF(9, 9).toPoint(), *where)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), *where))
    qtbot.waitUntil(lambda: len(workspace.desk.find(Attachment, client=page.client)) == 1)
    qtbot.waitUntil(lambda: page.files.editor.record is not None)
    assert page.files.editor.record.what == "drawing"
    nothing = QMimeData()
    nothing.setText("words")
    entered = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, nothing, *where[2:])
    entered.ignore()
    page.dragEnterEvent(entered)
    assert not entered.isAccepted()
    page.attach([bad])
    qtbot.waitUntil(lambda: "kind of file is not taken" in workspace.messages.text())
    assert bad.exists()


def test_a_pdf_is_looked_at_page_by_page_and_as_text(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(workspace)
    attach(page, qtbot, file(tmp_path, "letter.pdf", pdf("First page", "Second page", "Third")))
    QTest.keyClick(page.files.rows, Qt.Key.Key_Return)
    view = page.view
    qtbot.waitUntil(lambda: "Third" in view._text.toPlainText())
    assert view._where.text() == "Page 1 of 3"
    assert view.sheet.is_shown()
    first = view.sheet._image
    view._after.click()
    qtbot.waitUntil(lambda: view._where.text() == "Page 2 of 3")
    assert view.sheet._image != first
    assert view.sheet.accessibleName() == "Page 2 of 3"
    assert not view._before.isHidden()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page._stack.currentWidget() is page.files
    assert not view.is_shown()
    assert view._pdf is None


def test_a_picture_words_and_a_sound_are_each_shown_as_they_can_be(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(workspace)
    files = (
        file(tmp_path, "drawing.jpg", jpeg(6)),
        file(tmp_path, "letter.docx", docx(paragraph("Dear Marian"))),
        file(tmp_path, "voice.mp3", b"ID3\x04\x00" + bytes(90)),
        file(tmp_path, "locked.pdf", pdf("Secret", password="x")),
    )
    made = {each.what: each for each in attach(page, qtbot, *files)}

    def look(what: str) -> None:
        page.open(Target("attachments", page.client, made[what].id))
        page.look()

    look("drawing")
    qtbot.waitUntil(page.view.sheet.is_shown)
    assert page.view.sheet.accessibleName() == "Picture, 20 × 40 points"
    look("letter")
    qtbot.waitUntil(lambda: "Dear Marian" in page.view._text.toPlainText())
    look("voice")
    assert "plays no sound" in page.view._text.toPlainText()
    look("locked")
    qtbot.waitUntil(lambda: "cannot be shown here" in workspace.messages.text())
    workspace.close_client()
    assert not page.view.is_shown()
    assert page.files.editor.record is None


def test_what_comes_for_a_file_that_was_left_is_thrown_away(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(workspace)
    attach(page, qtbot, file(tmp_path, "letter.pdf", pdf("First page")))
    begun, go_on, made = threading.Event(), threading.Event(), []

    class Slow(Pdf):
        def __init__(self, data: bytes) -> None:
            begun.set()
            go_on.wait(20)
            super().__init__(data)
            made.append(self)

    monkeypatch.setattr("dit_desktop.ui.filelook.Pdf", Slow)
    page.look()
    qtbot.waitUntil(begun.is_set)
    workspace.close_client()
    go_on.set()
    qtbot.waitUntil(lambda: bool(made) and made[0]._document is None)
    assert not page.view.is_shown()
    assert page.view._pdf is None


def test_a_long_page_costs_no_more_than_a_short_one() -> None:
    made = BytesIO()
    canvas = Canvas(made, pagesize=(100, 14000))
    canvas.drawString(10, 10, "long")
    canvas.save()
    image = Pdf(made.getvalue()).page(0, 4000)
    assert 0 < image.width() * image.height() < 13_000_000


def lent_to(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What other programs would be given; none is started here."""
    given: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not given.append(url))  # type: ignore[func-returns-value]
    return given


def test_another_program_is_given_a_copy_only_after_a_warning_and_locking_takes_it_away(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, replaced = new_practice(tmp_path / "practice"), Replaced()
    given = lent_to(monkeypatch)
    with window_on(folder, replaced) as window:
        unlock(window)
        assert window.desk is not None
        assert window.workspace is not None
        client = window.desk.add(_client()(code="K-36", name="Marguerite"))
        window.workspace.go(Target("attachments", client.id))
        page: Any = window.workspace.current
        (record,) = attach(page, qtbot, file(tmp_path, "Marguerite.pdf", pdf("NEEDLE")))
        page._lend.click()
        assert page._stack.currentWidget() is page._warning
        assert page._leave.hasFocus()
        assert given == []
        assert not (folder / opened.FOLDER).exists()
        QTest.keyClick(page._leave, Qt.Key.Key_Return)
        assert page._stack.currentWidget() is page.files
        page._lend.click()
        QTest.keyClick(page._copy, Qt.Key.Key_Space)
        until(lambda: given)
        path = Path(given[0].toLocalFile())
        assert path.name == f"K-36-attached-{record.id}.pdf"
        assert path.parent.parent == folder / opened.FOLDER
        assert path.read_bytes().startswith(b"%PDF")
        window.lock()
        until(lambda: replaced.lines)
    assert not (folder / opened.FOLDER).exists()


def test_at_the_next_start_what_was_lent_is_gone_before_anybody_unlocks(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001
    folder = new_practice(tmp_path / "practice")
    lent = opened.lend(folder, "K-36-attached-1.pdf", b"words")  # by a process that was killed
    with window_on(folder) as window:
        assert lent.exists()
        Alone(window)
        assert not lent.exists()
        assert window.workspace is None
    assert not (folder / opened.FOLDER).exists()


def test_a_second_start_takes_nothing_from_the_window_that_lent_it(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001
    folder = new_practice(tmp_path / "practice")
    with window_on(folder) as first, window_on(folder) as second:
        Alone(first)
        lent = opened.lend(folder, "K-36-attached-1.pdf", b"words")
        Alone(second)
        assert lent.exists()


def test_a_copy_that_is_saved_outside_is_whole_and_on_the_list_of_exports(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(workspace)
    data = pdf("Dear colleague")
    (record,) = attach(page, qtbot, file(tmp_path, "letter.pdf", data))
    proposed: list[str] = []
    answers = iter([str(tmp_path / "no" / "such" / "folder.pdf"), str(tmp_path / "copy.pdf"), ""])

    def ask(_page: object, _title: str, path: str) -> tuple[str, str]:
        proposed.append(Path(path).name)
        return next(answers), ""

    # The system's own dialog cannot be pressed from here.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    before = len(workspace.desk.find(Exported))
    page._save.click()
    qtbot.waitUntil(lambda: "could not be written there" in workspace.messages.text())
    assert len(workspace.desk.find(Exported)) == before
    page._save.click()
    qtbot.waitUntil(lambda: "not encrypted" in workspace.messages.text())
    assert (tmp_path / "copy.pdf").read_bytes() == data
    assert proposed == [f"C-017-attached-{record.id}.pdf"] * 2
    last = workspace.desk.find(Exported)[-1]
    assert (last.what, last.place, last.client) == ("letter", str(tmp_path / "copy.pdf"), page.client)
    page._save.click()
    assert len(workspace.desk.find(Exported)) == before + 1
