# SPDX-License-Identifier: Apache-2.0
"""A scrolling area that keeps the focus and the text cursor in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget
from shiboken6 import Shiboken

from dit_desktop.ui.unnamed import NO_FOCUS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

_ROOM = 24  # pixels kept free around what is brought into sight


class Scroll(QScrollArea):
    """A page's content in a scrolling area that follows whoever works in it."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setProperty("focusPolicy", NO_FOCUS)
        # The first widget that Qt made itself and Python is shown takes 60 ms; the first page has time for none.
        self._port = QWidget()
        self.setViewport(self._port)
        self.setWidget(content)
        app = QApplication.instance()
        self._text: QPlainTextEdit | None = None
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def bring_into_sight(self, widget: QWidget, rect: QRect | None = None) -> None:
        """Scroll until a widget, or a part of it, can be seen; its beginning if it is taller than the area."""
        content = self.widget()
        if content is None or not content.isAncestorOf(widget):
            return
        wanted = rect if rect is not None else widget.rect()
        top = widget.mapTo(content, wanted.topLeft())
        tall = min(wanted.height(), self.viewport().height() - 2 * _ROOM)
        self.ensureVisible(top.x(), top.y() + tall, _ROOM, _ROOM)
        self.ensureVisible(top.x(), top.y(), _ROOM, _ROOM)

    def bring_to_top(self, widget: QWidget) -> None:
        """Scroll until a widget begins where the area does."""
        content = self.widget()
        if content is not None and content.isAncestorOf(widget):
            self.verticalScrollBar().setValue(widget.mapTo(content, widget.rect().topLeft()).y())

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._text is not None and Shiboken.isValid(self._text):
            self._text.cursorPositionChanged.disconnect(self._cursor_moved)
        self._text = None
        content = self.widget()
        if new is None or content is None or not content.isAncestorOf(new):
            return
        if new.inherits("QPlainTextEdit"):  # asked so, the first page need not load the class
            self._text = cast("QPlainTextEdit", new)
            self._text.cursorPositionChanged.connect(self._cursor_moved)
            self._cursor_moved()
        else:
            self.bring_into_sight(new)

    def _cursor_moved(self) -> None:
        if self._text is not None:
            caret = self._text.cursorRect()
            caret.moveTopLeft(self._text.viewport().mapTo(self._text, QPoint(caret.topLeft())))
            self.bring_into_sight(self._text, caret)
