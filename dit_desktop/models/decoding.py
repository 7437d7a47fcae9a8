# SPDX-License-Identifier: Apache-2.0
"""Pictures from bytes, on any thread and never larger in memory than a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from dit_desktop.i18n import _
from dit_desktop.store.errors import Refused

if TYPE_CHECKING:
    from dit_desktop.records.attached import FileKind

MOST: Final = 60_000_000  # points of a picture, four bytes each while it is read
LONGEST: Final = 2400  # points of the longer side as it is shown


def picture(kind: FileKind, data: bytes, longest: int = LONGEST) -> QImage:
    """A picture as it is to be held, its longer side at most so many points."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.value.encode()))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > MOST:
        what = _("This picture has more points than this program shows ({n} million at most).")
        raise Refused(
            what.format(n=MOST // 1_000_000),
            safe=_("Nothing was changed, and the file itself is as it was."),
            next_step=_("Save it smaller where it comes from."),
        )
    if not size.isEmpty() and max(size.width(), size.height()) > longest:
        reader.setScaledSize(size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio))
    found = reader.read() if not size.isEmpty() else QImage()
    buffer.close()
    if found.isNull():
        raise Refused(
            _("This picture cannot be read through."),
            safe=_("Nothing was changed, and the file itself is as it was."),
            next_step=_("Open it where it comes from, save it again, and attach that."),
        )
    return found
