# SPDX-License-Identifier: Apache-2.0
"""The versions of a record, the latest last; choosing one shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dit_desktop.i18n import _
from dit_desktop.ui.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Sequence


class Versions(Picker):
    """One line for each version, with its state in words."""

    def show_versions(self, states: Sequence[str], current: int) -> None:
        """Show versions by their states, the current one on top."""
        words = _("Version {number}, {state}")
        self.show_lines([words.format(number=number, state=state) for number, state in enumerate(states, 1)], current)
        self.setVisible(bool(states))
