# SPDX-License-Identifier: Apache-2.0
"""How well words stand out from their ground, measured on the pixels that were drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QRegion, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

LEAST = 4.5
_WIDEST, _TALLEST = 240, 48  # pixels that are looked at of a text: it has one colour all over
_CLOSER = 4
_FRAME = 4  # pixels left out at the edges of a control, where its outline is


class Surfaces:
    """What a window and the contents of its scrolling areas look like, also where one has to scroll."""

    def __init__(self, root: QWidget) -> None:
        self._root = root
        self._pictures: dict[int, QImage] = {}

    def pixels(self, widget: QWidget, box: QRect) -> QImage:
        """The pixels of a part of a widget."""
        ground = self._ground(widget)
        if id(ground) not in self._pictures:
            self._pictures[id(ground)] = ground.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        picture = self._pictures[id(ground)]
        wanted = QRect(widget.mapTo(ground, box.topLeft()), box.size()) & picture.rect()
        return picture.copy(wanted) if not wanted.isEmpty() else QImage()

    def closer(self, widget: QWidget, box: QRect) -> QImage:
        """The same drawn four times as large, where even a thin stroke is as dark as its ink."""
        ground = self._ground(widget)
        picture = QImage(box.size() * _CLOSER, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(_CLOSER)
        picture.fill(ground.palette().color(ground.backgroundRole()))
        ground.render(picture, QPoint(0, 0), QRegion(QRect(widget.mapTo(ground, box.topLeft()), box.size())))
        return picture

    def _ground(self, widget: QWidget) -> QWidget:
        at = widget
        while at is not self._root:
            above = at.parentWidget()
            if above is None:
                break
            area = above.parentWidget()
            if isinstance(area, QScrollArea) and area.viewport() is above and area.widget() is at:
                return at
            at = above
        return at


def faint(widget: QWidget, surfaces: Surfaces) -> Iterator[str]:
    """Which words of a widget can hardly be told from their ground; what is disabled may be faint."""
    if not widget.isEnabled():
        return
    for words, box in _texts(widget):
        if not words.strip() or box.isEmpty():
            continue
        found = contrast_of(surfaces.pixels(widget, box))
        if found is not None and found < LEAST:
            found = contrast_of(surfaces.closer(widget, box))
        if found is not None and found < LEAST:
            yield f"contrast of “{' '.join(words.split())[:40]}” is {found:.2f}"


def contrast_of(picture: QImage) -> float | None:
    """The contrast between the commonest colour and the one that stands out most; None if there are no pixels."""
    if picture.isNull():
        return None
    counted = Counter(memoryview(picture.constBits()).cast("I"))
    ground = counted.most_common(1)[0][0]
    return max(_contrast(ground, colour) for colour in counted)


def _contrast(one: int, other: int) -> float:
    lighter, darker = sorted((_luminance(one & 0xFFFFFF), _luminance(other & 0xFFFFFF)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def _luminance(colour: int) -> float:
    """As WCAG 2.2 computes it."""
    parts = [(colour >> shift & 0xFF) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _texts(widget: QWidget) -> Iterator[tuple[str, QRect]]:
    """The words of a widget and where they stand in it."""
    if isinstance(widget, QTabBar):
        yield from _tabs(widget)
    elif isinstance(widget, QHeaderView):
        yield from _headings(widget)
    elif isinstance(widget, QTableView | QListView | QTextEdit | QPlainTextEdit):
        yield from ((words, _in_sight(widget, box)) for words, box in _parts(widget))
    elif isinstance(widget, QLabel):
        yield widget.text(), widget.contentsRect()
    elif isinstance(widget, QAbstractButton):
        yield widget.text(), _inside(widget.rect())
    else:
        yield _said(widget), _some(_inside(widget.rect()))


def _said(widget: QWidget) -> str:
    """The words on a control; a prompt beside the cursor is as black as the cursor and says nothing."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.displayText() or ("" if widget.hasFocus() else widget.placeholderText())
    return ""


def _inside(box: QRect) -> QRect:
    return box.adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)


def _tabs(bar: QTabBar) -> Iterator[tuple[str, QRect]]:
    for number in range(bar.count()):
        box = bar.tabRect(number)
        if bar.isTabVisible(number) and bar.isTabEnabled(number) and bar.rect().contains(box):
            yield bar.tabText(number), _inside(box)


def _headings(header: QHeaderView) -> Iterator[tuple[str, QRect]]:
    for number in range(header.count()):
        left = header.sectionViewportPosition(number)
        box = QRect(left, 0, header.sectionSize(number), header.height() - _FRAME)
        if header.rect().contains(box):
            yield str(header.model().headerData(number, header.orientation()) or ""), _some(box)


def _parts(area: QTableView | QListView | QTextEdit | QPlainTextEdit) -> Iterator[tuple[str, QRect]]:
    """The cells of a table or list, the paragraphs of a text, as far as they are in sight."""
    seen = area.viewport().rect()
    if isinstance(area, QTableView | QListView):
        model = area.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount() if isinstance(area, QTableView) else 1):
                index = model.index(row, column)
                box, words = area.visualRect(index), str(index.data() or "")
                if words and seen.contains(box):
                    yield words, _some(box)
        return
    block = area.document().firstBlock()
    while block.isValid():
        place = area.cursorRect(QTextCursor(block))
        box = QRect(place.topLeft(), QPoint(seen.right(), place.bottom()))
        if block.text().strip() and seen.contains(box):
            yield block.text(), _some(box)
        block = block.next()


def _in_sight(area: QAbstractScrollArea, box: QRect) -> QRect:
    return box.translated(area.viewport().pos())


def _some(box: QRect) -> QRect:
    """As much of a text as is enough to know its colour."""
    return QRect(box.topLeft(), box.size().boundedTo(QSize(_WIDEST, _TALLEST)))
