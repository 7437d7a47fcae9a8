# SPDX-License-Identifier: Apache-2.0
"""What the signs of a picture stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dit_desktop.ui.flow import Flow
from dit_desktop.ui.style import space, typed

if TYPE_CHECKING:
    from collections.abc import Iterable


class Legend(QWidget):
    """Each sign with its words beside it; it wraps like words."""

    def __init__(self, entries: Iterable[tuple[QWidget, str]]) -> None:
        """Show these signs, in this order."""
        super().__init__()
        flow = Flow(self, gap=space(self, 2))
        for sign, words in entries:
            entry = QWidget()
            row = QHBoxLayout(entry)
            row.setContentsMargins(0, 0, 0, 0)
            label = QLabel(words)
            typed(label, "small", "muted")
            row.addWidget(sign)
            row.addWidget(label)
            flow.addWidget(entry)
