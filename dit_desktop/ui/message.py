# SPDX-License-Identifier: Apache-2.0
"""What the program has to say, in the page instead of a box over it: what happened, what is safe, what next."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.buttons import IconButton
from dit_desktop.ui.colours import colour, colours
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.icons import icon
from dit_desktop.ui.strokes import rounded
from dit_desktop.ui.style import em, space, typed


class Kind(Enum):
    """How much a message matters, with its icon, its colour and its word."""

    INFO = "info", "accent", _("For your information")
    OK = "circle-check", "ok", _("Done")
    WARN = "triangle-alert", "warn", _("Please note")
    DANGER = "circle-alert", "danger", _("Something went wrong")

    def __init__(self, icon_name: str, tone: str, word: str) -> None:
        self.icon_name, self.tone, self.word = icon_name, tone, word


class MessageBar(QWidget):
    """One message that stays until it is answered or closed; nothing here vanishes by itself."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = Kind.INFO
        self._acts: list[Callable[[], object] | None] = [None, None]
        self._sign = QLabel()
        self._what = QLabel()
        self._more = QLabel()
        for label in (self._what, self._more):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        typed(self._what, "label")
        self._buttons = [QPushButton(), QPushButton()]
        for number, button in enumerate(self._buttons):
            button.setAutoDefault(True)  # so that Return presses it
            button.clicked.connect(lambda _on=False, number=number: self._acted(number))
        self._close = IconButton("x", _("Close this message"))
        self._close.clicked.connect(self.close_message)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._what)
        words.addWidget(self._more)
        acts = Flow(gap=space(self))
        for button in self._buttons:
            acts.addWidget(button)
        words.addLayout(acts)
        line = QHBoxLayout(self)
        line.setContentsMargins(space(self, 2), space(self, 1.5), space(self, 1.5), space(self, 1.5))
        line.setSpacing(space(self, 2))
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_message(
        self,
        kind: Kind,
        what: str,
        *,
        safe: str = "",
        then: str = "",
        action: tuple[str, Callable[[], object]] | None = None,
        other: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Say what happened, what is safe, and what to do then; an action, or one of two, is its words and its deed."""
        self._kind = kind
        self._what.setText(what)
        self._more.setText(" ".join(part for part in (safe, then) if part))
        self._more.setVisible(bool(safe or then))
        for number, (button, act) in enumerate(zip(self._buttons, (action, other), strict=True)):
            self._acts[number] = act[1] if act else None
            button.setText(act[0] if act else "")
            button.setVisible(act is not None)
        size = round(em(self) * 1.4)
        self._sign.setPixmap(icon(kind.icon_name, kind.tone).pixmap(size, size))
        self._sign.setAccessibleName(kind.word)
        self.setAccessibleName(f"{kind.word}: {what} {self._more.text()}".strip())
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.update()

    def text(self) -> str:
        """All that is said, or nothing while no message is shown."""
        if self.isHidden():
            return ""
        return " ".join(part for part in (self._what.text(), self._more.text()) if part)

    def close_message(self) -> None:
        """Take the message away."""
        self.hide()
        self.closed.emit()

    def ask(
        self, what: str, then: str, first: tuple[str, Callable[[], object]], other: tuple[str, Callable[[], object]]
    ) -> None:
        """Ask before something is done; the first answer has the focus."""
        self.show_message(Kind.INFO, what, then=then, action=first, other=other)
        self._buttons[0].setFocus()

    def _acted(self, number: int) -> None:
        act = self._acts[number]
        self.close_message()
        if act is not None:
            act()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = getattr(colours(self.palette()), f"{self._kind.tone}_ground")
        edge = colour(self.palette(), self._kind.tone)
        rounded(painter, self.rect(), QColor(ground), edge)
        painter.setClipRect(QRect(0, 0, 5, self.height()))
        rounded(painter, self.rect(), edge, None)
        painter.end()
