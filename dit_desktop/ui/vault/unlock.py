# SPDX-License-Identifier: Apache-2.0
"""The page that opens a practice, and tells nothing about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.mark import Mark
from dit_desktop.ui.style import space
from dit_desktop.ui.vault.column import Column, link
from dit_desktop.ui.vault.passphrase import SecretLine
from dit_desktop.ui.vault.where import EXAMPLE_PASSPHRASE

if TYPE_CHECKING:
    from dit_desktop.store.errors import Refused


# What a backup can mend.
_DAMAGED = frozenset({"damaged_vault", "tampered"})  # and of these something can be read without one
_BROKEN = frozenset({"damaged_keys", "damaged_vault", "foreign_vault", "missing", "not_a_vault", "tampered"})


class UnlockPage(Column):
    """Asks for the passphrase, or for the code of the recovery sheet."""

    requested = Signal(str, bool, bool)  # what was typed, whether it is a code, whether an older copy is welcome
    folder_chosen = Signal(Path)
    restore_requested = Signal()
    rescue_requested = Signal()
    own_requested = Signal()  # from the example to one's own practice

    def __init__(self, *, locked_at: str = "", example: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = False
        self.rows.addWidget(Mark())
        self.add_words(_("DIT Desktop"), "title", centred=True)
        closed = _("Your records are closed and encrypted.")
        said = _("Locked at {time}").format(time=locked_at) if locked_at else closed
        self.state = self.add_words(said, "", "muted", centred=True)
        self.rows.addSpacing(space(self, 2))
        if example:
            self.add_words(_("Example practice: everybody in it is invented."), "label", "warn", centred=True)
            self.add_words(_("Its passphrase is “{phrase}”.").format(phrase=EXAMPLE_PASSPHRASE), centred=True)
        self.add_message_room()
        self.label = self.add_words(_("Passphrase"), "label")
        self.secret = SecretLine(_("Passphrase"))
        self.label.setBuddy(self.secret.line)
        self.rows.addWidget(self.secret)
        self.button = QPushButton(_("Unlock"))
        self.button.setDefault(True)
        self.rows.addWidget(self.button)
        self.busy_bar = QProgressBar()
        self.busy_bar.setRange(0, 0)
        self.busy_bar.setTextVisible(False)
        self.busy_bar.setAccessibleName(_("Opening"))
        self.busy_bar.setFixedHeight(4)
        self._keep_room(self.busy_bar)
        self.rows.addWidget(self.busy_bar)
        self._add_ways(example=example)
        self.secret.entered.connect(self._request)
        self.button.clicked.connect(self._request)
        if example:
            self.secret.line.setText(EXAMPLE_PASSPHRASE)

    def set_busy(self, words: str = "") -> None:
        """Wait with these words, or ask again if there are none."""
        busy = bool(words)
        self.button.setText(words or (_("Continue") if self._code else _("Unlock")))
        for widget in (self.secret, self.button, self.other_way, self.other_practice, self.restore, self.rescue):
            widget.setEnabled(not busy)
        self.busy_bar.setVisible(busy)
        if busy:
            self.accept()
        elif self.isVisible():
            self.secret.line.setFocus()

    def refuse_opening(self, error: Refused) -> None:
        """Say why it did not open, and let the person go on from there."""
        self.set_busy()
        action = None
        if error.code == "older_copy":
            action = (_("Open it anyway"), lambda: self.requested.emit(self.secret.text(), self._code, True))
        elif error.code in _BROKEN:
            action = (_("Restore a backup …"), self.restore_requested.emit)
        elif error.code == "disk_full":  # its usual words are about something that was being written
            error = type(error)(
                _("The disk is full; the practice could not be opened."),
                safe=_("Nothing was changed; everything saved before is still there."),
                next_step=_("Free some space, and unlock again."),
            )
        self.rescue.setVisible(error.code in _DAMAGED)
        self.refuse(error, action)
        self.secret.line.selectAll()

    def ask_for(self, *, code: bool) -> None:
        """Ask for the recovery code, or for the passphrase."""
        self._code = code
        self.accept()
        words = _("Code, seven groups from the sheet") if code else _("Passphrase")
        self.label.setText(words)
        self.secret.line.setAccessibleName(words)
        self.secret.line.clear()
        self.secret.show_text(code)
        self.secret.button.setVisible(not code)
        self.button.setText(_("Continue") if code else _("Unlock"))
        self.other_way.setText(_("Use the passphrase") if code else _("Use a code"))
        self.secret.line.setFocus()

    def _add_ways(self, *, example: bool) -> None:
        self.other_way = link(_("Use a code"))
        self.other_way.clicked.connect(lambda: self.ask_for(code=not self._code))
        if example:
            self.other_practice = link(_("Go to my own practice"))
            self.other_practice.clicked.connect(self.own_requested)
        else:
            self.other_practice = link(_("Another practice …"))
            self.other_practice.clicked.connect(self._choose_folder)
        line = QHBoxLayout()
        line.addWidget(self.other_way)
        line.addStretch(1)
        line.addWidget(self.other_practice)
        self.rows.addLayout(line)
        self.restore = link(_("Restore a backup …"))
        self.restore.clicked.connect(self.restore_requested)
        self.restore.setVisible(not example)
        self.rows.addWidget(self.restore)
        self.rescue = link(_("Rescue what can be read …"))
        self.rescue.clicked.connect(self.rescue_requested)
        self.rescue.hide()
        self.rows.addWidget(self.rescue)

    @staticmethod
    def _keep_room(widget: QWidget) -> None:
        """Let a widget keep its place while it is away, so that nothing jumps."""
        policy = widget.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        widget.setSizePolicy(policy)
        widget.hide()

    def _request(self) -> None:
        if self.secret.text():
            self.requested.emit(self.secret.text(), self._code, False)
        else:
            self.secret.line.setFocus()

    def _choose_folder(self) -> None:
        """Ask for the folder of another practice without waiting, so that nothing else has to."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - even naming it costs the first page time

        dialog = QFileDialog(self, _("The folder of another practice"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.folder_chosen.emit(Path(name)))
        dialog.open()
