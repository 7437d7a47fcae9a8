# SPDX-License-Identifier: Apache-2.0
"""The practice as letters name it, and how the program behaves on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.records.practice import Practice
from dit_desktop.records.settings import Settings
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.form import Form
from dit_desktop.ui.pages.page import Page, Target
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class SettingsPage(Page):
    """Two forms: one is kept in the vault, the other beside it because the unlock page needs it."""

    name: ClassVar[str] = "settings"
    title: ClassVar[str] = _("Practice and settings")
    icon: ClassVar[str] = "settings"
    keys: ClassVar[str] = "Ctrl+,"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _("Your name as letters have it, and how the program behaves on this computer.")

    settings_changed = Signal(object)  # Settings

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, settings: Settings | None = None) -> None:
        """Make the page; settings that change are announced, not kept."""
        super().__init__(desk, parent)
        heading = QLabel(self.title)
        typed(heading, "title")
        self._practice = Editor(desk, Practice)
        self._practice.refused.connect(self.told)
        self._computer = Form(Settings)
        self._computer.show_record(settings or Settings())
        self._computer.changed.connect(self.settings_changed)
        area = Scroll(self._computer)
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.setAccessibleName(self.title)
        self._tabs.tabBar().setAccessibleName(self.title)
        self._tabs.addTab(self._practice, _("Practice"))
        self._tabs.addTab(area, _("This computer"))
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), 0, 0)
        box.setSpacing(space(self, 2))
        box.addWidget(heading)
        box.addWidget(self._tabs, 1)

    def show_settings(self, settings: Settings) -> None:
        """Show what was set elsewhere, for instance by a key or on another page."""
        self._computer.show_record(settings)

    def open(self, target: Target) -> None:
        """Show both forms."""
        self._practice.show_record(self.desk.practice())
        self._practice.focus(target.field or "name", target.cursor)

    def flush(self) -> None:
        """Save what is being typed."""
        self._practice.flush()
        self._computer.flush()

    def place(self) -> Target:
        """The field the cursor is in."""
        return Target(self.name, 0, 0, *self._practice.form.place())

    def refresh(self, _kind: str, record: int, origin: object) -> None:
        """Show what undo brought back."""
        self._practice.refresh(record, origin)
