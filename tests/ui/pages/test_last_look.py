# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""The last look stands beside a letter that is not given yet, and asks about words of other records too."""

from __future__ import annotations

from typing import Any

from PySide6.QtTest import QTest

from dit_desktop.records.course import Course
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.relationships import Person
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course
from tests.ui.pages.walk import field, settle


def look(workspace: Workspace) -> str:
    page: Any = workspace.current
    return str(page._look._text.toPlainText())


def tabs(workspace: Workspace) -> list[str]:
    side: Any = workspace.current
    side = side._side
    return [side.tabText(number) for number in range(side.count()) if side.isTabVisible(number)]


def letter_of(workspace: Workspace, course: Course) -> None:
    workspace.go(Target("letter", course.client))
    settle()


def test_what_is_typed_is_held_against_process_notes_and_the_map(nobody: Workspace) -> None:
    course = client_with_course(nobody.desk)
    mine = {"client": course.client, "parent": course.id}
    nobody.desk.add(Person(**mine, name="Aunt May"))  # type: ignore[arg-type]
    nobody.desk.add(ProcessNote(**mine, unsaid="I wanted to be the one who stays."))  # type: ignore[arg-type]
    letter_of(nobody, course)
    assert "not yet talked about" in look(nobody)
    assert "Aunt May" not in look(nobody)
    QTest.keyClicks(field(nobody, "opening"), "I wanted to be the one who stays, as Aunt May was.")
    nobody.flush()
    settle()
    assert "“I wanted to be the one who stays”" in look(nobody)
    assert "“Aunt May”" in look(nobody)
    assert "A last look" in tabs(nobody)


def test_it_is_over_once_the_letter_is_given_and_nothing_of_it_stays_when_the_client_is_closed(
    nobody: Workspace,
) -> None:
    course = client_with_course(nobody.desk)
    letter_of(nobody, course)
    QTest.keyClicks(field(nobody, "opening"), "A risk.")
    nobody.flush()
    settle()
    assert "“risk”" in look(nobody)
    page: Any = nobody.current
    page._final.click()
    settle()
    assert "A last look" not in tabs(nobody)
    nobody.close_client()
    assert page._look._text.toPlainText() == ""
    assert page._known.measures == page._known.people == page._known.working_notes == ()
