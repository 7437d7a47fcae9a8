# SPDX-License-Identifier: Apache-2.0
"""An attached file on the screen, out of memory: a picture, a PDF page by page and as text, a document's words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.style import space

_WIDEST = 1400  # points of a page; more shows nothing more


class Sheet(QScrollArea):
    """One picture, as wide as there is room and never wider than it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty sheet."""
        super().__init__(parent, widgetResizable=True)
        self._image = QImage()
        self._label = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._label)
        self.setAccessibleName(_("The picture"))

    def show_image(self, image: QImage, name: str) -> None:
        """Show a picture under a name."""
        self._image = image
        self._label.setAccessibleName(name)
        self.setAccessibleName(name)
        self.verticalScrollBar().setValue(0)
        self._draw()

    def is_shown(self) -> bool:
        """Whether there is a picture."""
        return not self._image.isNull()

    def room(self) -> int:
        """How many points a page is to be wide."""
        width = min(max(self.viewport().width() - space(self, 2), 300), _WIDEST)
        return round(width * self.devicePixelRatioF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit it into the room there is now."""
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self._image.isNull():
            self._label.clear()
            return
        ratio = self.devicePixelRatioF()
        width = min(self._image.width(), round(max(self.viewport().width() - space(self, 2), 1) * ratio))
        drawn = QPixmap.fromImage(self._image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
        drawn.setDevicePixelRatio(ratio)
        self._label.setPixmap(drawn)


class FileView(QTabWidget):
    """What a file looks like, and its words beside it for reading aloud or with a screen reader."""

    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty view."""
        super().__init__(parent)
        self.setDocumentMode(True)
        self.setAccessibleName(_("Attached file"))
        self.tabBar().setAccessibleName(_("Attached file"))
        self.sheet = Sheet()
        self._at, self._count = 0, 0
        self._where = QLabel()
        self._before, self._after = QPushButton(_("Page before")), QPushButton(_("Next page"))
        self._before.clicked.connect(lambda: self.page_wanted.emit(self._at - 1))
        self._after.clicked.connect(lambda: self.page_wanted.emit(self._at + 1))
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("The file as text"))
        looks = QWidget()
        box = QVBoxLayout(looks)
        box.setContentsMargins(0, space(self), 0, 0)
        box.addWidget(self.sheet, 1)
        foot = Flow(gap=space(self))
        for widget in (self._before, self._after, self._where):
            foot.addWidget(widget)
        box.addLayout(foot)
        self.addTab(looks, _("As it looks"))
        self.addTab(self._text, _("Read as text"))
        self.clear_file()

    def show_picture(self, image: QImage) -> None:
        """Show a picture, which has no words."""
        self._only(looks=True, text=False)
        size = _("Picture, {wide} × {high} points").format(wide=image.width(), high=image.height())
        self.sheet.show_image(image, size)
        self._tell_page(0, 0)
        self.sheet.setFocus()

    def show_page(self, image: QImage, number: int, count: int) -> None:
        """Show a page of a document."""
        self._only(looks=True, text=True)
        self._tell_page(number, count)
        self.sheet.show_image(image, self._where.text())

    def show_text(self, words: str, *, alone: bool) -> None:
        """Show the words of a file, alone where nothing else of it can be shown."""
        if alone:
            self._only(looks=False, text=True)
            self._tell_page(0, 0)
        self._text.setPlainText(words)
        if alone:
            self._text.setFocus()

    def _only(self, *, looks: bool, text: bool) -> None:
        self.setTabVisible(0, looks)
        self.setTabVisible(1, text)

    def _tell_page(self, number: int, count: int) -> None:
        self._at, self._count = number, count
        words = _("Page {number} of {count}").format(number=number + 1, count=count) if count else ""
        self._where.setText(words)
        for button, there in ((self._before, number > 0), (self._after, number + 1 < count)):
            button.setEnabled(there)
            button.setVisible(count > 1)
        self._where.setVisible(count > 1)

    def is_shown(self) -> bool:
        """Whether there is anything to be seen or read."""
        return self.sheet.is_shown() or bool(self._text.toPlainText())

    def clear_file(self) -> None:
        """Let go of the file."""
        self.sheet.show_image(QImage(), _("The picture"))
        self._text.clear()
        self._tell_page(0, 0)
