# SPDX-License-Identifier: Apache-2.0
"""A text area that grows with its text and gives back exactly what was put in."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QSizePolicy, QWidget

from dit_desktop.ui.clipboard import marked

_MOST_LINES = 60  # beyond that it scrolls inside, else one pasted book makes a page nobody can leave
_SETTLES = 3  # looks at the height until it stays
_KEPT = 12  # documents of records shown before, with their undo
_BREAKS = "\n\r\u2029\ufdd0\ufdd1"  # what Qt makes a new paragraph of


def exact(original: str, held: str, typed: str) -> str:
    """What was typed, with the characters a text area cannot hold put back where nothing was edited.

    A text area makes every kind of line break the same one and drops half
    characters (lone surrogates) and a leading byte order mark; `held` is how
    it held `original`.
    """
    if typed == held:
        return original
    if held == original:
        return typed
    tokens = _matched(original, held)
    if tokens is None:
        return typed
    start = 0
    most = min(len(held), len(typed))
    while start < most and held[start] == typed[start]:
        start += 1
    end = 0
    while end < most - start and held[-1 - end] == typed[-1 - end]:
        end += 1
    return "".join(tokens[:start]) + typed[start : len(typed) - end] + "".join(tokens[len(tokens) - end :])


def _matched(original: str, held: str) -> list[str] | None:
    """The original cut into as many pieces as the text area holds characters, or None if they do not meet."""
    tokens: list[str] = []
    pending = ""
    at = 0
    while at < len(original):
        piece = "\r\n" if original.startswith("\r\n", at) else original[at]
        at += len(piece)
        pending += piece
        if len(tokens) < len(held) and held[len(tokens)] == ("\n" if piece[0] in _BREAKS else piece):
            tokens.append(pending)
            pending = ""
    if len(tokens) != len(held):
        return None
    if tokens:
        tokens[-1] += pending
    return tokens


class Prose(QPlainTextEdit):
    """Plain text of any length, at least so many lines tall."""

    edited = Signal()

    def __init__(self, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._original = self._held = ""
        self._page = 0
        self._pages: OrderedDict[int, QTextDocument] = OrderedDict()
        self._showing = False
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)  # the ground is drawn with its round corners
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._adopt(self._new_document())
        self.textChanged.connect(self._changed)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied, cut or dragged, marked from its first moment."""
        return marked(super().createMimeDataFromSelection().text())

    def value(self) -> str:
        """The text, character for character."""
        return exact(self._original, self._held, self._text())

    def show_value(self, value: str) -> None:
        """Show a text; the same text again leaves the cursor and what can be undone alone."""
        if value == self.value():
            return
        self._showing = True
        cursor = QTextCursor(self.document())
        if self._original or self._text():
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(value)  # and not setPlainText, which would take away undo
        else:
            self.setPlainText(value)
        self._original, self._held = value, self._text()
        self._showing = False
        self._fit()

    def turn(self, page: int, value: str) -> None:
        """Show the text of another record in a document of its own, the one it had before if that still fits."""
        before = self.document()
        untouched = before.isEmpty() and not before.isUndoAvailable() and not before.isRedoAvailable()
        if untouched and not value and page not in self._pages:
            self._page, self._original, self._held = page, "", ""
            return  # most fields of most records are empty
        if self._page:
            self._pages[self._page] = before
            self._pages.move_to_end(self._page)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)[1].deleteLater()
        kept = self._pages.pop(page, None) if page else None
        self._showing = True
        if kept is not None and _raw(kept) == value:
            self._adopt(kept)
        elif self._page:
            self._adopt(self._new_document())
        self._page = page
        for document in (before, kept):
            if document is not None and document not in (self.document(), *self._pages.values()):
                document.deleteLater()
        if self._text() != value:
            self.setPlainText(value)
        if kept is not self.document():
            self.document().clearUndoRedoStacks()
        self._original, self._held = value, self._text()
        self._showing = False
        self._fit()

    def forget(self) -> None:
        """Let go of every text but the one shown, and of what could be undone in it."""
        while self._pages:
            self._pages.popitem()[1].deleteLater()
        self.document().clearUndoRedoStacks()

    def keep(self, page: int) -> None:
        """Go on with this document under the number its record was given when it was first saved."""
        self._page = page

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - as Qt's own setters
        """Let the text be read, selected and copied only; it then stands as tall as it is."""
        if read_only != self.isReadOnly():
            self.setReadOnly(read_only)
            self.setPlaceholderText("—" if read_only else "")
            self._fit()

    def _new_document(self) -> QTextDocument:
        made = QTextDocument(self)
        made.setDocumentLayout(QPlainTextDocumentLayout(made))
        made.setDefaultFont(self.font())
        made.setDocumentMargin(round(self.fontMetrics().height() * 0.3))
        return made

    def _adopt(self, document: QTextDocument) -> None:
        document.setDefaultFont(self.font())
        self.setDocument(document)
        document.documentLayout().documentSizeChanged.connect(self._fit)

    def _text(self) -> str:
        return _raw(self.document())

    def _changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _fit(self, *_size: object) -> None:
        """Stand as tall as the text, within reason.

        A height that is set can move the lines, which asks for this again before it is wholly set: Qt would
        then go on with the old one for half of it, and leave a text that stands beside its place.
        """
        for _turn in range(_SETTLES):
            height = self._wanted_height()
            if (self.minimumHeight(), self.maximumHeight()) == (height, height):
                break
            self.setFixedHeight(height)

    def _wanted_height(self) -> int:
        tall = round(self.document().size().height())
        # A bar that comes and goes while a page settles leaves lines as long as they were without it.
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if tall > _MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if bar is not self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(bar)
        lines = max(1 if self.isReadOnly() else self._rows, min(tall, _MOST_LINES))
        margins = 2 * (self.frameWidth() + self.document().documentMargin())
        return round(lines * self.fontMetrics().lineSpacing() + margins + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        showing, self._showing = self._showing, True  # Qt calls a text in another font or colour a changed one
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.document().setDefaultFont(self.font())
            self.document().setDocumentMargin(round(self.fontMetrics().height() * 0.3))
            self._fit()
        self._showing = showing

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            if not self.isReadOnly():
                self.textCursor().insertBlock()  # Qt would put in a character that is no line break elsewhere
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the page, unless there is more to read in here and somebody is at work in here."""
        bar = self.verticalScrollBar()
        down = event.angleDelta().y() < 0
        ends = bar.value() >= bar.maximum() if down else bar.value() <= bar.minimum()
        if ends or not self.hasFocus():
            event.ignore()
        else:
            super().wheelEvent(event)


def _raw(document: QTextDocument) -> str:
    """The text of a document; unlike toPlainText this leaves hard spaces and line separators alone."""
    return document.toRawText().replace("\u2029", "\n")
