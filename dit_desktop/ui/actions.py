# SPDX-License-Identifier: Apache-2.0
"""Every action of the window, declared once: its words, its keys, the menu it stands in, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from dit_desktop.i18n import _
from dit_desktop.records.fields import worded
from dit_desktop.records.practice import Person
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Signs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dit_desktop.ui.window import MainWindow
    from dit_desktop.ui.workspace import Workspace

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
    do: Callable[[Workspace], object] | None = None  # in an open practice
    can: Callable[[Workspace], bool] | None = None  # whether there is anything to do now
    anywhere: Callable[[MainWindow], object] | None = None  # instead of `do`: before a practice is open too


FILE, EDIT, GO, VIEW, HELP = _("&Practice"), _("&Edit"), _("&Go"), _("&View"), _("&Help")
_Standard = QKeySequence.StandardKey
_STEP = 10  # per cent of text size

# A page needs no line here: it has its words and keys from its class.
ACTIONS: tuple[Action, ...] = (
    Action("new_client", _("New {client}"), FILE, _Standard.New, "user-plus", do=lambda at: at.new_client()),
    Action(
        *("write_note", _("Write the next session note"), FILE, "Ctrl+Shift+N", "notebook-pen"),
        do=lambda at: at.write_note(),
    ),
    Action(
        *("sign", _("Finish and sign the note"), FILE, "Ctrl+Shift+Return", "signature"),
        inside=True,
        do=lambda at: at.sign(),
        can=lambda at: isinstance(at.current, Signs),
    ),
    Action(
        *("safety_now", _("Open safety"), FILE, "Ctrl+Shift+S", "shield"),
        inside=True,
        do=lambda at: at.run("safety"),
    ),
    Action(
        *("preview", _("Preview and export"), FILE, _Standard.Print, "printer"),
        inside=True,
        do=lambda at: at.preview(),
    ),
    Action("close_client", _("Close the {client}"), FILE, "Ctrl+W", "x", inside=True, do=lambda at: at.close_client()),
    Action("lock", _("Lock"), FILE, "Ctrl+L", "lock", anywhere=lambda window: window.pull("key")),
    Action("quit", _("Quit"), FILE, "Ctrl+Q", anywhere=lambda window: window.pull("quit")),
    Action(
        *("undo", _("Undo"), EDIT, _Standard.Undo, "undo-2"),
        do=lambda at: at.undo(),
        can=lambda at: at.can_undo(),
    ),
    Action(
        *("redo", _("Redo"), EDIT, "Ctrl+Shift+Z", "redo-2"),
        do=lambda at: at.redo(),
        can=lambda at: at.can_redo(),
    ),
    Action(
        *("misfiled", _("This record is in the wrong place …"), EDIT, None, "file-pen-line"),
        inside=True,
        do=lambda at: at.misfiled(),
        can=lambda at: bool(at.shown_record()),
    ),
    Action(
        *("erase", _("Erase this {client} …"), EDIT, None, "trash-2"),
        inside=True,
        do=lambda at: at.erase_client(),
    ),
    Action("palette", _("Go to …"), GO, "Ctrl+K", "search", do=lambda at: at.open_palette()),
    Action("find", _("Find a {client}"), EDIT, _Standard.Find, "search", do=lambda at: at.find_client()),
    Action("hide", _("Hide the screen"), VIEW, "F9", "eye-off", anywhere=lambda window: window.hide_screen()),
    Action("larger", _("Larger text"), VIEW, _Standard.ZoomIn, anywhere=lambda window: window.resize_text(_STEP)),
    Action("smaller", _("Smaller text"), VIEW, _Standard.ZoomOut, anywhere=lambda window: window.resize_text(-_STEP)),
    Action("about", _("About DIT Desktop"), HELP, None, "info", anywhere=lambda window: window.show_about()),
)


class Menus:
    """The menus of a window and the actions in them."""

    def __init__(self, window: MainWindow) -> None:
        """Make the menus, empty."""
        self._window = window
        self._menus = {title: window.menuBar().addMenu(title) for title in (FILE, EDIT, GO, VIEW, HELP)}
        self.declared: dict[str, Action] = {}
        self.made: dict[str, QAction] = {}

    def add(self, actions: Iterable[Action]) -> None:
        """Put actions into their menus; the window is told the name of the one that is chosen."""
        for item in actions:
            action = QAction(worded(item.words, Person.CLIENT.value), self._window)
            action.setObjectName(item.name)
            if item.icon:
                action.setIcon(icon(item.icon))
            if item.keys:
                action.setShortcut(QKeySequence(item.keys))
            action.triggered.connect(lambda _checked=False, name=item.name: self._window.run(name))
            self._menus[item.menu].addAction(action)
            self._window.addAction(action)  # so that its keys work while the menus are away
            self.declared[item.name], self.made[item.name] = item, action

    def say(self, person: str) -> None:
        """Call the people who come by this word."""
        for name, item in self.declared.items():
            self.made[name].setText(worded(item.words, person))
