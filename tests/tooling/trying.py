# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""Tries in the window what the recipes of CONTRIBUTING.md brought, in the copy in which they were followed.

Prints one JSON object with what was found; the practice and the paper stay in the folder.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTextBrowser, QWidget

from dit_desktop.models.desk import Desk
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.session import SessionNote
from dit_desktop.store import vault
from dit_desktop.store.example import example_practice
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.window import MainWindow
from tests.opened import TODAY
from tests.practices import CHEAP, PASSPHRASE
from tests.ui.window import focused, unlock, until, window_on, write


def named(window: QWidget, name: str) -> list[QWidget]:
    """What a screen reader calls by a name."""
    return [each for each in window.findChildren(QWidget) if each.accessibleName() == name and each.isVisible()]


def chord(keys: QKeySequence | str | QKeySequence.StandardKey) -> None:
    """Press the keys of an action where the focus is."""
    QTest.keySequence(focused(), QKeySequence(keys))
    QApplication.processEvents()


def kept(desk: Desk, record: int) -> dict[str, Any]:
    """The body of a record as the file has it."""
    with desk._vault.reading() as connection:
        return dict(json.loads(connection.execute("select body from record where id = ?", (record,)).fetchone()[0]))


def field_and_action(window: MainWindow, desk: Desk) -> dict[str, Any]:
    """A new field is typed into and saved by the keys of a new action, then read beside the next note."""
    workspace: Any = window.workspace
    draft = next(note for note in desk.find(SessionNote) if not note.signed_at)
    workspace.go(Target("note", draft.client, draft.id))
    controls = named(window, "Weather in the room")
    controls[0].setFocus()
    write("A storm, then light.")
    before = kept(desk, draft.id).get("weather", "")
    chord("Ctrl+Alt+S")
    after = kept(desk, draft.id).get("weather", "")
    menus = {menu.title(): [action.text() for action in menu.actions()] for menu in window.findChildren(QMenu)}
    later = desk.add(replace(draft, id=0))  # as it was read, before anything was typed
    workspace.go(Target("note", later.client, later.id))
    beside = " ".join(reader.toPlainText() for reader in window.findChildren(QTextBrowser) if reader.isVisible())
    return {"controls": len(controls), "before": before, "after": after, "menus": menus, "beside": beside}


def page_and_paper(window: MainWindow, desk: Desk, folder: Path) -> dict[str, Any]:
    """A new page is opened by its keys, and what stands there leaves as a new paper."""
    workspace: Any = window.workspace
    note = next(note for note in desk.find(SessionNote) if not note.signed_at)
    kind: Any = KINDS["Dream"]
    desk.add(kind(client=note.client, parent=note.parent, told="A house with no doors.", came_to_mind="School."))
    chord("Ctrl+Alt+D")
    page = workspace.current
    told = page.findChild(QTextBrowser).toPlainText()
    button = workspace.contents.buttons[page.name]
    sidebar = {"words": button.text(), "seen": button.isVisible(), "marked": button.isChecked()}
    page.findChild(QTextBrowser).setFocus()
    chord(QKeySequence.StandardKey.Print)
    export = workspace.current
    until(lambda: export._paper is not None and export._export.isEnabled())
    offered = [export._which.itemText(at) for at in range(export._which.count())]
    export._clear.setChecked(True)
    export._path.setText(str(folder / "dream.pdf"))
    QTest.mouseClick(export._export, Qt.MouseButton.LeftButton)
    until(lambda: "Written" in export._result.text())
    return {"page": page.name, "told": told, "sidebar": sidebar, "head": export._head.text(), "offered": offered}


def main(folder: Path) -> None:
    """Make an example practice and try everything in one window."""
    app = QApplication([])
    data = folder / "practice"
    fill = example_practice(TODAY)
    made, _code = vault.create(data, PASSPHRASE, state=data / "state.json", cost=CHEAP, fill=fill)
    made.close()
    with window_on(data) as window:
        unlock(window)
        assert window.desk is not None
        found = field_and_action(window, window.desk) | page_and_paper(window, window.desk, folder)
        window.close()
    del app
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
