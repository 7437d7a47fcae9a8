# SPDX-License-Identifier: Apache-2.0
"""The code of the executors' pack: made, shown once, handed on as a sheet, and taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models import executors as models
from dit_desktop.store import executors, rows
from dit_desktop.store.errors import Refused
from dit_desktop.ui.ages import how_long_ago
from dit_desktop.ui.buttons import primary
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.reading import show_date
from dit_desktop.ui.section import Section
from dit_desktop.ui.style import em, space
from dit_desktop.ui.vault.recovery import Group
from dit_desktop.ui.vault.sheet import SheetWays

if TYPE_CHECKING:
    from dit_desktop.documents.paper import Paper
    from dit_desktop.models.desk import Desk

_WIDEST = 48  # ems; a longer line is hard to read


class PackCode(QWidget):
    """Says which code is in force and lets another be made; a code leaves the screen with the page."""

    told = Signal(object)  # a Refused

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make it; `show_state` says how things stand."""
        super().__init__(parent)
        self._desk = desk
        self._code, self._pack, self._full = (
            Section(_("The code")),
            Section(_("The pack")),
            Section(_("The records themselves")),
        )
        rows_ = QVBoxLayout(self)
        rows_.setSpacing(space(self, 4))
        for section in (self._code, self._pack, self._full):
            rows_.addWidget(section)
        rows_.addStretch(1)
        self.setMaximumWidth(em(self) * _WIDEST)
        self._said = self._code.say()
        self.make, self.again, self.revoke = (
            primary(_("Make their code")),
            QPushButton(_("Make a new code")),
            QPushButton(_("Take the code back")),
        )
        self.make.clicked.connect(self._make)
        self.again.clicked.connect(self._make)
        self.revoke.clicked.connect(self._revoke)
        self._code.offer(self.make, self.again, self.revoke)
        self._shown: QWidget | None = None
        self._written = self._pack.say()
        self._pack.say("muted").setText(
            _(
                "A protected PDF beside every backup, which any reader opens with the code: who comes or waits, how "
                "each may be reached, the next hour, how many there were, and what you write here. No word of what "
                "anybody came for."
            )
        )
        self._full.say("muted").setText(
            _(
                "The pack opens no records. Whoever is to look after those needs the code for full access, which is "
                "made on the page Keys, and only if you want that."
            )
        )

    # --- how things stand ---

    def show_state(self) -> None:
        """Say which code is in force, and when the pack was written."""
        code, at = models.code_of(self._desk), models.pack_written_at(self._desk)
        if code is None:
            self._said.setText(_("There is no code yet, so nothing is written. It is shown once and kept encrypted."))
        else:
            since = show_date(code.made_at.astimezone().date())
            now = _("This is their code. It is shown only now: print the sheet, or write it down, and hand it to them.")
            told = _("A code is in force since {day}. It is not shown again.").format(day=since)
            self._said.setText(now if self._shown else told)
        self.make.setVisible(code is None)
        for button in (self.again, self.revoke):
            button.setVisible(code is not None and self._shown is None)
        for button in (self.make, self.again, self.revoke):
            button.setEnabled(not self._desk.read_only)
        if at is not None:
            name = executors.place(self._desk.vault.folder, self._desk.vault.vault_id).name
            age = how_long_ago(at, rows.now())
            self._written.setText(_("Written {age}, as {name} beside the backup.").format(age=age, name=name))
        else:
            self._written.setText(
                _("It is written with the next backup.") if code else _("There is none in the folders of your backups.")
            )

    # --- a new code ---

    def _make(self) -> None:
        from dit_desktop.documents.protect import new_passphrase  # noqa: PLC0415 - pikepdf loads here

        code = new_passphrase()
        try:
            models.keep_code(self._desk, code)
        except Refused as error:
            self.told.emit(error)
            return
        self.hide_code()
        self._show_code(code)
        self.show_state()

    def _revoke(self) -> None:
        try:
            models.revoke_code(self._desk)
        except Refused as error:
            self.told.emit(error)
            return
        self.hide_code()
        self.show_state()
        self._said.setText(
            _(
                "The code was taken back, and the pack in the folders that can be reached now. On a disk that is not "
                "connected it stays until the next backup there."
            )
        )

    def _show_code(self, code: str) -> None:
        """Show it until the page is left or it is said to be on paper."""
        self._shown = QWidget()
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(self, 1.5))
        groups = QWidget()
        flow = Flow(groups, gap=space(self))
        for number, text in enumerate(code.split("-")):
            flow.addWidget(Group(number, text))
        column.addWidget(groups)
        self.ways = SheetWays("executors-sheet", lambda: self._sheet(code))
        self.ways.kept.connect(self._printed)
        column.addWidget(self.ways)
        self.done = QPushButton(_("It is on paper"))
        self.done.clicked.connect(self.hide_code)
        line = QWidget()
        Flow(line).addWidget(self.done)
        column.addWidget(line)
        self._code.add(self._shown)
        self.ways.print_button.setFocus()

    def hide_code(self) -> None:
        """Let the code go; it is not shown again."""
        if self._shown is not None:
            focus = QApplication.focusWidget()
            had = focus is not None and self._shown.isAncestorOf(focus)
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
            self.show_state()
            if had:
                self.again.setFocus()

    def shown_groups(self) -> list[str]:
        """The groups that stand on the page at the moment."""
        return [group.text.text() for group in self._shown.findChildren(Group)] if self._shown else []

    def _sheet(self, code: str) -> Paper:
        from dit_desktop.documents.executors import executors_sheet  # noqa: PLC0415 - ReportLab loads here

        vault, practice = self._desk.vault, self._desk.practice()
        return executors_sheet(code, vault.vault_id, practice, date.today())  # noqa: DTZ011 - the therapist's own day

    def _printed(self) -> None:
        try:
            models.sheet_printed(self._desk, date.today())  # noqa: DTZ011 - the therapist's own day
        except Refused as error:
            self.told.emit(error)
