# SPDX-License-Identifier: Apache-2.0
"""Locking: out of sight at once, saved, closed, and a fresh process in its place."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dit_desktop.models.jobs import Jobs
from dit_desktop.store.errors import Refused
from dit_desktop.store.vault import Secret
from dit_desktop.ui.held import Held

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from dit_desktop.models.desk import Desk
    from dit_desktop.ui.window import MainWindow


class Locking(QObject):
    """Closes the practice without asking anything or waiting for any dialog."""

    def __init__(self, window: MainWindow, app: QApplication) -> None:
        """Be ready to lock this window."""
        super().__init__(window)
        self._window, self._app = window, app
        self.held: Held | None = None

    def lock(self, *more: str) -> None:
        """Close the practice and let a fresh process take over, which is told `more`."""
        window = self._window
        if window.desk is None or window.workspace is None or self.held is not None:
            return
        window.idle.stop()
        window.covers.lift()
        place = window.workspace.place()  # while the cursor is still there
        hide_everything(window, self._app)
        try:
            window.save(place)
        except Refused as error:
            self._hold(window.desk, error)
            return
        except Exception:  # noqa: BLE001 - a mistake of the program must not keep the practice open
            sys.excepthook(*sys.exc_info())
        window.close_practice()
        window.start_over(*more)

    def _hold(self, desk: Desk, error: Refused) -> None:
        """The last words could not be saved: keep them out of sight until they can be, or the therapist is back."""
        held = self.held = Held(self._window)
        held.requested.connect(partial(self._let_back, held, desk))
        held.hold(error)
        desk.recovered.connect(self._lock_after_all)

    def _lock_after_all(self) -> None:
        if self.held is not None:
            self._release()
            self.lock()

    def _let_back(self, held: Held, desk: Desk, passphrase: str) -> None:
        secret = Secret(passphrase)
        held.set_busy(busy=True)
        jobs = Jobs(held)

        def failed(error: BaseException) -> None:
            held.set_busy(busy=False)
            held.page.refuse(error)  # type: ignore[arg-type]
            held.secret.line.setFocus()

        jobs.run("", lambda _job: desk.check_secret(secret), lambda _none: self._come_back(), failed)

    def _come_back(self) -> None:
        self._release()
        self._window.show_inside(shown=True)
        self._window.idle.start()

    def _release(self) -> None:
        if self.held is not None:
            self.held.hide()
            self.held.deleteLater()
            self.held = None


def hide_everything(window: MainWindow, app: QApplication) -> None:
    """Let nothing of the practice be seen, before anything that may take time."""
    while popup := app.activePopupWidget():
        popup.close()
    for other in app.topLevelWidgets():
        if other is not window and other.isVisible():
            other.hide()
    window.show_inside(shown=False)
    window.repaint()
