# SPDX-License-Identifier: Apache-2.0
"""Two versions of the focus side by side; what only one of them says is marked by a stroke, and in no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.comparing import Run, compared
from dit_desktop.ui.colours import colour
from dit_desktop.ui.pages.page import plain
from dit_desktop.ui.picker import Picker
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dit_desktop.models.comparing import Row
    from dit_desktop.records.formulation import Formulation

_HALF: Final = 50  # per cent of the width


class Comparison(QWidget):
    """Two lists of versions above, and below them every part of both."""

    def __init__(self, person: str) -> None:
        """Make it empty; `person` is the practice's word for who comes."""
        super().__init__()
        self._person = person
        self._versions: Sequence[Formulation] = ()
        self._shown = [0, 0]
        self._pickers = (Picker(_("Version on the left")), Picker(_("Version on the right")))
        self._about = plain(tone="muted", wraps=True)
        self._text = QTextBrowser(openLinks=False)
        self._text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("Two versions side by side"))
        above = QHBoxLayout()
        for side, picker in enumerate(self._pickers):
            picker.chosen.connect(lambda number, side=side: self._choose(side, number))
            above.addWidget(picker, 1, Qt.AlignmentFlag.AlignLeft)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, space(self), 0, 0)
        box.setSpacing(space(self))
        box.addLayout(above)
        box.addWidget(self._about)
        box.addWidget(self._text, 1)

    def show_versions(self, versions: Sequence[Formulation]) -> None:
        """Offer all versions, and put the last beside the one before it."""
        if [each.id for each in versions] != [each.id for each in self._versions]:
            self._shown = [max(0, len(versions) - 2), max(0, len(versions) - 1)]
        self._versions = versions
        self._text.clear()
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Compare when somebody looks."""
        super().showEvent(event)
        self._show()

    def clear(self) -> None:
        """Show nothing."""
        self.show_versions(())

    def _choose(self, side: int, number: int) -> None:
        self._shown[side] = number
        self._show()

    def _show(self) -> None:
        for picker, number in zip(self._pickers, self._shown, strict=True):
            lines = [_("Version {number}").format(number=at) for at in range(1, len(self._versions) + 1)]
            picker.show_lines(lines, number)
        self._text.clear()
        several = len(self._versions) > 1
        self._text.setVisible(several)
        for picker in self._pickers:
            picker.setVisible(several)
        self._about.setText(
            _("Struck through: only in the version on the left. Underlined: only in the version on the right.")
            if several
            else _("There is nothing to compare before there are two versions.")
        )
        if several:
            left, right = (self._versions[number] for number in self._shown)
            self._write(compared(left, right, self._person))

    def _write(self, rows: Sequence[Row]) -> None:
        """A table of two columns, each part under its name across both."""
        look = QTextTableFormat()
        look.setBorder(0)
        look.setCellPadding(space(self, 0.75))
        look.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, _HALF)] * 2)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 2 * _HALF))
        if not rows:
            return
        table = QTextCursor(self._text.document()).insertTable(2 * len(rows), 2, look)
        muted = QTextCharFormat()
        muted.setForeground(colour(self.palette(), "muted"))
        muted.setFontWeight(QFont.Weight.DemiBold)
        for number, row in enumerate(rows):
            table.mergeCells(2 * number, 0, 1, 2)
            words = _("{label} (the same in both)") if row.same else "{label}"
            table.cellAt(2 * number, 0).firstCursorPosition().insertText(words.format(label=row.label), muted)
            for side, runs in enumerate((row.older, row.newer)):
                _fill(table.cellAt(2 * number + 1, side).firstCursorPosition(), runs, struck=side == 0)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)


def _fill(cursor: QTextCursor, runs: Iterable[Run], *, struck: bool) -> None:
    for run in runs:
        look = QTextCharFormat()
        look.setFontStrikeOut(run.alone and struck)
        look.setFontUnderline(run.alone and not struck)
        cursor.insertText(run.words, look)
