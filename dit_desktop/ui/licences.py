# SPDX-License-Identifier: Apache-2.0
"""The licences of everything the program stands on, to be read and searched."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dit_desktop.i18n import _
from dit_desktop.paths import resource
from dit_desktop.ui.style import em, inset, space
from dit_desktop.ui.vault.column import words

_TEXT = Qt.ItemDataRole.UserRole


class Licences(QDialog):
    """A list of names and the text of the chosen one; typing narrows the list to what holds the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Licences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sought = QLineEdit(placeholderText=_("Type a name or any words of a licence"))
        inset(self._sought)
        self._sought.setAccessibleName(_("Find in the licences"))
        self._sought.setClearButtonEnabled(True)
        self._names = QListWidget()
        self._names.setAccessibleName(_("What the program stands on"))
        self._text = QPlainTextEdit(readOnly=True, lineWrapMode=QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._text.setAccessibleName(_("Licence text"))
        self._text.setTabChangesFocus(True)
        for path in sorted(resource("licences").glob("*.txt")):
            item = QListWidgetItem(path.stem, self._names)
            item.setData(_TEXT, path.read_text(encoding="utf-8"))
        self._lay_out()
        self._sought.textEdited.connect(self._narrow)
        self._sought.returnPressed.connect(self.find_next)
        self._names.currentItemChanged.connect(self._show_text)
        QShortcut(QKeySequence(QKeySequence.StandardKey.FindNext), self, self.find_next)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._sought.setFocus)
        self._names.setCurrentRow(0)
        self._sought.setFocus()

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[space(self, 3)] * 4)
        rows.setSpacing(space(self, 1.5))
        rows.addWidget(words(_("Each part keeps its own licence. Enter goes to the next place that holds your words.")))
        rows.addWidget(self._sought)
        both = QHBoxLayout()
        both.setSpacing(space(self, 1.5))
        self._names.setFixedWidth(em(self) * 13)
        both.addWidget(self._names)
        both.addWidget(self._text, 1)
        rows.addLayout(both, 1)
        close = QPushButton(_("Close"))
        close.setAutoDefault(False)  # Enter searches
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(close)
        rows.addLayout(line)
        room = self.screen().availableSize()
        self.resize(min(em(self) * 64, room.width() * 9 // 10), min(em(self) * 40, room.height() * 9 // 10))

    def shown_names(self) -> list[str]:
        """The names on the list as it is narrowed now."""
        items = [self._names.item(row) for row in range(self._names.count())]
        return [item.text() for item in items if not item.isHidden()]

    def _narrow(self, sought: str) -> None:
        wanted = sought.strip().casefold()
        for row in range(self._names.count()):
            item = self._names.item(row)
            item.setHidden(wanted not in item.text().casefold() and wanted not in item.data(_TEXT).casefold())
        if self._names.currentItem() is None or self._names.currentItem().isHidden():
            rows = range(self._names.count())
            first = next((row for row in rows if not self._names.item(row).isHidden()), -1)
            self._names.setCurrentRow(first)
        self._to_first()

    def _show_text(self, item: QListWidgetItem | None) -> None:
        self._text.setPlainText(item.data(_TEXT) if item else "")
        self._to_first()

    def _to_first(self) -> None:
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        if self._sought.text().strip():
            self._text.find(self._sought.text().strip())

    def find_next(self) -> None:
        """Go to the next place in the text that holds the words, from the end on to the beginning again."""
        if (sought := self._sought.text().strip()) and not self._text.find(sought):
            self._to_first()
