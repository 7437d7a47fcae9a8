# SPDX-License-Identifier: Apache-2.0
"""Everything that was written is found while it is typed, by keys alone, and nothing of anybody stays on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dit_desktop.models.searching import LINE
from dit_desktop.records.client import Client
from dit_desktop.records.fields import Record
from dit_desktop.records.formulation import Formulation, Sharing
from dit_desktop.records.letter import Letter
from dit_desktop.records.practice import ListName
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.searched import sought
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.store.search import Hit, Wanted, search
from dit_desktop.ui.leading import target_of
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course, note
from tests.ui.pages.walk import can_be_undone, holding, settle

NEEDLE = "quillfeather"


@pytest.fixture
def page(nobody: Workspace) -> Any:
    nobody.go(Target("search"))
    return nobody.current


def written(page: Any, **fields: Any) -> SessionNote:
    """A note of somebody new."""
    course = client_with_course(page.desk)
    return page.desk.add(replace(note(page.desk, course), id=0, signed_at=None, appointment=0, **fields))  # type: ignore[no-any-return]


def look(page: Any, qtbot: QtBot, typed: str) -> list[str]:
    """What stands in the list once it was typed."""
    with qtbot.waitSignal(page.desk.searching.answered):
        page.line.clear()
        QTest.keyClicks(page.line, typed)
    settle()
    model = page.hits.model()
    return [model.index(row).data() for row in range(model.rowCount())]


def test_it_is_found_while_it_is_typed_and_enter_opens_it_where_the_word_stands(page: Any, qtbot: QtBot) -> None:
    made = written(page, material="The sea. The sea and the rain.", next_time="Rain, again")
    (line,) = look(page, qtbot, "Ra")
    assert "Session note" in line
    assert "draft" in line
    assert "The sea. The sea and the rain." in line
    assert page.count.text() == "1 record found."
    shown = page.hits.model().index(0).data(LINE)
    assert [shown.text[slice(*mark)] for mark in shown.marks] == ["ra"]
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    settle()
    workspace = page.window()
    here = workspace.current.place()
    assert (here.page, here.record, here.field, here.cursor) == ("note", made.id, "material", 25)


def test_keys_alone_go_to_the_list_and_back_narrow_it_and_empty_the_line(page: Any, qtbot: QtBot) -> None:
    first, second = written(page, material="rain"), written(page, material="more rain")
    assert len(look(page, qtbot, "rain")) == 2
    QTest.keyClick(page.line, Qt.Key.Key_Down)
    assert page.hits.hasFocus()
    QTest.keyClick(page.hits, Qt.Key.Key_Up)
    assert page.line.hasFocus()
    QTest.keyClick(page.line, Qt.Key.Key_Down)
    QTest.keyClick(page.hits, Qt.Key.Key_Down)
    QTest.keyClick(page.hits, Qt.Key.Key_Return)
    settle()
    assert page.window().current.place().record == first.id
    page.window().go(Target("search"))
    page.client_of.setFocus()
    with qtbot.waitSignal(page.desk.searching.answered):
        page.client_of.setCurrentIndex(page._clients.index(second.client))  # noqa: SLF001
        page.client_of.activated.emit(page.client_of.currentIndex())
    assert page.hits.model().rowCount() == 1
    page.line.setFocus()
    QTest.keyClick(page.line, Qt.Key.Key_Escape)
    assert (page.line.text(), page.hits.isVisible()) == ("", False)
    assert "every record" in page.count.text()


def test_nothing_is_said_in_words_and_so_is_how_much(page: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    written(page, material="rain")
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: heard.append(event.object().accessibleName()))
    assert look(page, qtbot, "hail") == []
    assert page.count.text() == heard[-1] == "Nothing found for “hail”. Fewer letters find more."
    look(page, qtbot, "rain")
    assert page.count.text() == heard[-1] == "1 record found."
    assert page.hits.accessibleName() == "What was found"


def test_process_notes_are_looked_through_only_when_asked(page: Any, qtbot: QtBot) -> None:
    made = written(page, material="other")
    page.desk.add(ProcessNote(client=made.client, parent=made.parent, felt="rain"))
    assert not page.process.isChecked()
    assert look(page, qtbot, "rain") == []
    with qtbot.waitSignal(page.desk.searching.answered):
        QTest.keyClick(page.process, Qt.Key.Key_Space)
    assert "Process note" in page.hits.model().index(0).data()


def test_people_are_called_as_the_practice_wants(page: Any, qtbot: QtBot) -> None:
    workspace = page.window()
    made = written(page, material="rain")
    client = page.desk.get(Client, made.client)
    page.desk.save(replace(client, code="C-7", alias="Wren", name="Marguerite", address="Rain Lane"))
    practice = page.desk.save(page.desk.practice())
    lines = {}
    for name in ListName:
        practice = page.desk.save(replace(page.desk.practice(), list_name=name))
        page.desk.settle()
        settle()
        page = workspace.current  # made anew when another name is chosen
        lines[name] = look(page, qtbot, "rain")
    assert [line.split(" · Session")[0] for line in (lines[name][0] for name in ListName)] == [
        "Wren · C-7",
        "C-7",
        "Marguerite",
    ]
    assert practice.list_name is ListName.NAME
    assert [line for line in lines[ListName.CODE] if "Marguerite" in line or "Lane" in line] == []
    assert any("In “Address”, which no list shows." in line for line in lines[ListName.CODE])


def test_nothing_stays_on_the_page_once_one_goes_elsewhere_nor_what_was_typed_once_a_client_is_closed(
    page: Any, qtbot: QtBot
) -> None:
    workspace = page.window()
    made = written(page, material=f"{NEEDLE} said")
    look(page, qtbot, NEEDLE)
    assert len(holding(page, NEEDLE)) > 1, "they stand there before, or nothing is shown by this"
    workspace.go(Target("today"))
    settle()
    assert holding(page, NEEDLE) == ["QLineEdit "], "what was typed stays for going back to it"
    workspace.go(Target("search"))
    qtbot.waitUntil(lambda: page.hits.model().rowCount() == 1)
    page.open_hit(0)
    settle()
    assert workspace.client == made.client
    workspace.close_client()
    settle()
    assert holding(workspace, NEEDLE) == []
    assert not page.line.isUndoAvailable()
    assert can_be_undone(workspace) == []
    assert page.client_of.count() == 0


def test_what_is_found_of_every_kind_leads_to_a_page_and_none_refuses(workspace: Workspace) -> None:
    desk, kinds, pages = workspace.desk, set(), set()
    for typed in ("the", "a session", "not", "letter"):
        asked = sought(typed)
        wanted = Wanted(process=True)
        found = desk.ask(lambda connection: search(connection, wanted, asked))  # noqa: B023 - called at once
        for hit in found.hits:
            target = target_of(desk, hit, asked)
            kinds.add(hit.kind)
            if target.page not in pages:
                pages.add(target.page)
                workspace.go(target)
                assert workspace.current is not None
                assert workspace.current.name == target.page
                assert target.client in {0, workspace.client}
    assert len(kinds) > 15, kinds
    assert len(pages) > 8, pages


def test_what_stands_beside_a_signed_record_leads_there(page: Any) -> None:
    desk = page.desk
    made = desk.sign(written(page, material="rain"))
    mine: dict[str, Any] = {"client": made.client, "parent": made.parent}

    def leads(record: Record) -> Target:
        asked = page.hits.model().asked
        row = (record.id, type(record).__name__, record.client, record.parent, b"{}", "2026-09-03", None)
        return target_of(desk, Hit(*row), asked)

    page.hits.model()._asked = page.hits.model().asked.__class__((("rain",),))  # noqa: SLF001
    added = desk.add(Addendum(client=made.client, parent=made.id, written="rain"))
    assert leads(added) == Target("note", made.client, made.id)
    letter = desk.sign(desk.add(Letter(**mine, opening="rain")))
    more = desk.add(Addendum(client=made.client, parent=letter.id, written="rain"))
    assert leads(more) == Target("letter", made.client, letter.id)
    version = desk.sign(desk.add(Formulation(**mine)))
    shared = desk.add(Sharing(**mine, formulation=version.id, response="rain"))
    assert leads(shared) == Target("formulation", made.client, version.id)


def test_keys_lead_to_it(nobody: Workspace) -> None:
    nobody.run("search")
    assert nobody.current is not None
    assert nobody.current.name == "search"
    assert QApplication.focusWidget() is nobody.current.line  # type: ignore[attr-defined]
