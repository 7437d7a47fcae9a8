# SPDX-License-Identifier: Apache-2.0
"""A page whose parts need some height to stand side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import em


class Tall(Scroll):
    """A page that is scrolled as a whole when the text is so large that its parts would find no room."""

    def __init__(self, content: QWidget, least: float, parent: QWidget | None = None) -> None:
        """Give a page's content at least so many ems of height."""
        super().__init__(content, parent)
        self._least = least
        self._fit()

    def _fit(self) -> None:
        content = self.widget()
        if content is not None:
            content.setMinimumHeight(round(em(self) * self._least))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()
