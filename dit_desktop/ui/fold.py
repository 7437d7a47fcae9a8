# SPDX-License-Identifier: Apache-2.0
"""A section of a form: its heading and what stands under it, folded to one line if it is not always needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.colours import colour
from dit_desktop.ui.strokes import TARGET, chevron
from dit_desktop.ui.style import em, space, typed


class _Line(QAbstractButton):
    """The one line a section is folded to: an arrow, its heading, and in quiet words what it holds."""

    def __init__(self, words: str, holds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holds = holds
        self.setText(words)
        self.setAccessibleDescription(holds)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(em(self) * 12, max(TARGET, em(self) * 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = em(self)
        middle = QRectF(0, 0, size, self.height()).center()
        painter.save()
        painter.translate(middle)
        painter.rotate(0 if self.isChecked() else -90)
        painter.translate(-middle)
        chevron(painter, middle, size * 0.6, colour(self.palette(), "muted"))
        painter.restore()
        heading = self.font()
        heading.setPointSizeF(heading.pointSizeF() * 1.2)
        heading.setWeight(heading.Weight.DemiBold)
        painter.setFont(heading)
        painter.setPen(colour(self.palette(), "accent" if self.underMouse() else "text"))
        box = self.rect().adjusted(round(size * 1.4), 0, 0, 0)
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, upright, self.text())
        if not self.isChecked():
            left = QFontMetrics(heading).horizontalAdvance(self.text()) + size
            box = box.adjusted(left, 0, 0, 0)
            painter.setFont(self.font())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            held = self.fontMetrics().elidedText(self._holds, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, upright, held)
        painter.end()


class Fold(QWidget):
    """A headed section; `opened` says that a person opened or closed it.

    `fill` is called once, before its body is first seen: most of what is folded is never looked at.
    """

    opened = Signal(bool)

    def __init__(
        self,
        heading: str,
        holds: str = "",
        *,
        folds: bool = False,
        fill: Callable[[Fold], None] = lambda _fold: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.heading = heading
        self._fill: Callable[[Fold], None] | None = fill
        self._line: _Line | None = None
        self.body = QWidget()
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        if folds:
            self._line = _Line(heading, holds)
            self._line.toggled.connect(self._toggle)
            self._line.clicked.connect(self.opened)
            self.setFocusProxy(self._line)
            self._column.addWidget(self._line)
            self._toggle(on=False)
        elif heading:
            words = QLabel(heading, wordWrap=True)
            typed(words, "heading")
            self._column.addWidget(words)
        self._column.addWidget(self.body)
        self.respace()
        if not folds:
            self._furnish()

    @property
    def folds(self) -> bool:
        """Whether it can be folded at all."""
        return self._line is not None

    def is_open(self) -> bool:
        """Whether its body can be seen."""
        return self._line is None or self._line.isChecked()

    def set_open(self, on: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Open or fold it; what never folds stays open."""
        if self._line is not None:
            self._line.setChecked(on)

    def rename(self, heading: str) -> None:
        """Give a folding section another heading."""
        self.heading = heading
        if self._line is not None:
            self._line.setText(heading)
            self._line.update()
            self._name(on=self.is_open())

    def _name(self, *, on: bool) -> None:
        if self._line is not None:
            self._line.setAccessibleName(
                (_("{section}, open") if on else _("{section}, folded")).format(section=self.heading)
            )

    def respace(self) -> None:
        """Take the distances from the text size."""
        self._column.setSpacing(space(self, 1.5))
        self.rows.setSpacing(space(self, 2))

    def _furnish(self) -> None:
        """Have the body filled, if it is not yet, and let Tab go through it where it stands."""
        fill, self._fill = self._fill, None
        if fill is None:
            return
        fill(self)
        if self._line is not None:
            follow(self._line, self.body)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - a slot
        if on:
            self._furnish()
        self.body.setVisible(on)
        self._name(on=on)


def follow(before: QWidget, late: QWidget) -> None:
    """Let Tab go from a widget on through another that was made after its neighbours."""
    policy = before.focusPolicy()
    before.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt puts nothing behind what takes no focus
    at = before
    for stop in _stops(late):
        QWidget.setTabOrder(at, stop)
        at = stop
    before.setFocusPolicy(policy)


def _stops(widget: QWidget) -> list[QWidget]:
    """What takes the focus in a widget, in the order in which it was put in.

    Qt's own nextInFocusChain would do, but in Python it makes each widget the keeper of the next.
    """
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        return [widget]
    return [stop for child in widget.children() if isinstance(child, QWidget) for stop in _stops(child)]
