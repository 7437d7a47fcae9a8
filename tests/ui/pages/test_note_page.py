# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""Around a session note: the process note, parts that stay open, a moment begun from it, and the missed session."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from dit_desktop.models.case import case_of
from dit_desktop.models.process import banner
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.course import PlanInNotes
from dit_desktop.records.process import ProcessNote, due_on
from dit_desktop.records.relationships import Narrative, Person
from dit_desktop.records.session import FocusMoment, SafetyToday, SessionNote
from dit_desktop.records.unfolded import Unfolded
from dit_desktop.ui.colours import colour
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course, note
from tests.ui.pages.walk import button, draft, field, go_to, settle, signed


def opened(workspace: Workspace) -> SessionNote:
    made = note(workspace.desk, client_with_course(workspace.desk), day=date(2026, 11, 12))
    go_to(workspace, "note", made)
    settle()
    return made


def test_a_process_note_is_written_in_its_own_tint_and_offers_no_signing(workspace: Workspace) -> None:
    made = opened(workspace)
    QTest.mouseClick(button(workspace, "Process note"), Qt.MouseButton.LeftButton)
    settle()
    page: Any = workspace.current
    assert page._process.grab().toImage().pixelColor(3, 3) == colour(page.palette(), "process")
    assert "They go into no export unless you add them by name." in page._process._banner.text()
    field(workspace, "felt").setFocus()
    QTest.keyClicks(field(workspace, "felt"), "Drawn to hurry.")
    workspace.flush()
    workspace.desk.settle()
    (kept,) = workspace.desk.find(ProcessNote, parent=made.parent)
    assert (kept.felt, kept.appointment, kept.day) == ("Drawn to hurry.", made.appointment, made.day)
    shown = [item for item in page.findChildren(type(button(workspace, "Process note"))) if item.isVisible()]
    assert "Finish and sign" not in [item.text() for item in shown]
    place = workspace.place()
    assert (place.record, place.field) == (kept.id, "felt")
    workspace.go(Target("overview", made.client))
    workspace.return_to(place)
    assert page._tabs.current == 1
    assert field(workspace, "felt").toPlainText() == "Drawn to hurry."
    assert workspace.desk.get(SessionNote, made.id).signed_at is None


def test_the_banner_says_until_when_and_for_whom(workspace: Workspace) -> None:
    desk = workspace.desk
    ended = signed(desk, SessionNote)
    case = case_of(desk, ended.client, date.today())  # noqa: DTZ011 - the therapist's own day
    words = banner(desk, case)
    assert case.schedule
    assert due_on(case.schedule.end, 3)
    assert "about your client" in words
    assert "3 months after the course ends. Older backups may hold them until" in words
    desk.save(replace(desk.practice(), process_months=1))
    assert "1 month after the course ends" in banner(desk, case)
    nobody = case_of(desk, client_with_course(desk).client, date.today())  # noqa: DTZ011
    assert banner(desk, replace(nobody, schedule=None)).endswith("after the course ends.")


def test_what_is_opened_stays_open_for_this_course_and_after_locking(workspace: Workspace) -> None:
    made = opened(workspace)
    page: Any = workspace.current
    sheet = page._editor.form.sheet
    line = sheet.sections()["Session plan"]._line
    assert not line.isChecked()
    undo = workspace.desk.undo.count()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    workspace.desk.settle()
    assert workspace.desk.undo.count() == undo
    assert [(each.form, each.parts) for each in workspace.desk.find(Unfolded, parent=made.parent)] == [
        ("SessionNote", "Session plan")
    ]
    opened(workspace)  # another course
    assert not sheet.sections()["Session plan"].is_open()
    another = workspace.desk.add(replace(made, id=0, day=date(2026, 11, 19)))
    go_to(workspace, "note", another)
    assert sheet.sections()["Session plan"].is_open()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    workspace.desk.settle()
    assert [each.parts for each in workspace.desk.find(Unfolded, parent=made.parent)] == [""]


def test_a_course_can_leave_the_session_plan_out_and_loses_none_that_was_written(workspace: Workspace) -> None:
    made = opened(workspace)
    page: Any = workspace.current
    plan = page._editor.form.sheet.sections()["Session plan"]
    assert plan.isVisible()
    desk = workspace.desk
    course = case_of(desk, made.client, date.today()).course  # noqa: DTZ011
    assert course
    desk.save(replace(course, plan_in_notes=PlanInNotes.LEFT_OUT))
    go_to(workspace, "note", made)
    assert not plan.isVisible()
    desk.save(replace(made, pace="Slow."))
    go_to(workspace, "note", made)
    assert plan.isVisible()


def test_a_moment_begins_from_what_is_marked_in_the_note(workspace: Workspace) -> None:
    written = draft(workspace.desk, SessionNote)
    go_to(workspace, "note", written, "material")
    settle()
    control = field(workspace, "material")
    control.moveCursor(QTextCursor.MoveOperation.Start)
    control.moveCursor(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    marked = control.textCursor().selectedText()
    assert marked
    QTest.mouseClick(button(workspace, "Moment"), Qt.MouseButton.LeftButton)
    settle()
    made = workspace.desk.find(Narrative, parent=written.parent)[-1]
    assert (made.happened, made.told_in) == (marked, 9)
    assert workspace.place().page == "people"
    assert field(workspace, "happened").toPlainText() == marked


def test_a_moment_begins_from_what_is_marked_in_the_assessment_and_undo_puts_it_away(workspace: Workspace) -> None:
    made = draft(workspace.desk, Assessment)
    go_to(workspace, "assessment", made, "complaint")
    settle()
    control = field(workspace, "complaint")
    before = control.toPlainText()
    control.selectAll()
    QTest.mouseClick(button(workspace, "Moment"), Qt.MouseButton.LeftButton)
    settle()
    told = workspace.desk.find(Narrative, parent=made.parent)[-1]
    assert before
    assert told.happened == before
    assert workspace.place().page == "people"
    assert workspace.desk.get(Assessment, made.id).complaint == before
    workspace.run("undo")
    assert told.id not in [each.id for each in workspace.desk.find(Narrative, parent=made.parent)]


def test_something_new_about_safety_offers_the_way_there_and_nothing_else_does(workspace: Workspace) -> None:
    made = opened(workspace)
    page: Any = workspace.current
    for answer in (None, SafetyToday.NOT_RAISED, SafetyToday.NOTHING_NEW):
        page._editor.show_record(workspace.desk.save(replace(made, safety=answer)))
        page._offer_safety(page._editor.record)
        with pytest.raises(AssertionError):
            button(workspace, "Open Safety")
    sheet = page._editor.form.sheet
    sheet.sections()["Safety"].set_open(True)
    settle()
    choice = next(each for each in page.findChildren(QAbstractButton) if each.text() == "Something new")
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    workspace.flush()
    settle()
    QTest.mouseClick(button(workspace, "Open Safety"), Qt.MouseButton.LeftButton)
    settle()
    assert workspace.place().page == "safety"
    assert workspace.client == made.client


def test_a_section_remembers_its_session_and_is_done_when_the_therapist_says_so(workspace: Workspace) -> None:
    desk = workspace.desk
    fresh = client_with_course(desk)
    workspace.go(Target("assessment", fresh.client, 0, "complaint"))
    settle()
    page: Any = workspace.current
    page._editor.session = 2
    QTest.keyClicks(field(workspace, "complaint"), "Slow.")
    workspace.flush()
    settle()
    (made,) = desk.find(Assessment, parent=fresh.id)
    assert [(mark.section, mark.touched_in) for mark in made.marks] == [("complaint", 2)]
    table = page._sections._table
    assert [table.index(1, column).data() for column in range(3)] == ["Why now", "session 2", ""]
    page._sections._rows.selectRow(1)
    QTest.mouseClick(button(workspace, "Mark as done"), Qt.MouseButton.LeftButton)
    assert table.index(1, 2).data() == "done"
    assert button(workspace, "Not done yet").isEnabled()
    QTest.keyClicks(field(workspace, "complaint"), "Very.")
    workspace.flush()
    assert desk.find(Assessment, parent=fresh.id)[0].mark_of("complaint").done_on is not None


def test_sections_of_the_assessment_are_named_in_the_note_of_their_session(workspace: Workspace) -> None:
    desk = workspace.desk
    told = next(each for each in desk.find(Assessment) if each.mark_of("complaint").touched_in == 1)
    first = min(desk.find(SessionNote, parent=told.parent), key=lambda each: each.day or date.max)
    go_to(workspace, "note", first)
    page: Any = workspace.current
    assert "In the assessment: Why now · Symptoms and people" in page._prompts.text().splitlines()
    go_to(workspace, "note", desk.find(SessionNote, parent=told.parent)[-1])
    assert "In the assessment" not in page._prompts.text()


def test_the_last_note_begins_with_what_was_meant_for_this_time_and_names_the_people_in_it(
    workspace: Workspace,
) -> None:
    made, desk = opened(workspace), workspace.desk
    father = desk.add(Person(client=made.client, parent=made.parent, name="her father"))
    seen = FocusMoment(key="a", with_person=father.id, affect="shame")
    guessed = FocusMoment(key="b", with_whom="the neighbour")
    desk.save(replace(made, material="A week.", next_time="Ask about Sunday.", focus=(seen, guessed)))
    another = desk.add(replace(made, id=0, day=date(2026, 11, 19)))
    go_to(workspace, "note", another)
    page: Any = workspace.current
    lines = page._side._text.toPlainText().splitlines()
    assert lines[:4] == ["For next time", "Ask about Sunday.", "What we talked about", "A week."]
    assert "With: her father" in lines
    assert "With: the neighbour" in lines
    assert "Date" not in lines
