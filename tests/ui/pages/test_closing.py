# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""Closing a client leaves no word of them in any widget; going to another client neither."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dit_desktop.records.agreement import Agreement, Consent
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.client import Client
from dit_desktop.records.contact import Communication, Contact
from dit_desktop.records.fields import fields, part_type
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.goal import Aim, GoalReview, Hope
from dit_desktop.records.letter import Letter
from dit_desktop.records.medication import Medication
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.relationships import Narrative, Person, RelationshipQuestionnaire
from dit_desktop.records.review import ClosingSummary, MidReview
from dit_desktop.records.safety import Safety
from dit_desktop.records.session import FocusMoment
from dit_desktop.records.suitability import Suitability
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course, note
from tests.ui.pages.walk import beside_the_day, can_be_undone, clients, field, holding, settle, show_paper, targets

NEEDLE = "Quillfeather"


def filled(record: Any) -> Any:
    """A record with the needle in every text."""
    texts = {item.name: f"{NEEDLE} {item.name}" for item in fields(type(record)) if item.type is str}
    parts = {
        item.name: (filled(FocusMoment(key="a")),) for item in fields(type(record)) if part_type(item) is FocusMoment
    }
    return replace(record, **texts, **parts)


def full_client(workspace: Workspace) -> int:
    desk = workspace.desk
    course = client_with_course(desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    desk.save(filled(desk.get(Client, course.client)))
    desk.save(filled(course))
    signed = desk.sign(filled(note(desk, course)))
    desk.add(filled(replace(signed, id=0, signed_at=None)))
    desk.add(filled(Assessment(**mine)))
    kinds: list[type[Any]] = [Person, Narrative, Hope, Aim, GoalReview, Suitability, RelationshipQuestionnaire]
    for kind in (*kinds, MidReview, ClosingSummary, ProcessNote):
        desk.add(filled(kind(**mine)))
    for of_client in (Contact, Communication, Medication, Agreement, Consent, Safety):
        desk.add(filled(of_client(client=course.client, parent=course.client)))
    desk.sign(desk.add(filled(Formulation(**mine))))
    desk.add(filled(Formulation(**mine)))
    desk.sign(desk.add(filled(Letter(**mine))))
    desk.settle()
    return course.client


def walk_through(workspace: Workspace, client: int, qtbot: QtBot) -> None:
    for target in targets(workspace.desk, client):
        workspace.go(target)
        settle()
    for paper, kind in (("focus", Formulation), ("letter", Letter)):
        show_paper(workspace, paper, workspace.desk.find(kind, client=client)[0])
        page: Any = workspace.current
        qtbot.waitUntil(lambda page=page: page._paper is not None)  # type: ignore[misc]


def elsewhere(found: list[str]) -> list[str]:
    """All but the filter of the list of clients, which is nobody's."""
    return [item for item in found if not item.startswith("QTableView")]


def test_nothing_of_a_closed_client_is_left(workspace: Workspace, qtbot: QtBot) -> None:
    client = full_client(workspace)
    titles: list[str] = []
    workspace.title_changed.connect(titles.append)
    walk_through(workspace, client, qtbot)
    assert NEEDLE in titles[-1]
    assert len(elsewhere(holding(workspace, NEEDLE))) > 40
    workspace.desk.save(replace(workspace.desk.get(Client, client), alias=f"{NEEDLE} again"))
    assert workspace.desk.undo.count()
    workspace.close_client()
    settle()
    assert titles[-1] == ""
    assert workspace.client == 0
    assert elsewhere(beside_the_day(workspace, NEEDLE)) == []
    assert not workspace.desk.undo.count()
    assert [name for name in ("overview", "sign", "close_client", "preview") if workspace.enabled(name)] == []


def test_nothing_of_one_client_is_left_with_the_next(workspace: Workspace, qtbot: QtBot) -> None:
    client = full_client(workspace)
    other = next(item for item in clients(workspace.desk) if item != client)
    walk_through(workspace, client, qtbot)
    workspace.go(Target("overview", other))
    settle()
    assert elsewhere(beside_the_day(workspace, NEEDLE)) == []


def test_what_undo_keeps_is_gone_too(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    made = note(workspace.desk, course)
    workspace.go(Target("note", course.client, made.id, "material"))
    settle()
    control = field(workspace, "material")
    QTest.keyClicks(control, NEEDLE)
    control.undo()
    assert NEEDLE not in control.toPlainText()
    assert "material" in can_be_undone(workspace)
    workspace.close_client()
    settle()
    assert can_be_undone(workspace) == []
    control.redo()
    assert holding(workspace, NEEDLE) == []


def test_a_paper_that_comes_after_closing_is_not_shown(workspace: Workspace, qtbot: QtBot) -> None:
    client = full_client(workspace)
    letter = workspace.desk.find(Letter, client=client)[0]
    workspace.go(Target("letter", client))
    show_paper(workspace, "letter", letter)
    page: Any = workspace.page("export")
    workspace.close_client()
    with qtbot.waitSignal(page._jobs.ended):
        pass
    settle()
    assert page._paper is None
    assert elsewhere(beside_the_day(workspace, NEEDLE)) == []
