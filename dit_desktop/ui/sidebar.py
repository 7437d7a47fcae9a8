# SPDX-License-Identifier: Apache-2.0
"""The way to the pages: quiet lines with an icon, the one that is open on a ground of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dit_desktop.ui.colours import colour, colours
from dit_desktop.ui.icons import icon
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.strokes import rounded
from dit_desktop.ui.style import em, space

_BAR = 12  # pixels of a scroll bar


class SidebarButton(QAbstractButton):
    """One page in the sidebar."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        """Lead to a page; `name` is that of its icon."""
        super().__init__(parent)
        self._icon = name
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """An icon, the words, and room around them."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + round(em(self) * 1.3) + space(self, 5), round(em(self) * 2.2))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground if it is the open one, the icon and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named = colours(self.palette())
        if self.isChecked():
            rounded(painter, self.rect(), QColor(named.accent_ground), None)
        elif self.underMouse():
            rounded(painter, self.rect(), QColor(named.hover), None)
        tone = "accent" if self.isChecked() else "text"
        size = round(em(self) * 1.3)
        left = space(self, 1.5)
        picture = icon(self._icon, tone).pixmap(QSize(size, size), self.devicePixelRatioF())
        painter.drawPixmap(QRect(left, (self.height() - size) // 2, size, size), picture)
        painter.setPen(colour(self.palette(), tone))
        words = self.rect().adjusted(left + size + space(self, 1.2), 0, -space(self), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()


class Sidebar(Scroll):
    """The column they stand in: as wide as the widest, scrolling when the text is too large for its height."""

    def __init__(self, content: QWidget, buttons: Sequence[SidebarButton]) -> None:
        """Put a column with buttons into a frame of its own."""
        super().__init__(content)
        self._buttons = buttons
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.respace()

    def respace(self) -> None:
        """Take the width that the words need now."""
        self._edge = max(_BAR, space(self, 1.5))
        self._widest = max(button.sizeHint().width() for button in self._buttons)
        self.setFixedWidth(self._widest + 2 * self._edge)
        self._keep_clear()

    def _keep_clear(self) -> None:
        """A scroll bar takes its room from the margin and not from the words."""
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is not None:
            right = max(0, self.viewport().width() - self._edge - self._widest)
            layout.setContentsMargins(self._edge, self._edge, right, self._edge)
            layout.setSpacing(space(self, 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the scroll bar, or take it back."""
        super().resizeEvent(event)
        self._keep_clear()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size once the buttons have taken it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self.respace)
