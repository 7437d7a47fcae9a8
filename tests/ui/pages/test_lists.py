# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""Several records of one kind on a page: added with the first word, gone to, put into the bin and back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dit_desktop.models.desk import Desk
from dit_desktop.records.client import Client
from dit_desktop.records.contact import Contact, Role
from dit_desktop.records.fields import Record
from dit_desktop.records.goal import Aim, GoalReview, Hope
from dit_desktop.records.medication import Medication
from dit_desktop.records.relationships import Narrative, Person
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.several import Several
from dit_desktop.ui.workspace import Workspace
from tests.models.test_desk_refused import moved_away
from tests.opened import client_with_course
from tests.ui.pages.walk import button, field, settle


def list_of(workspace: Workspace, kind: type[Record]) -> Several[Any]:
    """The list for a kind on the page that is shown."""
    page = workspace.current
    assert page is not None
    return next(each for each in page.findChildren(Several) if each.kind is kind)


def on_contacts(workspace: Workspace) -> tuple[int, Several[Any]]:
    client = workspace.desk.add(Client(code="C-900")).id
    workspace.go(Target("details", client))
    page: Any = workspace.current
    page._tabs.go_to(1)
    settle()
    return client, list_of(workspace, Contact)


def shown(several: Several[Any], column: int = 1) -> list[str]:
    model = several.rows.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def names(desk: Desk, client: int) -> list[str]:
    desk.settle()
    return [each.name for each in desk.find(Contact, parent=client)]


def test_a_record_is_kept_with_its_first_word_and_not_before(workspace: Workspace) -> None:
    client, several = on_contacts(workspace)
    QTest.mouseClick(button(several, "Add contact"), Qt.MouseButton.LeftButton)
    assert names(workspace.desk, client) == []
    for name in ("Dr Amadi", "Colin"):
        QTest.mouseClick(button(several, "Add contact"), Qt.MouseButton.LeftButton)
        QTest.keyClicks(field(workspace, "name"), name)
        workspace.flush()
        settle()
    assert names(workspace.desk, client) == shown(several) == ["Dr Amadi", "Colin"]
    assert several.rows.selectionModel().selectedRows()[0].row() == 1


def test_going_to_another_record_saves_the_one_before(workspace: Workspace) -> None:
    client, several = on_contacts(workspace)
    desk = workspace.desk
    mine: dict[str, Any] = {"client": client, "parent": client}
    first, second = (desk.add(Contact(**mine, name=name, role=Role.GP)) for name in ("Dr Amadi", "Dr Bell"))
    workspace.go(Target("details", client, second.id, "name"))
    settle()
    assert (several.editor.record and several.editor.record.id) == second.id
    QTest.keyClick(field(workspace, "name"), Qt.Key.Key_End)
    QTest.keyClicks(field(workspace, "name"), " of Haverleigh")
    several.rows.setFocus()
    QTest.keyClick(several.rows, Qt.Key.Key_Up)
    assert several.editor.record
    assert several.editor.record.id == first.id
    assert names(desk, client) == ["Dr Amadi", "Dr Bell of Haverleigh"]
    assert workspace.place().record == first.id


def test_a_record_goes_into_the_bin_and_comes_back(workspace: Workspace) -> None:
    client, several = on_contacts(workspace)
    desk = workspace.desk
    mine: dict[str, Any] = {"client": client, "parent": client}
    made = [desk.add(Contact(**mine, name=name)) for name in ("Dr Amadi", "Colin")]
    workspace.go(Target("details", client, made[0].id))
    settle()
    QTest.mouseClick(button(several, "Put into the bin"), Qt.MouseButton.LeftButton)
    settle()
    assert names(desk, client) == shown(several) == ["Colin"]
    assert several.editor.record
    assert several.editor.record.name == "Colin"
    QTest.mouseClick(button(several, "Put back"), Qt.MouseButton.LeftButton)
    settle()
    assert names(desk, client) == shown(several) == ["Dr Amadi", "Colin"]
    assert several.editor.record.name == "Dr Amadi"
    with pytest.raises(AssertionError):
        button(several, "Put back")


def test_what_cannot_be_put_into_the_bin_stays_and_is_told(workspace: Workspace) -> None:
    client, several = on_contacts(workspace)
    made = workspace.desk.add(Contact(client=client, parent=client, name="Dr Amadi"))
    workspace.go(Target("details", client, made.id))
    settle()
    with moved_away(workspace.desk):
        QTest.mouseClick(button(several, "Put into the bin"), Qt.MouseButton.LeftButton)
        assert workspace.messages.text()
    assert names(workspace.desk, client) == shown(several) == ["Dr Amadi"]
    QTest.mouseClick(button(several, "Put into the bin"), Qt.MouseButton.LeftButton)
    with moved_away(workspace.desk):
        QTest.mouseClick(button(several, "Put back"), Qt.MouseButton.LeftButton)
    assert shown(several) == []


def test_a_second_blank_does_not_take_the_place_of_one_that_could_not_be_kept(workspace: Workspace) -> None:
    client, several = on_contacts(workspace)
    with moved_away(workspace.desk):
        several.begin()
        QTest.keyClicks(field(workspace, "name"), "Dr Amadi")
        workspace.flush()
        several.begin()
        assert field(workspace, "name").text() == "Dr Amadi"
    workspace.desk.settle()
    settle()
    several.begin()
    assert field(workspace, "name").text() == ""
    assert names(workspace.desk, client) == ["Dr Amadi"]


def test_undo_and_a_change_elsewhere_are_seen_in_the_list(workspace: Workspace) -> None:
    client, several = on_contacts(workspace)
    several.begin()
    QTest.keyClicks(field(workspace, "name"), "Dr A")
    workspace.flush()
    assert several.editor.record
    workspace.desk.open_visit(several.editor.record.id)
    QTest.keyClicks(field(workspace, "name"), "madi")
    workspace.flush()
    assert shown(several) == ["Dr Amadi"]
    workspace.run("undo")
    assert shown(several) == ["Dr A"]
    assert field(workspace, "name").text() == "Dr A"
    workspace.desk.add(Contact(client=client, parent=client, name="Colin"))
    assert shown(several) == ["Dr A", "Colin"]


def test_a_date_of_which_a_part_is_known_is_typed_and_listed(workspace: Workspace) -> None:
    client = workspace.desk.add(Client(code="C-900")).id
    made = workspace.desk.add(Medication(client=client, parent=client, name="Citalopram"))
    workspace.go(Target("details", client, made.id, "from_on"))
    settle()
    QTest.keyClicks(field(workspace, "from_on"), "mar 2019")
    workspace.flush()
    assert workspace.desk.get(Medication, made.id).from_on == "2019-03"
    assert shown(list_of(workspace, Medication), 0) == ["Citalopram"]
    cells = [list_of(workspace, Medication)._table.index(0, column).data() for column in range(4)]
    assert cells == ["Citalopram", "", "March 2019", ""]


def test_the_moments_told_with_a_person_stand_with_them(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    edna = workspace.desk.add(Person(**mine, name="Edna"))
    workspace.desk.add(Narrative(**mine, heading="Tea at nine", with_whom=edna.id))
    workspace.go(Target("people", course.client, edna.id))
    page: Any = workspace.current
    assert page._told.text() == "Moments told: Tea at nine"
    workspace.go(Target("people", course.client, workspace.desk.find(Narrative)[-1].id, "wanted"))
    assert page._tabs.currentIndex() == 1
    assert page.place().field == "wanted"
    cells = [list_of(workspace, Narrative)._table.index(0, column).data() for column in (0, 1)]
    assert sorted(cells) == ["Edna", "Tea at nine"]


def test_every_open_aim_is_asked_for_in_a_new_round(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    desk = workspace.desk
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    desk.add(Hope(**mine, hope="To stay."))
    aims = [desk.add(Aim(**mine, aim=words)) for words in ("Say one thing", "Let Peter take a share")]
    workspace.go(Target("goals", course.client))
    page: Any = workspace.current
    assert [text for _label, text in near_lines(page)] == ["not rated yet"] * 2
    page._tabs.setCurrentIndex(2)
    settle()
    rounds = list_of(workspace, GoalReview)
    rounds.begin()
    settle()
    assert [rating.aim for rating in rounds.editor.form.record().ratings] == [aim.id for aim in aims]
    lines = [
        line for line in rounds.editor.findChildren(type(field(workspace, "session"))) if line.objectName() == "near"
    ]
    for line, number in zip(lines, "27", strict=True):
        QTest.keyClicks(line, number)
    workspace.flush()
    settle()
    assert [rating.near for rating in desk.find(GoalReview, parent=course.id)[0].ratings] == [2, 7]
    assert [text for _label, text in near_lines(page)] == ["2", "7"]


def near_lines(page: Any) -> list[tuple[str, str]]:
    from dit_desktop.models.goals import near  # noqa: PLC0415 - what the page shows

    return near(page.desk, page._course)
