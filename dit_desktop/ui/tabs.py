# SPDX-License-Identifier: Apache-2.0
"""Many groups of one page, one shown at a time; their names wrap like words where a bar of tabs would cut them off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dit_desktop.ui.flow import Flow
from dit_desktop.ui.one_of import OneOf
from dit_desktop.ui.style import space


class Tabs(QWidget):
    """A button for each group, the one that is shown pressed in; with the focus there, arrow keys turn to the next."""

    turned = Signal(int)  # to which group a person turned, from 0

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make it empty; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._stack = QStackedWidget()
        self._stack.setMinimumSize(1, 1)
        self._owed: dict[int, Callable[[], QWidget]] = {}  # what is in a group that nobody has looked at yet
        self._group = OneOf(self)
        self._group.turned.connect(self._turn)
        self.bar = QWidget()  # a page may put it elsewhere
        self._names = Flow(self.bar, gap=space(self))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(space(self))
        box.addWidget(self.bar)
        box.addWidget(self._stack, 1)

    def add(self, title: str, page: QWidget) -> None:
        """Put a group after the others."""
        button = QPushButton(title)
        self._group.add(button, self._stack.count())
        self._names.addWidget(button)
        self._stack.addWidget(page)
        if self._stack.count() == 1:
            self._group.mark(0)

    def add_later(self, title: str, make: Callable[[], QWidget]) -> int:
        """Put a group after the others that is made when it is first wanted; returns its number."""
        number, holder = self._stack.count(), QWidget()
        QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
        self._owed[number] = make
        self.add(title, holder)
        return number

    def want(self, number: int) -> None:
        """Have a group made that was to be made later."""
        make, holder = self._owed.pop(number, None), self._stack.widget(number)
        layout = holder.layout() if holder is not None else None
        if make is not None and layout is not None:
            layout.addWidget(make())

    def buttons(self) -> list[QPushButton]:
        """The names of the groups that can be turned to, in their order."""
        found = [self._group.button(number) for number in range(self._stack.count())]
        return [button for button in found if isinstance(button, QPushButton) and not button.isHidden()]

    def show_group(self, number: int, *, shown: bool) -> None:
        """Let a group be turned to, or not."""
        self._group.button(number).setVisible(shown)

    @property
    def current(self) -> int:
        """Which group is shown, from 0."""
        return self._stack.currentIndex()

    def go_to(self, number: int) -> None:
        """Show a group."""
        self.want(number)
        self._group.mark(number)
        self._stack.setCurrentIndex(number)

    def number_of(self, part: QWidget) -> int:
        """The group in which a widget stands."""
        pages = (self._stack.widget(number) for number in range(self._stack.count()))
        return next(number for number, page in enumerate(pages) if page and (page is part or page.isAncestorOf(part)))

    def _turn(self, number: int) -> None:
        self.want(number)
        self._stack.setCurrentIndex(number)
        self.turned.emit(number)
