# SPDX-License-Identifier: Apache-2.0
"""The overview says where a course stands and what there is to do, without alarm; a second course begins blank."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from dit_desktop.records.assessment import Assessment
from dit_desktop.records.client import Client, Enquiry, EnquiryOutcome
from dit_desktop.records.course import Course, CourseState
from dit_desktop.records.formulation import Formulation
from dit_desktop.ui.fold import Fold
from dit_desktop.ui.link import Link
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.timeline import SessionMark
from dit_desktop.ui.workspace import Workspace
from tests.ui.pages.walk import all_words, button, settle
from tests.ui.window import press


def shown(workspace: Workspace, code: str) -> str:
    client = next(client for client in workspace.desk.find(Client) if client.code == code)
    workspace.go(Target("overview", client.id))
    settle()
    assert workspace.current is not None
    return "\n".join(text for _widget, text in all_words(workspace.current, shown=True))


def test_it_shows_the_course_and_what_there_is_to_do(workspace: Workspace) -> None:
    said = shown(workspace, "C-017")
    page = workspace.current
    assert page is not None
    assert "9 of 16 used, middle phase, 7 left" in said
    assert "Do they know?" in said
    assert "For next time, you wrote" in said
    assert button(page, "Write session 10").isVisible()
    marks = {mark.text(): mark.accessibleName() for mark in page.findChildren(SessionMark)}
    assert marks["4"].endswith("note signed, focus")
    assert "missed" in marks["6"]
    next(link for link in page.findChildren(Link) if "is a draft" in link.accessibleName()).click()
    settle()
    assert workspace.place().page == "note"


def test_the_focus_can_be_folded_away(workspace: Workspace) -> None:
    shown(workspace, "C-017")
    assert workspace.current is not None
    fold = next(item for item in workspace.current.findChildren(Fold) if item.heading == "The focus")
    fold.set_open(False)
    settle()
    assert "marked down" not in "\n".join(text for _widget, text in all_words(fold, shown=True))
    shown(workspace, "C-021")
    assert fold.heading == "The focus, provisional"


def test_a_second_course_begins_blank_and_shows_the_first_to_be_read(workspace: Workspace) -> None:
    said = shown(workspace, "C-009")
    assert "16 of 16 used" in said
    assert "To do" not in said.split("\n")  # a course that has ended asks for nothing
    page, desk = workspace.current, workspace.desk
    assert page is not None
    button(page, "Open another course").click()
    settle()
    first, second = desk.find(Course, client=workspace.client)
    assert (first.state, second.state) == (CourseState.ENDED, CourseState.ACTIVE)
    assert desk.find(Formulation, parent=second.id) == []
    fold = next(item for item in page.findChildren(Fold) if item.heading.startswith("Earlier course"))
    fold.set_open(True)
    settle()
    said = "\n".join(text for _widget, text in all_words(fold, shown=True))
    assert "You feel people want you for what you do." in said
    assert "You drove home and cleaned the fridge." in said
    assert "Undo takes all of it back" in workspace.messages.text()
    workspace.run("undo")
    settle()
    assert desk.find(Course, client=workspace.client) == [first]
    assert button(page, "Open another course").isVisible()
    workspace.run("redo")
    settle()
    assert desk.find(Course, client=workspace.client) == [first, second]
    workspace.close_client()
    settle()
    assert "fridge" not in "\n".join(text for _widget, text in all_words(page))


def test_return_opens_no_other_course_by_the_way(workspace: Workspace) -> None:
    shown(workspace, "C-009")
    before = workspace.desk.find(Course)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Goodbye letter"
    press(Qt.Key.Key_Return)
    settle()
    assert workspace.desk.find(Course) == before


def open_first_course(workspace: Workspace) -> Course:
    """Somebody new, and the course that the overview's button opens."""
    workspace.desk.add(Client(code="C-900"))
    shown(workspace, "C-900")
    button(workspace, "Open a course of sixteen sessions").click()
    (course,) = workspace.desk.find(Course, client=workspace.client)
    return course


def test_undoing_a_course_leads_away_from_the_pages_that_would_write_into_it(nobody: Workspace) -> None:
    open_first_course(nobody)
    nobody.go(Target("assessment", nobody.client))
    nobody.run("undo")
    settle()
    assert (nobody.place().page, nobody.desk.find(Course, client=nobody.client)) == ("overview", [])


def test_a_course_in_which_something_was_written_is_not_taken_back(nobody: Workspace) -> None:
    course = open_first_course(nobody)
    assert nobody.desk.undo.canUndo()
    nobody.desk.add(Assessment(client=course.client, parent=course.id))
    assert not nobody.desk.undo.canUndo()


@pytest.mark.parametrize("name", ["assessment", "people", "formulation", "goals", "letter", "review", "closing"])
def test_a_page_that_needs_a_course_leads_to_where_one_is_opened(nobody: Workspace, name: str) -> None:
    client = nobody.desk.add(Client(code="C-900"))
    nobody.go(Target(name, client.id))
    settle()
    assert nobody.current is not None
    (link,) = [each for each in nobody.current.findChildren(Link) if each.isVisible()]
    assert link.accessibleName() == "There is no course yet. Open one on the overview."
    link.click()
    assert (nobody.place().page, nobody.client) == ("overview", client.id)


def test_before_there_is_a_course_it_shows_what_was_asked_for_and_offered(workspace: Workspace) -> None:
    said = shown(workspace, "E-024")
    (enquiry,) = workspace.desk.find(Enquiry, client=workspace.client)
    assert enquiry.asked_for in said
    assert "First meeting offered: " in said
    assert "What came of it" not in said
    workspace.desk.save(replace(enquiry, outcome=next(iter(EnquiryOutcome))))
    assert f"What came of it: {next(iter(EnquiryOutcome)).label.lower()}." in shown(workspace, "E-024")
    workspace.close_client()
    settle()
    assert enquiry.asked_for not in "\n".join(text for _widget, text in all_words(workspace.page("overview")))
