# SPDX-License-Identifier: Apache-2.0
"""The recovery code: shown once, written down or printed, and proven by typing two of its groups."""

from __future__ import annotations

import secrets
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.colours import colours
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.strokes import rounded
from dit_desktop.ui.style import em, inset, space, typed
from dit_desktop.ui.vault.column import Column, link, words
from dit_desktop.ui.vault.sheet import SheetWays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.documents.paper import Paper
    from dit_desktop.store.errors import Refused

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


def drawn_groups() -> list[int]:
    """Two of the groups by lot, counted from 0."""
    return sorted(secrets.SystemRandom().sample(range(len(_ORDINALS)), _ASKED))


def asking() -> str:
    """What is said where groups of a code are to be typed."""
    return _("Type these two groups from your paper, in capital or small letters.")


def wrong_group(number: int, next_step: str) -> Refused:
    """A group that was typed is another one."""
    from dit_desktop.store.errors import WrongCode  # noqa: PLC0415 - after the first paint

    what = _("The {group} is another one.").format(group=_ORDINALS[number].lower())
    return WrongCode(what, next_step=next_step)


class GroupLines(QWidget):
    """A line for each group of a code that is asked for."""

    entered = Signal()  # Enter in the last of them

    def __init__(self, asked: Sequence[int]) -> None:
        super().__init__()
        self._asked = asked
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space(self))
        self.lines: list[QLineEdit] = []
        for number in asked:
            label = words(_ORDINALS[number], "label")
            line = QLineEdit()
            inset(line)
            line.setAccessibleName(_ORDINALS[number])
            line.setMaxLength(8)
            line.setFixedWidth(em(self) * 9)
            label.setBuddy(line)
            rows.addWidget(label)
            rows.addWidget(line)
            self.lines.append(line)
        for line, following in pairwise(self.lines):
            line.returnPressed.connect(following.setFocus)
        self.lines[-1].returnPressed.connect(self.entered)
        self.setFocusProxy(self.lines[0])

    def texts(self) -> dict[int, str]:
        """What is typed, by group."""
        return {number: line.text() for number, line in zip(self._asked, self.lines, strict=True)}

    def point_at(self, number: int) -> None:
        """Put the cursor into a group that is to be typed again."""
        line = self.lines[self._asked.index(number)]
        line.setFocus()
        line.selectAll()


class CodeWords(NamedTuple):
    """What is said of a code: over it, why it is there, and how the file of its sheet is called."""

    heading: str
    reason: str
    file: str


RECOVERY: Final = CodeWords(
    _("Your recovery code"),
    _(
        "If you ever forget your passphrase, this code opens your records. Nobody else has it and it is shown only "
        "now. Write it down or print it, and keep the paper away from this computer."
    ),
    "recovery-sheet",
)
NEW_RECOVERY: Final = RECOVERY._replace(heading=_("Your new recovery code"))
FULL_ACCESS: Final = CodeWords(
    _("The code for full access"),
    _(
        "Whoever is to look after your records, should you not be able to, opens everything with this code. It is "
        "shown only now. Put the paper into a sealed envelope, apart from your own recovery sheet."
    ),
    "full-access-sheet",
)


class RecoveryPage(Column):
    """Shows a new code; goes on when two groups have been typed from the paper."""

    proven = Signal()
    left = Signal()  # the code was not taken

    def __init__(self, code: str, vault_id: str, said: CodeWords = RECOVERY, *, leaving: bool = False) -> None:
        """Show a code of a vault and ask for two of its groups by lot; with `leaving` it need not be taken."""
        super().__init__()
        self._words = said
        self.groups = code.split("-")
        self.asked = drawn_groups()
        self.add_words(said.heading, "title")
        self.said = self.add_words(said.reason)
        self.add_message_room()
        self._shown = QWidget()
        row = Flow(self._shown, gap=space(self))
        for number, text in enumerate(self.groups):
            row.addWidget(Group(number, text))
        self.rows.addWidget(self._shown)
        self.ways = SheetWays(said.file, lambda: _sheet(code, vault_id, full_access=said is FULL_ACCESS))
        self.rows.addWidget(self.ways)
        self._proof = GroupLines(self.asked)
        self._proof.entered.connect(self._check)
        self.rows.addWidget(self._proof)
        self.back = link(_("Show the code again"))
        self.back.clicked.connect(lambda: self.show_code(on=True))
        self.next = QPushButton(_("I have it on paper"))
        self.next.clicked.connect(self._onwards)
        self.leave = link(_("Not now"))
        self.leave.clicked.connect(self.left)
        self.add_buttons(self.next, self.back, self.leave)
        self.leave.setVisible(leaving)
        self.show_code(on=True)

    def show_code(self, *, on: bool) -> None:
        """Show the code, or ask for its groups."""
        self.accept()
        self._shown.setVisible(on)
        self.ways.setVisible(on)
        self._proof.setVisible(not on)
        self.back.setVisible(not on)
        self.said.setText(self._words.reason if on else asking())
        self.next.setText(_("I have it on paper") if on else _("Check"))
        (self.next if on else self._proof.lines[0]).setFocus()

    def shown_groups(self) -> list[str]:
        """The groups that stand on the page at the moment."""
        return [group.text.text() for group in self._shown.findChildren(Group) if group.isVisible()]

    def _onwards(self) -> None:
        if self._shown.isVisibleTo(self):
            self.show_code(on=False)
        else:
            self._check()

    def _check(self) -> None:
        from dit_desktop.store.typed import alike  # noqa: PLC0415 - after the first paint

        for number, text in self._proof.texts().items():
            if alike(text) != self.groups[number]:
                self.refuse(wrong_group(number, _("Compare it with your paper, or look at the code again.")))
                self._proof.point_at(number)
                return
        self.proven.emit()


def _sheet(code: str, vault_id: str, *, full_access: bool) -> Paper:
    from dit_desktop.documents import recovery  # noqa: PLC0415 - ReportLab costs a tenth of a second

    made = recovery.full_access_sheet if full_access else recovery.recovery_sheet
    return made(code, vault_id, date.today())  # noqa: DTZ011 - the therapist's own day
