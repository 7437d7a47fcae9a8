# SPDX-License-Identifier: Apache-2.0
"""One answer out of a few: it starts unanswered, changes only when asked to, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLabel, QRadioButton, QSizePolicy, QWidget

from dit_desktop.i18n import _
from dit_desktop.records.shown import labelled
from dit_desktop.ui.colours import colours
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.strokes import TARGET, rounded, tick
from dit_desktop.ui.style import em, typed

Options = Sequence[tuple[Any, str]]  # what is stored, and the words for it
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_SHORTEST = 12  # characters an answer in a list has room for at least
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Answer(QRadioButton):
    """One of the answers, drawn as a small button with a tick; pressed again it is taken back."""

    stepped = Signal(int)
    cleared = Signal()
    answered = Signal()  # a person turned it, by click, by key or by assistive technology
    entered = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.read_only = False
        self._expected = False  # a turn that somebody answers for
        self.setAutoExclusive(False)
        self.toggled.connect(self._turned)
        self.clicked.connect(lambda _on: self.answered.emit())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().size(Qt.TextFlag.TextSingleLine, self.text())
        tall = max(TARGET, round(self.fontMetrics().height() * 1.65))
        return QSize(text.width() + 2 * self._side() + self._mark(), tall)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def nextCheckState(self) -> None:
        if not self.read_only:
            self._expected = True
            super().nextCheckState()
            self._expected = False

    def mark(self, *, on: bool) -> None:
        """Show it as the answer given or not, without calling it an answer."""
        self._expected = True
        self.setChecked(on)
        self._expected = False

    def _turned(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Assistive technology turns it without a click: that is an answer too, or none where none can be given."""
        if self._expected:
            return
        if self.read_only:
            self.mark(on=not on)
        else:
            self.answered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            turned = self.isRightToLeft() and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            self.stepped.emit(-_STEPS[Qt.Key(event.key())] if turned else _STEPS[Qt.Key(event.key())])
        elif event.key() in _CLEAR:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        named = colours(self.palette())
        painter = QPainter(self)
        on = self.isChecked()
        if on:
            ground, edge, ink = named.accent_ground, named.accent, named.text
        else:
            ground, edge, ink = (named.hover if self.underMouse() else named.base), named.outline, named.text
        if not self.read_only:
            rounded(painter, self.rect(), QColor(ground), QColor(edge), 1.5 if on else 1)
        painter.setPen(QColor(ink if self.isEnabled() else named.muted))
        left, mark = self._side(), self._mark()
        if self.read_only:
            left, mark = round(em(self) * 0.4), 0
        elif on:
            size = em(self)
            top = (self.height() - size) / 2
            tick(painter, QRectF(QPointF(left - size * 0.3, top), QSize(size, size).toSizeF()), QColor(named.accent))
        shift = mark if on else mark // 2  # the words move aside for the tick; the width stays
        area = self.rect().adjusted(left + shift, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _side(self) -> int:
        return round(em(self) * 0.65)

    def _mark(self) -> int:
        return round(em(self) * 0.8)


class ChoiceRow(QWidget):
    """A short list of answers, all in sight."""

    edited = Signal()

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self, gap=6)
        self._none = QLabel("—")
        self._none.setAccessibleName(_("Not answered"))
        self._none.setMargin(round(em(self._none) * 0.4))
        typed(self._none, tone="muted")
        self._none.hide()
        self._read_only = False
        self._answers: dict[Any, Answer] = {}
        for value, words in options:
            answer = Answer(words)
            answer.answered.connect(lambda chosen=value: self._choose(chosen))
            answer.stepped.connect(self._step)
            answer.cleared.connect(self._clear)
            answer.entered.connect(self._rove)
            self._answers[value] = answer
            self._flow.addWidget(answer)
        self._flow.addWidget(self._none)
        self._rest()

    def value(self) -> Any:
        """The answer, or None."""
        return next((value for value, answer in self._answers.items() if answer.isChecked()), None)

    def show_value(self, value: Any) -> None:
        """Show an answer, or none."""
        for mine, answer in self._answers.items():
            answer.mark(on=mine == value)
        self._rest()
        self._veil()

    def set_name(self, name: str, hint: str) -> None:
        """Tell a screen reader what is being asked."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        for answer in self._answers.values():
            answer.setAccessibleName(labelled(name, answer.text()))
            answer.setAccessibleDescription(hint)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Show only the answer that was given."""
        self._read_only = read_only
        for answer in self._answers.values():
            answer.read_only = read_only
        self._veil()

    def buttons(self) -> list[Answer]:
        """The answers in their order."""
        return list(self._answers.values())

    def _veil(self) -> None:
        answered = self.value() is not None
        for answer in self._answers.values():
            answer.setVisible(not self._read_only or answer.isChecked())
            answer.update()
        self._none.setVisible(self._read_only and not answered)

    def _choose(self, value: Any) -> None:
        if self._read_only:
            return
        for mine, answer in self._answers.items():
            if mine != value:
                answer.mark(on=False)
        self.edited.emit()

    def _clear(self) -> None:
        if self._read_only or self.value() is None:
            return
        for answer in self._answers.values():
            answer.mark(on=False)
        self.edited.emit()

    def _step(self, by: int) -> None:
        """Move the focus and nothing else: an answer given stays until another is chosen."""
        shown = [answer for answer in self._answers.values() if not answer.isHidden()]
        now = next((n for n, answer in enumerate(shown) if answer.hasFocus()), 0)
        shown[(now + by) % len(shown)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _rove(self) -> None:
        """The row is one stop of the Tab key: the answer last stood on."""
        for answer in self._answers.values():
            policy = Qt.FocusPolicy.StrongFocus if answer.hasFocus() else Qt.FocusPolicy.ClickFocus
            answer.setFocusPolicy(policy)
            if answer.hasFocus():
                self.setFocusProxy(answer)

    def _rest(self) -> None:
        """The Tab key comes in at the answer given, or at the first."""
        if any(answer.hasFocus() for answer in self._answers.values()):
            return
        stop = self._answers.get(self.value()) or next(iter(self._answers.values()))
        for answer in self._answers.values():
            answer.setFocusPolicy(Qt.FocusPolicy.StrongFocus if answer is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)


class ChoiceList(QComboBox):
    """A longer list of answers, the first of them none; keys open it and never change it unseen."""

    edited = Signal()

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = [None]
        self.set_options(options)
        self.setMinimumContentsLength(_SHORTEST)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda _index: self.edited.emit())

    def set_options(self, options: Options) -> None:
        """Offer other answers; which one is shown has to be said anew."""
        self.clear()
        self.addItem(_("Not answered"), None)
        for value, words in options:
            self.addItem(words, value)
        self._values = [None, *(value for value, _words in options)]

    def value(self) -> Any:
        """The answer, or None."""
        return self._values[self.currentIndex()]

    def show_value(self, value: Any) -> None:
        """Show an answer, or none."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def set_name(self, name: str, hint: str) -> None:
        """Tell a screen reader what is being asked; by itself a list is named by its answer."""
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setAccessibleDescription(hint)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Keep the answer as it is."""
        self.setProperty("readOnly", read_only)
        self.update()

    def showPopup(self) -> None:
        if not self.property("readOnly"):
            super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.property("readOnly"):
            event.ignore()
        elif event.key() in _CLEAR and self.currentIndex() > 0:
            self.setCurrentIndex(0)
            self.edited.emit()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F4) or (
            plain and (event.key() in _STEPS or (event.text().isprintable() and event.text()))
        ):
            self.showPopup()
            if event.text().isalnum():
                self.view().keyboardSearch(event.text())  # the letter that opens it is the first of the word
        else:
            event.ignore()
