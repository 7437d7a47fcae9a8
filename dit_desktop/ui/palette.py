# SPDX-License-Identifier: Apache-2.0
"""One line over any page that leads to pages, actions, people and sessions; it holds no word of a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.records.searched import flat, fold
from dit_desktop.ui.colours import colours
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import plain
from dit_desktop.ui.strokes import rounded
from dit_desktop.ui.style import em, inset, space

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_MOST: Final = 50  # ways shown at once; whoever wants another types a letter more
_WIDE, _TALL = 36, 24  # ems
_ELSEWHERE: Final = frozenset({Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason})
_IN_LIST: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


@dataclass(frozen=True)
class Way:
    """Somewhere to go or something to do: its words, what kind of thing it is, and how it is done."""

    words: str
    kind: str
    icon: str
    go: Callable[[], object]


def fitting(ways: Iterable[Way], typed: str) -> list[Way]:
    """The ways that hold every typed word, those that begin with them first; people only once a letter is typed."""
    wanted = fold(flat(typed)).split()
    found = []
    for way in ways:
        line = fold(flat(f"{way.words} {way.kind}"))
        if all(word in line for word in wanted):
            found.append((not line.startswith(" ".join(wanted)), way))
    return [way for _later, way in sorted(found, key=lambda each: each[0])][:_MOST]


class Palette(QFrame):
    """The line and what it leads to; made when it is opened, gone with everything in it when it is closed."""

    closed = Signal()

    def __init__(self, ways: Sequence[Way], over: QWidget) -> None:
        """Lie over a widget, with the cursor in the line."""
        super().__init__(over)
        self._over = over
        self._ways = ways
        self._shown: list[Way] = []
        self._before = QApplication.focusWidget()
        self.line = QLineEdit(placeholderText=_("Page, action, name or code"))
        inset(self.line)
        self.line.setAccessibleName(_("Go to a page, an action or a person"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Where it leads"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = plain(tone="muted", wraps=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[space(self, 2)] * 4)
        box.setSpacing(space(self))
        for widget in (self.line, self._nothing, self.list):
            box.addWidget(widget)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        over.installEventFilter(self)
        self.list.itemClicked.connect(self.go)
        self._narrow("")
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus()

    def _place(self) -> None:
        over = self._over
        wide = min(em(self) * _WIDE, over.width() - space(self, 4))
        tall = min(em(self) * _TALL, over.height() - space(self, 4))
        self.setGeometry((over.width() - wide) // 2, min(over.height() // 10, (over.height() - tall) // 2), wide, tall)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground of its own, with an edge."""
        named, painter = colours(self.palette()), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded(painter, self.rect().adjusted(0, 0, -1, -1), QColor(named.window), QColor(named.outline))
        painter.end()

    def _narrow(self, typed: str) -> None:
        self._shown = fitting(self._ways, typed)
        self.list.clear()
        for way in self._shown:
            words = f"{way.words}   ({way.kind})" if way.kind else way.words
            self.list.addItem(QListWidgetItem(icon(way.icon), words))
        self.list.setVisible(bool(self._shown))
        self._nothing.setVisible(not self._shown)
        self._nothing.setText("" if self._shown else _("Nothing is called so. “Search” looks inside the records."))
        self._choose(0)

    def _choose(self, row: int) -> None:
        self.list.setCurrentRow(row)
        chosen = self._nothing.text() if not self._shown else self.list.item(row).text()
        self.line.setAccessibleDescription(chosen)  # said by a screen reader while the cursor stays in the line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list work from the line, Escape closes, and so does a click elsewhere."""
        if watched is not self.line:
            if event.type() is QEvent.Type.Resize:
                self._place()
            return False
        if isinstance(event, QFocusEvent):
            if event.lostFocus() and event.reason() in _ELSEWHERE:
                self.close_palette(back=False)
            return False
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        return self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go()
        elif event.key() in _IN_LIST:
            self.list.event(event)
            self._choose(self.list.currentRow())
        else:
            return event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}  # there is nowhere else to go
        return True

    def go(self, _item: object = None) -> None:
        """Close, and go where the chosen line leads."""
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            go = self._shown[row].go
            self.close_palette()
            go()

    def close_palette(self, *, back: bool = True) -> None:
        """Be gone, with everything that was typed and shown."""
        if self.isHidden():
            return
        self.hide()
        self._ways, self._shown = (), []
        self.line.clear()
        self.list.clear()
        self.line.setAccessibleDescription("")
        before, self._before = self._before, None
        self.setParent(None)
        self.deleteLater()
        if back and before is not None:
            before.setFocus()
        self.closed.emit()
