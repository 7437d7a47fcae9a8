# SPDX-License-Identifier: Apache-2.0
"""One line leads anywhere by keys alone, and keeps nothing of anybody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dit_desktop.records.client import Client
from dit_desktop.records.practice import ListName
from dit_desktop.ui.actions import ACTIONS
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.palette import Palette, Way, fitting
from dit_desktop.ui.registry import OPENING
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course, note
from tests.ui.pages.walk import holding, settle

NEEDLE = "Quillfeather"


def opened(workspace: Workspace) -> Palette:
    workspace.run("palette")
    return next(child for child in workspace.findChildren(Palette) if child.isVisible())


def shown(palette: Palette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def palettes(workspace: Workspace) -> list[Palette]:
    settle()
    return [child for child in workspace.findChildren(Palette) if child.isVisible()]


def somebody(workspace: Workspace, **fields: Any) -> Client:
    course = client_with_course(workspace.desk)
    note(workspace.desk, course, material=f"{NEEDLE} said")
    made = workspace.desk.save(replace(workspace.desk.get(Client, course.client), **fields))
    workspace.desk.settle()
    return made


def test_typing_and_enter_lead_to_a_page_an_action_and_a_person(nobody: Workspace) -> None:
    made = somebody(nobody, code="C-7", alias="Wren")
    nobody.go(Target("today"))
    palette = opened(nobody)
    assert palette.line.hasFocus()
    QTest.keyClicks(palette.line, "clie")
    assert shown(palette)[0].startswith("Clients")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    settle()
    assert nobody.current is not None
    assert nobody.current.name == "clients"
    assert palettes(nobody) == []
    palette = opened(nobody)
    QTest.keyClicks(palette.line, "c-7")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    settle()
    assert (nobody.client, nobody.current.name) == (made.id, "overview")
    palette = opened(nobody)
    QTest.keyClicks(palette.line, "new cl")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    settle()
    assert len(nobody.desk.find(Client)) == 2


def test_arrows_choose_escape_leaves_everything_as_it_was(nobody: Workspace) -> None:
    nobody.go(Target("clients"))
    before = QApplication.focusWidget()
    palette = opened(nobody)
    first = palette.line.accessibleDescription()
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    assert palette.line.accessibleDescription() == shown(palette)[1] != first
    QTest.keyClick(palette.line, Qt.Key.Key_Tab)
    assert palette.line.hasFocus()
    QTest.keyClicks(palette.line, "no such thing")
    assert shown(palette) == []
    assert "Nothing is called so" in palette.line.accessibleDescription()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palettes(nobody) == [palette]
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert palettes(nobody) == []
    assert QApplication.focusWidget() is before
    opened(nobody)
    nobody.run("palette")
    assert palettes(nobody) == []


def test_every_page_and_action_that_is_possible_is_there_and_no_other(nobody: Workspace) -> None:
    client = somebody(nobody).id
    for inside in (0, client):
        nobody.go(Target("overview" if inside else "today", inside))
        palette = opened(nobody)
        lines = [way.words for way in palette._ways]  # noqa: SLF001 - more than are shown at once
        for action in (*OPENING, *ACTIONS):
            possible = action.anywhere is not None or nobody.enabled(action.name)
            assert (nobody.desk.worded(action.words) in lines) == (possible and action.name != "palette"), action.name
        assert any(line.startswith("Session note of") for line in lines) == bool(inside)
        palette.close_palette()


def test_an_action_of_the_window_is_asked_of_the_window(nobody: Workspace) -> None:
    asked: list[str] = []
    nobody.run_requested.connect(asked.append)
    palette = opened(nobody)
    QTest.keyClicks(palette.line, "hide the")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert asked == ["hide"]


def test_people_are_called_as_the_practice_wants_and_no_word_of_a_note_is_there(nobody: Workspace) -> None:
    somebody(nobody, code="C-7", alias="Wren", name="Marguerite", address="Quince Lane")
    lines = {}
    for name in ListName:
        nobody.desk.save(replace(nobody.desk.practice(), list_name=name))
        palette = opened(nobody)
        lines[name] = " ".join(way.words for way in palette._ways)  # noqa: SLF001
        palette.close_palette()
    assert "Wren · C-7" in lines[ListName.ALIAS]
    assert "Marguerite" in lines[ListName.NAME]
    assert "Wren" not in lines[ListName.CODE]
    assert "Marguerite" not in lines[ListName.ALIAS] + lines[ListName.CODE]
    assert NEEDLE not in "".join(lines.values())


def test_nothing_of_a_closed_client_is_left_in_it_nor_of_whoever_was_chosen(nobody: Workspace) -> None:
    made = somebody(nobody, code=NEEDLE, alias="")
    nobody.go(Target("overview", made.id))
    palette = opened(nobody)
    QTest.keyClicks(palette.line, NEEDLE.lower())
    assert len(holding(palette, NEEDLE)) > 0
    nobody.close_client()
    settle()
    assert nobody.findChildren(Palette) == []
    nobody.go(Target("settings"))
    assert [item for item in holding(nobody, NEEDLE) if "QLineEdit" in item or "QListWidget" in item] == []
    again = opened(nobody)
    assert again.line.text() == ""
    assert [line for line in shown(again)[:20] if NEEDLE in line] == [], "whoever was open comes first nowhere"
    again.close_palette()


def test_words_in_any_order_without_accents_those_that_begin_so_first() -> None:
    ways = [Way(words, "page", "", lambda: None) for words in ("Close the client", "Clients", "Zoë’s client", "Diary")]
    assert [way.words for way in fitting(ways, "client")] == ["Clients", "Close the client", "Zoë’s client"]
    assert [way.words for way in fitting(ways, "client ZOE")] == ["Zoë’s client"]
    assert len(fitting(ways * 40, "")) == 50


def test_it_stays_within_the_window_and_goes_by_a_click_elsewhere(nobody: Workspace) -> None:
    palette = opened(nobody)
    for width, height in ((700, 500), (1400, 900)):
        nobody.resize(width, height)
        settle()
        assert nobody.rect().contains(palette.geometry())
    elsewhere = nobody.contents.buttons["today"]
    elsewhere.setFocus(Qt.FocusReason.MouseFocusReason)
    assert palettes(nobody) == []
