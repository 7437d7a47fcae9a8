# SPDX-License-Identifier: Apache-2.0
"""The control for a field, chosen by the field's type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, get_origin

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from dit_desktop.i18n import _
from dit_desktop.records.fields import Choice, Declared, Field, worded
from dit_desktop.records.partdate import PartDate
from dit_desktop.ui import reading
from dit_desktop.ui.choice import ChoiceList, ChoiceRow
from dit_desktop.ui.linked import LinkedOne, LinkedSome
from dit_desktop.ui.offers import Offers
from dit_desktop.ui.prose import Prose, exact
from dit_desktop.ui.style import inset
from dit_desktop.ui.written import LONGEST, DayLine, MoneyLine, Numbers, WrittenLine

IN_SIGHT = 5  # so many answers stand side by side; more go into a list


@dataclass(frozen=True)
class Control:
    """A widget, and how it is shown a value, read and heard.

    `edited` is emitted only for what a person did.  `turn` shows the value of
    another record, so that nothing of the one before can be undone into it, and
    `keep` says under which number the present record goes on.
    """

    widget: QWidget
    read: Callable[[], Any]
    show: Callable[[Any], None]
    edited: SignalInstance
    set_read_only: Callable[[bool], None]
    turn: Callable[[int, Any], None]
    keep: Callable[[int], None]
    trouble: Callable[[], str]
    wide: bool  # takes all the width there is


_ROOM = 2000  # characters a label is given; many more would hold up the window


class Line(QLineEdit):
    """One line of any text, given back as it was put in."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._original = self._held = ""
        self.setMaxLength(LONGEST)
        inset(self)
        self.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> str:
        """The text, character for character."""
        return exact(self._original, self._held, self.text())

    def show_value(self, value: str) -> None:
        """Show a text, from its beginning; the same text again changes nothing."""
        if value == self.value():
            return
        self.renew(value)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let the line be read, selected and copied only."""
        self.setReadOnly(read_only)
        self.setPlaceholderText("—" if read_only else "")

    def renew(self, value: str) -> None:
        """Show a text and forget what could be undone."""
        self.setText(value)
        self.setCursorPosition(0)
        self._original, self._held = value, self.text()


class Shown(QLabel):
    """A value that is computed or set elsewhere; it can be selected and read aloud."""

    edited = Signal()  # never emitted: it stands where other controls have theirs

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Any = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(round(self.fontMetrics().height() * 0.3))  # its words stand level with its label
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def value(self) -> Any:
        """What is shown."""
        return self._value

    def show_value(self, value: Any) -> None:
        """Show a value in words."""
        self._value = value
        words = in_words(value)
        self.setText(words if len(words) <= _ROOM else f"{words[:_ROOM]} …")


class Check(QCheckBox):
    """Yes or no where there is always one of them."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_only = False
        self.clicked.connect(lambda _on: self.edited.emit())

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Keep the mark as it is."""
        self._read_only = read_only

    def value(self) -> bool:
        """Whether it is marked."""
        return self.isChecked()

    def show_value(self, value: bool) -> None:  # noqa: FBT001 - what it shows is a bool
        """Show a mark or none."""
        self.setChecked(value)

    def nextCheckState(self) -> None:
        if not self._read_only:
            super().nextCheckState()


def in_words(value: Any) -> str:
    """A value of any field as a person reads it; a dash where there is none."""
    if value is None or value == "":
        return "—"
    if isinstance(value, tuple):
        return ", ".join(in_words(item) for item in value)
    return next((say(value) for kind, say in _SAYINGS if isinstance(value, kind)), str(value))


_SAYINGS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (Choice, lambda value: value.label),
    (bool, lambda value: _("Yes") if value else _("No")),
    (datetime, reading.show_moment),  # before date, which it is one of
    (date, reading.show_date),
    (time, reading.show_time),
    (Decimal, reading.show_money),
    (PartDate, reading.show_part),
)


def _made(widget: Any, read_only: Callable[[bool], None], **other: Any) -> Control:
    """A control around a widget that has a value and says when it was edited."""
    whole: dict[str, Any] = {
        "read": widget.value,
        "show": widget.show_value,
        "turn": lambda _page, value: widget.show_value(value),
        "keep": lambda _page: None,
        "trouble": str,
        "wide": False,
    }
    return Control(widget=widget, edited=widget.edited, set_read_only=read_only, **(whole | other))


def _named(widget: QWidget, label: str, hint: str) -> None:
    widget.setAccessibleName(label)
    widget.setAccessibleDescription(hint)


def _shown(_declared: Declared, _offers: Offers, label: str, hint: str) -> Control:
    shown = Shown()
    _named(shown, label, hint)
    return _made(shown, lambda _on: None, wide=True)


def _text(declared: Declared, _offers: Offers, label: str, hint: str) -> Control:
    if declared.field.rows > 1:
        prose = Prose(declared.field.rows)
        _named(prose, label, hint)
        return _made(prose, prose.set_read_only, turn=prose.turn, keep=prose.keep, wide=True)
    line = Line()
    _named(line, label, hint)
    return _made(line, line.set_read_only, turn=lambda _page, value: line.renew(value), wide=True)


def _day(written: reading.Written) -> Build:
    def build(declared: Declared, _offers: Offers, label: str, hint: str) -> Control:
        day = DayLine(written, optional=declared.optional)
        day.set_name(label, hint)
        return _made(day, day.set_read_only, trouble=day.trouble)

    return build


def _short(written: Callable[[Field], reading.Written]) -> Build:
    def build(declared: Declared, _offers: Offers, label: str, hint: str) -> Control:
        line = WrittenLine(written(declared.field), optional=declared.optional)
        _named(line, label, hint)
        return _made(line, line.set_read_only, trouble=line.trouble)

    return build


def _money(declared: Declared, offers: Offers, label: str, hint: str) -> Control:
    money = MoneyLine(offers, optional=declared.optional)
    _named(money, label, hint)
    return _made(money, money.set_read_only, trouble=money.trouble)


def _choice(declared: Declared, _offers: Offers, label: str, hint: str) -> Control:
    options = [(member, member.label) for member in declared.type]
    few = ChoiceRow(options) if len(options) <= IN_SIGHT else ChoiceList(options)
    few.set_name(label, hint)
    return _made(few, few.set_read_only)


def _check(_declared: Declared, _offers: Offers, label: str, hint: str) -> Control:
    check = Check()
    _named(check, label, hint)
    return _made(check, check.set_read_only)


def _numbers(declared: Declared, _offers: Offers, label: str, hint: str) -> Control:
    names = [name.strip() for name in label.split(",")]
    several = Numbers(reading.whole(declared.field.low, declared.field.high), names)
    several.set_name(label, hint)
    return _made(several, several.set_read_only, trouble=several.trouble)


def _linked(declared: Declared, offers: Offers, label: str, hint: str) -> Control:
    many = get_origin(declared.type) is tuple
    made: Any = (LinkedSome if many else LinkedOne)(offers, declared.field.link)
    made.set_name(label, hint)
    return _made(made, made.set_read_only, wide=many)


Build = Callable[[Declared, Offers, str, str], Control]
# Each type and what builds its control; a type comes before those it is one of.
_BUILDERS: tuple[tuple[type, Build], ...] = (
    (Choice, _choice),
    (PartDate, _short(lambda _field: reading.PART)),
    (str, _text),
    (bool, _check),
    (int, _short(lambda field: reading.whole(field.low, field.high))),
    (Decimal, _money),
    (datetime, _day(reading.MOMENT)),
    (date, _day(reading.DATE)),
    (time, _short(lambda _field: reading.TIME)),
)


def control(declared: Declared, person: str = "client", offers: Offers | None = None, after: str = "") -> Control:
    """The control for a field; for a tuple of parts see parts.py.

    `after` is the label of the field it stands beside, which a screen reader is told first.
    """
    field, kind = declared.field, declared.type
    label, hint = worded(field.label, person), worded(field.hint, person)
    label = _("{row}: {label}").format(row=after, label=label) if after else label
    if field.shown:
        build: Build = _shown
    elif field.link:
        build = _linked
    elif get_origin(kind) is tuple:
        build = _numbers
    else:
        build = next(build for base, build in _BUILDERS if issubclass(kind, base))
    return build(declared, offers or Offers(), label, hint)
