# SPDX-License-Identifier: Apache-2.0
"""A finished paper on a printer, drawn from the very bytes a file would have; nothing is written on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from dit_desktop.i18n import _
from dit_desktop.ui.pdfium import PDFIUM

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_FINEST: Final = 300  # dots per inch; more makes a page no clearer and its picture too large


def ask_and_print(parent: QWidget, data: bytes, printed: Callable[[], object]) -> QPrintDialog:
    """Ask for a printer and print a PDF; the queue is told the program's name and nothing else."""
    dialog = QPrintDialog(parent)
    printer = dialog.printer()  # the dialog's own, or it would look at one that Python has thrown away
    printer.setDocName(_("DIT Desktop"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def go_on() -> None:
        draw(data, printer)
        printed()

    dialog.accepted.connect(go_on)
    QDialog.open(dialog)  # QPrintDialog has an open of its own that wants a slot by name
    return dialog


def draw(data: bytes, printer: QPrinter) -> None:
    """Draw every page of a PDF as large as the sheet allows."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - a library of four megabytes that only this needs

    printer.setFullPage(True)
    dots = min(printer.resolution(), _FINEST)
    painter = QPainter(printer)
    with PDFIUM:
        document = PdfDocument(data)
        try:
            for number in range(len(document)):
                if number:
                    printer.newPage()
                made = document[number].render(scale=dots / 72, rev_byteorder=True)
                image = QImage(bytes(made.buffer), made.width, made.height, made.stride, QImage.Format.Format_RGB888)
                sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
                size = image.size().scaled(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
                painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
        finally:
            painter.end()
            document.close()
