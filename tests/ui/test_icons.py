# SPDX-License-Identifier: Apache-2.0
"""Every icon that is asked for is there, in the colour of the palette and as large as it is asked to be."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

import dit_desktop.ui
from dit_desktop.paths import resource
from dit_desktop.records.settings import Appearance
from dit_desktop.ui import style
from dit_desktop.ui.colours import DARK, LIGHT
from dit_desktop.ui.icons import icon, pixmap

CALLS = {"icon", "IconButton", "pixmap"}


def asked_for(source: str) -> set[str]:
    """The names of icons that a module asks for by a word of its own."""
    return {
        call.args[0].value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in CALLS
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def inks(found: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = found.pixmap(48, 48, mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


def test_a_missing_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_every_icon_that_is_asked_for_is_there() -> None:
    assert asked_for('icon("planted", "muted")') == {"planted"}
    modules = Path(dit_desktop.ui.__file__).parent.rglob("*.py")
    names = set().union(*(asked_for(module.read_text(encoding="utf-8")) for module in modules))
    assert len(names) > 2
    assert [name for name in sorted(names) if not resource("icons", f"{name}.svg").is_file()] == []


def test_an_icon_takes_the_colour_of_the_palette_of_the_moment(qapp: QApplication) -> None:
    plus = icon("plus")
    assert inks(plus) == {LIGHT.text}
    style.apply(qapp, Appearance.DARK)
    assert inks(plus) == {DARK.text}


def test_an_icon_that_cannot_be_used_is_quieter() -> None:
    assert inks(icon("plus"), QIcon.Mode.Disabled) == {LIGHT.muted}
    assert inks(icon("plus", "danger")) == {LIGHT.danger}


def test_an_icon_is_as_large_as_it_is_asked_to_be() -> None:
    assert pixmap("plus", QColor("#000000"), 20, 2).width() == 40
    assert icon("plus").pixmap(33, 33).width() == 33
