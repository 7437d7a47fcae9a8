# SPDX-License-Identifier: Apache-2.0
"""Fault 41: locked, neither a title nor what a screen reader could be told says anything of the practice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dit_desktop.records.client import Client
from dit_desktop.ui.pages.page import Target
from tests.ui import window as driven
from tests.ui.pages.walk import words

NEEDLES = ("Zephyrine", "Quillfeather", "Brambleton", "K-7391")


def told() -> str:
    """Every title, name, description and text of what is in sight."""
    seen = [widget for widget in QApplication.allWidgets() if widget.isVisible()]
    return "\n".join(text for widget in seen for text in words(widget))


@pytest.mark.usefixtures("qtbot")
def test_fault_41_locked_titles_and_accessible_names_say_nothing_of_the_practice(tmp_path: Path) -> None:
    folder = driven.new_practice(tmp_path / "practice")
    replaced = driven.Replaced()
    with driven.window_on(folder, replaced) as made:
        driven.unlock(made)
        assert made.desk is not None
        assert made.workspace is not None
        client = made.desk.add(
            Client(code="K-7391", alias="Zephyrine", name="Zephyrine Quillfeather", address="2 Brambleton Way")
        )
        made.workspace.go(Target("details", client.id, client.id))
        driven.until(lambda: "Zephyrine" in made.windowTitle())
        assert [needle for needle in NEEDLES if needle not in told()] == [], "the same walk finds them before"
        made.lock()
        assert replaced.lines
        assert [needle for needle in NEEDLES if needle in told()] == []
        assert made.windowTitle() == "DIT Desktop"
    assert [needle for needle in NEEDLES if needle in " ".join(replaced.lines[0])] == []
    with driven.window_on(folder, locked_at="14:02") as fresh:
        assert fresh.windowTitle() == "DIT Desktop"
        assert "Locked at 14:02" in told()
        assert [needle for needle in NEEDLES if needle in told()] == []
