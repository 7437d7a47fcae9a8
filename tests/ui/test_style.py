# SPDX-License-Identifier: Apache-2.0
"""The look that is wished for is taken, text grows without adding up, and the focus can be seen on every control."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dit_desktop.records.settings import Appearance
from dit_desktop.ui import style
from dit_desktop.ui.buttons import IconButton, primary
from dit_desktop.ui.colours import DARK, LIGHT, Colours
from dit_desktop.ui.ring import GAP, FocusRing
from dit_desktop.ui.strokes import RING, TARGET

CONTROLS = [
    lambda: QPushButton("Write note"),
    lambda: primary("Finish and sign"),
    lambda: QLineEdit("words"),
    lambda: QPlainTextEdit("words"),
    lambda: QCheckBox("Check"),
    lambda: QRadioButton("Radio"),
    QComboBox,
    QListWidget,
    lambda: IconButton("plus", "Add"),
]


def page(qtbot: QtBot, widget: QWidget) -> QWidget:
    """A window with room around one widget, which has the focus."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(20, 20, 20, 20)
    column.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    return window


def colours_in(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


def near(name: str, widget: QWidget) -> bool:
    """Whether a colour can be seen in a widget, smoothed edges allowed for."""
    wanted = QColor(name)
    seen = (QColor(one) for one in colours_in(widget.grab().toImage()))
    parts = (QColor.red, QColor.green, QColor.blue)
    return any(all(abs(part(one) - part(wanted)) < 16 for part in parts) for one in seen)


def ring_in(window: QWidget) -> FocusRing:
    ring = window.findChild(FocusRing)
    assert ring is not None
    return ring


@pytest.mark.parametrize("appearance,named", [(Appearance.DARK, DARK), (Appearance.LIGHT, LIGHT)])
def test_a_palette_that_is_asked_for_is_set_even_without_a_desktop(
    qapp: QApplication, qtbot: QtBot, appearance: Appearance, named: Colours
) -> None:
    style.apply(qapp, appearance, 100)
    widget = QWidget()
    qtbot.addWidget(widget)
    window = widget.palette().color(QPalette.ColorRole.Window).name().upper()
    assert window == named.window


def test_without_a_wish_the_system_decides(qapp: QApplication) -> None:
    style.apply(qapp, Appearance.DARK, 100)
    style.apply(qapp, None, 100)
    dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == (DARK if dark else LIGHT).window


def test_text_grows_and_shrinks_without_adding_up(qapp: QApplication, qtbot: QtBot) -> None:
    title = QLabel("Today")
    style.typed(title, "title")
    qtbot.addWidget(title)
    title.show()
    sizes = []
    for percent in (100, 200, 90, 200, 100):
        style.apply(qapp, Appearance.LIGHT, percent)
        sizes.append((QFontInfo(qapp.font()).pixelSize(), QFontInfo(title.font()).pixelSize()))
    assert sizes[0] == sizes[4]
    assert sizes[1] == sizes[3]
    assert sizes[1][0] == pytest.approx(2 * sizes[0][0], abs=1)
    assert all(heading > text for text, heading in sizes)


@pytest.mark.parametrize("make", CONTROLS)
@pytest.mark.parametrize("appearance,named", [(Appearance.DARK, DARK), (Appearance.LIGHT, LIGHT)])
def test_the_focus_can_be_seen_on_every_kind_of_control(
    qapp: QApplication, qtbot: QtBot, make: type[QWidget], appearance: Appearance, named: Colours
) -> None:
    style.apply(qapp, appearance, 100)
    widget = make()
    window = page(qtbot, widget)
    ring = ring_in(window)
    room = GAP + RING
    assert ring.geometry() == widget.geometry().adjusted(-room, -room, room, room)
    image = window.grab().toImage()
    middle = widget.geometry().center().x()
    above = [image.pixelColor(middle, widget.y() - distance).name().upper() for distance in range(1, room + 1)]
    gap, edge = above[:GAP], above[GAP:]
    assert set(gap) == {named.window}
    assert set(edge) == {named.focus}


def test_the_ring_goes_where_the_focus_goes_and_with_its_window(qtbot: QtBot) -> None:
    for _ in range(3):
        button = QPushButton("Write note")
        window = page(qtbot, button)
        assert ring_in(window).target() is button
        button.resize(button.width(), button.height() + 20)
        assert ring_in(window).height() == button.height() + 2 * (GAP + RING)
        window.close()
        window.deleteLater()


def test_tabs_ring_the_one_that_is_current(qtbot: QtBot) -> None:
    bar = QTabBar()
    bar.addTab("Note")
    bar.addTab("Process note")
    window = page(qtbot, bar)
    ring = window.findChild(FocusRing)
    assert ring is None or not ring.isVisible()
    assert LIGHT.focus in colours_in(bar.grab(bar.tabRect(0)).toImage())


@pytest.mark.parametrize("make", [*CONTROLS, QTabBar])
@pytest.mark.parametrize("percent", [90, 200])
def test_what_is_clicked_is_large_enough(qapp: QApplication, qtbot: QtBot, make: type[QWidget], percent: int) -> None:
    style.apply(qapp, Appearance.LIGHT, percent)
    widget = make()
    qtbot.addWidget(widget)
    if isinstance(widget, QTabBar):
        widget.addTab("Note")
    assert widget.sizeHint().height() >= TARGET


@pytest.mark.parametrize("make", [QCheckBox, QRadioButton])
def test_a_mark_can_be_seen_on_the_dark_palette(qapp: QApplication, qtbot: QtBot, make: type[QCheckBox]) -> None:
    style.apply(qapp, Appearance.DARK, 100)
    widget = make()
    qtbot.addWidget(widget)
    assert near(DARK.outline, widget)
    assert not near(DARK.accent, widget)
    widget.setChecked(True)
    assert near(DARK.accent, widget)
    assert near(DARK.on_accent, widget)


def test_the_main_button_is_filled_and_its_words_can_be_read(qtbot: QtBot) -> None:
    button = primary("Finish and sign")
    qtbot.addWidget(button)
    assert {QColor(LIGHT.accent).name().upper(), LIGHT.on_accent} <= colours_in(button.grab().toImage())
