# SPDX-License-Identifier: Apache-2.0
"""The steps before and after a change of keys: the passphrase of today, groups of the code, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QPushButton, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.style import inset
from dit_desktop.ui.vault.column import Column, link
from dit_desktop.ui.vault.passphrase import SecretLine
from dit_desktop.ui.vault.recovery import GroupLines, asking, drawn_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.models.jobs import Job


class AskPage(Column):
    """Says what is about to change and asks for the passphrase that opens the practice today."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, heading: str, said: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_words(heading, "title")
        for paragraph in said:
            self.add_words(paragraph)
        self.add_message_room()
        asked = _("Your passphrase of today, or a code")
        label = self.add_words(asked, "label")
        self.secret = SecretLine(asked)
        self.secret.entered.connect(self._enter)
        label.setBuddy(self.secret.line)
        self.rows.addWidget(self.secret)
        self.next = QPushButton(_("Continue"))
        self.next.clicked.connect(self._enter)
        leave = link(_("Not now"))
        leave.clicked.connect(self.left)
        self.add_buttons(self.next, leave)
        self.setFocusProxy(self.secret.line)

    def set_busy(self, *, busy: bool) -> None:
        """Wait while the passphrase is tried."""
        self.next.setText(_("Checking …") if busy else _("Continue"))
        self.next.setEnabled(not busy)
        self.secret.setEnabled(not busy)

    def _enter(self) -> None:
        if self.secret.text():
            self.accept()
            self.entered.emit(self.secret.text())
        else:
            self.secret.line.setFocus()


class ProvePage(Column):
    """Asks for two groups of the recovery code, or for all of it where its groups are not known."""

    groups_typed = Signal(object)  # a dictionary of the groups, counted from 0
    code_typed = Signal(str)
    left = Signal()

    def __init__(self, *, by_groups: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_words(_("Is the paper at hand?"), "title")
        self.add_words(_("Take the sheet with your recovery code from where you keep it."))
        self.add_words(asking() if by_groups else _("Type the whole code from your paper, seven groups."))
        self.add_message_room()
        self._by_groups = by_groups
        self.asked = GroupLines(drawn_groups())
        self.whole = QLineEdit()
        inset(self.whole)
        self.whole.setAccessibleName(_("Recovery code"))
        self.whole.returnPressed.connect(self._enter)
        self.asked.entered.connect(self._enter)
        self.rows.addWidget(self.asked)
        self.rows.addWidget(self.whole)
        self.asked.setVisible(by_groups)
        self.whole.setVisible(not by_groups)
        self.next = QPushButton(_("Check"))
        self.next.clicked.connect(self._enter)
        leave = link(_("Not now"))
        leave.clicked.connect(self.left)
        self.add_buttons(self.next, leave)
        self.setFocusProxy(self.asked if by_groups else self.whole)

    def _enter(self) -> None:
        self.accept()
        if self._by_groups:
            self.groups_typed.emit(self.asked.texts())
        else:
            self.code_typed.emit(self.whole.text())


class ProgressPage(Column):
    """How far a long piece of work is, and a way to stop it."""

    stopped = Signal()

    def __init__(self, heading: str, said: str, parts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.add_words(heading, "title")
        self.add_words(said)
        self.part = self.add_words(parts[0], "", "muted")
        self.bar = QProgressBar()
        self.bar.setRange(0, len(parts))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(heading)
        self.rows.addWidget(self.bar)
        self.stop = QPushButton(_("Stop"))
        self.stop.clicked.connect(self._stop)
        self.rows.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)  # not what Enter presses by mistake
        self.setFocusProxy(self.stop)

    def show_step(self, _job: Job, done: int, total: int) -> None:
        """Say which part the work has come to."""
        self.part.setText(self._parts[done])
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop.setText(_("Stopping …"))
        self.stopped.emit()
