# SPDX-License-Identifier: Apache-2.0
"""Buttons of which one is pressed in are turned by assistive technology as by a click, and by the program silently."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.ui.one_of import OneOf
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.ui.pages.walk import button, settle


class Two(QWidget):
    """Two buttons, and what is told of them."""

    def __init__(self) -> None:
        super().__init__()
        self.group, self.told = OneOf(self), list[int]()
        self.buttons = [QPushButton(words) for words in ("First", "Second")]
        line = QHBoxLayout(self)
        for number, each in enumerate(self.buttons):
            self.group.add(each, number)
            line.addWidget(each)
        self.group.mark(0)
        self.group.turned.connect(self.told.append)


def toggle(widget: QWidget) -> None:
    """Do what a screen reader does to turn it."""
    found = QAccessible.queryAccessibleInterface(widget)
    acts = found.actionInterface()
    assert acts is not None
    assert found.role() is QAccessible.Role.RadioButton
    assert "Toggle" in acts.actionNames()
    acts.doAction("Toggle")
    settle()


def test_each_way_says_once_which_was_chosen(qtbot: QtBot) -> None:
    two = Two()
    qtbot.addWidget(two)
    two.show()
    first, second = two.buttons
    assert (first.isChecked(), two.told) == (True, [])
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    settle()
    toggle(first)
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    settle()
    assert two.told == [1, 0, 1]
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)  # it is chosen already, and meant all the same
    assert two.told == [1, 0, 1, 1]
    two.group.mark(0)
    assert (first.isChecked(), two.told) == (True, [1, 0, 1, 1])


def test_sidebar_diary_and_lists_are_turned_by_it(workspace: Workspace) -> None:
    toggle(button(workspace, "Diary"))
    assert workspace.place().page == "diary"
    page = workspace.current
    assert page is not None
    toggle(button(page, "Day"))
    assert page.table.columnCount() == 1  # type: ignore[attr-defined]
    workspace.go(Target("clients"))
    settle()
    page = workspace.current
    assert page is not None
    rows = page._shown.rowCount()  # type: ignore[attr-defined]  # noqa: SLF001
    toggle(button(page, "Ended"))
    assert 0 < page._shown.rowCount() < rows  # type: ignore[attr-defined]  # noqa: SLF001
