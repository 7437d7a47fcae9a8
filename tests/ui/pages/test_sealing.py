# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""What no undo takes back, done in the window: erasing, marking, moving, adding; and the log that tells of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from dit_desktop.models.sealing import homes, marked
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.client import Client
from dit_desktop.records.fields import Record
from dit_desktop.records.sealed import Statement
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.store import seal
from dit_desktop.store.erase import Erased
from dit_desktop.store.errors import DiskFull
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course, note
from tests.ui.pages.walk import all_words, button, draft, field, go_to, holding, settle, signed
from tests.ui.window import until


def line(workspace: Workspace, name: str) -> QLineEdit:
    """The visible line with this accessible name."""
    found = [item for item in workspace.findChildren(QLineEdit) if item.accessibleName() == name and item.isVisible()]
    assert len(found) == 1, name
    return found[0]


def client_of(workspace: Workspace, code: str) -> Client:
    return next(client for client in workspace.desk.find(Client) if client.code == code)


def findings(workspace: Workspace) -> list[str]:
    return workspace.desk.ask(lambda connection: [item.where for item in seal.check(connection)])


def test_a_client_is_erased_after_a_reason_and_their_code_and_stands_nowhere_any_more(workspace: Workspace) -> None:
    client = client_of(workspace, "C-009")
    workspace.go(Target("clients"))
    workspace.go(Target("letter", client.id))
    workspace.go(Target("details", client.id))
    settle()
    assert holding(workspace, "C-009")
    button(workspace, "Erase this client …").click()
    settle()
    said = " ".join(text for _widget, text in all_words(workspace, shown=True))
    assert "Session note 16" in said
    assert "of them are signed, and go too" in said
    act = button(workspace, "Erase for good")
    QTest.keyClicks(line(workspace, "Reason for erasing"), "They asked for it")
    QTest.keyClicks(line(workspace, "Type C-009 to be sure"), "C-00")
    assert not act.isEnabled()
    QTest.keyClicks(line(workspace, "Type C-009 to be sure"), "9")
    assert act.isEnabled()
    act.click()
    assert "Erasing" in " ".join(text for _widget, text in all_words(workspace, shown=True))
    until(lambda: "gone for good" in workspace.messages.text())
    settle()
    assert workspace.current is workspace.page("clients")
    for needle in ("C-009", client.alias, client.name):
        assert needle
        assert holding(workspace, needle) == []
    listed = {entry.client.code for entry in workspace.page("clients")._found}  # type: ignore[attr-defined]
    assert "C-017" in listed
    assert "C-009" not in listed
    assert all(record.client != client.id for record in workspace.desk.find(SessionNote))
    assert findings(workspace) == []
    workspace.go(Target("log"))
    page: Any = workspace.page("log")
    shown = [page._table.index(row, 2).data() for row in range(3)]
    assert "Something was erased: They asked for it" in [
        page._table.index(row, 2).data() for row in range(page._table.rowCount())
    ]
    assert "A signed record was destroyed" in shown
    assert not workspace.enabled("undo")


def test_nothing_is_erased_by_leaving_the_page_and_what_was_typed_is_forgotten(workspace: Workspace) -> None:
    client = client_of(workspace, "C-009")
    workspace.go(Target("overview", client.id))
    workspace.run("erase")
    settle()
    QTest.keyClicks(line(workspace, "Reason for erasing"), "They asked for it")
    QTest.keyClicks(line(workspace, "Type C-009 to be sure"), "C-009")
    assert workspace.place().page == "details", "unlocking does not return to a page that could erase at once"
    button(workspace, "Keep everything").click()
    assert workspace.current is workspace.page("details")
    workspace.run("erase")
    assert not button(workspace, "Erase for good").isEnabled()
    workspace.close_client()
    assert holding(workspace.page("erase"), "C-009") == []
    assert workspace.desk.get(Client, client.id) == client


def test_an_erasure_that_left_traces_says_so_and_one_that_is_refused_says_why(workspace: Workspace) -> None:
    client = client_of(workspace, "C-009")
    workspace.go(Target("overview", client.id))
    workspace.run("erase")
    page: Any = workspace.page("erase")
    page._failed(DiskFull())
    assert DiskFull.what in page._column.message()
    page._erased(Erased(3, DiskFull()))
    assert "traces may be left" in workspace.messages.text()
    assert workspace.current is workspace.page("clients")


def test_a_signed_note_is_marked_leaves_the_pages_is_read_on_its_list_and_put_back(workspace: Workspace) -> None:
    made = signed(workspace.desk, SessionNote)
    go_to(workspace, "note", made)
    settle()
    assert workspace.enabled("misfiled")
    workspace.run("misfiled")
    settle()
    act = button(workspace, "Mark as entered in error")
    assert not act.isEnabled()
    QTest.keyClicks(line(workspace, "Why it should not stand there"), "Somebody else's")
    act.click()
    settle()
    assert workspace.current is workspace.page("overview")
    assert made.id not in {item.id for item in workspace.desk.find(SessionNote)}
    assert [item.record for item in marked(workspace.desk)] == [made]
    begins = " ".join(made.material[:60].split())
    for page in ("sessions", "overview", "note"):
        assert holding(workspace.page(page), begins) == []
    workspace.go(Target("practice"))
    assert "1 record." in {text for _widget, text in all_words(workspace, shown=True)}
    workspace.go(Target("errors"))
    settle()
    shown = " ".join(text for _widget, text in all_words(workspace, shown=True))
    assert "Somebody else's" in shown
    assert begins in " ".join(shown.split())
    back = button(workspace, "Put it back")
    assert not back.isEnabled()
    QTest.keyClicks(line(workspace, "Why it should stand again"), "It was theirs")
    back.click()
    settle()
    assert made.id in {item.id for item in workspace.desk.find(SessionNote)}
    assert "Nothing was entered in error" in " ".join(text for _widget, text in all_words(workspace, shown=True))
    workspace.go(Target("clients"))
    assert holding(workspace.page("errors"), begins) == []
    assert findings(workspace) == []


def test_a_draft_is_moved_to_whom_it_belongs_by_keys_alone(workspace: Workspace) -> None:
    made = draft(workspace.desk, SessionNote)
    other = client_of(workspace, "C-021")
    assert made.client != other.id
    go_to(workspace, "note", made)
    settle()
    QTest.keyClicks(field(workspace, "material"), "Typed just now. ")
    workspace.run("misfiled")
    settle()
    act = button(workspace, "Move the draft")
    assert not act.isEnabled()
    find = line(workspace, "Find the client it belongs to")
    assert find.hasFocus()
    QTest.keyClicks(find, "nobody")
    assert not act.isEnabled()
    find.clear()
    QTest.keyClicks(find, "c-021")
    QTest.keyClick(find, Qt.Key.Key_Tab)
    chosen = QApplication.focusWidget()
    assert chosen is not None
    QTest.keyClick(chosen, Qt.Key.Key_Return)
    settle()
    moved = workspace.desk.get(SessionNote, made.id)
    assert (moved.client, moved.appointment) == (other.id, 0)
    assert "Typed just now." in moved.material
    assert workspace.client == made.client
    assert holding(workspace, "Typed just now.") == []


def test_a_draft_of_which_there_is_one_only_goes_to_nobody_who_has_one(workspace: Workspace) -> None:
    desk = workspace.desk
    mine, other = client_with_course(desk), client_with_course(desk)
    one = desk.add(Assessment(client=mine.client, parent=mine.id))
    free = {home.client for home in homes(desk, one)}
    assert other.client in free
    desk.add(Assessment(client=other.client, parent=other.id))
    assert {home.client for home in homes(desk, one)} == free - {other.client}
    assert other.client in {home.client for home in homes(desk, note(desk, mine))}
    below = desk.add(Addendum(client=mine.client, parent=one.id))
    assert homes(desk, below) == []
    ours = desk.add(Statement(client=mine.client, parent=mine.client))
    assert {home.client for home in homes(desk, ours)} >= {other.client}


def test_what_cannot_be_moved_or_marked_is_not_offered_and_a_refusal_is_told(workspace: Workspace) -> None:
    made = draft(workspace.desk, SessionNote)
    workspace.go(Target("details", made.client))
    assert not workspace.enabled("misfiled")
    workspace.run("misfiled")
    assert workspace.current is workspace.page("details")
    go_to(workspace, "note", made)
    workspace.run("misfiled")
    page: Any = workspace.page("misfiled")
    page.act()
    assert workspace.desk.get(SessionNote, made.id).client == made.client
    page._homes.setCurrentRow(0)
    workspace.desk.add(Addendum(client=made.client, parent=made.id))
    page.act()
    assert "hangs on this draft" in page._column.message()
    assert workspace.place().page == "note"
    button(workspace, "Leave it where it is").click()
    assert workspace.current is workspace.page("note")


def test_the_persons_statement_stands_beside_the_addenda(workspace: Workspace) -> None:
    made = signed(workspace.desk, SessionNote)
    go_to(workspace, "note", made)
    settle()
    button(workspace, "Add their statement").click()
    settle()
    QTest.keyClicks(field(workspace, "written"), "That is not what I said.")
    button(workspace, "Sign their statement").click()
    settle()
    (kept,) = workspace.desk.find(Statement, parent=made.id)
    assert (kept.written, kept.signed_at is not None) == ("That is not what I said.", True)
    shown = workspace.page("note")._note.finish.addenda._earlier._text.toPlainText()  # type: ignore[attr-defined]
    assert "Statement of disagreement" in shown
    assert "That is not what I said." in shown
    assert workspace.desk.get(Record, made.id) == made


def test_the_log_is_checked_on_demand_and_compared_with_a_number_that_was_kept(workspace: Workspace) -> None:
    workspace.go(Target("log"))
    page: Any = workspace.page("log")
    button(workspace, "Check that nothing was changed").click()
    until(lambda: "Number to keep outside" in page._words.text())
    assert "entries are in place" in page._words.text()
    kept = page._words.text().partition("outside: ")[2].split()[0]
    workspace.desk.note("exported")
    QTest.keyClicks(line(workspace, "A number you wrote down"), kept)
    QTest.keyClick(line(workspace, "A number you wrote down"), Qt.Key.Key_Return)
    assert "still holds" in page._words.text()
    page._kept.setText("9999" + kept[kept.index("-") :])
    button(workspace, "Compare").click()
    assert "does not go through this number" in page._words.text()
    page._kept.setText("nonsense")
    button(workspace, "Compare").click()
    assert "not such a number" in workspace.messages.text()
    page._kept.clear()
    page.compare()
    assert page._kept.hasFocus()


def test_the_log_names_what_was_changed_and_shows_older_entries_when_asked(
    workspace: Workspace, monkeypatch: Any
) -> None:
    made = signed(workspace.desk, SessionNote)

    def tamper(connection: Any) -> None:
        rules = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _sql in rules:
            connection.execute(f"drop trigger {name}")
        connection.execute("update record set body = json_set(body, '$.material', 'x') where id = ?", (made.id,))
        for _name, sql in rules:
            connection.execute(sql)

    workspace.desk._vault.write(tamper)
    monkeypatch.setattr("dit_desktop.ui.pages.log.STEP", 20)
    workspace.go(Target("log"))
    page: Any = workspace.page("log")
    rows = page._table.rowCount()
    assert rows == 20
    button(workspace, "Show older entries").click()
    assert page._table.rowCount() == 40
    button(workspace, "Check that nothing was changed").click()
    until(lambda: f"record {made.id}" in page._words.text())
    assert "changed outside the program" in page._words.text()
    page._failed(DiskFull())
    assert DiskFull.what in page._words.text()
