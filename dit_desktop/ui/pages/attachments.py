# SPDX-License-Identifier: Apache-2.0
"""The files attached to a client's record: attached by a dialog or by dropping them here, and looked at from memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QDir, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.attachments import attach, file_name, lend, save_copy
from dit_desktop.models.case import case_of
from dit_desktop.models.exports import list_export
from dit_desktop.models.jobs import Job, Jobs
from dit_desktop.records.attached import LARGEST, Attachment
from dit_desktop.store.errors import Refused
from dit_desktop.ui.filelook import FileLook
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.lines import Press
from dit_desktop.ui.pages.page import Page, Target, plain
from dit_desktop.ui.several import Several
from dit_desktop.ui.style import space
from dit_desktop.ui.vault.column import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dit_desktop.models.desk import Desk

_NAMES = "*.pdf *.jpg *.jpeg *.png *.docx *.mp3 *.m4a *.wav *.ogg *.flac"


_MEANS = (
    _("It lies in a private folder until you lock, or until the program next starts. Then it is deleted."),
    _(
        "The other program may keep a copy, a small picture or the name of the file, which nothing here can take away. "
        "On the disks of today a deleted file can often be brought back, also one that was overwritten."
    ),
    _("What you change in the copy does not come back here."),
)


class Files(Several[Attachment]):
    """The list; what is added to it is a file, and never a blank."""

    wanted = Signal()

    def begin(self) -> None:
        """Ask for a file."""
        self.wanted.emit()


class AttachmentsPage(Page):
    """The list with what is known of each file, and in its place the file that is looked at."""

    name: ClassVar[str] = "attachments"
    title: ClassVar[str] = _("Attached files")
    icon: ClassVar[str] = "file-text"
    keys: ClassVar[str] = "Ctrl+Shift+A"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._jobs = Jobs(self)
        self.setAcceptDrops(True)
        self._head = plain("title", wraps=True)
        self._state = plain(tone="muted", wraps=True)
        self.files = Files(desk, Attachment, _("Files"), _("Attach a file …"), self._about())
        self.view = FileLook(desk)
        self._look = QPushButton(icon("eye"), _("Look at it"))
        self._lend = QPushButton(icon("file-text"), _("Open with another program …"))
        self._save = QPushButton(icon("download"), _("Save a copy …"))
        self._back = QPushButton(icon("arrow-left"), _("Back to the list"))
        self._warning = Column()
        self._leave = Press(_("Leave it closed"), _("Leave it closed"), self.go_back)
        self._copy = Press(_("Open the copy"), _("Open the copy"), self.lend)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    @staticmethod
    def _about() -> str:
        return _(
            "No file is attached yet. PDF, pictures (JPEG, PNG), Word and sound, up to {n} MB each; drop them here, or "
            "press the button. Where and with which device a picture was taken is left out of what is kept."
        ).format(n=LARGEST // (1024 * 1024))

    def _lay_out(self) -> None:
        top, foot = Flow(gap=space(self)), Flow(gap=space(self))
        top.addWidget(self._head)
        grows(self._head)
        for button in (self._back, self._look, self._lend, self._save):
            foot.addWidget(button)
        self._warning.add_words(_("Another program gets a copy that is not encrypted"), "title")
        for words in _MEANS:
            self._warning.add_words(words)
        self._warning.add_buttons(self._leave, self._copy)
        for widget in (self.files, self.view, self._warning):
            self._stack.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 2), space(self, 2), space(self, 2))
        box.setSpacing(space(self))
        box.addLayout(top)
        box.addWidget(self._state)
        box.addWidget(self._stack, 1)
        box.addLayout(foot)

    def _connect(self) -> None:
        self.files.wanted.connect(self.choose)
        self.files.refused.connect(self.told)
        self.files.shown.connect(lambda _record: self._tell_buttons())
        self.files.rows.activated.connect(lambda _index: self.look())
        self.view.working.connect(self._state.setText)
        self.view.failed.connect(self._failed)
        self._look.clicked.connect(self.look)
        self._lend.clicked.connect(self.ask_to_lend)
        self._save.clicked.connect(self.save_copy)
        self._back.clicked.connect(self.go_back)

    # --- the list ---

    def open(self, target: Target) -> None:
        """Show the files of a client; the bytes of none are read."""
        if self.client != target.client:
            self._let_go()
        self.client = target.client
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        self._head.setText(_("Attached files of {name}").format(name=case.name))
        self.go_back()
        self.files.show_of(Attachment(client=self.client, parent=self.client), target.record)
        self.files.focus(target.field, target.cursor)
        self._tell_buttons()

    def _tell_buttons(self) -> None:
        record, shown = self.files.editor.record, self._stack.currentWidget()
        there = record is not None and bool(record.id)
        self._back.setVisible(shown is self.view)
        self._look.setVisible(there and shown is self.files)
        for button in (self._lend, self._save):
            button.setVisible(there and shown is not self._warning and not self.desk.read_only)

    def choose(self) -> None:
        """Ask which files are to be attached."""
        names = _("Files that can be attached ({names})").format(names=_NAMES)
        paths, _kind = QFileDialog.getOpenFileNames(self, self.title, QDir.homePath(), f"{names};;{_('All files')} (*)")
        self.attach([Path(path) for path in paths])

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files, one after the other, while the pages go on."""
        client = self.client
        if not client or self.desk.read_only:
            return
        self.files.flush()
        for path in paths:
            self._state.setText(_("Attaching …"))

            def work(job: Job, path: Path = path) -> Attachment:
                return attach(self.desk, client, path, job)

            self._jobs.run(_("Attaching a file"), work, self._attached, self._failed)

    def _attached(self, record: Attachment) -> None:
        self._state.clear()
        self.desk.announce(record)
        if record.client == self.client:
            self.files.show_of(Attachment(client=self.client, parent=self.client), record.id)
            self.files.focus("what")
            self._tell_buttons()
        self.said.emit(_("Attached. The file it came from is still where it was, and not encrypted by this program."))

    def _failed(self, error: BaseException) -> None:
        self._state.clear()
        if not isinstance(error, Refused):
            raise error
        self.told.emit(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if self._dropped(event) and self.client and not self.desk.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped; it stays where it was."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.attach(self._dropped(event))

    @staticmethod
    def _dropped(event: QDropEvent) -> list[Path]:
        return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]

    # --- looking ---

    def look(self) -> None:
        """Show the file of the open record."""
        record = self.files.editor.record
        if record is None or not record.id:
            return
        self._stack.setCurrentWidget(self.view)
        self._tell_buttons()
        self._back.setFocus()
        self.view.look(record)

    def go_back(self) -> None:
        """Show the list again."""
        elsewhere = self._stack.currentWidget() is not self.files
        self._let_go()
        self._stack.setCurrentWidget(self.files)
        self._tell_buttons()
        if elsewhere:
            self.files.rows.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the list."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is not self.files:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _let_go(self) -> None:
        """Keep nothing of the file that was looked at."""
        self.view.let_go()
        self._state.clear()

    # --- another program ---

    def ask_to_lend(self) -> None:
        """Say what it means before another program is given a copy."""
        self._let_go()
        self._stack.setCurrentWidget(self._warning)
        self._tell_buttons()
        self._leave.setFocus()

    def lend(self) -> None:
        """Give another program a copy."""
        record = self.files.editor.record
        if record is None or not record.id:
            return
        self.go_back()
        self._state.setText(_("Opening …"))
        self._jobs.run(self.title, lambda job: lend(self.desk, record, job), self._lent, self._failed)

    def _lent(self, path: Path) -> None:
        self._state.clear()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._failed(
                Refused(
                    _("No program on this computer says that it opens such a file."),
                    safe=_("The copy is taken away when you lock."),
                    next_step=_("Install one, or look at the file here."),
                )
            )

    # --- a copy that stays outside ---

    def save_copy(self) -> None:
        """Ask where a copy is to go, write it there in clear, and put it on the list of exports."""
        record = self.files.editor.record
        if record is None or not record.id:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        proposed = str(Path(folder) / file_name(self.desk, record))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save a copy that is not encrypted"), proposed)
        if not chosen:
            return

        def saved(path: Path) -> None:
            self._state.clear()
            what = record.what or self.title
            list_export(self.desk, what, path, record.client, record.id, protected=False)
            self.said.emit(_("Saved, not encrypted: {path}. It is on the list of exports.").format(path=path))

        self._state.setText(_("Saving a copy …"))
        self._jobs.run(self.title, lambda job: save_copy(self.desk, record, Path(chosen), job), saved, self._failed)

    # --- what every page does ---

    def flush(self) -> None:
        """Save what is being typed."""
        self.files.flush()

    def place(self) -> Target:
        """The open record, and the field the cursor is in; the file itself is not opened again by unlocking."""
        return Target(self.name, self.client, *self.files.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what was changed elsewhere, or brought back by undo."""
        self.files.refresh(kind, record, origin)

    def clear(self) -> None:
        """Forget the client."""
        self._let_go()
        self._stack.setCurrentWidget(self.files)
        self.files.clear()
        self._head.clear()
        self.client = 0
        self._tell_buttons()
