# SPDX-License-Identifier: Apache-2.0
"""A record to read and not to write: its filled fields as quiet text that can be selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from dit_desktop.records.fields import Declared, Part, Record, fields, part_type, worded
from dit_desktop.records.shown import labelled, shown
from dit_desktop.ui.colours import colour
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


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

    def show_record(
        self,
        record: Record | None,
        person: str,
        otherwise: str,
        *,
        names: Sequence[str] = (),
        known: Mapping[int, str] | None = None,
    ) -> None:
        """Show what is filled in of a record, or `otherwise` if there is none.

        `names` chooses the fields and their order, and `known` says how linked records are called.
        """
        if record is None:
            self.show_lines([("", otherwise)])
            return
        chosen = [item for item in fields(type(record)) if item.name in names] or fields(type(record))
        in_order = sorted(chosen, key=lambda item: names.index(item.name) if names else 0)
        self.show_lines(list(_lines(record, in_order, person, known or {})))

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


def _lines(
    record: Record | Part, chosen: Sequence[Declared], person: str, known: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    """The filled fields of a record as label and text, parts included."""
    unsaid = ""  # the label of a link that is empty: what stands beside it is said in its place
    for item in chosen:
        value, label = getattr(record, item.name), worded(item.field.label, person)
        if item.field.link:
            unsaid = "" if value in known else label
            if value in known:
                yield label, known[value]
            continue
        spoken, unsaid = unsaid if item.field.beside and unsaid else label, ""
        if item.apart or value in (None, "", ()):
            continue
        kind = part_type(item)
        if kind:
            for part in value:
                words = [labelled(heading, text) for heading, text in _lines(part, fields(kind), person, known)]
                yield label, "\n".join(words)
        else:
            yield spoken, shown(value)
