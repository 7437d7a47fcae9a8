# SPDX-License-Identifier: Apache-2.0
"""The keys of a practice in words: what each is for, since when it is there, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_day
from dit_desktop.store.keys import DEVICE, KEEPER, PASSPHRASE, RECOVERY
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.icons import icon
from dit_desktop.ui.message import MessageBar
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import em, space, typed
from dit_desktop.ui.vault.column import Card, words

if TYPE_CHECKING:
    from datetime import datetime

    from dit_desktop.store.standing import Standing

_WIDE = 48  # ems


class KeyRow(Card):
    """One key: its name, how it stands, what it is for, and its buttons."""

    def __init__(self, icon_name: str, heading: str, said: str, *buttons: QPushButton) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._sign = QLabel()
        self.state = words("")
        row = QHBoxLayout(self)
        row.setContentsMargins(*[space(self, 3)] * 4)
        row.setSpacing(space(self, 2.5))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(space(self))
        row.addLayout(column, 1)
        column.addWidget(words(heading, "heading"))
        column.addWidget(self.state)
        column.addWidget(words(said, "", "muted"))
        ways = QWidget()
        flow = Flow(ways, gap=space(self))
        for button in buttons:
            button.setAutoDefault(True)
            button.setAccessibleDescription(heading)
            flow.addWidget(button)
        column.addSpacing(space(self, 0.5))
        column.addWidget(ways)
        self._draw_sign()

    def _draw_sign(self) -> None:
        size = round(em(self) * 1.6)
        self._sign.setPixmap(icon(self._icon_name, "accent").pixmap(size, size))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._draw_sign()


class KeyList(Scroll):
    """All keys, one under the other, with room for a message above them."""

    def __init__(self, title: str, *, read_only: bool, parent: QWidget | None = None) -> None:
        self.message = MessageBar()
        self.change_passphrase = QPushButton(_("Change the passphrase …"))
        self.prove = QPushButton(_("Prove that the paper is at hand …"))
        self.new_code = QPushButton(_("Make a new code …"))
        self.new_keeper = QPushButton(_("Make a code …"))
        self.revoke = QPushButton(_("Take it back …"))
        self.remember = QPushButton(_("Turn on …"))
        self.forget = QPushButton(_("Turn off"))
        self.anew = QPushButton(_("Encrypt everything anew …"))
        self.buttons = [
            self.change_passphrase, self.prove, self.new_code, self.new_keeper, self.revoke, self.remember,
            self.forget, self.anew,
        ]  # fmt: skip
        self._make_rows()
        self._whole = QWidget()
        self._rows = QVBoxLayout(self._whole)
        heading = QLabel(title)
        typed(heading, "title")
        self._rows.addWidget(heading)
        self._rows.addWidget(words(_("What opens your practice. Only you can make or change a key."), "", "muted"))
        self._rows.addWidget(self.message)
        for row in (self.passphrase, self.recovery, self.keeper, self.device, self.everything):
            self._rows.addWidget(row)
        self._rows.addStretch(1)
        for button in self.buttons:
            button.setEnabled(not read_only)
        table = QWidget()
        across = QHBoxLayout(table)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._whole, 1000)
        across.addStretch(1)
        super().__init__(table, parent)
        self._respace()

    def _make_rows(self) -> None:
        self.passphrase = KeyRow(
            "key-round",
            _("Passphrase"),
            _("What you type every day. If somebody may have seen it, change it."),
            self.change_passphrase,
        )
        self.recovery = KeyRow(
            "file-text",
            _("Recovery code, on paper"),
            _("For the day the passphrase is forgotten. Nobody can help you without it."),
            self.prove,
            self.new_code,
        )
        self.keeper = KeyRow(
            "mail",
            _("Full access for a records’ keeper"),
            _("For whoever is to look after your records if you cannot. Nobody needs one; keep it sealed."),
            self.new_keeper,
            self.revoke,
        )
        self.device = KeyRow(
            "hard-drive",
            _("This computer"),
            _("Opens without the passphrase when the program is started. Off unless you turn it on."),
            self.remember,
            self.forget,
        )
        self.everything = KeyRow(
            "shield",
            _("A new key for everything"),
            _(
                "If somebody may have a copy of your files and may know the passphrase or a code, changing these is "
                "not enough: their copy would still give the key of today."
            ),
            self.anew,
        )

    def show_standing(self, keys: Standing) -> None:
        """Say which keys there are."""
        made = {kind: _day(moment) for kind, moment in keys.made.items()}
        self.passphrase.state.setText(_("Chosen on {day}.").format(day=made.get(PASSPHRASE, "")))
        self.recovery.state.setText(_recovery(keys))
        keeper = KEEPER in made
        there = _("There is one, made on {day}.").format(day=made.get(KEEPER, ""))
        self.keeper.state.setText(there if keeper else _("There is none."))
        self.new_keeper.setText(_("Make another code …") if keeper else _("Make a code …"))
        self.revoke.setVisible(keeper)
        device = DEVICE in made
        until = _("On. The passphrase is asked again on {day}, and after every locking.")
        self.device.state.setText(until.format(day=_day(keys.device_until)) if device else _("Off."))
        self.remember.setVisible(not device)
        self.forget.setVisible(device)
        begun = _("The key of today encrypts everything since {day}.")
        self.everything.state.setText(begun.format(day=_day(keys.encrypted_at)))

    def first_button(self) -> QPushButton:
        """The first button of the list."""
        return self.change_passphrase

    def _respace(self) -> None:
        self._whole.setMaximumWidth(em(self) * _WIDE)
        self._rows.setContentsMargins(*[space(self, 3)] * 4)
        self._rows.setSpacing(space(self, 2))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._respace()


def _recovery(keys: Standing) -> str:
    made, proven = _day(keys.made.get(RECOVERY)), _day(keys.proven_at)
    said = _("Made on {made}.") if made == proven else _("Made on {made}, last proven on {proven}.")
    if keys.unproven:
        said = _("Made on {made}, and never proven to be on paper. Make another one.")
    if keys.proof_is_due():
        said += " " + _("That is a year ago: is the paper still where you keep it?")
    return said.format(made=made, proven=proven)


def _day(moment: datetime | None) -> str:
    return shown_day(moment.astimezone().date() if moment else None)
