# SPDX-License-Identifier: Apache-2.0
"""The one exception to "locked means closed": the last words could not be saved, so they are kept under a cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.vault.column import Column
from dit_desktop.ui.vault.passphrase import SecretLine

if TYPE_CHECKING:
    from dit_desktop.store.errors import Refused


class Held(QWidget):
    """An opaque page over the window that says what could not be saved and lets only the therapist back."""

    requested = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.page = Column()
        self.page.add_words(_("Hidden, but not yet locked"), "title")
        self.said = self.page.add_words("")
        self.page.add_message_room()
        self.page.add_words(_("Passphrase"), "label")
        self.secret = SecretLine(_("Passphrase"))
        self.secret.entered.connect(self._request)
        self.page.rows.addWidget(self.secret)
        self.button = QPushButton(_("Go back to what I wrote"))
        self.button.clicked.connect(self._request)
        self.page.add_buttons(self.button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.page)
        over.installEventFilter(self)

    def hold(self, error: Refused) -> None:
        """Say what happened; what was typed stays in the window below."""
        self.said.setText(
            _("Your last words could not be saved: {what} They are kept here, out of sight. {next}").format(
                what=error.what, next=error.next
            )
        )
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.secret.line.clear()
        self.secret.line.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Wait while the passphrase is checked."""
        self.secret.setEnabled(not busy)
        self.button.setEnabled(not busy)

    def _request(self) -> None:
        if self.secret.text():
            self.page.accept()
            self.requested.emit(self.secret.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._over:
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
        painter.end()
