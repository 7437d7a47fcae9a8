# SPDX-License-Identifier: Apache-2.0
"""Whoever tells of the operating system's own locking, sleeping and ending, whichever system it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def listen(window: QWidget, told: Callable[[str], object]) -> None:
    """Call `told` with the name of a trigger of the table for as long as the window is there."""
    if sys.platform == "win32":
        from dit_desktop.ui.system.windows import Messages  # noqa: PLC0415 - of each system only its own

        Messages(window, int(window.winId())).told.connect(told)
    elif sys.platform == "darwin":
        from dit_desktop.ui.system.macos import Notifications  # noqa: PLC0415

        notifications = Notifications(window)
        notifications.told.connect(told)
        notifications.begin()
    else:
        from dit_desktop.ui.system.linux import Buses  # noqa: PLC0415

        Buses(window).told.connect(told)
