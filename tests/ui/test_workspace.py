# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""The ways between the pages, and back to where one was."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dit_desktop.records.client import Client
from dit_desktop.records.formulation import Formulation
from dit_desktop.records.letter import Letter
from dit_desktop.records.practice import ListName
from dit_desktop.records.session import SessionNote
from dit_desktop.records.settings import Settings
from dit_desktop.store.vault import Place
from dit_desktop.ui.card import Card
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.pages.settings import SettingsPage
from dit_desktop.ui.registry import PAGES
from dit_desktop.ui.workspace import Workspace
from tests.models.test_desk_refused import moved_away
from tests.opened import client_with_course, rows
from tests.ui.pages.conftest import empty_practice, example_practice, nobody, workspace
from tests.ui.pages.walk import all_words, draft, field, settle, signed

__all__ = ["empty_practice", "example_practice", "nobody", "workspace"]


@pytest.mark.parametrize(
    "page,kind,name",
    [
        ("details", Client, "address"),
        ("assessment", None, "complaint"),
        ("formulation", Formulation, "working"),
        ("note", SessionNote, "offered"),
        ("letter", Letter, "work"),
        ("overview", None, ""),
        ("sessions", None, ""),
        ("clients", None, ""),
        ("settings", None, "profession"),
    ],
)
def test_unlocking_returns_to_the_very_place(workspace: Workspace, page: str, kind: type[Any], name: str) -> None:
    note = draft(workspace.desk, SessionNote)
    client = signed(workspace.desk, Letter).client if kind is Letter else note.client
    record = 0
    if kind is Client:
        record = client
    elif kind is not None:
        record = workspace.desk.find(kind, client=client)[0].id
    workspace.go(Target(page, client, record, name))
    settle()
    if name and page != "settings":
        control = field(workspace, name)
        control.setFocus()
        control.moveCursor(QTextCursor.MoveOperation.End)
        control.moveCursor(QTextCursor.MoveOperation.Left)
        workspace.flush()
    place = workspace.place()
    assert place.field == name
    workspace.desk.keep_place(place)
    workspace.desk.settle()
    workspace.desk.add(Client())
    workspace.close_client()
    workspace.return_to(workspace.desk.place())
    settle()
    assert workspace.current is workspace.page(page)
    again = workspace.place()
    assert again == place
    if kind is not None:
        assert workspace.client == client


@pytest.mark.parametrize(
    "place",
    [
        None,
        Place("note", 99999, "material", 3),
        Place("note", 1, "material", 3),
        Place("no such page", 1, "", 0),
        Place("export", 1, "", 0),
        Place("overview", 0, "", 0),
    ],
)
def test_a_place_that_is_gone_leads_to_today(workspace: Workspace, place: Place | None) -> None:
    workspace.return_to(place)
    assert workspace.current is workspace.page("today")


def test_a_field_that_is_gone_leads_to_the_first(workspace: Workspace) -> None:
    made = draft(workspace.desk, SessionNote)
    workspace.return_to(Place("note", made.id, "no_such_field", 10**9))
    assert workspace.current is workspace.page("note")
    workspace.return_to(Place("note", made.id, "material", 10**9))
    assert field(workspace, "material").textCursor().position() == len(made.material)


def test_every_page_is_reached_by_its_action(workspace: Workspace) -> None:
    made = signed(workspace.desk, Letter)
    workspace.run("overview")
    assert workspace.current is None
    workspace.go(Target("overview", made.client))
    for name in (
        "details",
        "assessment",
        "formulation",
        "sessions",
        "letter",
        "overview",
        "settings",
        "practice",
        "clients",
        "today",
    ):
        workspace.run(name)
        assert workspace.current is workspace.page(name)
        marked = "practice" if workspace.page(name).card else name
        assert [page for page, button in workspace.contents.buttons.items() if button.isChecked()] == [marked]
    workspace.contents.buttons["letter"].click()
    assert workspace.current is workspace.page("letter")
    workspace.run("find")
    assert workspace.current is workspace.page("clients")
    workspace.run("close_client")
    assert not workspace.enabled("letter")


def test_a_page_with_a_card_is_reached_from_the_practice_and_has_no_place_in_the_sidebar(workspace: Workspace) -> None:
    workspace.run("practice")
    page = workspace.page("practice")
    settle()
    cards = {card.text(): card for card in page.findChildren(Card)}
    assert list(cards) == [one.title for one in PAGES if one.card]
    assert not [one.name for one in PAGES if one.card and one.name in workspace.contents.buttons]
    assert QApplication.focusWidget() is next(iter(cards.values()))
    settings = cards[SettingsPage.title]
    assert settings.accessibleDescription().startswith(SettingsPage.card)
    settings.setFocus()
    QTest.keyClick(settings, Qt.Key.Key_Space)
    assert workspace.current is workspace.page("settings")


def test_a_new_client_begins_with_a_code_and_a_cursor(nobody: Workspace) -> None:
    before = len(nobody.desk.find(Client))
    nobody.run("new_client")
    settle()
    assert nobody.current is nobody.page("details")
    assert len(nobody.desk.find(Client)) == before + 1
    assert nobody.place().field == "alias"
    QTest.keyClicks(field(nobody, "alias"), "Wren")
    nobody.flush()
    assert nobody.contents.client.startswith("Wren · C-")
    nobody.run("write_note")
    assert nobody.current is nobody.page("overview")
    assert nobody.desk.find(SessionNote, client=nobody.client) == []


def test_the_next_note_is_one_key_away(nobody: Workspace) -> None:
    course = client_with_course(nobody.desk)
    nobody.go(Target("overview", course.client))
    nobody.run("write_note")
    settle()
    assert nobody.current is nobody.page("note")
    assert len(nobody.desk.find(SessionNote, client=course.client)) == 1
    assert nobody.place().field == "material"


def test_the_key_goes_on_with_todays_note_and_brings_no_session_forward(nobody: Workspace) -> None:
    course = client_with_course(nobody.desk)
    for _again in range(3):
        nobody.go(Target("overview", course.client))
        nobody.run("write_note")
        settle()
    notes = nobody.desk.find(SessionNote, client=course.client)
    assert len(notes) == 1
    assert nobody.place().record == notes[0].id
    nobody.desk.sign(notes[0])
    nobody.run("write_note")
    settle()
    assert nobody.current is nobody.page("overview")
    assert len(nobody.desk.find(SessionNote, client=course.client)) == 1


def test_the_place_is_kept_with_what_is_typed(nobody: Workspace) -> None:
    course = client_with_course(nobody.desk)
    nobody.go(Target("overview", course.client))
    nobody.run("write_note")
    settle()
    before = nobody.desk.place()
    QTest.keyClicks(field(nobody, "material"), "She came early.")
    assert nobody.status() == "Saving …"
    nobody.flush()
    here = nobody.place()
    nobody.desk.settle()
    assert nobody.desk.place() == here != before
    assert (here.page, here.field, here.cursor) == ("note", "material", len("She came early."))
    assert nobody.status() == "All changes saved"


def test_what_cannot_be_read_is_not_called_saved(workspace: Workspace) -> None:
    client = workspace.desk.add(Client(code="C-88"))
    workspace.go(Target("details", client.id, client.id, "fee"))
    settle()
    QTest.keyClicks(field(workspace, "fee"), "sixty")
    workspace.flush()
    workspace.desk.settle()
    assert workspace.status() == "One entry cannot be read and is not saved yet"


def test_a_title_follows_what_the_practice_chose(workspace: Workspace) -> None:
    titles: list[str] = []
    workspace.title_changed.connect(titles.append)
    client = workspace.desk.add(Client(code="C-77", alias="Wren", name="Rowan Ash"))
    workspace.go(Target("details", client.id))
    from dataclasses import replace  # noqa: PLC0415

    for chosen in (ListName.CODE, ListName.NAME, ListName.ALIAS):
        workspace.desk.save(replace(workspace.desk.practice(), list_name=chosen))
    assert titles == ["Wren · C-77", "C-77", "Rowan Ash", "Wren · C-77"]


def test_a_save_that_fails_is_told_once_and_so_is_its_end(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.desk._again.setInterval(30)
    made = draft(workspace.desk, SessionNote)
    workspace.go(Target("note", made.client, made.id, "material"))
    settle()
    states: list[str] = []
    workspace.status_changed.connect(lambda: states.append(workspace.status()))
    with moved_away(workspace.desk):
        QTest.keyClicks(field(workspace, "material"), "typed ")
        workspace.flush()
        qtbot.waitUntil(workspace.messages.isVisible)
        said = workspace.messages.text()
        qtbot.wait(100)
        assert workspace.messages.text() == said
        assert "moved or replaced" in said
        assert workspace.status() == "Saving …"
        workspace.run("new_client")  # refused in words, and not a crash
        assert workspace.current is workspace.page("clients")
    qtbot.waitUntil(lambda: "Saving works again" in workspace.messages.text())
    assert workspace.status() == "All changes saved"
    assert workspace.desk.get(SessionNote, made.id).material == "typed " + made.material


def test_first_words_on_a_full_disk_wait_in_their_page(workspace: Workspace) -> None:
    workspace.desk._again.setInterval(100_000)
    course = client_with_course(workspace.desk)
    workspace.go(Target("formulation", course.client, 0, "self_view"))
    settle()
    with moved_away(workspace.desk):
        QTest.keyClicks(field(workspace, "self_view"), "I am")
        workspace.flush()
        assert workspace.messages.isVisible()
        workspace.go(Target("clients"))
        workspace.go(Target("formulation", course.client, 0, "self_view"))
        settle()
        assert field(workspace, "self_view").toPlainText() == "I am"
        QTest.keyClicks(field(workspace, "self_view"), "So ")
        workspace.flush()
        other = signed(workspace.desk, Letter).client
        workspace.go(Target("overview", other))
    workspace.go(Target("formulation", course.client, 0, "self_view"))
    settle()
    workspace.desk.settle()
    settle()
    found = workspace.desk.find(Formulation, parent=course.id)
    assert [(item.self_view, bool(item.id)) for item in found] == [("So I am", True)]
    QTest.keyClicks(field(workspace, "self_view"), "And ")
    workspace.flush()
    workspace.desk.settle()
    assert [item.self_view for item in workspace.desk.find(Formulation, parent=course.id)] == ["And So I am"]


def test_a_practice_that_can_only_be_read_says_so_and_changes_nothing(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.desk._vault.read_only = True  # as it is on a disk that cannot be written
    made = Workspace(workspace.desk, settings=Settings(example=True))
    qtbot.addWidget(made)
    made.show()
    assert "you can read, not change" in made.messages.text()
    assert made.status() == "Read only"
    assert "Example practice" in [text for _widget, text in all_words(made, shown=True)]
    before = rows(workspace.desk._vault)
    for kind, page, name in (
        (SessionNote, "note", "material"),
        (Formulation, "formulation", "working"),
        (Letter, "letter", "work"),
        (Client, "details", "address"),
    ):
        record = next(item for item in workspace.desk.find(kind) if not item.signed_at or kind is Letter)
        made.go(Target(page, record.client or record.id, record.id, name))
        settle()
        control = field(made, name)
        assert control.isReadOnly()
        QTest.keyClicks(control, "typed")
    made.run("new_client")
    assert "cannot be written" in made.messages.text()
    made.flush()
    assert rows(workspace.desk._vault) == before
    assert isinstance(made.place(), Place)
    workspace.desk._vault.read_only = False


def test_an_empty_practice_says_how_to_begin(nobody: Workspace) -> None:
    nobody.run("clients")
    settle()
    assert any("Nobody is here yet" in text for _widget, text in all_words(nobody, shown=True))
    nobody.run("new_client")
    settle()
    nobody.run("overview")
    settle()
    page: Any = nobody.current
    page._write.click()
    settle()
    assert page._write.text() == "Write session 1"
