# SPDX-License-Identifier: Apache-2.0
"""How a sheet with a code gets onto paper, from any page that shows one."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from dit_desktop.documents.recovery import recovery_sheet
from dit_desktop.ui.preview import PaperView
from dit_desktop.ui.printing import draw
from dit_desktop.ui.vault.sheet import SheetDialog, SheetWays
from tests.documents.papers import CODE, DAY, VAULT
from tests.ui.names import nameless

SHEET = recovery_sheet(CODE, VAULT, DAY)


def ways(qtbot: QtBot) -> SheetWays:
    made = SheetWays("recovery-sheet", lambda: SHEET)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_saved_whole_and_what_to_do_with_the_file_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    made = ways(qtbot)
    with qtbot.waitSignal(made.kept):
        made.save(str(tmp_path / "sheet.pdf"))
    assert (tmp_path / "sheet.pdf").read_bytes() == SHEET.data
    assert str(tmp_path / "sheet.pdf") in made.said()
    assert "delete the file" in made.said()


def test_where_it_cannot_be_saved_that_is_said_and_nothing_is_left(qtbot: QtBot, tmp_path: Path) -> None:
    made = ways(qtbot)
    with qtbot.assertNotEmitted(made.kept):
        made.save(str(tmp_path / "gone" / "sheet.pdf"))
    assert "is not there" in made.said()
    assert list(tmp_path.iterdir()) == []


def test_the_file_that_is_offered_has_a_name_that_tells_nothing_of_anybody(qtbot: QtBot, tmp_path: Path) -> None:
    made = ways(qtbot)
    made.save_button.click()
    (dialog,) = made.findChildren(QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name.startswith("recovery-sheet-2")
    with qtbot.waitSignal(made.kept):
        dialog.fileSelected.emit(str(tmp_path / "chosen.pdf"))
    dialog.close()
    assert (tmp_path / "chosen.pdf").exists()


def test_it_can_be_looked_at_and_nothing_of_it_stays(qtbot: QtBot) -> None:
    made = ways(qtbot)
    made.look_button.click()
    (dialog,) = made.findChildren(SheetDialog)
    assert nameless(dialog) == []
    (view,) = dialog.findChildren(PaperView)
    assert "If the computer is gone" in view.text()
    dialog.accept()
    assert view.text() == ""


def test_the_print_queue_is_told_the_programs_name_and_nothing_else(qtbot: QtBot) -> None:
    made = ways(qtbot)
    made.print_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QPrintDialog)
    assert dialog.printer().docName() == "DIT Desktop"
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName("/dev/null")
    with qtbot.waitSignal(made.kept):
        dialog.accepted.emit(dialog.printer())
    assert "printer" in made.said()
    dialog.reject()
    qtbot.waitUntil(lambda: not made.findChildren(QPrintDialog))


def test_on_paper_it_is_what_it_is_in_the_file(tmp_path: Path, qapp: QApplication) -> None:  # noqa: ARG001
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    draw(SHEET.data, printer)
    (tmp_path / "sheet.pdf").write_bytes(SHEET.data)
    for page in ("1", "2"):
        drawn = []
        for name in ("printed", "sheet"):
            to = tmp_path / f"{name}-{page}"
            source = str(tmp_path / f"{name}.pdf")
            subprocess.run(["pdftoppm", "-gray", "-r", "50", "-f", page, "-singlefile", source, str(to)], check=True)
            drawn.append(Image.open(to.with_suffix(".pgm")))
        printed, meant = (image.resize((59, 84)) for image in drawn)
        blank = Image.new("L", meant.size, 255)
        differs, holds = (ImageStat.Stat(ImageChops.difference(meant, other)).mean[0] for other in (printed, blank))
        assert differs < holds / 4, (page, differs, holds)
