# SPDX-License-Identifier: Apache-2.0
"""The audit log: what happened when, in which order, never with contents; and whether all of it is there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import shown_moment
from dit_desktop.models.jobs import Job, Jobs
from dit_desktop.models.sealing import check_chain, is_kept, kind_title, last_entries, written_number
from dit_desktop.models.table import Column, Table
from dit_desktop.store.errors import Refused
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.listing import listing
from dit_desktop.ui.pages.page import Page, Target, plain, telling
from dit_desktop.ui.style import em, inset, space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.store.log import Checked, Entry

STEP = 500  # entries that are shown more with every press
# What the chain calls an event, and what a person does; what is not listed is shown as it stands there.
WORDS: dict[str, str] = {
    "created": _("The practice was made"),
    "signed": _("Signed"),
    "destroyed": _("A signed record was destroyed"),
    "erased": _("Something was erased"),
    "entered in error": _("Marked as entered in error"),
    "put back": _("No longer marked as entered in error"),
    "moved to another client": _("A draft was moved to where it belongs"),
    "clock went back": _("The computer’s clock had gone back"),
    "backup": _("Backed up"),
    "exported": _("Left the program as a file"),
    "opened although older than last seen": _("Opened although this computer had seen a newer state"),
}


def _when(entry: Entry) -> str:
    return shown_moment(entry.moment) or entry.at


def _what(entry: Entry) -> str:
    words = WORDS.get(entry.event, entry.event[:1].upper() + entry.event[1:])
    about = kind_title(entry.kind) if entry.kind else entry.reason
    return f"{words}: {about}" if about else words


COLUMNS = [
    Column["Entry"](_("Number"), lambda entry: str(entry.number)),
    Column["Entry"](_("When"), _when),
    Column["Entry"](_("What"), _what),
]


class LogPage(Page):
    """The chain as a list, a check on demand, and the number that is kept outside."""

    name: ClassVar[str] = "log"
    title: ClassVar[str] = _("Audit log")
    icon: ClassVar[str] = "history"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _("What was signed, exported, backed up or erased, and when; never what it says.")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._most = STEP
        self._words = plain(wraps=True)
        self._table = Table(COLUMNS, lambda entry: entry.number, self)
        self._view = listing(self._table, self.title)
        self._older = QPushButton(_("Show older entries"))
        self._check = QPushButton(icon("shield-check"), _("Check that nothing was changed"))
        self._kept = QLineEdit(placeholderText=_("Your number"))
        inset(self._kept)
        self._kept.setMinimumWidth(em(self) * 13)
        self._kept.setAccessibleName(_("A number you wrote down"))
        self._compare = QPushButton(_("Compare"))
        self._older.clicked.connect(self.show_older)
        self._check.clicked.connect(self.check)
        self._compare.clicked.connect(self.compare)
        self._kept.returnPressed.connect(self.compare)
        self._lay_out()

    def _lay_out(self) -> None:
        heading = QLabel(self.title)
        typed(heading, "title")
        foot = Flow(gap=space(self))
        for widget in (self._check, self._kept, self._compare, self._older):
            foot.addWidget(widget)
        grows(self._kept)
        self.stack(heading, self._words, self._view, foot, tall=self._view)

    @classmethod
    def standing(cls, desk: Desk) -> str:
        """The last entry."""
        last = last_entries(desk, 1)
        return f"{_what(last[0])}, {_when(last[0])}." if last else ""

    def open(self, _target: Target) -> None:
        """Show the last entries."""
        self._words.setText(
            _(
                "Each entry carries a seal over all before it, so a change in the middle is found. That the end was "
                "taken off, or that all of this is an older copy, only a number shows that you kept elsewhere."
            )
        )
        self._most = STEP
        self._show()
        self._view.setFocus()

    def _show(self) -> None:
        found = last_entries(self.desk, self._most)
        self._table.show_rows(found)
        self._older.setVisible(bool(found) and found[-1].number > 1 and len(found) == self._most)

    def show_older(self) -> None:
        """Show more entries."""
        self._most += STEP
        self._show()

    def refresh(self, _kind: str, _record: int, _origin: object) -> None:
        """Keep the list true while it is on the screen."""
        if self.isVisible():
            self._show()

    @telling
    def check(self) -> None:
        """Walk the chain and every signed record in the background."""
        self._check.setEnabled(False)
        self._words.setText(_("Checking every entry and every signed record …"))
        self._job = self._jobs.run(
            self.title, lambda job: check_chain(self.desk, lambda _step: job.step(0, 0)), self._checked, self._failed
        )

    def _checked(self, found: Checked) -> None:
        self._check.setEnabled(True)
        if found.findings:
            places = ", ".join(item.where for item in found.findings[:5])
            self._words.setText(
                _(
                    "Something was changed outside the program: {places}. Nothing was changed now. Keep this practice "
                    "as it is, and compare it with a backup from before."
                ).format(places=places)
            )
            return
        count = ngettext("The one entry is", "All {n} entries are", found.head.length).format(n=found.head.length)
        now = shown_moment(datetime.now())  # noqa: DTZ005 - the therapist's own clock on the wall
        self._words.setText(
            _(
                "{count} in place, and every signed record is as it was signed ({now}).\n"
                "Number to keep outside: {number}\n"
                "Write it down with the date, elsewhere than on this computer. With it you can show later that nothing "
                "was taken off the end."
            ).format(count=count, now=now, number=written_number(found.head))
        )

    def _failed(self, error: BaseException) -> None:
        self._check.setEnabled(True)
        if not isinstance(error, Refused):
            raise error
        self._words.setText(f"{error.what} {error.safe} {error.next}")

    @telling
    def compare(self) -> None:
        """Say whether the chain still goes through a number that was written down."""
        if not self._kept.text().strip():
            self._kept.setFocus()
            return
        self._words.setText(
            _("The log still holds what it held when you wrote this number down. What came later follows on it.")
            if is_kept(self.desk, self._kept.text())
            else _(
                "The log does not go through this number: its end was taken off, or this is an older copy, or the "
                "number has a slip in it. Nothing was changed. Look for a newer copy or a backup before you go on."
            )
        )
