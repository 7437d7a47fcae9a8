# SPDX-License-Identifier: Apache-2.0
"""What stands around the pages: the title, the foot, the size of the text, the actions, and what comes before them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.store.settings import read_settings
from dit_desktop.ui.about import About
from dit_desktop.ui.actions import ACTIONS
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.registry import OPENING
from dit_desktop.ui.window import MainWindow
from dit_desktop.version import __version__
from tests.ui.names import nameless
from tests.ui.window import Replaced, open_client, unlock, until, window_on, workspace_of


def test_the_title_names_the_client_only_while_the_practice_is_open(window: MainWindow) -> None:
    assert window.windowTitle() == "DIT Desktop"
    open_client(window)
    assert "Wren" in window.windowTitle()
    window.run("close_client")
    assert "Wren" not in window.windowTitle()


def test_the_foot_of_today_says_how_old_the_last_backup_is_and_leads_to_it(window: MainWindow, qtbot: QtBot) -> None:
    desk, workspace = window.desk, workspace_of(window)
    assert desk is not None
    assert desk.backups is not None
    workspace.go(Target("today"))
    foot: Any = workspace.page("today")._foot  # type: ignore[attr-defined] # noqa: SLF001
    desk.backups.back_up()
    qtbot.waitUntil(lambda: foot.text().startswith("Last verified backup today"), timeout=20_000)
    assert foot.text().endswith("Every backup is on this computer.")
    assert foot.isVisible()
    foot.click()
    assert workspace.place().page == "backups"


def test_text_grows_and_shrinks_within_its_limits_and_is_remembered(window: MainWindow, practice: Path) -> None:
    for _time in range(15):
        window.run("larger")
    assert read_settings(practice).text_size == 200
    for _time in range(15):
        window.run("smaller")
    assert read_settings(practice).text_size == 90


def test_actions_of_an_open_practice_cannot_be_done_before_it_is_open(practice: Path) -> None:
    with window_on(practice) as window:
        able = {name for name, action in window.actions_by_name.items() if action.isEnabled()}
        assert able == {"lock", "quit", "hide", "larger", "smaller", "about"}  # locking shuts out who is on the way in
        unlock(window)
        open_client(window)
        able = {name for name, action in window.actions_by_name.items() if action.isEnabled()}
        of_a_record = {"undo", "redo", "sign", "misfiled"}  # there is nothing yet that they could be done to
        assert able >= {item.name for item in (*ACTIONS, *OPENING)} - of_a_record


def test_about_tells_version_and_licence(window: MainWindow) -> None:
    window.run("about")
    about = window.findChild(About)
    assert about is not None
    told = " ".join(label.text() for label in about.findChildren(QLabel))
    assert __version__ in told
    assert "Apache License 2.0" in told
    assert nameless(about) == []
    about.close()


def test_nothing_is_loaded_for_an_open_practice_before_the_first_page_is_painted(practice: Path) -> None:
    order: list[str] = []

    class Watch(QWidget):
        def event(self, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                order.append("painted")
            return super().event(event)

    with window_on(practice) as window:
        assert window.door is not None
        assert window.door.unlock is not None
        layout = window.door.unlock.card.layout()
        assert isinstance(layout, QVBoxLayout)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = MainWindow(app, window.where, replace_process=Replaced())
    assert made.door is not None
    assert made.door.unlock is not None
    watch = Watch(made.door.unlock.card)
    watch.setGeometry(0, 0, 10, 10)
    made.furnish = lambda: order.append("furnished")  # type: ignore[method-assign]
    made.show()
    until(lambda: "furnished" in order)
    assert order[0] == "painted"
    made.hide()
    made.deleteLater()
