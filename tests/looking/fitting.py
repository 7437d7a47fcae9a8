# SPDX-License-Identifier: Apache-2.0
"""Whether a widget is as large as its words; what ends in an ellipsis on purpose is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import UnionType
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

_SLACK = 1  # pixels; Qt rounds the sizes of text


def misfit(widget: QWidget) -> Iterator[str]:
    """What of a widget's words cannot be seen for want of room."""
    if _draws_itself(widget):
        yield from _smaller(widget.size(), widget.sizeHint(), "what it draws")
        return
    for kinds, measured in _MEASURED:
        if isinstance(widget, kinds):
            yield from measured(widget)
            return


def _smaller(size: QSize, needed: QSize, what: str) -> Iterator[str]:
    if size.width() + _SLACK < needed.width():
        yield f"{what} is {needed.width()} px wide, the widget {size.width()} px"
    if size.height() + _SLACK < needed.height():
        yield f"{what} is {needed.height()} px tall, the widget {size.height()} px"


def _draws_itself(widget: QWidget) -> bool:
    """Whether a class of ours both paints and measures it; the rest is measured by what Qt draws."""
    return any(
        "paintEvent" in vars(cls) and "sizeHint" in vars(cls)
        for cls in type(widget).__mro__
        if not cls.__module__.startswith("PySide6")
    )


def _label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    needed = label.sizeHint()
    if label.wordWrap():
        widest_word = label.minimumSizeHint().width()
        needed = QSize(min(widest_word, needed.width()), label.heightForWidth(label.width()))
    yield from _smaller(label.size(), needed, "text")


def _button(button: QPushButton | QCheckBox | QRadioButton) -> Iterator[str]:
    if not button.text():
        return
    option = QStyleOptionButton()
    button.initStyleOption(option)
    part = QStyle.SubElement.SE_PushButtonContents
    if isinstance(button, QCheckBox):
        part = QStyle.SubElement.SE_CheckBoxContents
    elif isinstance(button, QRadioButton):
        part = QStyle.SubElement.SE_RadioButtonContents
    room = button.style().subElementRect(part, option, button)
    needed = button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, button.text())
    if not button.icon().isNull():
        needed.setWidth(needed.width() + button.iconSize().width() + _gap(button))
    yield from _smaller(room.size(), needed, "text")


def _gap(button: QAbstractButton) -> int:
    """The least distance between an icon and the words: less looks like one thing."""
    return round(button.fontMetrics().height() * 0.4) if isinstance(button, QPushButton) else 4


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo)
    needed = combo.fontMetrics().size(0, combo.currentText())
    yield from _smaller(room.size(), needed, "text")


def _line(line: QLineEdit) -> Iterator[str]:
    """A line may hold more than it shows, but not its prompt, nor a value it is exactly made for."""
    made_for_it = line.minimumWidth() == line.maximumWidth() or line.sizePolicy().horizontalPolicy().value == 0
    text = line.placeholderText() if not line.text() else line.displayText() if made_for_it else ""
    margins = line.textMargins()
    inner = line.rect().adjusted(margins.left() + 2, margins.top(), -margins.right() - 2, -margins.bottom())
    needed = QSize(line.fontMetrics().horizontalAdvance(text), line.fontMetrics().height())
    yield from _smaller(inner.size(), needed, "text")


def _tabs(bar: QTabBar) -> Iterator[str]:
    for number in range(bar.count()):
        if not bar.isTabVisible(number):
            continue
        box, words = bar.tabRect(number), bar.tabText(number)
        needed = bar.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, words)
        yield from _smaller(box.size(), needed, f"the tab “{words}”")
        if not bar.rect().adjusted(-_SLACK, 0, _SLACK, 0).contains(QRect(box.topLeft(), QSize(box.width(), 1))):
            yield f"the tab “{words}” stands out of the bar"


def _header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if header.orientation() is not Qt.Orientation.Horizontal:
        return
    for number in (number for number in range(header.count()) if not header.isSectionHidden(number)):
        words = str(model.headerData(number, header.orientation()) or "")
        room = QSize(header.sectionSize(number), header.height())
        yield from _smaller(room, header.fontMetrics().size(0, words), f"the heading “{words}”")


def _rows(table: QTableView) -> Iterator[str]:
    tall = table.fontMetrics().height()
    low = [row for row in range(table.model().rowCount()) if table.rowHeight(row) < tall]
    if low:
        yield f"row {low[0]} is {table.rowHeight(low[0])} px tall, its text {tall} px"


def _area(area: QPlainTextEdit | QTextEdit) -> Iterator[str]:
    hidden = area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if hidden and area.verticalScrollBar().maximum() > 0:
        yield "text is taller than its area and cannot be scrolled"


_MEASURED: tuple[tuple[type[QWidget] | UnionType, Callable[[Any], Iterator[str]]], ...] = (
    (QLabel, _label),
    (QPushButton | QCheckBox | QRadioButton, _button),
    (QComboBox, _combo),
    (QLineEdit, _line),
    (QTabBar, _tabs),
    (QHeaderView, _header),
    (QTableView, _rows),
    (QPlainTextEdit | QTextEdit, _area),
)
