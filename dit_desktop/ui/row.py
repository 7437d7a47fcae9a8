# SPDX-License-Identifier: Apache-2.0
"""One row of a form: label and hint in the margin or above, and one or more controls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dit_desktop.ui.control import Control
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.prose import Prose
from dit_desktop.ui.style import em, space, typed

_AS_WIDE_AS_IT_IS = (QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
MARGIN = 13  # ems of the column in which labels and hints stand


class Row(QWidget):
    """A labelled control; more of them may stand beside it."""

    def __init__(self, label: str, made: Control, *, above: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._above = self._stacked = above
        self._read_only = False
        self._first = made
        self._margin = QWidget()
        self._words = QLabel(label)
        self._words.setBuddy(_takes_focus(made.widget))
        self._words.setWordWrap(True)
        typed(self._words, "label")
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        typed(self._hint, "small", "muted")
        self._head = QVBoxLayout(self._margin)
        self._head.addWidget(self._words)
        self._head.addWidget(self._hint)
        self._head.addStretch()
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        typed(self._trouble, "small", "danger")
        self._side: list[QWidget] = []
        self._field = QVBoxLayout()
        self._field.setSpacing(2)
        self._cell = QWidget()
        self._place(made)
        self._field.addWidget(self._trouble)
        self._field.addStretch()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._margin)
        self._box.addLayout(self._field, 1)
        self.respace()

    def beside(self, label: str, made: Control) -> None:
        """Put another control on this row, its label in front; prose, which grows, stands on a line of its own."""
        pair = QWidget()
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        words = QLabel(label)
        words.setBuddy(_takes_focus(made.widget))
        typed(words, tone="muted")
        line.addWidget(words)
        line.addWidget(made.widget, 1 if made.wide else 0)
        if made.wide:
            pair.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._side.append(pair)
        if isinstance(made.widget, Prose):
            self._field.insertWidget(self._field.indexOf(self._trouble), pair)
        else:
            self._flow().addWidget(pair)

    def _flow(self) -> Flow:
        """The layout in which controls stand beside one another; made for the second of them."""
        layout = self._cell.layout()
        if isinstance(layout, Flow):
            return layout
        flow = Flow(gap=space(self, 2))
        cell = QWidget()
        cell.setLayout(flow)
        self._field.replaceWidget(self._cell, cell)
        old, self._cell = self._cell, cell
        flow.addWidget(self._first.widget)
        old.deleteLater()
        return flow

    def set_hint(self, hint: str) -> None:
        """Change the quiet line under the label."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint) and not self._read_only)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Take the hint away where there is nothing to write."""
        self._read_only = read_only
        self._hint.setVisible(bool(self._hint.text()) and not read_only)

    def set_trouble(self, words: str) -> None:
        """Say under the control why it cannot be saved, or nothing."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def set_stacked(self, stacked: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Put the label above the control, for want of width, or in the margin."""
        self._stacked = stacked or self._above
        self.respace()

    def respace(self) -> None:
        """Take the distances from the text size."""
        way = QBoxLayout.Direction.TopToBottom if self._stacked else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        self._box.setSpacing(space(self, 0.7 if self._stacked else 2.5))
        if self._stacked:
            self._margin.setMinimumWidth(0)
            self._margin.setMaximumWidth(16777215)
        else:
            self._margin.setFixedWidth(em(self) * MARGIN)
        top = 0 if self._stacked else round(self._words.fontMetrics().height() * 0.3)
        self._head.setContentsMargins(0, top, 0, 0)
        self._head.setSpacing(space(self, 0.3))

    def _place(self, made: Control) -> None:
        line = QHBoxLayout(self._cell)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(made.widget, 1 if made.wide else 0, Qt.AlignmentFlag(0))
        if not made.wide and made.widget.sizePolicy().horizontalPolicy() in _AS_WIDE_AS_IT_IS:
            line.addStretch()
        self._field.addWidget(self._cell)


def _takes_focus(widget: QWidget) -> QWidget:
    """The widget a label leads to: the one a compound control hands its focus to."""
    inside: QWidget | None = widget.focusProxy()
    return inside or widget
