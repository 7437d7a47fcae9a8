# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""Whatever is in a text, it is shown as it is, saved as it is, and never taken for mark-up."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from dit_desktop.records.assessment import Assessment
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.course import Course
from dit_desktop.records.fields import Record, fields
from dit_desktop.records.formulation import Formulation, Sharing
from dit_desktop.records.letter import Letter, Reading
from dit_desktop.records.session import Addendum, FocusMoment, SessionNote
from dit_desktop.ui.control import Line
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.prose import Prose
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course, note
from tests.practices import HARD_WORDS
from tests.ui.pages.walk import field, settle

ODD = " | ".join((*HARD_WORDS, "&amp; & &lt;", "  two  spaces", "{client} %s \\n"))


def odd(record: Any, text: str = ODD) -> Any:
    """A record with an odd text in every field that takes one."""
    return replace(record, **{item.name: text for item in fields(type(record)) if item.type is str})


def people(workspace: Workspace) -> dict[type[Record], Any]:
    """One record of each kind that has a form, odd in every text."""
    desk = workspace.desk
    course = client_with_course(desk)
    mine: dict[str, Any] = {"client": course.client, "parent": course.id}
    made: dict[type[Record], Any] = {
        Client: desk.save(odd(desk.get(Client, course.client))),
        Course: desk.save(odd(course)),
        Enquiry: desk.add(odd(Enquiry(client=course.client, parent=course.client))),
        Assessment: desk.add(odd(Assessment(**mine))),
        Formulation: desk.sign(desk.add(odd(Formulation(**mine)))),
        SessionNote: desk.sign(replace(odd(note(desk, course)), focus=(odd(FocusMoment(key="a")),))),
        Letter: desk.sign(desk.add(odd(Letter(**mine)))),
    }
    made[Sharing] = desk.add(odd(Sharing(formulation=made[Formulation].id, **mine)))
    made[Reading] = desk.add(odd(Reading(letter=made[Letter].id, **mine)))
    made[Addendum] = desk.add(odd(Addendum(client=course.client, parent=made[SessionNote].id)))
    desk.settle()
    return made


PAGES = {
    Client: "details",
    Course: "details",
    Assessment: "assessment",
    Formulation: "formulation",
    SessionNote: "note",
    Letter: "letter",
}


def test_odd_text_is_shown_and_kept_in_every_field(workspace: Workspace) -> None:
    made = people(workspace)
    client = made[Client].id
    seen = 0
    for kind, page in PAGES.items():
        workspace.go(Target(page, client, made[kind].id))
        settle()
        current = workspace.current
        assert current is not None
        controls: list[Prose | Line] = [*current.findChildren(Prose), *current.findChildren(Line)]
        for control in controls:
            value = control.value()
            assert value in ("", ODD), (kind, control.objectName())
            seen += value == ODD
    assert seen > 80
    workspace.flush()
    workspace.desk.settle()
    for kind, record in made.items():
        assert workspace.desk._vault.get(record.id) == workspace.desk.get(kind, record.id)
        assert {getattr(record, item.name) for item in fields(kind) if item.type is str} == {ODD}


def test_labels_take_no_name_for_mark_up(workspace: Workspace) -> None:
    desk = workspace.desk
    course = client_with_course(desk)
    odd_name = "<b>Wren</b> &amp; <img src=x>"
    desk.save(replace(desk.get(Client, course.client), alias=odd_name))
    made = note(desk, course, next_time=odd_name)
    desk.sign(desk.add(Formulation(client=course.client, parent=course.id, reminder=odd_name)))
    for page in ("overview", "details", "assessment", "formulation", "sessions", "letter", "note"):
        workspace.go(Target(page, course.client, made.id if page == "note" else 0))
        settle()
        labels = [item for item in workspace.findChildren(QLabel) if odd_name in item.text()]
        assert labels
        assert {item.textFormat() for item in labels} == {Qt.TextFormat.PlainText}
    planted = QLabel(odd_name)
    assert planted.textFormat() is not Qt.TextFormat.PlainText
    workspace.go(Target("clients"))
    settle()
    clients: Any = workspace.current
    shown = [clients._shown.index(row, 0).data() for row in range(clients._shown.rowCount())]
    assert f"{odd_name} · C-900" in shown


def test_a_reader_shows_text_literally(workspace: Workspace) -> None:
    reader = Reader("The last note", workspace)
    text = "<b>bold</b> &amp; & &lt; 'quoted' \"twice\"  two  spaces שלום 👩‍👧"
    reader.show_lines([("<i>Label</i>", text), ("", "line one\nline two\r\nthree"), ("Empty", "")])
    shown = reader._text.toPlainText()
    assert text in shown
    assert "<i>Label</i>" in shown
    assert "line one\nline two\nthree" in shown
    made = odd(SessionNote(), "half \ud83d here \0 nul")
    reader.show_record(replace(made, focus=(odd(FocusMoment(), "<p>part"),)), "client", "Nothing")
    shown = reader._text.toPlainText()
    assert shown.count("here") > 8
    assert "<p>part" in shown
    reader.show_record(None, "client", "Nothing here")
    assert reader._text.toPlainText() == "Nothing here"
    reader.clear()
    assert reader._text.toPlainText() == ""


@pytest.mark.parametrize("page", ["note", "overview", "sessions", "letter"])
def test_a_note_of_a_megabyte_is_opened_and_saved(workspace: Workspace, page: str) -> None:
    desk = workspace.desk
    course = client_with_course(desk)
    long = "All of it was said, and then it was said again.\n" * 21_000
    before = desk.sign(note(desk, course, material=long, next_time=long, words_to_keep=long))
    made = note(desk, course, material=long, reminder=long)
    desk.add(Formulation(client=course.client, parent=course.id, client_wording=long, reminder=long))
    begun = time.perf_counter()
    workspace.go(Target(page, course.client, made.id if page == "note" else 0))
    settle()
    assert time.perf_counter() - begun < 15  # on a busy machine
    if page == "note":
        control: QPlainTextEdit = field(workspace, "material")
        QTest.keyClicks(control, "So: ")
        begun = time.perf_counter()
        workspace.flush()
        desk.settle()
        assert time.perf_counter() - begun < 2
        assert desk.get(SessionNote, made.id).material == "So: " + long
    assert desk.get(SessionNote, before.id) == before
