# SPDX-License-Identifier: Apache-2.0
"""None, one or several small forms inside a form, added and removed and put back."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.records.fields import Part
from dit_desktop.ui.buttons import IconButton
from dit_desktop.ui.icons import icon
from dit_desktop.ui.style import space, typed


@dataclass
class _Card:
    """One part on the screen."""

    frame: QFrame
    title: QLabel
    sheet: Any
    remove: IconButton
    gone: QWidget
    back: QPushButton
    removed: bool = False


class PartsEditor(QWidget):
    """The parts of one field; a removed one can be put back as long as its record is shown.

    `sheet` makes the small form of one part: a Sheet, which this module cannot
    name because a sheet is made of such editors.
    """

    edited = Signal()

    def __init__(
        self, label: str, cls: type[Part], sheet: Callable[[QWidget], Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label, self._cls, self._sheet = label, cls, sheet
        self._shown: tuple[Part, ...] = ()
        self._cards: list[_Card] = []
        self._spare: list[_Card] = []  # hold nothing; making a card takes longer than filling one
        self._read_only = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._empty = QLabel("—")
        typed(self._empty, tone="muted")
        self._add = QPushButton(_("Add"))
        self._add.setIcon(icon("plus"))
        self._add.setAccessibleName(_("Add to {label}").format(label=label))
        self._add.clicked.connect(self._added)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._add)
        self._column.setSpacing(space(self, 1.5))
        self._tell()

    def value(self) -> tuple[Part, ...]:
        """The parts that are there, in their order."""
        return tuple(card.sheet.value() for card in self._cards if not card.removed)

    def show_value(self, value: tuple[Part, ...]) -> None:
        """Show parts; the same ones again change nothing."""
        if value == self.value():
            return
        self.renew(value)

    def renew(self, value: tuple[Part, ...]) -> None:
        """Show parts and forget the removed ones."""
        cards, self._cards = [*self._cards, *self._spare], []
        self._spare = cards[len(value) :]
        for card in self._spare:
            card.removed = False
            card.sheet.show_record(self._cls())
            card.frame.hide()
            card.gone.hide()
        for at, part in enumerate(value):
            self._cards.append(self._filled(cards[at], part) if at < len(cards) else self._card(part))
        self._tell()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let the parts be read and copied only."""
        self._read_only = read_only
        for card in self._cards:
            card.sheet.set_read_only(read_only)
        self._tell()

    def set_phase(self, phase: str) -> None:
        """Show the prompts of a phase of the course in every part."""
        for card in (*self._cards, *self._spare):
            card.sheet.set_phase(phase)

    def _filled(self, card: _Card, part: Part) -> _Card:
        card.removed = False
        card.sheet.show_record(part)
        card.sheet.set_read_only(self._read_only)
        return card

    def _card(self, part: Part) -> _Card:
        frame = QFrame()
        frame.setProperty("card", True)
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        title = QLabel()
        typed(title, tone="muted")
        sheet = self._sheet(frame)
        remove = IconButton("x", _("Remove"))
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(remove)
        inside = QVBoxLayout(frame)
        side = space(self, 1.5)
        inside.setContentsMargins(side, space(self), side, side)
        inside.setSpacing(space(self))
        inside.addLayout(head)
        inside.addWidget(sheet)
        gone, back = self._removed_line()
        card = self._filled(_Card(frame, title, sheet, remove, gone, back), part)
        remove.clicked.connect(lambda: self._set_removed(card, removed=True))
        back.clicked.connect(lambda: self._set_removed(card, removed=False))
        sheet.edited.connect(lambda *_: self.edited.emit())
        at = self._column.count() - 1
        self._column.insertWidget(at, frame)
        self._column.insertWidget(at + 1, gone)
        return card

    def _removed_line(self) -> tuple[QWidget, QPushButton]:
        """The line that stands where a part was, with the way back."""
        gone = QWidget()
        line = QHBoxLayout(gone)
        line.setContentsMargins(0, 0, 0, 0)
        words = QLabel(_("Removed."))
        typed(words, tone="muted")
        back = QPushButton(_("Put back"))
        line.addWidget(words)
        line.addWidget(back)
        line.addStretch()
        gone.hide()
        return gone, back

    def _added(self) -> None:
        part = self._cls(key=secrets.token_hex(4))
        card = self._filled(self._spare.pop(0), part) if self._spare else self._card(part)
        self._cards.append(card)
        self._tell()
        self.edited.emit()
        card.sheet.focus_first()

    def _set_removed(self, card: _Card, *, removed: bool) -> None:
        card.removed = removed
        self._tell()
        (card.back if removed else card.remove).setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _tell(self) -> None:
        """Number the parts, name their buttons, and show what there is to show."""
        for number, card in enumerate(self._cards, 1):
            card.title.setText(str(number))
            name = _("Remove {number} from {label}").format(number=number, label=self._label)
            card.remove.rename(_("Remove"), name)
            card.back.setAccessibleName(_("Put {number} back into {label}").format(number=number, label=self._label))
            card.remove.setVisible(not self._read_only)
            card.frame.setVisible(not card.removed)
            card.gone.setVisible(card.removed and not self._read_only)
        self._add.setVisible(not self._read_only)
        self._empty.setVisible(self._read_only and not self.value())
