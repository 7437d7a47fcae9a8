# SPDX-License-Identifier: Apache-2.0
"""A form nobody looks at, on a tab behind another: it makes its controls when it comes into sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.records.session import SessionNote
from dit_desktop.ui.form import Form


@pytest.fixture
def behind(qtbot: QtBot) -> QTabWidget:
    """Tabs with a form on the second, a button before it and one after it."""
    tabs, second = QTabWidget(), QWidget()
    column = QVBoxLayout(second)
    for part in (QPushButton("before"), Form(SessionNote), QPushButton("after")):
        column.addWidget(part)
    tabs.addTab(QPushButton("first"), "first")
    tabs.addTab(second, "second")
    qtbot.addWidget(tabs)
    tabs.show()
    qtbot.waitExposed(tabs)
    return tabs


def texts(tabs: QTabWidget) -> list[str]:
    return [area.toPlainText() for area in tabs.findChildren(QPlainTextEdit)]


def test_it_has_no_controls_until_it_is_seen(behind: QTabWidget) -> None:
    form = behind.findChild(Form)
    assert form is not None
    form.show_record(SessionNote(id=1, material="It rained."))
    assert texts(behind) == []
    assert form.record().material == "It rained."
    behind.setCurrentIndex(1)
    assert "It rained." in texts(behind)


def test_it_is_emptied_at_once(behind: QTabWidget) -> None:
    form = behind.findChild(Form)
    assert form is not None
    form.show_record(SessionNote(id=1, material="It rained."))
    behind.setCurrentIndex(1)
    behind.setCurrentIndex(0)
    assert "It rained." in texts(behind)
    form.empty()
    assert not any(texts(behind))


def test_it_takes_its_place_between_its_neighbours(behind: QTabWidget) -> None:
    form = behind.findChild(Form)
    before, after = (
        next(button for button in behind.findChildren(QPushButton) if button.text() == words)
        for words in ("before", "after")
    )
    assert form is not None
    form.show_record(SessionNote(id=1))
    behind.setCurrentIndex(1)
    before.setFocus()
    seen: list[QWidget] = []
    while behind.focusWidget() is not after:
        QTest.keyClick(behind.focusWidget(), Qt.Key.Key_Tab)
        seen.append(behind.focusWidget())
        assert len(seen) < 60
    assert sum(form.isAncestorOf(widget) for widget in seen) >= 10
    assert seen[-1] is after
    assert all(form.isAncestorOf(widget) for widget in seen[:-1])
