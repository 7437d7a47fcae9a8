# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""No page looks through everything there is: what it asks for is found by an index."""

from __future__ import annotations

import re

from sqlcipher3.dbapi2 import Connection

from dit_desktop.records.client import Client
from dit_desktop.records.searched import sought
from dit_desktop.records.session import SessionNote
from dit_desktop.store.search import Wanted, search
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.registry import PAGES
from dit_desktop.ui.workspace import Workspace
from tests.ui.pages.walk import clients, draft, settle, targets

# Of the search: what its index answers, what the bin holds, and the first few hundred records the index is behind for.
_SCAN = re.compile(
    r"^SCAN (?!CONSTANT ROW|w VIRTUAL TABLE INDEX \d+:M|main\.\w*words_config|record USING INDEX binned|s$|executors$)"
)
# The last few links of the chain, or its first, read from its end: no further than the limit says.
_LAST = re.compile(r"from chain (c left join record r on r.id = c.record_id )?order by (c\.)?seq( desc)? limit \d+$")
# Of every kind there are more and more, to be read from an index alone; of these there is one, or all are to be shown.
_EVERY_RECORD = re.compile(r"USING INDEX (record_kind|\w+_listed) ")
_ALL_OF_A_KIND = re.compile(r"kind = '(Practice|Executors|Exported)'|from in_error ")


def searching_everything(connection: Connection, statements: set[str]) -> set[str]:
    """The questions that are answered by looking through a table, or through all records of a kind."""
    found = set()
    for statement in statements:
        if _LAST.search(statement) or _ALL_OF_A_KIND.search(statement):
            continue
        for *_numbers, step in connection.execute(f"explain query plan {statement}"):
            if _SCAN.match(step) or _EVERY_RECORD.search(step):
                found.add(statement)
    return found


def asked(workspace: Workspace, connection: Connection) -> set[str]:
    """Every question that opening the pages for everybody asks the practice."""
    everywhere = [target for client in clients(workspace.desk) for target in targets(workspace.desk, client)]
    statements: set[str] = set()
    connection.set_trace_callback(statements.add)
    try:
        for target in everywhere:
            workspace.go(target)
            settle()
        workspace.return_to(workspace.place())
        for page in PAGES:
            if page.listed and not page.inside:
                workspace.go(Target(page.name))
                settle()
        workspace.desk.ask(lambda connection: search(connection, Wanted(process=True), sought("the")))
    finally:
        connection.set_trace_callback(None)
    return {text for text in statements if text.lower().startswith("select")}


def test_no_page_looks_through_a_table_that_grows(workspace: Workspace) -> None:
    with workspace.desk._vault.reading() as connection:
        statements = asked(workspace, connection)
        assert any("'Client'" in text for text in statements)
        assert any("'SessionNote'" in text for text in statements)
        assert any("private_words match" in text for text in statements)
        assert len(statements) > 20
        assert searching_everything(connection, statements) == set()


def test_a_question_that_looks_through_everything_is_noticed(workspace: Workspace) -> None:
    note = draft(workspace.desk, SessionNote)
    planted = {
        f"select * from record where body like '%{note.id}%'",
        "select day from record where kind = 'SessionNote'",
        "select body from record where kind = 'Client' and binned_at is null",
        f"select body from revision where at > '{note.id}'",
        "select rowid from words",
    }
    with workspace.desk._vault.reading() as connection:
        statements = asked(workspace, connection) | planted
        assert searching_everything(connection, statements) == planted


def test_a_list_reads_no_record(workspace: Workspace) -> None:
    with workspace.desk._vault.reading() as connection:
        statements: set[str] = set()
        connection.set_trace_callback(statements.add)
        found = workspace.desk.glance(Client, ("code", "alias", "name"))
        workspace.desk.courses_ahead(workspace.desk.get(SessionNote, draft(workspace.desk, SessionNote).id).day)  # type: ignore[arg-type]
        connection.set_trace_callback(None)
        lists = [text for text in statements if re.search(r"cast\(body|starts_at", text)]
        plans = [str(connection.execute(f"explain query plan {text}").fetchall()) for text in lists]
    assert len(found) > 2
    assert len(plans) == 2
    assert all("COVERING INDEX" in plan for plan in plans)
