# SPDX-License-Identifier: Apache-2.0
"""The recovery code on paper: one sheet, with nothing of any client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QStandardPaths, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QDialog, QFileDialog

from dit_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


def _said() -> str:
    return _(
        "This code opens the records of your practice if the passphrase is forgotten: choose “Use the recovery code” "
        "where the passphrase is asked. Keep this paper away from the computer, where you would keep a passport. "
        "Whoever has this paper and the computer can read everything.\n\n"
        "Made on: ______________     Kept at: ______________________________"
    )


def draw_sheet(device: QPagedPaintDevice, groups: Sequence[str]) -> None:
    """Draw the sheet onto a printer or into a file."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(25, 30, 25, 25), QPageLayout.Unit.Millimeter)
    painter = QPainter(device)
    dots = device.logicalDpiY() / 72
    width = device.pageLayout().paintRectPixels(device.logicalDpiX()).width()
    body = QFont(painter.font())
    top = 0.0
    for text, points, after in ((_("DIT Desktop: recovery sheet"), 20, 26), (_("The recovery code"), 12, 8)):
        body.setPointSizeF(points)
        painter.setFont(body)
        high = painter.fontMetrics().height()
        painter.drawText(QPointF(0, top + high), text)
        top += high + after * dots
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPointSizeF(22)
    painter.setFont(fixed)
    for number, group in enumerate(groups, 1):
        top += 30 * dots
        painter.drawText(QPointF(0, top), f"{number}.  {group}")
    top += 34 * dots
    body.setPointSizeF(11)
    painter.setFont(body)
    painter.drawText(QRectF(0, top, width, 400 * dots), int(Qt.TextFlag.TextWordWrap), _said())
    painter.end()


def print_sheet(parent: QWidget, groups: Sequence[str]) -> None:
    """Ask for a printer and print the sheet."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - loads what printing needs

    printer = QPrinter()
    printer.setDocName(_("Recovery sheet"))
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: draw_sheet(printer, groups))
    QDialog.open(dialog)


def save_sheet(parent: QWidget, groups: Sequence[str]) -> None:
    """Ask for a place and write the sheet there as a PDF."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, _("Save the recovery sheet"), folder, _("PDF (*.pdf)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(_("recovery-sheet.pdf"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: write_sheet(name, groups))
    dialog.open()


def write_sheet(name: str, groups: Sequence[str]) -> None:
    """Write the sheet as a PDF."""
    writer = QPdfWriter(name)
    writer.setTitle(_("Recovery sheet"))
    writer.setResolution(300)
    draw_sheet(writer, groups)
