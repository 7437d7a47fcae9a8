# SPDX-License-Identifier: Apache-2.0
"""What stands in the wrong place: a draft goes to another client, a signed record is marked and leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_moment
from dit_desktop.models.sealing import Home, homes, mark_in_error, move
from dit_desktop.records.fields import Record
from dit_desktop.records.shown import day_words
from dit_desktop.store.errors import Refused
from dit_desktop.ui.pages.page import Page, Target
from dit_desktop.ui.style import em, inset
from dit_desktop.ui.vault.column import Column, link

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_HOME = Qt.ItemDataRole.UserRole
_TALL = 12  # ems of the list of clients


def called(record: Record) -> str:
    """A record by its kind, its day if it has one, and when it was signed."""
    day = getattr(record, "day", None)
    words = [type(record).title, day_words(day) if day else ""]
    if record.signed_at:
        words.append(_("signed {when}").format(when=shown_moment(record.signed_at)))
    return " · ".join(word for word in words if word)


class MisfiledPage(Page):
    """One act for one record; which, depends on whether it is signed."""

    name: ClassVar[str] = "misfiled"
    title: ClassVar[str] = _("In the wrong place")
    icon: ClassVar[str] = "file-pen-line"
    listed: ClassVar[bool] = False
    under: ClassVar[str] = "sessions"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._record: Record | None = None
        self._from = Target("overview")
        self._column = Column()
        self._column.add_words(self.title, "title")
        self._what = self._column.add_words("", "heading")
        self._column.add_message_room()
        self._about = self._column.add_words("")
        self._label = self._column.add_words("", "label")
        self._reason = QLineEdit()
        inset(self._reason)
        self._reason.setAccessibleName(_("Why it should not stand there"))
        self._sought = QLineEdit(placeholderText=_("Type a name or code"))
        inset(self._sought)
        self._sought.setAccessibleName(desk.worded(_("Find the {client} it belongs to")))
        self._homes = QListWidget()
        self._homes.setAccessibleName(desk.worded(_("{Client}s it can go to")))
        self._homes.setFixedHeight(em(self) * _TALL)
        for widget in (self._reason, self._sought, self._homes):
            self._column.rows.addWidget(widget)
        self._act = QPushButton()
        self._keep = link(_("Leave it where it is"))
        self._column.add_buttons(self._act, self._keep)
        self._act.clicked.connect(self.act)
        self._keep.clicked.connect(lambda: self.go_requested.emit(self._from))
        self._reason.textChanged.connect(self._judge)
        self._sought.textChanged.connect(self._narrow)
        self._homes.currentItemChanged.connect(self._judge)
        self._homes.itemActivated.connect(self.act)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._column)

    def open(self, target: Target) -> None:
        """Show what can be done with the record a target names; its field says from which page."""
        self.client = target.client
        self._from = Target(target.field or "overview", target.client, target.record)
        record = self._record = self.desk.get(Record, target.record)
        self._column.accept()
        self._reason.clear()
        self._sought.clear()
        self._homes.clear()
        self._what.setText(called(record))
        signed = record.signed_at is not None
        self._reason.setVisible(signed)
        for widget in (self._sought, self._homes):
            widget.setVisible(not signed)
        if signed:
            self._show_signed()
        else:
            self._show_draft(record)
        self._judge()

    def _show_signed(self) -> None:
        self._about.setText(
            _(
                "It is signed, so it stays in the file as it is. Marked as entered in error, it leaves this {person}’s "
                "pages and every export, with all that was added to it. The date and your reason are "
                "sealed with it. “Entered in error” on the page Practice lists it, and can put it back."
            ).format(person=self.desk.person())
        )
        self._label.setText(_("Why it should not stand there"))
        self._act.setText(_("Mark as entered in error"))
        self._reason.setFocus()

    def _show_draft(self, record: Record) -> None:
        self._about.setText(
            _(
                "It is a draft, so it can go to whom it belongs, with all it was before. What it had taken from here, "
                "its appointment and the reminder of that day, stays behind."
            )
        )
        for home in homes(self.desk, record):
            item = QListWidgetItem(home.name, self._homes)
            item.setData(_HOME, home)
        self._label.setText(
            _("To whom does it belong?") if self._homes.count() else _("There is nobody it could go to.")
        )
        self._act.setText(_("Move the draft"))
        self._sought.setFocus()

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        rows = range(self._homes.count())
        for row in rows:
            item = self._homes.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))
        shown = [row for row in rows if not self._homes.item(row).isHidden()]
        self._homes.setCurrentRow(shown[0] if words and shown else -1)

    def _judge(self) -> None:
        chosen = self._homes.currentItem() is not None if self._reason.isHidden() else bool(self._reason.text().strip())
        self._act.setEnabled(chosen and not self.desk.read_only)

    def act(self) -> None:
        """Mark the record, or move it."""
        record = self._record
        if record is None or not self._act.isEnabled():
            return
        try:
            if record.signed_at:
                mark_in_error(self.desk, record, self._reason.text().strip())
                words = _("Marked as entered in error. Practice lists it, and can put it back.")
            else:
                home: Home = self._homes.currentItem().data(_HOME)
                move(self.desk, record, home)
                words = _("The draft was moved.")
        except Refused as error:
            self._column.refuse(error)
            return
        self.left.emit(Target("overview", self.client))
        self.said.emit(words)

    def place(self) -> Target:
        """The page one came from."""
        return self._from

    def clear(self) -> None:
        """Forget the record and everybody's names."""
        self.client, self._record = 0, None
        self._from = Target("overview")
        self._column.accept()
        self._what.clear()
        self._reason.clear()
        self._sought.clear()
        self._homes.clear()
