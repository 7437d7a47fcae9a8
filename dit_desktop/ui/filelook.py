# SPDX-License-Identifier: Apache-2.0
"""Looking at an attached file: it is read, decrypted and made visible in the background, and forgotten afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from dit_desktop.i18n import _
from dit_desktop.models.attachments import content, words
from dit_desktop.models.decoding import picture
from dit_desktop.models.jobs import Job, Jobs
from dit_desktop.records.attached import FileKind
from dit_desktop.ui.fileview import FileView
from dit_desktop.ui.pdfium import Pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from dit_desktop.models.desk import Desk
    from dit_desktop.records.attached import Attachment


class FileLook(FileView):
    """Shows one file at a time; whatever comes for another one by then is thrown away."""

    working = Signal(str)  # what is going on, or nothing
    failed = Signal(object)  # what kept the file from being shown

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Look at nothing yet."""
        super().__init__(parent)
        self._desk = desk
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._pdf: Pdf | None = None
        self._shown = 0  # the record whose file is looked at
        self.page_wanted.connect(self._turn)

    def look(self, record: Attachment) -> None:
        """Show the file of a record."""
        self.let_go()
        self._shown = record.id
        if record.kind is not None and record.kind.sound:
            what = _("This program plays no sound. It can be opened with another program.")
            self.show_text(what, alone=True)
            return
        self.working.emit(_("Opening …"))
        show: dict[FileKind | None, Callable[[Attachment], None]] = {
            FileKind.PDF: self._look_at_pdf,
            FileKind.DOCX: self._look_at_words,
        }
        show.get(record.kind, self._look_at_picture)(record)

    def _run(self, work: Callable[[Job], Any], done: Callable[[Any], object]) -> None:
        shown = self._shown

        def still(act: Callable[[Any], object]) -> Callable[[Any], None]:
            def told(result: Any) -> None:
                if self._shown == shown:
                    self.working.emit("")
                    act(result)
                elif isinstance(result, Pdf):
                    self._close(result)

            return told

        self._job = self._jobs.run(_("Attached file"), work, still(done), still(self.failed.emit))

    def _look_at_picture(self, record: Attachment) -> None:
        kind = record.kind or FileKind.PNG
        self._run(lambda job: picture(kind, content(self._desk, record, job)), self.show_picture)

    def _look_at_words(self, record: Attachment) -> None:
        note = _("The words of the document, without its layout and pictures:")

        def show(found: str) -> None:
            self.show_text(f"{note}\n\n{found}", alone=True)

        self._run(lambda job: words(content(self._desk, record, job)), show)

    # --- a PDF ---

    def _look_at_pdf(self, record: Attachment) -> None:
        def show(pdf: Pdf) -> None:
            self._pdf = pdf
            self._turn(0)
            self._read_aloud(pdf)

        self._run(lambda job: Pdf(content(self._desk, record, job)), show)

    def _turn(self, number: int) -> None:
        """Show another page."""
        pdf, width = self._pdf, self.sheet.room()
        if pdf is not None and 0 <= number < pdf.count:
            self._run(lambda _job: pdf.page(number, width), lambda image: self._show_turned(image, number, pdf))

    def _show_turned(self, image: QImage, number: int, pdf: Pdf) -> None:
        self.show_page(image, number, pdf.count)

    def _read_aloud(self, pdf: Pdf) -> None:
        """The words of all pages, once the first is on the screen."""

        def work(job: Job) -> str:
            found = []
            for number in range(pdf.count):
                job.step(number, pdf.count)
                found.append(pdf.text(number))
            return "\n\n".join(found)

        def show(found: str) -> None:
            none = _("There are no words in this PDF; it may be a picture of a page.")
            self.show_text(found if found.strip() else none, alone=False)

        self._run(work, show)

    def _close(self, pdf: Pdf) -> None:
        self._jobs.run("", lambda _job: pdf.close(), lambda _none: None, self.failed.emit)

    def let_go(self) -> None:
        """Keep nothing of the file that was looked at."""
        if self._job is not None:
            self._job.cancel()
        pdf, self._pdf, self._shown, self._job = self._pdf, None, 0, None
        if pdf is not None:
            self._close(pdf)
        self.clear_file()
