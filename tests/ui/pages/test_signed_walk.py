# SPDX-License-Identifier: Apache-2.0
"""Every control of every page that shows a signed record is used, and what it leads to: no signed row changes."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from dit_desktop.models.desk import Desk
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.fields import Record
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.letter import Letter
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.relationships import Narrative, RelationshipQuestionnaire
from dit_desktop.records.review import ClosingSummary, MidReview
from dit_desktop.records.safety import Safety
from dit_desktop.records.session import SessionNote
from dit_desktop.records.suitability import Suitability
from dit_desktop.ui.workspace import Workspace
from tests.ui.pages.test_signing import meddle
from tests.ui.pages.walk import draft, go_to, settle, signed

PAGES: dict[type[Record], str] = {
    Assessment: "assessment",
    ClosingSummary: "closing",
    Formulation: "formulation",
    Letter: "letter",
    MidReview: "review",
    MissedNote: "missed",
    Narrative: "people",
    RelationshipQuestionnaire: "assessment",
    Safety: "safety",
    SessionNote: "note",
    Suitability: "assessment",
}
BESIDE = {"Addendum", "Reading", "Sharing", "Statement"}  # stand on the pages of what they belong to
LEADING = {"Attach a file …", "Choose…"}  # to a dialog of the system


def sealed(desk: Desk) -> dict[int, tuple[Any, ...]]:
    """Every signed row as it is on the disk, by its id."""
    desk.settle()
    sql = "select id, kind, client_id, parent_id, cast(body as blob), signed_at, binned_at, changed_at from record"
    return {row[0]: tuple(row) for row in desk.ask(lambda it: it.execute(f"{sql} where signed_at is not null"))}


def presses(root: QWidget) -> list[QAbstractButton]:
    """What can be pressed in a window; a calendar that opened has one of its own, and only looks."""
    found = [item for item in root.findChildren(QAbstractButton) if item.isVisible() and item.isEnabled()]
    return [item for item in found if item.text() not in LEADING and item.window() is root.window()]


def name(item: QAbstractButton) -> str:
    return item.accessibleName() or item.text() or item.objectName()


def use_everything(workspace: Workspace, page: str, record: Record) -> int:
    """Type into every control of a page, press every button and, once, every button that appears by it."""
    go_to(workspace, page, record)
    settle()
    assert workspace.current is not None
    tried = meddle(workspace.current)
    for number in range(200):
        go_to(workspace, page, record)
        settle()
        there = presses(workspace.current)
        if number >= len(there):
            return tried + number
        seen = {name(item) for item in presses(workspace)}
        there[number].click()
        settle()
        for item in [each for each in presses(workspace) if name(each) not in seen]:
            if item.isVisible():
                item.click()
                settle()
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                each.reject()
        workspace.messages.close_message()
    raise AssertionError("there are always more buttons")


def test_every_kind_that_is_signed_in_the_example_is_walked(workspace: Workspace) -> None:
    kinds = {row[1] for row in sealed(workspace.desk).values()}
    assert kinds - BESIDE == {kind.__name__ for kind in PAGES}


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)
def test_no_control_changes_what_is_signed(workspace: Workspace, kind: type[Any]) -> None:
    before = sealed(workspace.desk)
    assert use_everything(workspace, PAGES[kind], signed(workspace.desk, kind)) >= 5
    workspace.flush()
    for _step in range(20):
        workspace.run("undo")
    for _step in range(20):
        workspace.run("redo")
    after = sealed(workspace.desk)
    assert {record: after.get(record) for record in before} == before


def test_the_same_walk_changes_a_draft(workspace: Workspace) -> None:
    made = draft(workspace.desk, SessionNote)
    use_everything(workspace, "note", made)
    workspace.flush()
    workspace.desk.settle()
    assert workspace.desk.get(SessionNote, made.id) != made
