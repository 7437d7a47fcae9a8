# SPDX-License-Identifier: Apache-2.0
"""The overview says where a course stands and what there is to do, without alarm; a second course begins blank."""

from __future__ import annotations

from dit_desktop.records.client import Client
from dit_desktop.records.course import Course, CourseState
from dit_desktop.records.formulation import Formulation
from dit_desktop.ui.fold import Fold
from dit_desktop.ui.link import Link
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.timeline import SessionMark
from dit_desktop.ui.workspace import Workspace
from tests.ui.pages.walk import all_words, button, settle


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
    workspace.close_client()
    settle()
    assert "fridge" not in "\n".join(text for _widget, text in all_words(page))
