# SPDX-License-Identifier: Apache-2.0
"""What the program keeps of its own mistakes, and its log: read here first, and sent nowhere."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import shown_moment
from dit_desktop.store import crash, eventlog
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.picker import Picker
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.store.crash import Report


class ReportsPage(Page):
    """All that is kept, word for word, to be read before anything is done with it."""

    name: ClassVar[str] = "reports"
    title: ClassVar[str] = _("Mistakes of the program")
    icon: ClassVar[str] = "triangle-alert"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _("Reports of what went wrong in the program, and its log. They hold nobody’s words.")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._reports: list[Report] = []
        self._which = Picker(_("Which report"))
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("The report, word for word"))
        self._text.setMinimumHeight(em(self) * 14)
        self._place = plain(tone="muted", wraps=True)
        self._copy = QPushButton(icon("copy"), _("Copy all of it"))
        self._delete = QPushButton(icon("trash-2"), _("Delete this report"))
        self._which.chosen.connect(self._show)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text.toPlainText()))
        self._delete.clicked.connect(self.delete)
        self._lay_out()

    def _lay_out(self) -> None:
        heading = QLabel(self.title)
        typed(heading, "title")
        about = plain(wraps=True)
        about.setText(
            _(
                "Here is all that is kept, word for word. A report names kinds of errors, places in the program and "
                "versions; the log names a few known events, codes and counts. Neither holds anything you typed, "
                "no name, no file name and no variable. Nothing is sent: what becomes of it is up to you."
            )
        )
        head, foot = Flow(gap=space(self)), Flow(gap=space(self))
        head.addWidget(heading)
        grows(heading)
        head.addWidget(self._which)
        for button in (self._copy, self._delete):
            foot.addWidget(button)
        self.stack(head, about, self._text, self._place, foot, tall=self._text)

    @classmethod
    def standing(cls, desk: Desk) -> str:
        """How many reports there are, and when the last was made."""
        found = crash.reports(desk.vault.folder)
        if not found:
            return _("None.")
        count = ngettext("{n} report", "{n} reports", len(found)).format(n=len(found))
        return _("{count}, the last on {when}.").format(count=count, when=shown_moment(found[0].moment))

    def open(self, _target: Target) -> None:
        """Show the latest report, or the log where there is none."""
        self._load()
        self._text.setFocus()

    def _load(self) -> None:
        self._reports = crash.reports(self.desk.vault.folder)
        words = [_("Report of {when}").format(when=shown_moment(report.moment)) for report in self._reports]
        self._which.show_lines([*words, _("Log")], 0)
        self._show(0)

    def _show(self, number: int) -> None:
        """Show one of them; the log comes after the reports."""
        report = self._reports[number] if number < len(self._reports) else None
        folder = self.desk.vault.folder
        log = eventlog.read(folder) or _("Nothing has been logged yet.")
        self._text.setPlainText(report.text if report else log)
        self._place.setText(str(report.path if report else folder / eventlog.FOLDER / eventlog.FILE))
        self._delete.setVisible(report is not None)

    def delete(self) -> None:
        """Delete the report that is shown."""
        number = self._which.currentIndex()
        if number < len(self._reports):
            with suppress(OSError):  # it stays on the list then, where it can be read
                self._reports[number].path.unlink()
            self._load()
