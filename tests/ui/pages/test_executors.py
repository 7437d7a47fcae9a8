# SPDX-License-Identifier: Apache-2.0
"""If the therapist cannot work: asked once a year, a code shown once, and the very pack looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dit_desktop.documents.packed import packed
from dit_desktop.models.backups import Backups
from dit_desktop.models.executors import code_of, will_of
from dit_desktop.records.client import Client
from dit_desktop.records.executors import Executors
from dit_desktop.records.settings import Settings
from dit_desktop.store import executors, keys
from dit_desktop.store.errors import WrongCode, WrongPassphrase
from dit_desktop.ui.pages.executors import ExecutorsPage
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.tabs import Tabs
from dit_desktop.ui.workspace import Workspace
from tests.documents.papers import text, words
from tests.models.test_desk_refused import moved_away
from tests.ui.names import nameless, one
from tests.ui.pages.test_sealing import line
from tests.ui.pages.walk import all_words, button, settle

TODAY = date.today()  # noqa: DTZ011 - the therapist's own day
PATIENCE = 20_000


@pytest.fixture
def backed(workspace: Workspace) -> Iterator[Workspace]:
    """The example with somebody who looks after its backups; one was made."""
    desk = workspace.desk
    settings = Settings(rehearsed_on=TODAY)
    desk.backups = Backups(desk.vault, settings, lambda: 0.0, desk, pack=packed)
    yield workspace
    desk.backups.stop()


def page_of(workspace: Workspace) -> ExecutorsPage:
    workspace.go(Target("executors"))
    page = workspace.current
    assert isinstance(page, ExecutorsPage)
    return page


def turn(page: ExecutorsPage, number: int) -> None:
    one(Tabs, page).buttons()[number].click()
    settle()


def said(page: ExecutorsPage) -> str:
    return "\n".join(told for _widget, told in all_words(page, shown=True))


def pack_of(workspace: Workspace) -> Path:
    return executors.place(workspace.desk.vault.folder / "backups", workspace.desk.vault.vault_id)


def at_rest(workspace: Workspace, qtbot: QtBot) -> None:
    backups = workspace.desk.backups
    assert backups is not None
    qtbot.waitUntil(lambda: not backups.working, timeout=PATIENCE)


def back_up(workspace: Workspace, qtbot: QtBot) -> None:
    assert workspace.desk.backups is not None
    workspace.desk.backups.back_up()
    at_rest(workspace, qtbot)


# --- asked once a year ---


def test_once_a_year_it_is_asked_and_one_press_says_that_it_is_still_right(workspace: Workspace) -> None:
    page = page_of(workspace)
    assert not page.right.isVisible()
    assert "asked again in a year" in said(page)
    desk = workspace.desk
    desk.save(replace(will_of(desk), checked_on=TODAY - timedelta(days=366)))
    assert page.right.isVisible()
    assert "Is it still right?" in said(page)
    page.right.click()
    assert will_of(desk).checked_on == TODAY
    assert not page.right.isVisible()


def test_the_card_says_what_is_to_be_done_next(backed: Workspace, qtbot: QtBot) -> None:
    desk = backed.desk

    def standing() -> str:
        return ExecutorsPage.standing(desk)

    assert "still to be made" in standing()
    page_of(backed).code.make.click()
    at_rest(backed, qtbot)
    assert "No pack is in reach" in standing()
    back_up(backed, qtbot)
    assert "Pack written today" in standing()
    will = desk.save(replace(will_of(desk), checked_on=TODAY - timedelta(days=400)))
    assert "time to look" in standing()
    desk.save(replace(will, first=""))
    assert "Nobody is named" in standing()


def test_what_is_typed_is_kept_and_there_is_one_will(nobody: Workspace) -> None:
    page = page_of(nobody)
    assert "What a colleague needs to know" in said(page)
    QTest.keyClicks(page.focusWidget(), "Nell Ashworth")
    nobody.flush()
    nobody.go(Target("practice"))
    page_of(nobody)
    nobody.flush()
    (will,) = nobody.desk.find(Executors)
    assert will.first == "Nell Ashworth"
    assert "asked again in a year" in said(page)
    assert page.place().field == "first"


# --- the code ---


def test_a_code_is_shown_once_and_opens_the_pack_that_is_written_at_once(backed: Workspace, qtbot: QtBot) -> None:
    back_up(backed, qtbot)
    assert not pack_of(backed).exists()
    page = page_of(backed)
    turn(page, 1)
    page.code.make.click()
    settle()
    code = "-".join(page.code.shown_groups())
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}", code)
    at_rest(backed, qtbot)
    assert "Owen Farrell" in text(pack_of(backed).read_bytes(), "-upw", code)
    assert pack_of(backed).name in said(page)
    assert nameless(page) == []
    page.code.done.click()
    settle()
    assert page.code.shown_groups() == []
    assert not any(group in said(page) for group in code.split("-"))
    assert "not shown again" in said(page)


@pytest.mark.parametrize("away", ["another page", "another group"])
def test_a_code_leaves_the_screen_with_the_page(workspace: Workspace, away: str) -> None:
    page = page_of(workspace)
    turn(page, 1)
    page.code.make.click()
    assert len(page.code.shown_groups()) == 6
    if away == "another page":
        workspace.go(Target("practice"))
    else:
        turn(page, 0)
    settle()
    assert page.code.shown_groups() == []


def test_a_code_that_was_taken_back_takes_the_pack_with_it(backed: Workspace, qtbot: QtBot) -> None:
    back_up(backed, qtbot)
    page = page_of(backed)
    turn(page, 1)
    page.code.make.click()
    at_rest(backed, qtbot)
    first = code_of(backed.desk)
    page.code.done.click()
    page.code.again.click()
    at_rest(backed, qtbot)
    assert code_of(backed.desk) != first
    assert pack_of(backed).exists()
    page.code.done.click()
    page.code.revoke.click()
    assert "not connected" in said(page)
    at_rest(backed, qtbot)
    assert code_of(backed.desk) is None
    assert not pack_of(backed).exists()


def test_whoever_is_erased_does_not_stay_in_the_pack(backed: Workspace, qtbot: QtBot) -> None:
    back_up(backed, qtbot)
    page = page_of(backed)
    page.code.make.click()
    code = "-".join(page.code.shown_groups())
    at_rest(backed, qtbot)
    assert "Owen Farrell" in text(pack_of(backed).read_bytes(), "-upw", code)
    client = next(client for client in backed.desk.find(Client) if client.name == "Owen Farrell")
    backed.go(Target("erase", client.id))
    QTest.keyClicks(line(backed, "Reason for erasing"), "They asked for it")
    QTest.keyClicks(line(backed, f"Type {client.code} to be sure"), client.code)
    button(backed, "Erase for good").click()
    qtbot.waitUntil(lambda: "Owen Farrell" not in text(pack_of(backed).read_bytes(), "-upw", code), timeout=PATIENCE)
    at_rest(backed, qtbot)
    assert "Bethan Price" in text(pack_of(backed).read_bytes(), "-upw", code)


def test_the_code_opens_the_pack_and_not_the_records(workspace: Workspace) -> None:
    page = page_of(workspace)
    page.code.make.click()
    code = "-".join(page.code.shown_groups())
    file = keys.read(workspace.desk.vault.folder)
    for attempt in (keys.open_with_code, keys.open_with_passphrase):
        with pytest.raises((WrongCode, WrongPassphrase)):
            attempt(file, code)


def test_the_sheet_holds_the_code_and_its_day_is_noted(workspace: Workspace, tmp_path: Path) -> None:
    page = page_of(workspace)
    turn(page, 1)
    page.code.make.click()
    code = "-".join(page.code.shown_groups())
    page.code.ways.save(str(tmp_path / "sheet.pdf"))
    found = words((tmp_path / "sheet.pdf").read_bytes())
    assert code in found
    assert pack_of(workspace).name in " ".join(found)
    assert will_of(workspace.desk).sheet_printed_on == TODAY


def test_where_a_code_cannot_be_kept_none_is_shown(workspace: Workspace) -> None:
    page = page_of(workspace)
    turn(page, 1)
    with moved_away(workspace.desk):
        page.code.make.click()
        assert page.code.shown_groups() == []
        assert workspace.messages.text()
    page.code.make.click()
    assert len(page.code.shown_groups()) == 6
    page.code.done.click()
    with moved_away(workspace.desk):
        workspace.messages.close_message()
        page.code.revoke.click()
        assert workspace.messages.text()
    assert code_of(workspace.desk) is not None


# --- what they will read ---


def test_the_very_pack_can_be_looked_at_and_nothing_of_it_stays(workspace: Workspace, qtbot: QtBot) -> None:
    page = page_of(workspace)
    turn(page, 2)
    qtbot.waitUntil(lambda: "Owen Farrell" in page.view.text(), timeout=PATIENCE)
    assert "not written anywhere" in said(page)
    turn(page, 1)
    page.code.make.click()
    turn(page, 2)
    qtbot.waitUntil(lambda: "the next backup writes" in said(page), timeout=PATIENCE)
    assert "Owen Farrell" in page.view.text()
    workspace.go(Target("practice"))
    assert page.view.text() == ""
    workspace.go(Target("executors"))
    qtbot.waitUntil(lambda: "Owen Farrell" in page.view.text(), timeout=PATIENCE)


def test_what_cannot_be_drawn_is_told_beside_the_pack(workspace: Workspace, qtbot: QtBot) -> None:
    desk = workspace.desk
    desk.save(replace(will_of(desk), instructions="Ring 안나 first."))
    page = page_of(workspace)
    turn(page, 2)
    qtbot.waitUntil(lambda: "no font has them" in said(page), timeout=PATIENCE)
