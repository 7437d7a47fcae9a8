# SPDX-License-Identifier: Apache-2.0
"""A PDF on the screen, drawn from the very bytes that would be written, with its text beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.pdfium import PDFIUM
from dit_desktop.ui.style import space

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_WIDEST = 1400  # pixels of a page; more shows nothing more


class Pages(QScrollArea):
    """The pages one under the other, as wide as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty area."""
        super().__init__(parent, widgetResizable=True)
        self.setAccessibleName(_("The pages"))
        self._document: PdfDocument | None = None
        self._drawn = 0
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(space(self, 2))
        self._column.addStretch(1)
        self._sheets: list[QLabel] = []
        self.setWidget(inner)

    def show_document(self, document: PdfDocument | None) -> None:
        """Show a document, or nothing."""
        for sheet in self._sheets:
            self._column.removeWidget(sheet)
            sheet.deleteLater()
        if self._document is not None:
            with PDFIUM:
                self._document.close()
        self._document, self._drawn = document, 0
        count = len(document) if document else 0
        self._sheets = [QLabel(alignment=Qt.AlignmentFlag.AlignHCenter) for _page in range(count)]
        for number, sheet in enumerate(self._sheets):
            sheet.setAccessibleName(_("Page {number} of {count}").format(number=number + 1, count=count))
            self._column.insertWidget(number, sheet)
        self.verticalScrollBar().setValue(0)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the pages again as wide as there is room now."""
        super().resizeEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the pages again for a screen of another density."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._drawn = 0
            self._draw()

    def _draw(self) -> None:
        width = min(self.viewport().width() - space(self, 6), _WIDEST)
        if self._document is None or width < 1 or width == self._drawn:
            return
        self._drawn = width
        ratio = self.devicePixelRatioF()
        for number, sheet in enumerate(self._sheets):
            with PDFIUM:
                page = self._document[number]
                drawn = page.render(scale=width * ratio / page.get_width(), rev_byteorder=True)
                data, wide, high, stride = bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride
                drawn.close()
                page.close()
            picture = QPixmap.fromImage(QImage(data, wide, high, stride, QImage.Format.Format_RGB888))
            picture.setDevicePixelRatio(ratio)
            sheet.setPixmap(picture)


class PaperView(QTabWidget):
    """Pages as they will look, and the same as text, for reading aloud or with a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty view."""
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setAccessibleName(_("Preview"))
        self._pages = Pages()
        self.tabBar().setAccessibleName(_("Preview"))
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("The pages as text"))
        self.addTab(self._pages, _("As it looks"))
        self.addTab(self._text, _("Read as text"))

    def show_bytes(self, data: bytes, password: str = "") -> int:
        """Show a PDF, opened with its password if it has one; returns how many pages it has."""
        from pypdfium2 import PdfDocument  # noqa: PLC0415 - a library of four megabytes that only this needs

        with PDFIUM:
            document = PdfDocument(data, password=password or None)
            self._pages.show_document(document)
            texts = [document[page].get_textpage().get_text_range() for page in range(len(document))]
        self._text.setPlainText("\n\n".join(texts))
        return len(document)

    def text(self) -> str:
        """What is read out."""
        return self._text.toPlainText()

    def clear_paper(self) -> None:
        """Let go of the paper."""
        self._pages.show_document(None)
        self._text.clear()
