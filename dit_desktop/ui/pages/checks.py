# SPDX-License-Identifier: Apache-2.0
"""Whether the records hold together: when that was last looked at, looked at now, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.checkup import broken
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import space, typed

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_MOST: Final = 40  # places that are listed; whoever needs all of them has the command


class ChecksPage(Page):
    """Says how the records stand, has them checked, and names what does not hold together."""

    name: ClassVar[str] = "checks"
    title: ClassVar[str] = _("Checks of the records")
    icon: ClassVar[str] = "shield-check"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _("Whether every page of the file still holds together, read through once a week.")

    rescue_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        heading = QLabel(self.title)
        typed(heading, "title")
        self._state = plain("label", wraps=True)
        about = plain(tone="muted", wraps=True)
        about.setText(
            _(
                "A check reads every page of the file, every record, what each was before, and the chain in which "
                "signing and all other events follow one another. It works on a copy: you can go on writing."
            )
        )
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName(_("Checking"))
        self._button = QPushButton()
        self._button.clicked.connect(self._press)
        self._advice = plain(wraps=True)
        self._rescue = QPushButton(_("Lock and rescue …"))
        self._rescue.clicked.connect(self.rescue_requested)
        self._heading = plain("label")
        self._heading.setText(_("What was found"))
        self._places = plain(wraps=True)
        rows = QVBoxLayout()
        rows.setContentsMargins(*[space(self)] * 4)
        rows.setSpacing(space(self, 2))
        for widget in (self._state, about, self._bar):
            rows.addWidget(widget)
        rows.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._advice)
        rows.addWidget(self._rescue, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._heading)
        rows.addWidget(self._places)
        rows.addStretch(1)
        table = QWidget()
        table.setLayout(rows)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), 0, 0)
        box.setSpacing(space(self, 2))
        box.addWidget(heading)
        box.addWidget(Scroll(table), 1)
        desk.checkup.changed.connect(self._show)

    @classmethod
    def standing(cls, desk: Desk) -> str:
        """When everything was last found to hold together."""
        return desk.checkup.words()

    def open(self, _target: Target) -> None:
        """Say how things stand."""
        self._show()
        self._button.setFocus()

    def _press(self) -> None:
        if self.desk.checkup.running:
            self.desk.checkup.stop()
        else:
            self.desk.checkup.start()

    def _show(self) -> None:
        checkup = self.desk.checkup
        self._state.setText(checkup.words())
        self._bar.setVisible(checkup.running)
        self._button.setText(_("Stop the check") if checkup.running else _("Check now"))
        self._button.setEnabled(not self.desk.read_only)
        found = () if checkup.running else checkup.findings
        if found:
            told = broken(found)
            self._advice.setText(f"{told.safe} {told.next}")
            lines = [f"{item.where}: {item.what}" for item in found[:_MOST]]
            if len(found) > _MOST:
                more = len(found) - _MOST
                lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
            self._places.setText("\n".join(lines))
        for widget in (self._advice, self._rescue, self._heading, self._places):
            widget.setVisible(bool(found))
