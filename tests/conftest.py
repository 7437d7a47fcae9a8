# SPDX-License-Identifier: Apache-2.0
"""What every test leaves behind is thrown away before the next begins."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Throws away what a test leaves, on the window's own thread; Python could do it on the writer's, where Qt waits.

    Without it windows that were closed are kept, and every change of the application's looks goes through all of
    them: after thousands of them for a minute.
    """
    yield
    qt = sys.modules.get("PySide6.QtWidgets")
    if qt is None or not qt.QApplication.topLevelWidgets():
        return
    gc.collect()
    qt.QApplication.sendPostedEvents(None, sys.modules["PySide6.QtCore"].QEvent.Type.DeferredDelete)
