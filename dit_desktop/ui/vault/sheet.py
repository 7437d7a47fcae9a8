# SPDX-License-Identifier: Apache-2.0
"""The ways a sheet with a code gets onto paper: printed, saved, or looked at first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.preview import PaperView
from dit_desktop.ui.style import em, space
from dit_desktop.ui.vault.column import link, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.documents.paper import Paper


class SheetWays(QWidget):
    """Buttons under a code that is shown once; the sheet is made in memory, and only where it is saved is a file."""

    kept = Signal()  # it was printed or saved

    def __init__(self, name: str, make: Callable[[], Paper], parent: QWidget | None = None) -> None:
        """Offer a sheet that `make` makes; `name` is that of its file, without the day and the ending."""
        super().__init__(parent)
        self._name, self._make = name, make
        self.print_button = QPushButton(_("Print …"))
        self.save_button = QPushButton(_("Save as PDF …"))
        self.look_button = link(_("Look at the sheet"))
        self._said = words("", "small", "muted")
        self._said.hide()
        line = QWidget()
        ways = Flow(line, gap=space(self))
        for button, act in (
            (self.print_button, self.print_sheet),
            (self.save_button, self._ask_where),
            (self.look_button, self.look),
        ):
            button.clicked.connect(act)
            ways.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space(self))
        rows.addWidget(line)
        rows.addWidget(self._said)

    def said(self) -> str:
        """What became of the sheet, in words."""
        return self._said.text()

    def print_sheet(self) -> None:
        """Ask for a printer and print it."""
        from dit_desktop.ui.printing import ask_and_print  # noqa: PLC0415 - loads a part of Qt of its own

        ask_and_print(self.window(), self._make().data, self._printed)

    def look(self) -> None:
        """Show the very pages."""
        SheetDialog(self._make(), self).open()

    def save(self, path: str) -> None:
        """Write it to a file, open that again, and say what to do with it."""
        from dit_desktop.documents.errors import NotMade  # noqa: PLC0415 - ReportLab loads here
        from dit_desktop.documents.writing import write_paper  # noqa: PLC0415

        try:
            written = write_paper(Path(path), self._make())
        except NotMade as error:
            self._say(f"{error.what} {error.safe} {error.next}")
            return
        self._say(
            _(
                "Written and opened again: {path}. Print it, then delete the file: whoever finds it has the code."
            ).format(path=written.path)
        )
        self.kept.emit()

    def _printed(self) -> None:
        self._say(_("Handed to the printer. A printer in an office may keep what it prints; yours at home is better."))
        self.kept.emit()

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()

    def _ask_where(self) -> None:
        from dit_desktop.documents.writing import file_name  # noqa: PLC0415 - see save

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, _("Save the sheet"), folder, _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(file_name(self._name, "", date.today()))  # noqa: DTZ011 - the therapist's own day
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()


class SheetDialog(QDialog):
    """A sheet as it will look, and its words for a screen reader; gone with everything on it when closed."""

    def __init__(self, paper: Paper, parent: QWidget | None = None) -> None:
        """Show a paper."""
        super().__init__(parent)
        self.setWindowTitle(paper.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._view = PaperView()
        self._view.show_bytes(paper.data)
        close = QPushButton(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.addWidget(self._view, 1)
        rows.addLayout(foot)
        room = parent.window().size() if parent else self.screen().availableSize()
        self.resize(QSize(em(self) * 44, em(self) * 52).boundedTo(room))

    def done(self, result: int) -> None:
        """Let go of the paper."""
        self._view.clear_paper()
        super().done(result)
