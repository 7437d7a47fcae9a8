# SPDX-License-Identifier: Apache-2.0
"""Lines on which a date, a time, a number or an amount is typed; empty is an answer too."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QDate, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui import reading
from dit_desktop.ui.buttons import IconButton
from dit_desktop.ui.offers import Offers
from dit_desktop.ui.style import em, inset

LONGEST = 1 << 24  # Qt cuts a line at 32,767 characters unless told otherwise


class WrittenLine(QLineEdit):
    """A line that holds a value of one type; what cannot be read is kept on the screen and told."""

    edited = Signal()

    def __init__(self, written: reading.Written, *, optional: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written, self._optional = written, optional
        self._value: Any = None
        self.setMaxLength(LONGEST)
        inset(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._typed)

    def value(self) -> Any:
        """What is typed, or the last that could be read."""
        return self._value

    def show_value(self, value: Any) -> None:
        """Show a value without calling it an edit."""
        self._value = value
        self.setText("" if value is None else self._written.show(value))
        self.setCursorPosition(0)

    def trouble(self) -> str:
        """What to say while the line holds something that cannot be read, else nothing."""
        return "" if self._readable() else self._written.sorry

    def answer(self, value: Any) -> None:
        """Take a value as if it had been typed."""
        self.show_value(value)
        self.edited.emit()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let the value be read and copied only."""
        self.setReadOnly(read_only)
        self.setPlaceholderText("—" if read_only else "")

    def _readable(self) -> bool:
        text = self.text().strip()
        if not text:
            return self._optional
        if self._value is not None and text == self._written.show(self._value):
            return True
        try:
            self._written.read(text)
        except (ValueError, OverflowError):
            return False
        return True

    def _typed(self) -> None:
        text = self.text().strip()
        if not text:
            if self._optional:
                self._value = None
        elif self._readable():
            self._value = self._written.read(text)
        self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isModified() and self._readable() and self._value is not None and not self.isReadOnly():
            self.setText(self._written.show(self._value))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(round(em(self) * self._written.ems))
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class _Calendar(QFrame):
    """A month to choose a day from, over the page until a day is chosen or Escape is pressed."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("card", True)
        self._month = QCalendarWidget()
        self._month.setAccessibleName(name)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for signal in (self._month.clicked, self._month.activated):
            signal.connect(self._choose)
        inside = QVBoxLayout(self)
        inside.addWidget(self._month)

    def open_at(self, day: date | None, under: QWidget) -> None:
        """Show the month of a day, or this one, under a widget."""
        self._month.setSelectedDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        self.move(under.mapToGlobal(under.rect().bottomLeft()))
        self.show()
        self._month.setFocus()

    def _choose(self, day: QDate) -> None:
        if self.isVisible():  # a double click is a click and an activation
            self.hide()
            self.chosen.emit(date(day.year(), day.month(), day.day()))


class DayLine(QWidget):
    """A line for a date, or a date and time, with a calendar beside it."""

    edited = Signal()

    def __init__(self, written: reading.Written, *, optional: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = WrittenLine(written, optional=optional)
        self._calendar: _Calendar | None = None
        self._timed = written is reading.MOMENT
        self._button = IconButton("calendar", _("Choose in a calendar"))
        self._button.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line)
        row.addWidget(self._button)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.line.edited.connect(self.edited)

    def value(self) -> Any:
        """The date, or the last that could be read."""
        return self.line.value()

    def show_value(self, value: Any) -> None:
        """Show a date without calling it an edit."""
        self.line.show_value(value)

    def trouble(self) -> str:
        """What to say while no date can be read, else nothing."""
        return self.line.trouble()

    def set_name(self, name: str, hint: str) -> None:
        """Tell a screen reader what the line and its calendar are for."""
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(hint)
        self._button.rename(_("Choose in a calendar"), _("Calendar for {label}").format(label=name))

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let the date be read and copied only."""
        self.line.set_read_only(read_only)
        self._button.setVisible(not read_only)

    def _open(self) -> None:
        if self._calendar is None:
            self._calendar = _Calendar(self._button.accessibleName(), self)
            self._calendar.chosen.connect(self._chosen)
        self._calendar.open_at(self.line.value(), self)

    def _chosen(self, chosen: date) -> None:
        if self._timed:
            shown = self.line.value()
            clock = shown.time() if isinstance(shown, datetime) else time(9)
            self.line.answer(datetime.combine(chosen, clock))
        else:
            self.line.answer(chosen)
        self.line.setFocus()


class MoneyLine(WrittenLine):
    """A line for an amount, the sign of the practice's money standing before it."""

    def __init__(self, offers: Offers, *, optional: bool, parent: QWidget | None = None) -> None:
        super().__init__(reading.MONEY, optional=optional, parent=parent)
        self._offers = offers
        offers.changed.connect(self._make_room)
        self._make_room()

    def _make_room(self) -> None:
        side = round(em(self) * 0.25)
        sign = self.fontMetrics().horizontalAdvance(self._offers.sign)
        self.setTextMargins(side + sign + side if sign else side, 0, side, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        area = self.rect().adjusted(round(em(self) * 0.5), 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._offers.sign)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._make_room()


class Numbers(QWidget):
    """A few whole numbers that belong together, one small line for each."""

    edited = Signal()

    def __init__(self, written: reading.Written, names: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written, self._names = written, names
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.lines: list[WrittenLine] = []
        self._label, self._hint = "", ""
        self._read_only = False
        self._have(len(names))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> tuple[int, ...]:
        """The numbers; a line that cannot be read keeps its last one."""
        return tuple(line.value() for line in self.lines)

    def show_value(self, value: tuple[int, ...]) -> None:
        """Show numbers, as many as there are."""
        self._have(len(value))
        for line, number in zip(self.lines, value, strict=True):
            line.show_value(number)

    def trouble(self) -> str:
        """What to say while a line cannot be read, else nothing."""
        return next((line.trouble() for line in self.lines if line.trouble()), "")

    def set_name(self, name: str, hint: str) -> None:
        """Tell a screen reader what each line is for."""
        self._label, self._hint = name, hint
        for number, line in enumerate(self.lines):
            named = len(self._names) == len(self.lines)
            line.setAccessibleName(f"{name}: {self._names[number] if named else number + 1}")
            line.setAccessibleDescription(hint)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let the numbers be read and copied only."""
        self._read_only = read_only
        for line in self.lines:
            line.set_read_only(read_only)

    def _have(self, count: int) -> None:
        while len(self.lines) > count:
            gone = self.lines.pop()
            self._row.removeWidget(gone)
            gone.deleteLater()
        while len(self.lines) < count:
            line = WrittenLine(self._written, optional=False)
            line.edited.connect(self.edited)
            line.set_read_only(self._read_only)
            self.lines.append(line)
            self._row.addWidget(line)
        if self.lines:
            self.setFocusProxy(self.lines[0])
        self.set_name(self._label, self._hint)
