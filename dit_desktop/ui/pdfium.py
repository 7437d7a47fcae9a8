# SPDX-License-Identifier: Apache-2.0
"""One PDF, a page at a time, for whoever has the lock: the library behind it knows one thread only."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage

from dit_desktop.i18n import _
from dit_desktop.store.errors import Refused

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

PDFIUM: Final = threading.RLock()
_MOST_POINTS: Final = 12_000_000  # of a page as it is drawn, however long it is
_MOST_PAGES: Final = 2000
_LONGEST: Final = 2_000_000  # characters that are read out


class Pdf:
    """An open document; every method is meant for a job's thread."""

    def __init__(self, data: bytes) -> None:
        """Open it; raises Refused if it cannot be shown here."""
        from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - four megabytes that only this needs

        with PDFIUM:
            try:
                self._document: PdfDocument | None = PdfDocument(data)
                self.count = len(self._document)
            except PdfiumError as error:
                raise _cannot() from error
        if not 0 < self.count <= _MOST_PAGES:
            self.close()
            raise _cannot()

    def page(self, number: int, width: int) -> QImage:
        """A page so many points wide."""
        from pypdfium2 import PdfiumError  # noqa: PLC0415 - see above

        with PDFIUM:
            if self._document is None:
                return QImage()
            try:
                page = self._document[number]
                wide, high = page.get_size()
                scale = min(width / max(wide, 1), (_MOST_POINTS / max(wide * high, 1)) ** 0.5)
                drawn = page.render(scale=scale, rev_byteorder=True)
                image = QImage(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, _FORMAT).copy()
                drawn.close()
                page.close()
            except (PdfiumError, ValueError) as error:
                raise _cannot() from error
        return image

    def text(self, number: int) -> str:
        """The words of a page."""
        from pypdfium2 import PdfiumError  # noqa: PLC0415 - see above

        with PDFIUM:
            if self._document is None:
                return ""
            try:
                page = self._document[number]
                words = page.get_textpage()
                found = str(words.get_text_range())
                words.close()
                page.close()
            except PdfiumError:
                return ""
        return found[:_LONGEST]

    def close(self) -> None:
        """Let go of it."""
        with PDFIUM:
            if self._document is not None:
                self._document.close()
            self._document = None


_FORMAT: Final = QImage.Format.Format_RGB888


def _cannot() -> Refused:
    return Refused(
        _("This PDF cannot be shown here; it may have a password or not hold together."),
        safe=_("It is kept as it came."),
        next_step=_("Open it with another program."),
    )
