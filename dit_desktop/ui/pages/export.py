# SPDX-License-Identifier: Apache-2.0
"""A paper on its way out: for whom it is, what is in it, how it is protected, and where it goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.case import case_of
from dit_desktop.models.exports import list_export
from dit_desktop.models.jobs import Jobs
from dit_desktop.records.fields import worded
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Page, Preview, Target, plain, telling
from dit_desktop.ui.papers import PAPERS, offered, prepare
from dit_desktop.ui.picker import Picker
from dit_desktop.ui.preview import PaperView
from dit_desktop.ui.scroll import Scroll
from dit_desktop.ui.style import inset, space, typed

if TYPE_CHECKING:
    from dit_desktop.documents.paper import Paper
    from dit_desktop.documents.writing import Written
    from dit_desktop.models.desk import Desk


class ExportPage(Page):
    """The last look before a paper becomes a file."""

    name: ClassVar[str] = "export"
    title: ClassVar[str] = _("Preview and export")
    icon: ClassVar[str] = "printer"
    listed: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, example: bool = False) -> None:
        """Make the page; papers of the example practice say so."""
        super().__init__(desk, parent)
        self._example = example
        self._wanted: Preview | None = None
        self._paper: Paper | None = None
        self._jobs = Jobs(self)
        self._offered: list[Preview] = []
        self._head = plain("title")
        self._which = Picker(_("Which paper"))
        self._whom, self._in, self._out, self._notes = (plain(wraps=True) for _n in range(4))
        self._view = PaperView()
        self._protect = QRadioButton(_("Protected with a passphrase (AES-256)"))
        self._clear = QRadioButton(_("Not protected: whoever finds the file can read it"))
        self._choice = QButtonGroup(self)
        self._passphrase = QLineEdit()
        inset(self._passphrase)
        self._path = QLineEdit()
        inset(self._path)
        self._browse = QPushButton(icon("save"), _("Choose…"))
        self._export = QPushButton(icon("download", "on_accent"), _("Export"))
        self._result = plain(wraps=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for button in (self._protect, self._clear):
            self._choice.addButton(button)
        self._export.setDefault(True)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows = QFormLayout(rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapAllRows)
        rows.setVerticalSpacing(space(self, 1.5))
        for words, label in ((_("For whom"), self._whom), (_("Goes in"), self._in), (_("Stays out"), self._out)):
            heading = QLabel(words)
            typed(heading, "label")
            rows.addRow(heading)
            rows.addRow(label)
        rows.addRow(self._notes)
        rows.addRow(self._protect)
        rows.addRow(_("Passphrase; tell it another way than you send the file"), self._passphrase)
        rows.addRow(self._clear)
        where = QHBoxLayout()
        where.addWidget(self._path, 1)
        where.addWidget(self._browse)
        rows.addRow(_("File"), where)
        rows.addRow(self._export)
        rows.addRow(self._result)
        for field, words in ((self._passphrase, _("Passphrase of the file")), (self._path, _("File to write"))):
            field.setAccessibleName(words)
        panel = QWidget()
        panel.setLayout(rows)
        area = Scroll(panel)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        columns = Columns((_("How it goes out"), area), (_("The paper"), self._view), (3, 4))
        box = QVBoxLayout(self)
        box.setContentsMargins(space(self, 3), space(self, 3), space(self, 2), space(self, 2))
        box.setSpacing(space(self, 2))
        head = Flow(gap=space(self))
        head.addWidget(self._head)
        grows(self._head)
        head.addWidget(self._which)
        box.addLayout(head)
        box.addWidget(columns, 1)

    def _connect(self) -> None:
        self._protect.toggled.connect(self._passphrase.setEnabled)
        self._browse.clicked.connect(self._choose_file)
        self._export.clicked.connect(self.export)
        self._which.chosen.connect(lambda number: self.show_preview(self._offered[number]))

    def show_preview(self, wanted: Preview) -> None:
        """Make a paper and show it; nothing is written yet."""
        from dit_desktop.documents.protect import new_passphrase  # noqa: PLC0415 - pikepdf and ReportLab load here
        from dit_desktop.documents.writing import file_name  # noqa: PLC0415

        self._wanted, self.client, self._paper = wanted, wanted.client, None
        paperwork, person = PAPERS[wanted.paper], self.desk.person()
        case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        self._offer(wanted)
        self._head.setText(_("{paper} of {name}").format(paper=paperwork.title, name=case.name))
        for label, text in (
            (self._whom, paperwork.for_whom),
            (self._in, paperwork.goes_in),
            (self._out, paperwork.stays_out),
        ):
            label.setText(worded(text, person))
        self._protect.setChecked(True)
        self._passphrase.setText(new_passphrase())
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        name = file_name(paperwork.kind, case.client.code, date.today())  # noqa: DTZ011
        self._path.setText(str(Path(folder) / name))
        self._say("")
        self._notes.clear()
        self._export.setEnabled(False)
        made = prepare(self.desk, wanted.paper, wanted.record, example=self._example)
        self._jobs.run(
            paperwork.title,
            lambda _job: made(),
            lambda paper: self._show_paper(wanted, paper),
            lambda error: self._tell(wanted, error),
        )

    def _offer(self, wanted: Preview) -> None:
        """Let another paper of this client be chosen, where there is one."""
        self._offered = [wanted if each.paper == wanted.paper else each for each in offered(self.desk, self.client)]
        self._which.show_lines([PAPERS[each.paper].title for each in self._offered], self._offered.index(wanted))
        self._which.setVisible(len(self._offered) > 1)

    def _show_paper(self, wanted: Preview, paper: Paper) -> None:
        if wanted is not self._wanted:  # the client was closed meanwhile, or something else was asked for
            return
        self._paper = paper
        self._view.show_bytes(paper.data)
        missing = ", ".join(paper.missing)
        notes = [_("Left out, because no font has them: {names}.").format(names=missing)] if missing else []
        self._notes.setText("\n".join([*notes, *paper.notes]))
        self._export.setEnabled(True)
        self._export.setFocus()

    def export(self) -> None:
        """Write the file, open it again, and say where it lies."""
        from dit_desktop.documents.writing import write_paper  # noqa: PLC0415 - see show_preview

        paper, wanted, path = self._paper, self._wanted, self._path.text().strip().replace("\0", "")
        if paper is None or wanted is None:
            return
        if not path:
            self._say(_("Say where the file is to go, or choose a folder."))
            self._path.setFocus()
            return
        word = self._passphrase.text() if self._protect.isChecked() else ""
        if self._protect.isChecked() and not word.strip():
            self._say(_("A protected file needs a passphrase. Type one, or choose “not protected”."))
            self._passphrase.setFocus()
            return
        self._export.setEnabled(False)
        self._jobs.run(
            self.title,
            lambda _job: write_paper(Path.home() / path, paper, word),
            lambda written: self._written(wanted, written),
            lambda error: self._tell(wanted, error),
        )

    def _written(self, wanted: Preview, written: Written) -> None:
        self._list(wanted, written)
        if wanted is not self._wanted:
            return
        self._export.setEnabled(True)
        pages = ngettext("{count} page", "{count} pages", written.pages).format(count=written.pages)
        how = _("protected with AES-256") if written.protected else _("not protected")
        self._say(
            _("Written and opened again: {pages}, {how}.\n{path}").format(pages=pages, how=how, path=written.path)
        )

    @telling
    def _list(self, wanted: Preview, written: Written) -> None:
        """Put the paper on the list of what left; where nothing can be written there is no list to put it on."""
        what = PAPERS[wanted.paper].title
        list_export(self.desk, what, written.path, wanted.client, wanted.record, protected=written.protected)

    def _say(self, text: str) -> None:
        self._result.setText(text)
        self._result.setVisible(bool(text))

    def _tell(self, wanted: Preview, error: BaseException) -> None:
        if not hasattr(error, "what"):
            raise error
        if wanted is not self._wanted:
            return
        self._export.setEnabled(self._paper is not None)
        self._say(f"{error.what}\n{error.safe}\n{error.next}")  # type: ignore[attr-defined]
        self.told.emit(error)

    def _choose_file(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, self.title, self._path.text(), _("PDF (*.pdf)"))
        if path:
            self._path.setText(path)

    def open(self, target: Target) -> None:
        """Show again what was last looked at; after unlocking there is nothing to show."""
        self.client = target.client

    def place(self) -> Target:
        """The page the paper was asked for on; unlocking does not make it anew."""
        if self._wanted is None:
            return super().place()
        return Target(PAPERS[self._wanted.paper].page, self.client, self._wanted.record)

    def clear(self) -> None:
        """Forget the paper."""
        self.client, self._paper, self._wanted, self._offered = 0, None, None, []
        self._which.clear()
        self._view.clear_paper()
        for label in (self._head, self._notes):
            label.clear()
        self._say("")
        self._passphrase.clear()
        self._path.clear()
