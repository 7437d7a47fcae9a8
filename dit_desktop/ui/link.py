# SPDX-License-Identifier: Apache-2.0
"""Words that lead somewhere: they wrap like a label and are reached and pressed like a button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dit_desktop.ui.colours import colour
from dit_desktop.ui.strokes import TARGET
from dit_desktop.ui.style import em

_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_LEAST = 14  # ems of width below which it does not wrap any more


class Link(QAbstractButton):
    """A line, or a few, in the colour of what can be pressed."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """Show these words, exactly as they are."""
        super().__init__(parent)
        self.say(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setText(words.replace("&", "&&"))  # a name may hold one, and it is no key
        self.setAccessibleName(words)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As tall as its words at a width."""
        box = self.fontMetrics().boundingRect(
            QRect(0, 0, max(1, width - self._hang()), 10**5), int(_FLAGS), self._words
        )
        return max(TARGET, box.height() + round(em(self) * 0.4))

    def sizeHint(self) -> QSize:
        """One line if it is short, else as many as its width asks for."""
        wide = self._natural()
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def minimumSizeHint(self) -> QSize:
        """It can be narrow, and is then taller."""
        return QSize(self._natural(), TARGET)

    def _natural(self) -> int:
        return min(self.fontMetrics().horizontalAdvance(self._words) + 2 + self._hang(), em(self) * _LEAST)

    def _hang(self) -> int:
        """Pixels by which the first letter reaches to the left of its place, as a J does."""
        return max(0, -self.fontMetrics().leftBearing(self._words[0])) if self._words else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return follows it, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Rest again."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, underlined while they are pointed at."""
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(colour(self.palette(), "accent"))
        painter.drawText(self.rect().adjusted(self._hang(), 0, 0, 0), int(_FLAGS), self._words)
        painter.end()
