# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""Safety: reached from every page of a client, in versions that ask everything anew, with the numbers at its head."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dit_desktop.models.safety import next_safety
from dit_desktop.records.contact import Contact, Role
from dit_desktop.records.fields import Choice, fields
from dit_desktop.records.safety import Safety, ToldTo
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.pages.safety import _now
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course
from tests.ui.pages.walk import INSIDE, button, field, settle


@pytest.mark.parametrize("page", INSIDE)
def test_one_key_leads_there_from_every_page_of_a_client(workspace: Workspace, page: str) -> None:
    course = client_with_course(workspace.desk)
    workspace.go(Target(page, course.client))
    assert workspace.enabled("safety_now")
    workspace.run("safety_now")
    assert workspace.place().page == "safety"
    assert workspace.client == course.client


def test_the_numbers_stand_at_its_head_and_the_gps_in_the_plan(workspace: Workspace) -> None:
    desk = workspace.desk
    client = client_with_course(desk).client
    workspace.go(Target("safety", client))
    page: Any = workspace.current
    assert page._numbers.text() == "No GP or emergency contact is listed in the details yet."
    mine: dict[str, Any] = {"client": client, "parent": client}
    desk.add(Contact(**mine, role=Role.SOLICITOR, name="Nobody to ring", phone="01632 960999"))
    desk.add(Contact(**mine, role=Role.EMERGENCY, name="Colin", phone="07700 900284"))
    desk.add(Contact(**mine, role=Role.GP, name="Dr Amadi", phone="01632 960301", out_of_hours="111"))
    assert page._numbers.text().splitlines() == [
        "GP: Dr Amadi, 01632 960301, out of hours 111",
        "Emergency contact: Colin, 07700 900284",
    ]
    workspace.go(Target("safety", client))
    plan = page._editor.form.record().professionals.splitlines()
    assert plan[0] == "999 in an emergency"
    assert plan[-1] == "GP: Dr Amadi, 01632 960301, out of hours 111"
    assert desk.find(Safety, parent=client) == []


def test_a_new_version_keeps_the_words_and_asks_every_question_again(workspace: Workspace) -> None:
    desk = workspace.desk
    client = client_with_course(desk).client
    workspace.go(Target("safety", client))
    settle()
    QTest.keyClicks(field(workspace, "story"), "Easier not to wake up.")
    page: Any = workspace.current
    answer = page._editor.form.sheet.controls["suicidal_thoughts"].widget
    QTest.mouseClick(button(answer, "Present"), Qt.MouseButton.LeftButton)
    workspace.flush()
    with pytest.raises(AssertionError):
        button(workspace, "A new version")
    QTest.mouseClick(button(workspace, "Finish and sign"), Qt.MouseButton.LeftButton)
    settle()
    QTest.mouseClick(button(workspace, "A new version"), Qt.MouseButton.LeftButton)
    settle()
    desk.settle()
    second, first = sorted(desk.find(Safety, parent=client), key=lambda each: -each.id)
    assert first.signed_at
    assert second.signed_at is None
    assert (second.story, second.suicidal_thoughts) == (first.story, None)
    assert page._table.rowCount() == 2
    assert "Easier not to wake up." in page._before._text.toPlainText()
    assert "Present" in page._before._text.toPlainText()
    page._rows.selectRow(1)
    assert page._editor.record.id == first.id
    assert field(workspace, "story").isReadOnly()
    assert page._before._text.toPlainText() == "There is no earlier version."
    workspace.close_client()
    assert page._table.rowCount() == 0


def test_of_another_conversation_nothing_that_was_done_is_taken_over(workspace: Workspace) -> None:
    desk = workspace.desk
    client = client_with_course(desk).client
    answers: dict[str, Any] = {
        item.name: next(iter(item.type))
        for item in fields(Safety)
        if isinstance(item.type, type) and issubclass(item.type, Choice)
    }
    last = desk.add(
        Safety(
            client=client,
            parent=client,
            done_now="Rang the surgery.",
            told=(ToldTo(key="a", who="Dr Amadi"),),
            review_on=date(2026, 11, 19),
            signs="I start tidying.",
            children_words="None.",
            **answers,
        )
    )
    made = next_safety(desk, last, _now())
    assert {name: getattr(made, name) for name in answers} == dict.fromkeys(answers)
    assert (made.done_now, made.told, made.review_on) == ("", (), None)
    assert (made.signs, made.children_words) == ("I start tidying.", "None.")
