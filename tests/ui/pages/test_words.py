# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""What stands on the screens: no judging words, a name for every control, room at every text size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.records.assessment import Assessment
from dit_desktop.records.fields import Record, fields, part_type
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.session import SessionNote
from dit_desktop.records.settings import Appearance
from dit_desktop.ui import style
from dit_desktop.ui.actions import ACTIONS
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.registry import OPENING
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course, note
from tests.ui.pages.walk import all_words, draft, nameless, settle, show_paper, signed, written_letter

# A default screen is a page as it first stands: its record new, its folded sections closed.
JUDGING = re.compile(r"\b(agenda|homework|risk level|compliance|low|medium|high)\b", re.IGNORECASE)


def judging(root: QWidget) -> list[str]:
    return [text for _widget, text in all_words(root, shown=True) if JUDGING.search(text)]


def with_bool(kinds: Any) -> list[str]:
    """Fields that can only be yes or no, so that nobody can see whether they were answered."""
    found = []
    for cls in kinds:
        for item in fields(cls):
            inside = part_type(item)
            if item.type is bool:
                found.append(f"{cls.__name__}.{item.name}")
            if inside:
                found += with_bool([inside])
    return found


def every_page(workspace: Workspace, qtbot: QtBot) -> Iterator[str]:
    """Open every page in turn, with a draft where there is one; hands back the name of each when it stands."""
    desk = workspace.desk
    made = draft(desk, SessionNote)
    shown: dict[str, Record] = {"note": made, "misfiled": made, "missed": desk.find(MissedNote)[0]}
    for name in workspace.pages():
        if name == "export":
            show_paper(workspace, "letter", written_letter(desk))
            page: Any = workspace.current
            qtbot.waitUntil(page._export.isEnabled)
        else:
            record = shown.get(name)
            workspace.go(Target(name, record.client if record else made.client, record.id if record else 0))
        settle()
        yield name


def test_default_screens_judge_nobody(workspace: Workspace, qtbot: QtBot) -> None:
    course = client_with_course(workspace.desk)
    new = note(workspace.desk, course)
    for page, record in (("overview", 0), ("details", 0), ("details", course.id), ("assessment", 0)):
        workspace.go(Target(page, course.client, record))
        settle()
        assert judging(workspace) == []
    pages = ("safety", "people", "goals", "formulation", "sessions", "letter", "review", "closing")
    others = [(page, 0) for page in pages]
    for page, record in (*others, ("note", new.id)):
        workspace.go(Target(page, course.client, record))
        settle()
        assert judging(workspace) == []
    planted = QLabel("Risk level: medium", workspace.current)
    planted.show()
    assert judging(workspace) == ["Risk level: medium"]
    planted.hide()
    for _name in every_page(workspace, qtbot):
        assert judging(workspace) == []


def test_a_folded_line_leaves_out_a_quiet_field(workspace: Workspace) -> None:
    course = client_with_course(workspace.desk)
    workspace.go(Target("note", course.client, note(workspace.desk, course).id))
    page: Any = workspace.current
    fold = page._editor.form.sheet.sections()["Session plan"]
    assert not fold.is_open()
    described = [text for _widget, text in all_words(fold, shown=True)]
    assert any(text.startswith("Settling in · From last session") for text in described)
    fold.set_open(True)
    settle()
    assert "Agenda" in [text for _widget, text in all_words(fold, shown=True)]  # opened, it is there


def test_no_clinical_answer_is_a_yes_that_nobody_gave() -> None:
    class Planted(Assessment):
        """A kind that should not be."""

    found = fields(Planted)
    planted = found[0]._replace(type=bool)
    assert planted.type is bool
    clinical = [cls for cls in KINDS.values() if cls.clinical]
    assert len(clinical) > 5
    assert with_bool(clinical) == []
    from dit_desktop.records.settings import Settings  # noqa: PLC0415 - the one record that has one

    assert "Settings.example" in with_bool([Settings])
    assert issubclass(Settings, Record)


def test_everything_that_takes_the_focus_has_a_name(workspace: Workspace, qtbot: QtBot) -> None:
    for name in every_page(workspace, qtbot):
        for section in (
            getattr(getattr(getattr(workspace.current, "_editor", None), "form", None), "sheet", None)
            and (
                workspace.current._editor.form.sheet.sections().values()  # type: ignore[union-attr]
            )
        ) or ():
            section.set_open(True)
        settle()
        assert (name, nameless(workspace)) == (name, [])
    workspace.go(Target("note", signed(workspace.desk, SessionNote).client, signed(workspace.desk, SessionNote).id))
    settle()
    assert nameless(workspace) == []
    planted = QPushButton(workspace.current)
    planted.show()
    assert len(nameless(workspace)) == 1


def test_no_two_actions_share_their_keys() -> None:
    def clashes(keys: list[Any]) -> list[str]:
        texts = [QKeySequence(item).toString() for item in keys if item]
        return [text for text in texts if texts.count(text) > 1]

    every = (*ACTIONS, *OPENING)
    assert clashes([item.keys for item in every]) == []
    assert clashes([*(item.keys for item in every), "Ctrl+J", QKeySequence.StandardKey.Undo]) == ["Ctrl+Z"] * 2
    assert len({item.name for item in every}) == len(every)
    assert all(item.do or item.anywhere for item in every)


@pytest.mark.parametrize("percent", [100, 200])
def test_no_page_is_wider_than_a_small_screen(
    workspace: Workspace, qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    style.apply(qapp, Appearance.LIGHT, percent)
    workspace.resize(1280, 720)
    for name in every_page(workspace, qtbot):
        qtbot.wait(30)
        for area in workspace.findChildren(QScrollArea):
            bar = area.horizontalScrollBar()
            assert (name, area.isVisible() and bar.isVisible() and bar.maximum() > 0) == (name, False)
        assert (name, workspace.width(), workspace.height()) == (name, 1280, 720)
        page = workspace.current
        assert page is not None
        assert page.width() <= 1280
    assert workspace.minimumSizeHint().width() <= 1280
    assert workspace.minimumSizeHint().height() <= 720


def test_the_formulation_has_room_for_its_versions(workspace: Workspace) -> None:
    made = signed(workspace.desk, Formulation)
    workspace.go(Target("formulation", made.client))
    settle()
    page: Any = workspace.current
    assert page._versions.isVisible()
    assert page._versions.count() >= 1
