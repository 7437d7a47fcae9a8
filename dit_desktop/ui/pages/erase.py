# SPDX-License-Identifier: Apache-2.0
"""Erasing a client for good: what goes, what stays, why, and their code typed to be sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import shown_name
from dit_desktop.models.executors import renew_pack
from dit_desktop.models.jobs import Jobs
from dit_desktop.models.sealing import erase_client, going, kind_title
from dit_desktop.records.client import Client
from dit_desktop.store.errors import Refused
from dit_desktop.ui.pages.page import Page, Target, telling
from dit_desktop.ui.style import inset
from dit_desktop.ui.vault.column import Column, link

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.store.erase import Erased

_LONGEST = 500  # characters of a reason
_STAYS = (
    _("The date, your reason, and that something was erased: in the audit log, without a word of it."),
    _(
        "Backups made until now, until they are thinned away, the last after about nine months. "
        "Put back in the place of this practice they come without this {client}; "
        "put back elsewhere they bring everything."
    ),
    _(
        "Letters, exports and printed pages that have left the program. Those are yours to destroy; "
        "look at “Exports” before, because its list of this {client} goes too."
    ),
)


class ErasePage(Page):
    """The one way by which signed records leave; nothing here happens by one click."""

    name: ClassVar[str] = "erase"
    title: ClassVar[str] = _("Erase this {client}")
    icon: ClassVar[str] = "trash-2"
    listed: ClassVar[bool] = False
    under: ClassVar[str] = "details"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._jobs = Jobs(self)
        self._wanted = ""
        self._column = Column()
        self._head = self._column.add_words("", "title")
        self._column.add_message_room()
        self._goes = self._part(_("What goes, for good"))
        self._stays = self._part(_("What stays"))
        self._reason = self._field(_("Why; kept with the date, so write no name here"), _("Reason for erasing"))
        self._reason.setMaxLength(_LONGEST)
        self._code_label = self._column.add_words("", "label")
        self._code = QLineEdit()
        inset(self._code)
        self._column.rows.addWidget(self._code)
        self._erase = QPushButton(_("Erase for good"))
        self._keep = link(_("Keep everything"))
        self._column.add_buttons(self._erase, self._keep)
        self._state = self._column.add_words("", "", "muted")
        self._erase.clicked.connect(self.erase)
        self._keep.clicked.connect(lambda: self.go_requested.emit(Target("details", self.client)))
        for line in (self._reason, self._code):
            line.textChanged.connect(self._judge)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._column)

    def _part(self, title: str) -> QLabel:
        self._column.add_words(title, "label")
        return self._column.add_words("")

    def _field(self, label: str, name: str) -> QLineEdit:
        self._column.add_words(label, "label")
        line = QLineEdit()
        inset(line)
        line.setAccessibleName(name)
        self._column.rows.addWidget(line)
        return line

    def open(self, target: Target) -> None:
        """Say what would go of this client; nothing is filled in."""
        self.client = target.client
        self._column.accept()
        client = self.desk.get(Client, self.client)
        name = shown_name(client, self.desk.practice())
        self._wanted = client.code.strip() or client.alias.strip() or _("erase")
        self._head.setText(_("Erase {name}").format(name=name))
        self._code_label.setText(_("To be sure, type {code}").format(code=self._wanted))
        self._code.setAccessibleName(_("Type {code} to be sure").format(code=self._wanted))
        self._show_what(self.client)
        for line in (self._reason, self._code):
            line.clear()
        self._set_busy(busy=False)
        self._reason.setFocus()

    @telling
    def _show_what(self, client: int) -> None:
        found = going(self.desk, client)
        kinds = " · ".join(f"{kind_title(kind)} {count}" for kind, count in found.kinds.items())
        signed = ngettext(
            "{n} of them is signed, and goes too.", "{n} of them are signed, and go too.", found.signed
        ).format(n=found.signed)
        before = _("With all they were before, and all that was added to them.")
        self._goes.setText(f"{kinds}.\n{signed if found.signed else ''}\n{before}".replace("\n\n", "\n"))
        self._stays.setText(self.desk.worded("\n".join(_STAYS)))

    def _judge(self) -> None:
        sure = self._code.text().strip() == self._wanted
        self._erase.setEnabled(sure and bool(self._reason.text().strip()) and not self.desk.read_only)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self._reason, self._code, self._keep):
            widget.setEnabled(not busy)
        self._state.setText(_("Erasing, and writing the whole file anew …") if busy else "")
        self._erase.setEnabled(False)

    @telling
    def erase(self) -> None:
        """Erase in the background; the pages go on meanwhile."""
        done = erase_client(self.desk, self.client, self._reason.text().strip())
        self._set_busy(busy=True)
        self._jobs.run(self.desk.worded(self.title), lambda _job: done.result(), self._erased, self._failed)

    def _erased(self, erased: Erased) -> None:
        renew_pack(self.desk)
        self.left.emit(Target("clients"))
        count = ngettext("{n} record is gone for good.", "{n} records are gone for good.", erased.rows)
        words = [_("Erased."), count.format(n=erased.rows)]
        if erased.left is not None:
            words.append(
                _(
                    "The file could not be written anew ({why}), so traces may be left in it until you unlock next."
                ).format(why=erased.left.what)
            )
        else:
            words.append(_("The file was written anew, so that no trace is left in it."))
        self.said.emit(" ".join(words))

    def _failed(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        self._judge()
        if not isinstance(error, Refused):
            raise error
        self._column.refuse(error)

    def place(self) -> Target:
        """The details: what was typed here to be sure is typed anew."""
        return Target("details", self.client)

    def clear(self) -> None:
        """Forget the client."""
        self.client, self._wanted = 0, ""
        self._column.accept()
        for label in (self._head, self._goes, self._stays, self._code_label):
            label.clear()
        for line in (self._reason, self._code):
            line.clear()
        self._code.setAccessibleName("")
        self._set_busy(busy=False)
