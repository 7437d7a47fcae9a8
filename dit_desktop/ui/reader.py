# SPDX-License-Identifier: Apache-2.0
"""A record to read and not to write: its filled fields as quiet text that can be selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from dit_desktop.records.fields import Part, Record, fields, part_type, worded
from dit_desktop.records.shown import shown
from dit_desktop.ui.colours import colour
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from collections.abc import Iterator


class Reader(QWidget):
    """A column with a heading and one record's words under their labels."""

    def __init__(self, title: str, parent: QWidget | None = None, *, headed: bool = True) -> None:
        """Make an empty column; without a heading where a tab above it already says what it is."""
        super().__init__(parent)
        self._title = QLabel(title, wordWrap=True)
        typed(self._title, "label", "muted")
        if not headed:
            self._title.hide()
        self._text = QTextBrowser(openLinks=False)
        self._text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(title)
        self._text.document().setDocumentMargin(space(self, 1.5))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._title)
        box.addWidget(self._text, 1)

    def set_title(self, title: str) -> None:
        """Say what stands here."""
        self._title.setText(title)
        self._text.setAccessibleName(title)

    def show_record(self, record: Record | None, person: str, otherwise: str) -> None:
        """Show what is filled in of a record, or `otherwise` if there is none."""
        if record is None:
            self.show_lines([("", otherwise)])
            return
        self.show_lines(list(_lines(record, person)))

    def show_lines(self, lines: list[tuple[str, str]]) -> None:
        """Show texts under their labels."""
        quiet, words, end = QTextCharFormat(), QTextCharFormat(), QTextBlockFormat()
        quiet.setForeground(colour(self.palette(), "muted"))
        end.setBottomMargin(em(self) // 2)
        self._text.clear()
        cursor = QTextCursor(self._text.document())
        for label, text in lines:
            for part, look in ((label, quiet), (text, words)):
                if not part:
                    continue
                if cursor.position():
                    cursor.insertBlock(QTextBlockFormat(), look)
                cursor.insertText(part, look)
            cursor.setBlockFormat(end)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def clear(self) -> None:
        """Show nothing."""
        self._text.clear()


def _lines(record: Record | Part, person: str) -> Iterator[tuple[str, str]]:
    """The filled fields of a record as label and text, parts included."""
    for item in fields(type(record)):
        value = getattr(record, item.name)
        if item.field.link or item.apart or value in (None, "", ()):
            continue
        if part_type(item):
            for part in value:
                words = [f"{label}: {text}" for label, text in _lines(part, person)]
                yield item.field.label, "\n".join(words)
        else:
            yield worded(item.field.label, person), shown(value)
