# SPDX-License-Identifier: Apache-2.0
"""Backups in a line of words, and the page on which the day's backup is made before the program ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QPushButton

from dit_desktop.i18n import _
from dit_desktop.store import retention, rows
from dit_desktop.ui.ages import how_long_ago
from dit_desktop.ui.reading import show_date
from dit_desktop.ui.vault.column import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dit_desktop.models.backups import Backups
    from dit_desktop.store.errors import Refused


def in_brief(backups: Backups | None) -> str:
    """What the foot of the window says of the backups; nothing before the folders were looked into."""
    if backups is None:
        return ""
    if backups.busy:
        return _("{work} …").format(work=backups.busy)
    if backups.known is None and backups.refused is None:
        return ""
    last = backups.last()
    good = how_long_ago(retention.dated(last).made_at, rows.now()) if last else _("none yet")
    if backups.refused is not None:
        return _("backup refused, last verified one {age}").format(age=good)
    if backups.rehearsal_refused is not None:
        return _("rehearsal failed, last verified backup {age}").format(age=good)
    return _("last verified backup {age}").format(age=good)


def standing(backups: Backups | None) -> str:
    """When the last backup was verified, and when one was last put elsewhere; nothing before they were looked for."""
    if backups is None or backups.known is None:
        return ""
    last = backups.last()
    if last is None:
        return _("There is no backup yet.")
    said = _("Last verified backup {age}.").format(age=how_long_ago(retention.dated(last).made_at, rows.now()))
    away = backups.settings.elsewhere_on
    if away is None:
        return said + " " + _("Every backup is on this computer.")
    return said + " " + _("On another device last on {day}.").format(day=show_date(away))


class Leaving(Column):
    """Makes the day's backup; `over` says that the program may end, `stayed` that it is not to."""

    over = Signal()
    stayed = Signal()

    def __init__(self, backups: Backups, parent: QWidget | None = None) -> None:
        """Begin at once."""
        super().__init__(parent)
        self._backups = backups
        self.add_words(_("Before the program ends"), "title")
        self.said = self.add_words(
            _("Today's backup is being made and checked. Everything you wrote is saved already.")
        )
        self.add_message_room()
        self.bar = QProgressBar(maximum=0, textVisible=False)
        self.bar.setAccessibleName(_("Making a backup"))
        self.rows.addWidget(self.bar)
        self.quit = QPushButton(_("Quit without a backup"))
        self.stay = QPushButton(_("Stay"))
        self.quit.clicked.connect(self._go)
        self.stay.clicked.connect(self._stay)
        self.add_buttons(self.stay, self.quit)
        backups.told.connect(self._refused)
        backups.back_up(self.over.emit)

    def _refused(self, error: Refused) -> None:
        """It was not made, or not where it was wanted: let the therapist decide."""
        self.bar.hide()
        self.said.setText(_("Everything you wrote is saved."))
        self.quit.setText(_("Quit all the same"))
        self.refuse(error)

    def _go(self) -> None:
        self._backups.cancel()
        self.over.emit()

    def _stay(self) -> None:
        self._backups.cancel()
        self.stayed.emit()
