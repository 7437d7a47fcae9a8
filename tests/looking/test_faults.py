# SPDX-License-Identifier: Apache-2.0
"""Each kind of fault is found where it was planted, and a window without one has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabBar,
    QTableWidget,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dit_desktop.records.settings import Appearance
from dit_desktop.ui import style
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.sidebar import SidebarButton
from tests.looking.faults import faults

WORDS = "Words that want to be read from beginning to end"


def _window(qtbot: QtBot) -> tuple[QWidget, QVBoxLayout]:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    rows.setContentsMargins(40, 40, 40, 40)
    for made in (QLabel(WORDS), QLabel(WORDS * 4, wordWrap=True), QPushButton("Press"), SidebarButton("users", "Here")):
        rows.addWidget(made)
    line = QLineEdit(WORDS, placeholderText="A prompt")
    line.setAccessibleName("A line")
    combo = QComboBox()
    combo.addItems([WORDS, "Other"])
    combo.setAccessibleName("A list")
    for control in (line, combo):
        rows.addWidget(control)
    window.resize(700, 500)
    return window, rows


def _narrow_label(rows: QVBoxLayout) -> None:
    label = QLabel(WORDS)
    label.setFixedWidth(40)
    rows.addWidget(label)


def _low_label(rows: QVBoxLayout) -> None:
    label = QLabel(WORDS * 9, wordWrap=True)
    label.setFixedSize(200, 20)
    rows.addWidget(label)


def _narrow_button(rows: QVBoxLayout) -> None:
    button = QPushButton(WORDS)
    button.setFixedWidth(60)
    rows.addWidget(button)


def _narrow_drawn_button(rows: QVBoxLayout) -> None:
    button = SidebarButton("users", WORDS)
    button.setFixedWidth(60)
    rows.addWidget(button)


def _narrow_combo(rows: QVBoxLayout) -> None:
    combo = QComboBox()
    combo.addItem(WORDS)
    combo.setAccessibleName("Narrow")
    combo.setFixedWidth(60)
    rows.addWidget(combo)


def _narrow_prompt(rows: QVBoxLayout) -> None:
    line = QLineEdit(placeholderText=WORDS)
    line.setAccessibleName("Narrow")
    line.setFixedWidth(60)
    rows.addWidget(line)


def _narrow_tabs(rows: QVBoxLayout) -> None:
    tabs = QTabWidget(documentMode=True)
    tabs.tabBar().setAccessibleName("Narrow")
    tabs.setFixedWidth(100)
    for _n in range(3):
        tabs.addTab(QWidget(), WORDS)
    rows.addWidget(tabs)


def _narrow_heading(rows: QVBoxLayout) -> None:
    table = QTableWidget(1, 2)
    table.setAccessibleName("Narrow")
    table.setHorizontalHeaderLabels([WORDS, "Other"])
    table.setColumnWidth(0, 40)
    rows.addWidget(table)


def _two_in_one_place(rows: QVBoxLayout) -> None:
    room = QWidget()
    room.setFixedSize(300, 40)
    for left in (0, 20):
        frame = QFrame(room)
        frame.setGeometry(left, 0, 100, 30)
    rows.addWidget(room)


def _outside(rows: QVBoxLayout) -> None:
    room = QWidget()
    room.setFixedSize(300, 40)
    frame = QFrame(room)
    frame.setGeometry(250, 0, 100, 30)
    rows.addWidget(room)


def _ring_cut_off(rows: QVBoxLayout) -> None:
    content = QWidget()
    inside = QVBoxLayout(content)
    inside.setContentsMargins(0, 0, 0, 0)
    button = QPushButton("At the edge")
    inside.addWidget(button)
    area = Scroll(content)
    rows.addWidget(area)
    area.window().show()
    area.window().activateWindow()
    button.setFocus()


def _too_wide_to_see(rows: QVBoxLayout) -> None:
    content = QWidget()
    content.setMinimumWidth(2000)
    rows.addWidget(Scroll(content))


def _cut_without_a_bar(rows: QVBoxLayout) -> None:
    content = QWidget()
    content.setMinimumHeight(900)
    area = Scroll(content)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.addWidget(area)


def _grey_on_grey(rows: QVBoxLayout) -> None:
    label = QLabel(WORDS)
    ink = QPalette(label.palette())
    ink.setColor(QPalette.ColorRole.WindowText, QColor("#9a9a96"))
    label.setPalette(ink)
    rows.addWidget(label)


def _grey_button(rows: QVBoxLayout) -> None:
    button = QPushButton(WORDS)
    ink = QPalette(button.palette())
    ink.setColor(QPalette.ColorRole.ButtonText, QColor("#9a9a96"))
    button.setPalette(ink)
    rows.addWidget(button)


def _grey_list(rows: QVBoxLayout) -> None:
    names = QListWidget()
    names.setAccessibleName("Grey")
    item = QListWidgetItem(WORDS, names)
    item.setForeground(QColor("#9a9a96"))
    rows.addWidget(names)


def _grey_paragraph(rows: QVBoxLayout) -> None:
    text = QTextEdit(readOnly=True)
    text.setAccessibleName("Grey")
    text.setTextColor(QColor("#9a9a96"))
    text.append(WORDS)
    rows.addWidget(text)


def _grey_line(rows: QVBoxLayout) -> None:
    line = QLineEdit(WORDS)
    line.setAccessibleName("Grey")
    ink = QPalette(line.palette())
    ink.setColor(QPalette.ColorRole.Text, QColor("#9a9a96"))
    line.setPalette(ink)
    rows.addWidget(line)


def _grey_tab(rows: QVBoxLayout) -> None:
    bar = QTabBar()
    bar.setAccessibleName("Grey")
    bar.addTab(WORDS)
    bar.setTabTextColor(0, QColor("#9a9a96"))
    rows.addWidget(bar)


def _nameless_button(rows: QVBoxLayout) -> None:
    rows.addWidget(QPushButton())


def _too_large(rows: QVBoxLayout) -> None:
    tall = QFrame()
    tall.setMinimumHeight(900)
    rows.addWidget(tall)


PLANTED: list[tuple[Callable[[QVBoxLayout], None], str]] = [
    (_narrow_label, "px wide, the widget 40 px"),
    (_low_label, "px tall, the widget 20 px"),
    (_narrow_button, "text is"),
    (_narrow_drawn_button, "what it draws is"),
    (_narrow_combo, "text is"),
    (_narrow_prompt, "text is"),
    (_narrow_tabs, "stands out of the bar"),
    (_narrow_heading, "the heading"),
    (_two_in_one_place, "lie over each other on 80 x 30 px"),
    (_outside, "stands out of"),
    (_ring_cut_off, "FocusRing"),
    (_too_wide_to_see, "scrolled sideways"),
    (_cut_without_a_bar, "px tall in a scrolling area"),
    (_grey_on_grey, "contrast of"),
    (_grey_button, "contrast of"),
    (_grey_list, "contrast of"),
    (_grey_paragraph, "contrast of"),
    (_grey_line, "contrast of"),
    (_grey_tab, "contrast of"),
    (_nameless_button, "no accessible name"),
    (_too_large, "the screen has fewer"),
]


@pytest.mark.parametrize("dark", [False, True])
def test_a_window_in_order_has_no_faults(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:  # noqa: FBT001
    style.apply(qapp, Appearance.DARK if dark else Appearance.LIGHT, 100)
    window, _rows = _window(qtbot)
    window.show()
    qtbot.waitExposed(window)
    assert faults(window) == []


@pytest.mark.parametrize("plant, said", PLANTED, ids=[plant.__name__ for plant, _said in PLANTED])
def test_a_planted_fault_is_found_and_nothing_else(
    qtbot: QtBot, qapp: QApplication, plant: Callable[[QVBoxLayout], None], said: str
) -> None:
    style.apply(qapp, Appearance.LIGHT, 100)
    window, rows = _window(qtbot)
    plant(rows)
    window.show()
    QApplication.processEvents()
    found = faults(window)
    assert found
    assert all(said in str(fault) for fault in found), [str(fault) for fault in found]


def test_what_is_disabled_may_be_faint(qtbot: QtBot, qapp: QApplication) -> None:
    style.apply(qapp, Appearance.LIGHT, 100)
    window, rows = _window(qtbot)
    _grey_button(rows)
    window.findChildren(QPushButton)[-1].setEnabled(False)
    window.show()
    QApplication.processEvents()
    assert faults(window) == []


def test_a_fault_is_told_with_the_way_to_its_widget(qtbot: QtBot) -> None:
    window, rows = _window(qtbot)
    _outside(rows)
    window.show()
    QApplication.processEvents()
    [fault] = faults(window)
    assert fault.path.startswith("QWidget > ")
    assert "100 x 30 px at 250, 0" in fault.what
