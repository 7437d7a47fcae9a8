# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""The focus as a card, its versions side by side, and what it cites as it stood when it was cited."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QLabel

from dit_desktop.models.comparing import Run, compared
from dit_desktop.models.evidence import citing
from dit_desktop.records.formulation import Evidence, Fits, Formulation
from dit_desktop.records.relationships import Narrative
from dit_desktop.ui.focus.card import FocusCard
from dit_desktop.ui.link import Link
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course
from tests.ui.names import one
from tests.ui.pages.walk import button, field, settle

CARD, WORDING, BOTH = range(3)


def begin(workspace: Workspace, **filled: Any) -> Formulation:
    course = client_with_course(workspace.desk)
    return workspace.desk.add(Formulation(client=course.client, parent=course.id, **filled))


def page_of(workspace: Workspace, made: Formulation) -> Any:
    workspace.go(Target("formulation", made.client, made.id))
    settle()
    return workspace.current


def test_a_version_opens_as_a_card_that_is_read_in_one_go(nobody: Workspace) -> None:
    made = begin(nobody, self_view="a useful thing", affect_beneath="anger", function="never to find out")
    page = page_of(nobody, made)
    assert page._tabs.currentIndex() == CARD
    card = one(FocusCard, page)
    names = [each.accessibleName() for each in (card._self, card._other, card._surface, card._beneath, card._function)]
    assert names == [
        "Self: “I am …”: a useful thing",
        "Other: “They are …”: Not written yet",
        "Feeling on the surface: Not written yet",
        "Feeling harder to bear: anger",
        "What the pattern is for: never to find out",
    ]
    assert page._sight._sentence.text() == "Self: a useful thing. Beneath it: anger. What it is for: never to find out."


def test_what_is_typed_is_on_the_card_when_it_is_looked_at(nobody: Workspace) -> None:
    made = begin(nobody)
    nobody.go(Target("formulation", made.client, made.id, "self_view"))
    settle()
    page: Any = nobody.current
    assert page._tabs.currentIndex() == WORDING
    field(nobody, "self_view").insertPlainText("the spare one")
    page._tabs.setCurrentIndex(CARD)
    assert one(FocusCard, page)._self.accessibleName() == "Self: “I am …”: the spare one"


def test_two_versions_stand_side_by_side_and_what_differs_is_marked_by_strokes(nobody: Workspace) -> None:
    first = nobody.desk.sign(begin(nobody, self_view="a useful thing", cost="tired and unseen"))
    made = nobody.desk.add(replace(first, id=0, signed_at=None, changed_at=None, cost="tired and awake"))
    page = page_of(nobody, made)
    page._tabs.setCurrentIndex(BOTH)
    settle()
    document = page._comparison._text.document()
    assert "Self: “I am …” (the same in both)" in document.toPlainText()
    looks: dict[str, QFont] = {}
    for word in ("unseen", "awake"):
        found: QTextCursor = document.find(word)
        looks[word] = found.charFormat().font()
    assert (looks["unseen"].strikeOut(), looks["unseen"].underline()) == (True, False)
    assert (looks["awake"].strikeOut(), looks["awake"].underline()) == (False, True)
    assert not document.find("tired").charFormat().font().strikeOut()


@pytest.mark.parametrize(
    "before, after, older, newer",
    [
        ("a b c", "a b c", [("a b c", False)], [("a b c", False)]),
        ("a b c", "a b d", [("a b ", False), ("c", True)], [("a b ", False), ("d", True)]),
        ("", "a", [], [("a", True)]),
        ("a b c d", "w x y z", [("a b c d", True)], [("w x y z", True)]),
        ("x" * 9000, "x" * 9001, [("x" * 9000, True)], [("x" * 9001, True)]),
    ],
)
def test_nothing_of_either_version_is_lost_in_comparing(
    before: str, after: str, older: list[tuple[str, bool]], newer: list[tuple[str, bool]]
) -> None:
    (row,) = compared(Formulation(cost=before), Formulation(cost=after), "client")
    assert "".join(run.words for run in row.older) == before
    assert "".join(run.words for run in row.newer) == after
    if len(before) < 4000:
        assert row.older == tuple(Run(*each) for each in older)
        assert row.newer == tuple(Run(*each) for each in newer)
    assert row.same == (before == after)


def test_what_is_cited_is_read_as_it_stood_when_it_was_cited(nobody: Workspace) -> None:
    desk = nobody.desk
    made = begin(nobody, self_view="the spare one")
    moment = desk.add(
        Narrative(client=made.client, parent=made.parent, heading="Tea at nine", happened="He came at nine.")
    )
    cites = (Evidence(key="1", cited=moment.id, fits=Fits.YES), Evidence(key="2", cited=10**9, fits=Fits.NO))
    desk.settle()
    shared = desk.sign(citing(desk, replace(made, evidence=cites)))
    desk.save(replace(moment, happened="He never came."))
    desk.settle()
    page = page_of(nobody, shared)
    links = [link for link in page.findChildren(Link) if link.isVisible()]
    assert links[0].accessibleName().startswith("It rests on this: Moment “Tea at nine”, as it stood on ")
    links[0].click()
    settle()
    evidence = page._sight.evidence
    assert "changed since" in evidence._about.text()
    assert "He came at nine." in evidence._reader._text.toPlainText()
    assert "never" not in evidence._reader._text.toPlainText()
    links[1].click()
    assert evidence._about.text() == "What was cited is no longer listed."
    assert evidence._reader.isHidden()
    links[0].click()
    button(page, "Open it as it is today").click()
    settle()
    assert nobody.place().record == moment.id


def test_nothing_of_the_focus_is_left_when_the_client_is_closed(nobody: Workspace) -> None:
    made = begin(nobody, self_view="the spare one", reminder="No room")
    page = page_of(nobody, made)
    assert any("spare" in label.text() for label in page.findChildren(QLabel))
    nobody.close_client()
    settle()
    held = [label.text() for label in page.findChildren(QLabel) if {"spare", "room"} & set(label.text().split())]
    assert held == []
    assert page._comparison._text.toPlainText() == ""
