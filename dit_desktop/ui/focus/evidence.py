# SPDX-License-Identifier: Apache-2.0
"""What a version of the focus rests on, and what does not fit: each can be read as it stood when it was cited."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_day
from dit_desktop.models.evidence import as_cited
from dit_desktop.models.offering import named
from dit_desktop.records.session import SessionNote
from dit_desktop.ui.link import Link
from dit_desktop.ui.pages.page import Target, plain
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.style import em, space

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.models.evidence import Cited
    from dit_desktop.records.formulation import Evidence, Formulation


class EvidenceList(QWidget):
    """One link for each; what it leads to is read below the list."""

    wanted = Signal(object)  # a Target: the record as it is today

    def __init__(self, desk: Desk) -> None:
        """Make an empty list."""
        super().__init__()
        self._desk = desk
        self._target: Target | None = None
        head = plain("heading")
        head.setText(_("Evidence"))
        self._none = plain(tone="muted", wraps=True)
        self._none.setText(_("Nothing is cited in this version."))
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        self._about = plain(tone="muted", wraps=True)
        self._reader = Reader(_("As it was cited"))
        self._reader.setMinimumHeight(em(self) * 14)
        self._today = QPushButton(_("Open it as it is today"))
        self._today.clicked.connect(self._open)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(space(self))
        box.addWidget(head)
        box.addWidget(self._none)
        box.addLayout(self._links)
        box.addWidget(self._about)
        box.addWidget(self._reader)
        box.addWidget(self._today, 0, Qt.AlignmentFlag.AlignLeft)

    def show_version(self, version: Formulation | None) -> None:
        """Show what a version cites."""
        while (item := self._links.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for evidence in version.evidence if version else ():
            link = Link(self._words(evidence))
            link.clicked.connect(partial(self._read, evidence))
            self._links.addWidget(link)
        self._none.setVisible(not (version and version.evidence))
        self._leave()

    def _leave(self) -> None:
        self._reader.clear()
        self._target = None
        for widget in (self._about, self._reader, self._today):
            widget.hide()

    def _words(self, evidence: Evidence) -> str:
        """Whether it bears the focus out, what it is, and when it stood so."""
        cited = as_cited(self._desk, evidence)
        fits = evidence.fits.label if evidence.fits else _("Cited")
        name = _("{kind} “{name}”").format(kind=cited.now.title, name=named(cited.was or cited.now)) if cited else ""
        stood = _("as it stood on {day}").format(day=shown_day(evidence.as_of.date())) if evidence.as_of else ""
        about = ", ".join(part for part in (name, evidence.note.rstrip("."), stood) if part)
        return _("{fits}: {about}").format(fits=fits, about=about) if about else fits

    def _read(self, evidence: Evidence, *_clicked: object) -> None:
        cited = as_cited(self._desk, evidence)
        self._leave()
        self._about.show()
        if cited is None:
            self._about.setText(_("What was cited is no longer listed."))
            return
        self._about.setText(_said(cited, evidence))
        page = "note" if isinstance(cited.now, SessionNote) else "people"
        self._target = Target(page, cited.now.client, cited.now.id)
        self._today.show()
        if cited.was is not None:
            self._reader.set_title(named(cited.was))
            self._reader.show_record(cited.was, self._desk.person(), "")
            self._reader.show()

    def _open(self) -> None:
        if self._target is not None:
            self.wanted.emit(self._target)


def _said(cited: Cited, evidence: Evidence) -> str:
    if evidence.as_of is None:
        return _("As it stands now; sharing this version keeps it so.")
    day = shown_day(evidence.as_of.date())
    if cited.was is None:
        return _("It was cited as it stood on {day}; that wording is not kept any more.").format(day=day)
    if cited.changed:
        return _("As it stood on {day}, when it was cited. It has been changed since.").format(day=day)
    return _("As it stood on {day}, when it was cited; nothing in it has changed since.").format(day=day)
