# SPDX-License-Identifier: Apache-2.0
"""The backups of the practice: when the last was verified, where they lie, and whether one would really come back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.keeping import Known
from dit_desktop.store import retention, rows
from dit_desktop.ui.ages import how_long_ago
from dit_desktop.ui.backing_up import standing
from dit_desktop.ui.buttons import primary
from dit_desktop.ui.pages.page import Page, Target
from dit_desktop.ui.reading import show_date, show_moment
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.section import Section
from dit_desktop.ui.style import em, space, typed

if TYPE_CHECKING:
    from datetime import date

    from dit_desktop.models.backups import Backups
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.settings import Settings
    from dit_desktop.store.backup import Backup
    from dit_desktop.store.rehearsal import Rehearsal

_WIDEST = 48  # ems; a longer line is hard to read
_SHOWN = 8  # backups in sight at once


class BackupsPage(Page):
    """Says how safe the practice is if this computer breaks tonight."""

    name: ClassVar[str] = "backups"
    title: ClassVar[str] = _("Backups and file")
    icon: ClassVar[str] = "hard-drive"
    inside: ClassVar[bool] = False
    card: ClassVar[str] = _("One encrypted file a day that brings everything back, and the proof that it does.")

    settings_changed = Signal(object)  # Settings
    restore_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; the backups are those the desk has."""
        super().__init__(desk, parent)
        heading = QLabel(self.title)
        typed(heading, "title")
        column = QWidget()
        self._column = QVBoxLayout(column)
        self._last, self._places = Section(_("The last one")), Section(_("Where they go"))
        self._all, self._proof = Section(_("All there are")), Section(_("Rehearsal"))
        self._back = Section(_("Restoring"))
        for section in (self._last, self._places, self._all, self._proof, self._back):
            self._column.addWidget(section)
        self._column.addStretch(1)
        self._fill()
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), 0, 0)
        box.setSpacing(space(self, 2))
        box.addWidget(heading)
        self._scroll = Scroll(column)
        box.addWidget(self._scroll, 1)
        column.setMaximumWidth(em(self) * _WIDEST)
        self._column.setSpacing(space(self, 4))
        backups = desk.backups
        if backups is not None:
            backups.changed.connect(self._show)
            backups.rehearsed.connect(self._tell_rehearsal)
            self.settings_changed.connect(backups.settings_changed)

    @classmethod
    def standing(cls, desk: Desk) -> str:
        """When the last backup was verified, and whether it lies on another device."""
        return standing(desk.backups) or _("There is no backup yet.")

    # --- what stands on it ---

    def _fill(self) -> None:
        self._age, self._elsewhere = self._last.say(), self._last.say("muted")
        self.now = primary(_("Back up now"))
        self.now.clicked.connect(self._back_up)
        self._last.offer(self.now)
        self._first, self._second = self._places.say(), self._places.say()
        self.choose, self.beside = QPushButton(_("Choose a folder …")), QPushButton(_("Beside the records"))
        self.choose_second, self.no_second = (
            QPushButton(_("Choose a second place …")),
            QPushButton(_("No second place")),
        )
        self.choose.clicked.connect(lambda: self._ask_folder("backup_folder", _("Backups go to")))
        self.beside.clicked.connect(lambda: self._set(backup_folder=""))
        self.choose_second.clicked.connect(lambda: self._ask_folder("second_folder", _("A second place for backups")))
        self.no_second.clicked.connect(lambda: self._set(second_folder=""))
        self._places.offer(self.choose, self.beside, self.choose_second, self.no_second)
        self.list = QListWidget()
        self.list.setAccessibleName(_("All backups, the newest first"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._all.add(self.list)
        self._none = self._all.say("muted")
        self._none.setText(
            _("The last of 12 days, 10 weeks and 9 months are kept, and those from before an upgrade for 90 days.")
        )
        self._rehearsed, self._result = self._proof.say(), self._proof.say("muted")
        self._result.hide()
        self.rehearse = QPushButton(_("Rehearse now"))
        self.rehearse.clicked.connect(self._rehearse)
        self._proof.offer(self.rehearse)
        self._back.say().setText(
            _(
                "A backup is restored while the practice is closed: lock, choose “Restore a backup …” and pick the "
                "file. It is verified first, and the practice that is here now is moved aside and kept."
            )
        )
        self.restore = QPushButton(_("Lock and restore …"))
        self.restore.clicked.connect(self.restore_requested)
        self._back.offer(self.restore)

    def open(self, _target: Target) -> None:
        """Say how things stand."""
        self._show()
        self.now.setFocus()
        self._scroll.ensureVisible(0, 0)  # the words above it come first

    def _show(self) -> None:
        backups = self.desk.backups
        if backups is None:
            return
        last, busy = backups.last(), bool(backups.busy)
        self._age.setText(_in_words(backups, last))
        self._elsewhere.setText(_elsewhere(backups.settings))
        for button in (self.now, self.rehearse):
            button.setEnabled(not busy and not self.desk.read_only)
        self.rehearse.setEnabled(not busy and last is not None)
        self._first.setText(_("Backups go to {folder}").format(folder=backups.folder))
        self._second.setText(_second(backups))
        self.beside.setVisible(bool(backups.settings.backup_folder))
        self.no_second.setVisible(backups.second is not None)
        self._list(backups.known or Known())
        failed = backups.rehearsal_refused
        self._rehearsed.setText(_rehearsed(backups.settings) if failed is None else failed.what)

    def _list(self, known: Known) -> None:
        lines = [_line(made, known.verified_on(made)) for made in known.backups] or [_("There is none yet.")]
        if lines != [self.list.item(number).text() for number in range(self.list.count())]:
            self.list.clear()
            self.list.addItems(lines)
        tall = self.list.sizeHintForRow(0) * min(_SHOWN, max(2, len(lines))) + 2 * self.list.frameWidth()
        self.list.setFixedHeight(tall)

    def _tell_rehearsal(self, found: Rehearsal) -> None:
        self._result.show()
        if found.ok:
            words = ngettext("{n} record came back as it is", "{n} records came back as they are", found.same)
            said = words.format(n=found.same)
            if found.changed:
                more = ngettext("{n} was changed since", "{n} were changed since", found.changed)
                said = _("{same}; {more}").format(same=said, more=more.format(n=found.changed))
            self._result.setText(f"{said}.")
        else:
            first = found.findings[0]
            self._result.setText(
                _("It did not come back as it is: {where}. {what}").format(where=first.where, what=first.what)
            )

    # --- what can be done ---

    def _back_up(self) -> None:
        if self.desk.backups is not None:
            self.desk.backups.back_up()

    def _rehearse(self) -> None:
        if self.desk.backups is not None:
            self.desk.backups.rehearse()

    def _ask_folder(self, field: str, words: str) -> None:
        """Ask for a folder without waiting, so that nothing else has to."""
        dialog = QFileDialog(self, words)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self._set(**{field: name}))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _set(self, **folders: str) -> None:
        if self.desk.backups is not None:
            self.settings_changed.emit(replace(self.desk.backups.settings, **folders))  # type: ignore[arg-type] # texts
            self._show()


def _in_words(backups: Backups, last: Backup | None) -> str:
    if backups.busy:
        return _("{work} …").format(work=backups.busy)
    if last is None:
        none = _("There is no backup yet. If this computer broke now, the records would be lost.")
        return f"{backups.refused.what} {none}" if backups.refused else none
    moment = retention.dated(last).made_at
    good = _("Verified {age}, from its first byte to its last.").format(age=how_long_ago(moment, rows.now()))
    if backups.refused is None:
        return good
    return _("{what} The last good one: {good}").format(what=backups.refused.what, good=good)


def _elsewhere(settings: Settings) -> str:
    if settings.elsewhere_on is None:
        return _("Every backup is on this computer. A second device has not been seen yet.")
    return _("A backup was last put on another device on {day}.").format(day=show_date(settings.elsewhere_on))


def _second(backups: Backups) -> str:
    if backups.second is None:
        return _("There is no second place. One that is not in this computer survives its theft.")
    if backups.known is not None and backups.known.second_gone:
        words = _("And to {folder}, which is not there now. Connect the disk, or choose another place.")
        return words.format(folder=backups.second)
    return _("And to {folder}").format(folder=backups.second)


def _rehearsed(settings: Settings) -> str:
    if settings.rehearsed_on is None:
        return _("Once a month the newest backup is restored into a private folder and every record is compared.")
    return _("Restored and compared on {day}; this is done once a month.").format(day=show_date(settings.rehearsed_on))


def _size(count: int) -> str:
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _line(made: Backup, day: date | None) -> str:
    made_at = retention.dated(made).made_at.astimezone()
    moment = show_moment(made_at.replace(second=0, microsecond=0, tzinfo=None))
    size = _size(made.path.stat().st_size) if made.path.exists() else _("gone")
    known = _("verified here on {day}").format(day=show_date(day)) if day else _("not yet verified here")
    parts = (moment, size, known, _("before an upgrade") if made.manifest.upgrade else "")
    return " · ".join(part for part in parts if part)
