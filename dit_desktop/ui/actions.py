# SPDX-License-Identifier: Apache-2.0
"""Every action of the window, declared once: its words, icon, keys and the menu it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from dit_desktop.i18n import _
from dit_desktop.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

Keys = str | QKeySequence.StandardKey


@dataclass(frozen=True)
class Action:
    """What a person can do: its name in the code, its words, and how it is reached."""

    name: str
    words: str
    menu: str
    keys: Keys | None = None
    icon: str = ""
    inside: bool = False  # only while a client is open


FILE, EDIT, GO, VIEW, HELP = _("&Practice"), _("&Edit"), _("&Go"), _("&View"), _("&Help")
_Standard = QKeySequence.StandardKey

ACTIONS: tuple[Action, ...] = (
    Action("new_client", _("New client"), FILE, _Standard.New, "user-plus"),
    Action("write_note", _("Write the next session note"), FILE, "Ctrl+Shift+N", "notebook-pen", inside=True),
    Action("safety_now", _("Open safety"), FILE, "Ctrl+Shift+S", "shield", inside=True),
    Action("preview", _("Preview and export"), FILE, _Standard.Print, "printer", inside=True),
    Action("close_client", _("Close the client"), FILE, "Ctrl+W", "x", inside=True),
    Action("lock", _("Lock"), FILE, "Ctrl+L", "lock"),
    Action("quit", _("Quit"), FILE, "Ctrl+Q"),
    Action("undo", _("Undo"), EDIT, _Standard.Undo, "undo-2"),
    Action("redo", _("Redo"), EDIT, "Ctrl+Shift+Z", "redo-2"),
    Action("find", _("Find a client"), EDIT, _Standard.Find, "search"),
    Action("clients", _("Clients"), GO, "Ctrl+0", "users"),
    Action("overview", _("Overview"), GO, "Ctrl+1", "layout-dashboard", inside=True),
    Action("details", _("Details"), GO, "Ctrl+2", "user", inside=True),
    Action("assessment", _("Assessment"), GO, "Ctrl+3", "book-open", inside=True),
    Action("safety", _("Safety"), GO, "Ctrl+4", "shield", inside=True),
    Action("people", _("Relationship map"), GO, "Ctrl+5", "network", inside=True),
    Action("formulation", _("Formulation"), GO, "Ctrl+6", "target", inside=True),
    Action("sessions", _("Sessions"), GO, "Ctrl+7", "notebook-pen", inside=True),
    Action("goals", _("Measures and goals"), GO, "Ctrl+8", "chart-line", inside=True),
    Action("letter", _("Letters and papers"), GO, "Ctrl+9", "mail-open", inside=True),
    Action("settings", _("Practice and settings"), GO, "Ctrl+,", "settings"),
    Action("hide", _("Hide the screen"), VIEW, "F9", "eye-off"),
    Action("larger", _("Larger text"), VIEW, _Standard.ZoomIn),
    Action("smaller", _("Smaller text"), VIEW, _Standard.ZoomOut),
    Action("about", _("About DIT Desktop"), HELP, None, "info"),
)


def build(window: QMainWindow, run: Callable[[str], None]) -> dict[str, QAction]:
    """Put every action into its menu; `run` is called with the name of the one that was chosen."""
    made: dict[str, QAction] = {}
    menus = {title: window.menuBar().addMenu(title) for title in dict.fromkeys(item.menu for item in ACTIONS)}
    for item in ACTIONS:
        action = QAction(item.words, window)
        action.setObjectName(item.name)
        if item.icon:
            action.setIcon(icon(item.icon))
        if item.keys:
            action.setShortcut(QKeySequence(item.keys))
        action.triggered.connect(lambda _checked=False, name=item.name: run(name))
        menus[item.menu].addAction(action)
        made[item.name] = action
    return made
