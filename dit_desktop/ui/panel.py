# SPDX-License-Identifier: Apache-2.0
"""The side of a page in which something is looked at and done: words, buttons and rows below one another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.store.errors import Refused
from dit_desktop.ui.lines import Press
from dit_desktop.ui.pages.page import plain
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


class Panel(Scroll):
    """Filled anew for everything that is shown in it."""

    told = Signal(object)  # Refused
    left = Signal()  # Escape: back to what is beside it

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        self._inner = QWidget()
        super().__init__(self._inner, parent)
        self.desk = desk
        self.rows = QVBoxLayout(self._inner)
        self.rows.setContentsMargins(*[space(self, 1.5)] * 4)
        self.rows.setSpacing(space(self))
        self._first: QWidget | None = None
        self._named: dict[str, QWidget] = {}  # what may be turned in it, which fills it anew
        self._turned = ""

    def focus_first(self) -> None:
        """Go to the first thing that can be done."""
        if self._first is not None:
            self._first.setFocus()

    def focus_again(self) -> bool:
        """Go to what was turned just now and is there anew; whether there is such a thing."""
        turned, self._turned = self._named.get(self._turned), ""
        if turned is not None:
            turned.setFocus()
        return turned is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to what is beside it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def empty(self) -> None:
        """Show nothing."""
        self._first = None
        self._named.clear()
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows.addStretch(1)

    def put(self, widget: QWidget, *, first: bool = False) -> None:
        """Add something at the end."""
        self.rows.insertWidget(self.rows.count() - 1, widget)
        if first and self._first is None:
            self._first = widget

    def say(self, words: str, step: str = "", tone: str = "") -> QLabel:
        """Add some words."""
        label = plain(step, tone, wraps=True)
        label.setText(words)
        self.put(label)
        return label

    def press(self, words: str, act: Callable[[], object], about: str = "", *, main: bool = False) -> QPushButton:
        """Add something that can be done, and below it what it means."""
        made = Press(words, f"{words}. {about}".strip(), partial(self.attempt, act), main=main)
        made.setEnabled(not self.desk.read_only)
        self.put(made, first=True)
        if about:
            self.say(about, "small", "muted")
        return made

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something; a refusal is told."""
        try:
            act()
        except Refused as error:
            self.told.emit(error)

    def name(self, name: str, widget: QWidget) -> None:
        """Know a widget by a name that the one made in its place will have too."""
        self._named[name] = widget

    def turn(self, name: str, act: Callable[[], object]) -> None:
        """Do what fills the panel anew, and stay where one was."""
        self._turned = name
        self.attempt(act)
        self._turned = ""  # where nothing was changed, nothing is filled anew
