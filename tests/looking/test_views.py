# SPDX-License-Identifier: Apache-2.0
"""Everything the program can show is looked at, in the smallest window that has to do, and nothing is wrong with it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from dit_desktop.records.settings import Appearance
from dit_desktop.ui.pages.page import Page
from dit_desktop.ui.pictures import Camera, Shot
from dit_desktop.ui.registry import PAGES
from tests.looking.faults import faults
from tests.looking.views import everything, kinds_in, practice, registered


class Unlisted(Page):
    """A page that was registered and is in no view."""

    name = "unlisted"


# `dev.py pictures` looks at all four, one palette after the other in the same window; here are two of them.
@pytest.mark.parametrize("look, percent", [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_no_view_has_a_fault_and_every_registered_page_and_dialog_is_among_them(
    qapp: QApplication, look: Appearance, percent: int
) -> None:
    found: list[str] = []
    seen: set[type[QWidget]] = set()

    def keep(shot: Shot) -> None:
        seen.update(kinds_in(shot.view))
        found.extend(f"{shot.view.name}: {fault}" for fault in faults(shot.view.part or shot.view.window))

    with practice(qapp, percent) as window:
        Camera(qapp, keep, (look,), (percent,)).take(lambda: everything(window))
    assert found == []
    assert registered() - seen == set()
    assert registered((*PAGES, Unlisted)) - seen == {Unlisted}
