# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""What is signed stays as it is: no way through the window changes it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from dit_desktop.records.formulation import Formulation, Sharing
from dit_desktop.records.letter import Letter, LetterState, Reading
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course, note, rows
from tests.ui.pages.walk import button, draft, field, go_to, settle, signed

KEYS = (Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Down, Qt.Key.Key_Return)


def meddle(sheet: QWidget) -> int:
    """Press keys, click, paste and cut in every control of a form."""
    tried = 0
    for widget in sheet.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() is Qt.FocusPolicy.NoFocus or widget.focusProxy():
            continue
        widget.setFocus()
        for key in KEYS:
            QTest.keyClick(widget, key)
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            for keys in ("Ctrl+A", "Ctrl+X", "Ctrl+V", "Ctrl+Z"):
                QTest.keySequence(widget, keys)
        if isinstance(widget, QAbstractButton) and not widget.isCheckable():
            continue  # it opens something; nothing that changes is left in sight
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
        tried += 1
    return tried


def editor(workspace: Workspace, name: str = "_editor") -> Any:
    return getattr(workspace.current, name)


@pytest.mark.parametrize("kind,page", [(SessionNote, "note"), (Formulation, "formulation"), (Letter, "letter")])
def test_no_key_and_no_click_changes_a_signed_record(workspace: Workspace, kind: type[Any], page: str) -> None:
    record = signed(workspace.desk, kind)
    go_to(workspace, page, record, "working" if kind is Formulation else "")
    settle()
    before = rows(workspace.desk._vault)
    sheet = editor(workspace).form.sheet
    for section in sheet.sections().values():
        section.set_open(True)
    assert meddle(sheet) > 5
    workspace.flush()
    workspace.run("undo")
    workspace.run("redo")
    workspace.desk.settle()
    assert rows(workspace.desk._vault) == before
    go_to(workspace, page, draft(workspace.desk, kind) if kind is not Letter else record)


def test_the_same_meddling_changes_a_draft(workspace: Workspace) -> None:
    record = draft(workspace.desk, SessionNote)
    go_to(workspace, "note", record)
    settle()
    meddle(editor(workspace).form.sheet)
    workspace.flush()
    workspace.desk.settle()
    assert workspace.desk.get(SessionNote, record.id) != record


def test_a_note_is_signed_with_what_is_being_typed(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    made = note(workspace.desk, course)
    go_to(workspace, "note", made, "material")
    settle()
    QTest.keyClicks(field(workspace, "material"), "The last word")
    button(workspace, "Finish and sign").click()
    kept = workspace.desk.get(SessionNote, made.id)
    assert (kept.material, kept.signed_at is not None) == ("The last word", True)
    assert field(workspace, "material").isReadOnly()
    assert not workspace.enabled("undo")
    QTest.keyClicks(field(workspace, "material"), "more")
    workspace.flush()
    workspace.desk.settle()
    assert workspace.desk.get(SessionNote, made.id) == kept


def test_an_addendum_is_added_written_and_signed(workspace: Workspace) -> None:
    made = signed(workspace.desk, SessionNote)
    go_to(workspace, "note", made)
    settle()
    before = len(workspace.desk.find(Addendum, parent=made.id))
    button(workspace, "Add an addendum").click()
    settle()
    written = field(workspace, "written")
    assert written.hasFocus()
    QTest.keyClicks(written, "It was a")
    workspace.flush()
    settle()
    QTest.keyClicks(written, " Tuesday.")
    assert written.toPlainText() == "It was a Tuesday."
    workspace.go(Target("clients"))
    go_to(workspace, "note", made)
    assert field(workspace, "written").toPlainText() == "It was a Tuesday."
    button(workspace, "Sign the addendum").click()
    settle()
    found = workspace.desk.find(Addendum, parent=made.id)
    assert (found[-1].written, found[-1].signed_at is not None) == ("It was a Tuesday.", True)
    assert len(found) == before + 1
    shown = workspace.page("note")._note.finish.addenda._earlier._text.toPlainText()  # type: ignore[attr-defined]
    assert "It was a Tuesday." in shown
    assert workspace.desk.get(SessionNote, made.id) == made
    button(workspace, "Add an addendum")


def test_an_empty_addendum_is_not_signed(workspace: Workspace) -> None:
    made = signed(workspace.desk, SessionNote)
    go_to(workspace, "note", made)
    settle()
    button(workspace, "Add an addendum").click()
    settle()
    button(workspace, "Sign the addendum").click()
    assert [item.signed_at for item in workspace.desk.find(Addendum, parent=made.id)][-1] is None


def test_a_shared_focus_is_kept_and_the_next_wording_is_a_version_of_its_own(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    workspace.go(Target("formulation", course.client))
    settle()
    QTest.keyClicks(field(workspace, "self_view"), "I am too much")
    workspace.flush()
    settle()
    button(workspace, "This version was shared").click()
    settle()
    first = workspace.desk.find(Formulation, parent=course.id)[0]
    assert (first.self_view, first.signed_at is not None) == ("I am too much", True)
    assert field(workspace, "self_view").isReadOnly()
    said = field(workspace, "response")
    assert said.hasFocus()
    QTest.keyClicks(said, "That is me.")
    workspace.flush()
    settle()
    answers = workspace.desk.find(Sharing, parent=course.id)
    assert [(item.formulation, item.response) for item in answers] == [(first.id, "That is me.")]
    button(workspace, "Reword it in a new version").click()
    settle()
    control = field(workspace, "self_view")
    QTest.keyClicks(control, "Sometimes ")
    workspace.flush()
    workspace.desk.settle()
    versions = workspace.desk.find(Formulation, parent=course.id)
    assert [item.self_view for item in versions] == ["I am too much", "Sometimes I am too much"]
    assert versions[0] == first
    page: Any = workspace.current
    page._choose(0)
    settle()
    words = [item.text() for item in page.findChildren(QAbstractButton) if item.isVisible()]
    assert "Reword it in a new version" not in words  # there is a newer one to go on with
    page._choose(1)
    assert field(workspace, "self_view").toPlainText() == "Sometimes I am too much"


def test_a_letter_goes_from_draft_to_final(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    workspace.go(Target("letter", course.client))
    settle()
    QTest.keyClicks(field(workspace, "opening"), "I said I would write.")
    workspace.flush()
    settle()
    button(workspace, "Shared as a draft").click()
    settle()
    field(workspace, "asked_changes").setFocus()
    QTest.keyClicks(field(workspace, "asked_changes"), "Less about work")
    button(workspace, "Go on in a new version").click()
    settle()
    control = field(workspace, "opening")
    assert control.toPlainText() == "I said I would write."
    QTest.keyClicks(control, "Dear. ")
    button(workspace, "This is the final letter").click()
    settle()
    workspace.desk.settle()
    letters = workspace.desk.find(Letter, parent=course.id)
    assert [(item.state, item.opening, item.signed_at is not None) for item in letters] == [
        (LetterState.SHARED, "I said I would write.", True),
        (LetterState.FINAL, "Dear. I said I would write.", True),
    ]
    readings = workspace.desk.find(Reading, parent=course.id)
    assert [(item.letter, item.asked_changes) for item in readings] == [
        (letters[0].id, "Less about work"),
        (letters[1].id, ""),
    ]
    assert readings[0].given_on is None
    assert readings[1].given_on is not None
    assert field(workspace, "opening").isReadOnly()
    workspace.page("letter")._choose(0)  # type: ignore[attr-defined]
    assert field(workspace, "asked_changes").toPlainText() == "Less about work"


def test_a_note_of_nobody_is_not_signed(workspace: Workspace) -> None:
    for page in ("note", "formulation", "letter"):
        made: Any = workspace.page(page)
        before = rows(workspace.desk._vault)
        for act in ("sign", "share", "reword", "preview", "_go_on"):
            if hasattr(made, act):
                getattr(made, act)()
        if page == "letter":
            made._keep(LetterState.FINAL)
        assert rows(workspace.desk._vault) == before
