# SPDX-License-Identifier: Apache-2.0
"""The recovery code: shown once, written down or printed, and proven by typing two of its groups."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.colours import colours
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.strokes import rounded
from dit_desktop.ui.style import em, space, typed
from dit_desktop.ui.vault.column import Column, link, words
from dit_desktop.ui.vault.sheet import SheetWays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.documents.paper import Paper

_ORDINALS = (
    _("First group"),
    _("Second group"),
    _("Third group"),
    _("Fourth group"),
    _("Fifth group"),
    _("Sixth group"),
    _("Seventh group"),
)
_ASKED = 2


class Group(QWidget):
    """Four characters of the code with their number above."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__()
        self.text = QLabel(text)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        typed(self.text, "title")
        self.setAccessibleName(f"{_ORDINALS[number]}: {' '.join(text)}")
        ordinal = QLabel(str(number + 1))
        typed(ordinal, "small", "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space(self, 1.5), space(self, 0.5), space(self, 1.5), space(self))
        rows.setSpacing(0)
        rows.addWidget(ordinal, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(self.text, 0, Qt.AlignmentFlag.AlignHCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        named = colours(self.palette())
        painter = QPainter(self)
        rounded(painter, self.rect(), QColor(named.accent_ground), None)
        painter.end()


class RecoveryPage(Column):
    """Shows a new code; goes on when two groups have been typed from the paper."""

    proven = Signal()

    def __init__(
        self, code: str, vault_id: str, asked: Sequence[int] | None = None, parent: QWidget | None = None
    ) -> None:
        """Show a code of a vault; `asked` are the groups to be proven, two by lot if not named."""
        super().__init__(parent)
        self.groups = code.split("-")
        self.asked = sorted(asked or secrets.SystemRandom().sample(range(len(self.groups)), _ASKED))
        self.heading = self.add_words(_("Your recovery code"), "title")
        self.said = self.add_words(_reason())
        self.add_message_room()
        self._shown = QWidget()
        row = Flow(self._shown, gap=space(self))
        for number, text in enumerate(self.groups):
            row.addWidget(Group(number, text))
        self.rows.addWidget(self._shown)
        self.ways = SheetWays("recovery-sheet", lambda: _sheet(code, vault_id))
        self.rows.addWidget(self.ways)
        self._proof = self._lay_out_proof()
        self.rows.addWidget(self._proof)
        self.back = link(_("Show the code again"))
        self.back.clicked.connect(lambda: self.show_code(on=True))
        self.next = QPushButton(_("I have it on paper"))
        self.next.clicked.connect(self._onwards)
        self.add_buttons(self.next, self.back)
        self.show_code(on=True)

    def show_code(self, *, on: bool) -> None:
        """Show the code, or ask for its groups."""
        self.accept()
        self._shown.setVisible(on)
        self.ways.setVisible(on)
        self._proof.setVisible(not on)
        self.back.setVisible(not on)
        self.said.setText(_reason() if on else _("Type these two groups from your paper, in capital or small letters."))
        self.next.setText(_("I have it on paper") if on else _("Check"))
        (self.next if on else self.lines[0]).setFocus()

    def shown_groups(self) -> list[str]:
        """The groups that stand on the page at the moment."""
        return [group.text.text() for group in self._shown.findChildren(Group) if group.isVisible()]

    def _lay_out_proof(self) -> QWidget:
        proof = QWidget()
        rows = QVBoxLayout(proof)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space(self))
        self.lines: list[QLineEdit] = []
        for number in self.asked:
            label = words(_ORDINALS[number], "label")
            line = QLineEdit()
            line.setAccessibleName(_ORDINALS[number])
            line.setMaxLength(8)
            line.setFixedWidth(em(self) * 9)
            label.setBuddy(line)
            rows.addWidget(label)
            rows.addWidget(line)
            self.lines.append(line)
        self.lines[0].returnPressed.connect(self.lines[1].setFocus)
        self.lines[1].returnPressed.connect(self._check)
        return proof

    def _onwards(self) -> None:
        if self._shown.isVisibleTo(self):
            self.show_code(on=False)
        else:
            self._check()

    def _check(self) -> None:
        from dit_desktop.store.errors import WrongCode  # noqa: PLC0415 - after the first paint
        from dit_desktop.store.typed import alike  # noqa: PLC0415

        for line, number in zip(self.lines, self.asked, strict=True):
            if alike(line.text()) != self.groups[number]:
                what = _("The {group} is another one.").format(group=_ORDINALS[number].lower())
                self.refuse(WrongCode(what, next_step=_("Compare it with your paper, or look at the code again.")))
                line.setFocus()
                line.selectAll()
                return
        self.proven.emit()


def _sheet(code: str, vault_id: str) -> Paper:
    from dit_desktop.documents.recovery import recovery_sheet  # noqa: PLC0415 - ReportLab costs a tenth of a second

    return recovery_sheet(code, vault_id, date.today())  # noqa: DTZ011 - the therapist's own day


def _reason() -> str:
    return _(
        "If you ever forget your passphrase, this code opens your records. Nobody else has it and it is shown only "
        "now. Write it down or print it, and keep the paper away from this computer."
    )
