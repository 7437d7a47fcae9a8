# SPDX-License-Identifier: Apache-2.0
"""The line at the foot of the window: whether everything is saved, backed up, and when it locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QMainWindow

from dit_desktop.i18n import _, ngettext
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from dit_desktop.models.backups import Backups


class Foot:
    """Fills the status bar of a window."""

    def __init__(self, window: QMainWindow) -> None:
        """Say nothing yet; before a practice is open there is no such line."""
        self._window, self._words = window, QLabel()
        self.left = -1  # seconds until the window locks, while they are counted

    def show(self) -> None:
        """Be seen, once a practice is open."""
        bar = self._window.statusBar()
        bar.addWidget(self._words, 1)
        bar.setContentsMargins(space(bar), 0, space(bar), 0)
        bar.setSizeGripEnabled(False)
        bar.show()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def tell(self, saved: str, backups: Backups | None, minutes: int, *, example: bool) -> None:
        """Say how things stand; `minutes` are those after which the window locks."""
        from dit_desktop.ui.backing_up import in_brief  # noqa: PLC0415 - after the first paint

        locks = ngettext("locks after {n} minute", "locks after {n} minutes", minutes).format(n=minutes)
        if self.left >= 0:
            locks = ngettext("locks in {n} second", "locks in {n} seconds", self.left).format(n=self.left)
        parts = (saved, in_brief(backups), locks, _("Example practice") if example else "")
        self._words.setText(" · ".join(part for part in parts if part))
