# SPDX-License-Identifier: Apache-2.0
"""The page of the checks says how the records stand, has them read through, and names what is wrong."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from dit_desktop.store import schema
from dit_desktop.store.seal import Finding
from dit_desktop.ui.pages.checks import ChecksPage
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.store.test_checkup import spoil
from tests.ui.pages.walk import all_words, button


def words(workspace: Workspace) -> str:
    assert workspace.current is not None
    return "\n".join(text for _widget, text in all_words(workspace.current, shown=True))


def test_a_check_asked_for_is_told_with_its_date_and_what_is_found_with_its_places(
    nobody: Workspace, qtbot: QtBot
) -> None:
    checkup = nobody.desk.checkup
    nobody.go(Target("practice"))
    assert "Not checked yet" in words(nobody)
    nobody.go(Target(ChecksPage.name))
    assert "Not checked yet" in words(nobody)
    button(nobody, "Check now").click()
    assert "while you work" in words(nobody)
    qtbot.waitUntil(lambda: not checkup.running)
    assert "everything holds together" in words(nobody)
    spoil(nobody.desk._vault.folder / schema.DATABASE, 20)  # noqa: SLF001
    button(nobody, "Check now").click()
    button(nobody, "Stop the check").click()
    qtbot.waitUntil(lambda: not checkup.running)
    button(nobody, "Check now").click()
    qtbot.waitUntil(lambda: not checkup.running)
    assert "page 20: This part of the file" in words(nobody)
    assert "Lock the practice" in words(nobody)
    assert "not hold together" in nobody.messages.text()
    nobody.go(Target("today"))
    button(nobody, "See what was found").click()
    assert isinstance(nobody.current, ChecksPage)


def test_of_very_many_places_the_first_are_named_and_the_rest_counted(nobody: Workspace) -> None:
    nobody.go(Target(ChecksPage.name))
    nobody.desk.checkup.findings = tuple(Finding("damaged_vault", f"page {number}", "x") for number in range(50))
    nobody.desk.checkup.changed.emit()
    assert "page 39: x\nand 10 more" in words(nobody)


def test_where_nothing_can_be_written_no_check_is_offered(nobody: Workspace) -> None:
    nobody.desk._vault.read_only = True  # noqa: SLF001 - as it is on a disk that cannot be written
    nobody.go(Target(ChecksPage.name))
    assert not button(nobody, "Check now").isEnabled()
    nobody.desk._vault.read_only = False  # noqa: SLF001
