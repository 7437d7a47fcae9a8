# SPDX-License-Identifier: Apache-2.0
"""If the therapist cannot work: who steps in, what they find, and the code that opens it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models import executors as models
from dit_desktop.models.jobs import Jobs
from dit_desktop.records.executors import Executors
from dit_desktop.store import rows
from dit_desktop.ui.ages import how_long_ago
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.packcode import PackCode
from dit_desktop.ui.pages.page import Page, Target, plain, telling
from dit_desktop.ui.preview import PaperView
from dit_desktop.ui.reading import show_date
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import space, typed
from dit_desktop.ui.tabs import Tabs

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_WHO, _CODE, _READ = range(3)  # the groups of the page


class ExecutorsPage(Page):
    """The clinical will: its form, the code of the pack, and the pack as it would be found."""

    name: ClassVar[str] = "executors"
    title: ClassVar[str] = _("If I cannot work")
    icon: ClassVar[str] = "file-text"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _("Who steps in, what they are to do, and whom they must tell.")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        heading = QLabel(self.title)
        typed(heading, "title")
        self._asked = plain(tone="muted", wraps=True)
        self.right = QPushButton(_("Still right"))
        self.right.clicked.connect(self._looked_through)
        self._editor = Editor(desk, Executors)
        self._editor.refused.connect(self.told)
        self.code = PackCode(desk)
        self.code.told.connect(self.told)
        self.view = PaperView()
        self._about = plain("small", "muted", wraps=True)
        self._jobs = Jobs(self)
        self._tabs = Tabs(self.title)
        self._tabs.turned.connect(self._turned)
        read = QWidget()
        column = QVBoxLayout(read)
        column.setContentsMargins(0, 0, space(self, 2), space(self, 2))
        column.addWidget(self._about)
        column.addWidget(self.view, 1)
        for title, part in (
            (_("Who and what"), self._editor),
            (_("Their code"), Scroll(self.code)),
            (_("What they will read"), read),
        ):
            self._tabs.add(title, part)
        line = QHBoxLayout()
        line.setSpacing(space(self, 2))
        line.addWidget(self._asked, 1)
        line.addWidget(self.right, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), space(self), 0)
        box.setSpacing(space(self, 2))
        box.addWidget(heading)
        box.addLayout(line)
        box.addWidget(self._tabs, 1)
        if desk.backups is not None:
            desk.backups.changed.connect(self.code.show_state)

    @classmethod
    def standing(cls, desk: Desk) -> str:
        """What is still to be done, or else when the pack was last written."""
        will = models.will_of(desk)
        if not will.first.strip():
            return _("Nobody is named yet.")
        if models.code_of(desk) is None:
            return _("Their code is still to be made; without it they are left nothing.")
        if models.asked_since(desk, _today()):
            return _("Is everything still right? It is time to look.")
        at = models.pack_written_at(desk)
        return (
            _("Pack written {age}.").format(age=how_long_ago(at, rows.now())) if at else _("No pack is in reach yet.")
        )

    def open(self, target: Target) -> None:
        """Show what is kept, from its beginning or where the target says."""
        self._editor.show_record(models.will_of(self.desk))
        self._ask()
        self.code.show_state()
        if self._tabs.current == _READ:
            self._show_pack()
        if self._tabs.current == _WHO or target.field:
            self._tabs.go_to(_WHO)
            self._editor.focus(target.field or "first", target.cursor)

    def _ask(self) -> None:
        """One quiet line: when it was last looked through, or the question whether it is still right."""
        will, since = models.will_of(self.desk), models.asked_since(self.desk, _today())
        last = will.checked_on or will.agreed_on
        if since and last:
            words = _("You last looked through this on {day}. Is it still right?").format(day=show_date(last))
        elif since:
            words = _("When you have looked through it, say so; you are asked again in a year.")
        elif last:
            words = _("Looked through on {day}. You are asked again in a year.").format(day=show_date(last))
        else:
            words = _("What a colleague needs to know on the day you cannot come, written while you can.")
        self._asked.setText(words)
        self.right.setVisible(since is not None and not self.desk.read_only)

    @telling
    def _looked_through(self) -> None:
        self.flush()
        models.looked_through(self.desk, _today())
        self._ask()

    # --- the pack as it would be found ---

    def _turned(self, group: int) -> None:
        self.code.hide_code()
        if group == _READ:
            self._show_pack()

    @telling
    def _show_pack(self) -> None:
        """Make the pack as a backup would now, and show the very bytes."""
        from dit_desktop.documents.pack import executors_pack  # noqa: PLC0415 - ReportLab loads here
        from dit_desktop.documents.packed import packed  # noqa: PLC0415

        self.flush()
        self.desk.settle()
        find, code = self.desk.vault.find, models.code_of(self.desk)
        now = datetime.now().astimezone()
        self.view.clear_paper()
        self._about.setText(_("Making it …"))

        def work() -> tuple[bytes, list[str]]:
            paper = executors_pack(find, now)
            missing = [_("Left out, because no font has them: {names}.").format(names=", ".join(paper.missing))]
            return packed(find, code.text, now) if code else paper.data, missing if paper.missing else []

        def show(made: tuple[bytes, list[str]]) -> None:
            self.view.show_bytes(made[0], code.text if code else "")
            kept = _("This is what the next backup writes, under the code in force.")
            none = _("This is what your executors would read. Until you make a code it is not written anywhere.")
            self._about.setText(" ".join([kept if code else none, *made[1]]))

        self._jobs.run("", lambda _job: work(), show, self._failed)

    def _failed(self, error: BaseException) -> None:
        if not hasattr(error, "what"):
            raise error
        self._about.setText(f"{error.what} {error.safe} {error.next}")  # type: ignore[attr-defined]

    # --- keeping true ---

    def flush(self) -> None:
        """Save what is being typed."""
        self._editor.flush()

    def place(self) -> Target:
        """The field the cursor is in."""
        return Target(self.name, 0, 0, *self._editor.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back, and what was noted by a button."""
        if kind == Executors.__name__:
            self._editor.refresh(record, origin)
            if self.isVisible():
                self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.code.hide_code()
        self.view.clear_paper()


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the therapist's own day
