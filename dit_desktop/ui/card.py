# SPDX-License-Identifier: Apache-2.0
"""A card that leads to a page: what the page is for, and how things stand there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dit_desktop.ui.colours import colours
from dit_desktop.ui.icons import icon
from dit_desktop.ui.strokes import rounded
from dit_desktop.ui.style import em, space, typed


class Card(QAbstractButton):
    """One duty of the practice."""

    def __init__(self, name: str, title: str, purpose: str, parent: QWidget | None = None) -> None:
        """Lead to a page; `name` is that of its icon."""
        super().__init__(parent)
        self._icon, self._purpose = name, purpose
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._sign = QLabel(alignment=Qt.AlignmentFlag.AlignTop)
        words, about, self._standing = QLabel(title), QLabel(purpose), QLabel()
        typed(words, "heading")
        typed(about, tone="muted")
        column = QVBoxLayout()
        for label in (words, about, self._standing):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addStretch(1)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._sign)
        self._line.addLayout(column, 1)
        for label in (self._sign, words, about, self._standing):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._respace()
        self.set_standing("")

    def set_standing(self, words: str) -> None:
        """Say how things stand: one date or state in words."""
        self._standing.setText(words)
        self._standing.setVisible(bool(words))
        self.setAccessibleDescription(f"{self._purpose} {words}".strip())
        self._fit()

    def standing(self) -> str:
        """What it says of how things stand."""
        return self._standing.text()

    def sizeHint(self) -> QSize:
        return QSize(self._line.sizeHint().width(), self._line.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return self._line.minimumSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Stand as tall as the words at this width; Qt loses such wishes in grids that scroll."""
        self.setMinimumHeight(self._line.heightForWidth(self.width()))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        named = colours(self.palette())
        ground = named.hover if self.underMouse() and not self.isDown() else named.base
        rounded(painter, self.rect(), QColor(named.accent_ground if self.isDown() else ground), QColor(named.line))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._respace()

    def _respace(self) -> None:
        size = round(em(self) * 1.5)
        self._sign.setPixmap(icon(self._icon, "accent").pixmap(QSize(size, size), self.devicePixelRatioF()))
        self._line.setContentsMargins(*[space(self, 2.5)] * 4)
        self._line.setSpacing(space(self, 2))
        self._fit()
