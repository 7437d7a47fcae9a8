# SPDX-License-Identifier: Apache-2.0
"""The way to the pages: quiet lines with an icon, the one that is open on a ground of its own."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from dit_desktop.ui.colours import colour, colours
from dit_desktop.ui.strokes import rounded
from dit_desktop.ui.icons import icon
from dit_desktop.ui.style import em, space


class SidebarButton(QAbstractButton):
    """One page in the sidebar."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        """Lead to a page; `name` is that of its icon."""
        super().__init__(parent)
        self._icon = name
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """An icon, the words, and room around them."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + round(em(self) * 1.3) + space(self, 5), round(em(self) * 2.4))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
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
