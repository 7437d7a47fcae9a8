# SPDX-License-Identifier: Apache-2.0
"""The settings of this computer for the practice that the window stands before: read, shown, changed and kept."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dit_desktop.store.settings import read_settings, write_settings
from dit_desktop.ui import style

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from dit_desktop.records.settings import Settings
    from dit_desktop.ui.vault.where import Where

_LEAST, _MOST = 90, 200  # per cent of a text's own size


class Preferences(QObject):
    """Knows the settings of one practice at a time."""

    changed = Signal(object)  # Settings, as they are from now on

    def __init__(self, app: QApplication, where: Where) -> None:
        """Read those of a practice."""
        super().__init__()
        self._app, self._where = app, where
        self.now: Settings = read_settings(where.folder)

    def move(self, where: Where) -> None:
        """Read and show those of another practice."""
        self._where = where
        self.now = read_settings(where.folder)
        self._show()

    def enter(self) -> None:
        """Go on with what the practice keeps, in the text size that was chosen at the door."""
        kept = read_settings(self._where.folder)
        self.now = replace(kept, text_size=self.now.text_size)
        if self.now != kept:  # a disk takes longer to keep them than all else that is done here
            self._keep()

    def take(self, settings: Settings) -> None:
        """Show others, keep them, and say so."""
        self.now = settings
        self._show()
        self._keep()
        self.changed.emit(settings)

    def resize_text(self, step: int) -> None:
        """Make all text larger or smaller by so many per cent of its own size."""
        size = min(_MOST, max(_LEAST, self.now.text_size + step))
        self.now = replace(self.now, text_size=size)
        self._show()
        if self._where.is_vault():
            self._keep()

    def _show(self) -> None:
        style.apply(self._app, self.now.appearance, self.now.text_size)

    def _keep(self) -> None:
        # A practice that can only be read keeps its settings for as long as the window is there.
        with contextlib.suppress(OSError):
            write_settings(self._where.folder, self.now)
