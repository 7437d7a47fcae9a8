# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""What is typed is in the vault, whatever is done next, and typing is never disturbed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.records.assessment import Assessment
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.course import Course
from dit_desktop.records.fields import Record
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.goal import Aim
from dit_desktop.records.letter import Letter
from dit_desktop.records.practice import Practice
from dit_desktop.records.relationships import Person
from dit_desktop.records.safety import Safety
from dit_desktop.records.session import SessionNote
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.opened import busy, client_with_course, note
from tests.ui.pages.walk import draft, field, go_to, settle

WORDS = "Came late, and said so."


def at_end(control: QWidget) -> None:
    control.setFocus()
    if isinstance(control, QPlainTextEdit):
        control.moveCursor(QTextCursor.MoveOperation.End)
    else:
        QTest.keyClick(control, Qt.Key.Key_End)


def begin(workspace: Workspace, page: str) -> tuple[Record, str]:
    """Open a form of a page for somebody new; returns its record and a field to type into."""
    desk = workspace.desk
    course = client_with_course(desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    of: dict[str, tuple[Record, str]] = {
        "details": (desk.get(Client, course.client), "pronouns"),
        "assessment": (desk.add(Assessment(**mine)), "complaint"),
        "formulation": (desk.add(Formulation(**mine)), "self_view"),
        "note": (note(desk, course), "material"),
        "letter": (desk.add(Letter(**mine)), "opening"),
        "safety": (desk.add(Safety(client=course.client, parent=course.client)), "where_they_are"),
        "people": (desk.add(Person(**mine)), "role"),
        "goals": (desk.add(Aim(**mine)), "first_sign"),
        "settings": (desk.practice(), "profession"),
    }
    record, name = of[page]
    workspace.go(Target(page, course.client, record.id, name))
    settle()
    return record, name


PAGES = ["details", "assessment", "safety", "people", "goals", "formulation", "note", "letter", "settings"]


@pytest.mark.parametrize("page", PAGES)
def test_what_is_typed_is_saved_by_going_elsewhere(workspace: Workspace, page: str) -> None:
    record, name = begin(workspace, page)
    control = field(workspace, name)
    at_end(control)
    before = getattr(workspace.desk.get(type(record), record.id), name)
    QTest.keyClicks(control, WORDS)
    workspace.go(Target("clients"))
    workspace.desk.settle()
    assert getattr(workspace.desk.get(type(record), record.id), name) == before + WORDS


def test_what_a_field_without_the_focus_was_given_is_saved_by_going_elsewhere(workspace: Workspace) -> None:
    record, name = begin(workspace, "note")
    control = field(workspace, name)
    control.clearFocus()  # as when another program puts words in; no focus then leaves the field
    QTest.keyClicks(control, WORDS)
    assert workspace.desk.get(SessionNote, record.id).material == ""
    workspace.go(Target("clients"))
    assert workspace.desk.get(SessionNote, record.id).material == WORDS


@pytest.mark.parametrize("leave", ["close_client", "flush", "undo_nothing"])
def test_what_is_typed_right_up_to_leaving_is_saved_exactly(workspace: Workspace, leave: str) -> None:
    record, name = begin(workspace, "note")
    control = field(workspace, name)
    at_end(control)
    QTest.keyClicks(control, WORDS)
    if leave == "undo_nothing":
        workspace.run("undo")  # takes back the whole visit, and redo brings it again
        assert workspace.desk.get(SessionNote, record.id).material == ""
        workspace.run("redo")
    else:
        getattr(workspace, leave)()
    workspace.desk.settle()
    assert workspace.desk.get(SessionNote, record.id).material == WORDS


def test_typing_saves_itself(workspace: Workspace, qtbot: QtBot) -> None:
    record, name = begin(workspace, "note")
    QTest.keyClicks(field(workspace, name), WORDS)
    qtbot.waitUntil(lambda: workspace.desk.get(SessionNote, record.id).material == WORDS, timeout=3000)
    qtbot.waitUntil(lambda: not workspace.desk.waiting)
    assert workspace.status() == "All changes saved"


@pytest.mark.parametrize(
    "page,kind,name",
    [
        ("assessment", Assessment, "complaint"),
        ("formulation", Formulation, "self_view"),
        ("letter", Letter, "opening"),
        ("details", Enquiry, "asked_for"),
    ],
)
def test_first_words_make_one_record_and_typing_goes_on(
    workspace: Workspace, page: str, kind: type[Record], name: str
) -> None:
    desk = workspace.desk
    if kind is Enquiry:
        client = desk.add(Client(code="C-901")).id
        workspace.go(Target(page, client))
        workspace.page(page)._tabs.go_to(7)  # type: ignore[attr-defined]
    else:
        client = client_with_course(desk).client
        workspace.go(Target(page, client, 0, name))
    settle()
    control = field(workspace, name)
    control.setFocus()
    typed = ""
    for part in ("First", " words", " go on"):
        QTest.keyClicks(control, part)
        typed += part
        where = control.textCursor().position()
        workspace.flush()
        settle()
        assert control.hasFocus()
        assert control.textCursor().position() == where == len(typed)
        assert control.toPlainText() == typed
    desk.settle()
    settle()
    assert [getattr(item, name) for item in desk.find(kind, client=client)] == [typed]
    control.undo()
    assert control.toPlainText() != typed  # what was typed before the record was made can still be undone
    workspace.run("undo")
    assert len(desk.find(kind, client=client)) == 1


def test_a_slow_disk_disturbs_nobody_who_types(workspace: Workspace) -> None:
    record, name = begin(workspace, "note")
    control = field(workspace, name)
    control.setFocus()
    with busy(workspace.desk):
        QTest.keyClicks(control, "one")
        workspace.flush()
        QTest.keyClicks(control, " two")
        QTest.keyClick(control, Qt.Key.Key_Home)
        assert workspace.status() == "Saving …"
    QTest.keyClicks(control, "zero ")
    workspace.desk.settle()
    settle()
    assert control.toPlainText() == "zero one two"
    assert control.textCursor().position() == len("zero ")
    workspace.flush()
    workspace.desk.settle()
    assert workspace.desk.get(SessionNote, record.id).material == "zero one two"


def test_choosing_the_same_version_again_keeps_what_is_being_typed(workspace: Workspace) -> None:
    record, name = begin(workspace, "formulation")
    QTest.keyClicks(field(workspace, name), WORDS)
    workspace.page("formulation")._versions.chosen.emit(0)  # type: ignore[attr-defined]
    assert field(workspace, name).toPlainText() == WORDS
    QTest.keyClicks(field(workspace, name), "")
    workspace.go(Target("formulation", record.client, record.id, name))
    assert field(workspace, name).toPlainText() == WORDS


def test_typing_is_not_lost_when_the_same_record_is_shown_again(workspace: Workspace) -> None:
    record, name = begin(workspace, "note")
    editor = workspace.page("note")._editor  # type: ignore[attr-defined]
    QTest.keyClicks(field(workspace, name), WORDS)
    editor.show_record(record, "initial")
    assert field(workspace, name).toPlainText() == WORDS
    assert editor.record.material == WORDS


def test_undo_shows_what_was_before_and_keeps_the_prompts(workspace: Workspace) -> None:
    record = draft(workspace.desk, SessionNote)
    go_to(workspace, "note", record, "material")
    settle()
    editor = workspace.page("note")._editor  # type: ignore[attr-defined]
    phase = editor.form.sheet._phase
    assert phase
    QTest.keyClicks(field(workspace, "material"), WORDS)
    workspace.run("undo")
    assert field(workspace, "material").toPlainText() == record.material
    assert editor.form.sheet._phase == phase
    workspace.run("redo")
    assert WORDS in field(workspace, "material").toPlainText()


def test_the_first_word_of_a_formulation_brings_its_buttons(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    for page, kind, name, words in (
        ("formulation", Formulation, "self_view", "This version was shared"),
        ("letter", Letter, "opening", "This is the final letter"),
    ):
        workspace.go(Target(page, course.client, 0, name))
        settle()
        QTest.keyClicks(field(workspace, name), "I")
        workspace.flush()
        settle()
        shown = [item.text() for item in QApplication.allWidgets() if hasattr(item, "text") and item.isVisible()]
        assert words in shown
        assert len(workspace.desk.find(kind, client=course.client)) == 1


def test_a_letter_begins_with_the_name_they_use(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    workspace.desk.save(replace(workspace.desk.get(Client, course.client), called="Wren"))
    workspace.go(Target("letter", course.client))
    assert field(workspace, "salutation").text() == "Wren"
    assert workspace.desk.find(Letter, client=course.client) == []


def test_settings_of_this_computer_are_announced(workspace: Workspace) -> None:
    told: list[Any] = []
    workspace.settings_changed.connect(told.append)
    workspace.go(Target("settings"))
    workspace.page("settings")._tabs.setCurrentIndex(1)  # type: ignore[attr-defined]
    line = field(workspace, "text_size")
    line.selectAll()
    QTest.keyClicks(line, "150")
    workspace.flush()
    assert told[-1].text_size == 150


def test_a_practice_says_its_word_for_people(nobody: Workspace) -> None:
    nobody.go(Target("settings"))
    QTest.keyClicks(field(nobody, "name"), "Isobel Crane")
    nobody.flush()
    nobody.desk.settle()
    assert [item.name for item in nobody.desk.find(Practice)] == ["Isobel Crane"]


def test_the_frame_of_a_course_is_changed_on_its_tab(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    workspace.go(Target("details", course.client, course.id, "planned"))
    settle()
    line = field(workspace, "planned")
    line.selectAll()
    QTest.keyClicks(line, "20")
    place = workspace.place()
    assert (place.page, place.record, place.field) == ("details", course.id, "planned")
    workspace.go(Target("overview", course.client))
    assert workspace.desk.get(Course, course.id).planned == 20
