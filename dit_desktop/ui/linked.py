# SPDX-License-Identifier: Apache-2.0
"""Another record chosen from those there are: one of them from a list, or several by ticking them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from dit_desktop.i18n import _
from dit_desktop.records.shown import labelled
from dit_desktop.ui.choice import Answer, ChoiceList
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.offers import Offer, Offers
from dit_desktop.ui.style import em, typed


def _with_gone(offered: tuple[Offer, ...], chosen: tuple[int, ...]) -> list[Offer]:
    """What can be chosen, and what was chosen and can no longer be, so that it is not lost by being shown."""
    known = {number for number, _words in offered}
    return [*offered, *((number, _("No longer listed")) for number in chosen if number not in known)]


class LinkedOne(ChoiceList):
    """One record out of a list, or none."""

    def __init__(self, offers: Offers, link: str, parent: QWidget | None = None) -> None:
        """Offer what is lent for this link."""
        super().__init__((), parent)
        self._offers, self._link = offers, link
        offers.changed.connect(self._offer)
        self._offer()

    def show_value(self, value: int | None) -> None:
        """Show a record, or none; one that is not offered is kept."""
        self._fill(value)
        super().show_value(value)

    def _offer(self) -> None:
        self.show_value(self.value())

    def _fill(self, value: int | None) -> None:
        options = _with_gone(self._offers.records(self._link), () if value is None else (value,))
        if [number for number, _words in options] != self._values[1:] or self._said() != [w for _n, w in options]:
            self.set_options(options)

    def _said(self) -> list[str]:
        return [self.itemText(at) for at in range(1, self.count())]


class LinkedSome(QWidget):
    """Any number of records, each a small button that is pressed in or not."""

    edited = Signal()

    def __init__(self, offers: Offers, link: str, parent: QWidget | None = None) -> None:
        """Offer what is lent for this link."""
        super().__init__(parent)
        self._offers, self._link = offers, link
        self._name = self._hint = ""
        self._read_only = False
        self._value: tuple[int, ...] = ()
        self._buttons: dict[int, Answer] = {}
        self._flow = Flow(self, gap=6)
        self._none = QLabel("—")
        self._none.setMargin(round(em(self._none) * 0.4))
        typed(self._none, tone="muted")
        self._flow.addWidget(self._none)
        offers.changed.connect(self._fill)
        self._fill()

    def value(self) -> tuple[int, ...]:
        """The records that are chosen, in the order in which they are offered."""
        return self._value

    def show_value(self, value: tuple[int, ...]) -> None:
        """Show which are chosen; one that is not offered is kept."""
        self._value = value
        self._fill()

    def set_name(self, name: str, hint: str) -> None:
        """Tell a screen reader what is being asked, at every button."""
        self._name, self._hint = name, hint
        self._tell()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let it be read only: what is chosen stays, and nothing else is offered."""
        self._read_only = read_only
        self._tell()

    def sizeHint(self) -> QSize:
        """As tall as one row at least."""
        return self._flow.sizeHint()

    def _fill(self) -> None:
        options = _with_gone(self._offers.records(self._link), self._value)
        if {number: button.text() for number, button in self._buttons.items()} != dict(options):
            for button in self._buttons.values():
                self._flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = {number: self._button(number, words) for number, words in options}
        self._tell()

    def _button(self, number: int, words: str) -> Answer:
        button = Answer(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.answered.connect(lambda chosen=number: self._turn(chosen))
        button.cleared.connect(lambda chosen=number: self._turn(chosen) if chosen in self._value else None)
        self._flow.addWidget(button)
        return button

    def _turn(self, number: int) -> None:
        if self._read_only:
            return
        kept = set(self._value) ^ {number}
        self._value = tuple(each for each in self._buttons if each in kept)
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        for number, button in self._buttons.items():
            button.read_only = self._read_only
            button.mark(on=number in self._value)
            button.setVisible(not self._read_only or number in self._value)
            button.setAccessibleName(labelled(self._name, button.text()))
            button.setAccessibleDescription(self._hint)
        self._none.setVisible(not any(not button.isHidden() for button in self._buttons.values()))
        self.setFocusProxy(next(iter(self._buttons.values()), None))  # type: ignore[arg-type]
