# SPDX-License-Identifier: Apache-2.0
"""A person ends the program: what is typed is saved first, and the day's backup made if one is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dit_desktop.i18n import _
from dit_desktop.store.errors import Refused

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from dit_desktop.ui.backing_up import Leaving
    from dit_desktop.ui.window import MainWindow


class Quitting(QObject):
    """Sees to it that ending the program loses nothing; what keeps it from that, the window shows."""

    def __init__(self, window: MainWindow, stack: QStackedWidget) -> None:
        """Be ready; the page of the day's backup goes onto the stack."""
        super().__init__(window)
        self._window, self._stack = window, stack
        self._page: Leaving | None = None

    def may_end(self) -> bool:
        """Whether the program may end now."""
        try:
            self._window.save()
        except Refused as error:
            self._offer_to_abandon(error)
            return False
        return not self._backs_up_first()

    def _backs_up_first(self) -> bool:
        """Make the day's backup before the program ends, if one is due; it can be left out."""
        desk = self._window.desk
        backups = desk.backups if desk is not None else None
        if backups is None or self._window.where.example or self._page is not None or not backups.is_due():
            return False
        from dit_desktop.ui.backing_up import Leaving  # noqa: PLC0415 - once a day

        self._page = Leaving(backups)
        self._page.over.connect(self._window.close)
        self._page.stayed.connect(self._stay)
        self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page)
        self._page.stay.setFocus()
        self._window.menuBar().hide()
        return True

    def _stay(self) -> None:
        """The program goes on after all."""
        if self._page is not None and self._window.workspace is not None:
            self._stack.setCurrentWidget(self._window.workspace)
            self._stack.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None
            self._window.menuBar().show()

    def _offer_to_abandon(self, error: Refused) -> None:
        from dit_desktop.ui.message import Kind  # noqa: PLC0415 - rarely wanted

        window = self._window
        if window.workspace is not None and window.held is None:
            action = (_("Quit without the last changes"), window.leave)
            window.workspace.messages.show_message(
                Kind.DANGER, error.what, safe=error.safe, then=error.next, action=action
            )
