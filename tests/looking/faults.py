# SPDX-License-Identifier: Apache-2.0
"""What anybody would stumble over in a window: cut text, things in each other's way, faint words, no names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from tests.looking.fitting import misfit
from tests.looking.ink import Surfaces, faint
from tests.ui.names import nameless

SIZE = QSize(1280, 720)  # the smallest screen that has to do
SLACK = 1  # pixels; Qt rounds the sizes of text
# Qt places the parts of these itself.
_COMPOSED = (QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar, QMenuBar)


class Fault(NamedTuple):
    """Where it is and what is wrong."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def faults(root: QWidget) -> list[Fault]:
    """Everything wrong with what is shown of a window or a part of it."""
    shown = [root, *(widget for widget in root.findChildren(QWidget) if widget.isVisible())]
    found = [Fault(path_of(widget, root), what) for widget in shown for what in _faults_of(widget)]
    if root.width() > SIZE.width() or root.height() > SIZE.height():
        found.append(Fault(path_of(root, root), f"takes {root.width()} x {root.height()} px, the screen has fewer"))
    surfaces = Surfaces(root)
    found += [Fault(path_of(widget, root), what) for widget in shown for what in faint(widget, surfaces)]
    silent = [widget for widget in nameless(root) if widget.isVisible()]
    found += [Fault(path_of(widget, root), "takes the focus and has no accessible name") for widget in silent]
    return found


def _faults_of(widget: QWidget) -> Iterator[str]:
    yield from misfit(widget)
    yield from _outside(widget)
    yield from _overlapping(widget)
    yield from _sideways(widget)


def path_of(widget: QWidget, root: QWidget) -> str:
    """A widget by those it stands in, with what it says."""
    parts: list[str] = []
    at: QWidget | None = widget
    while at is not None:
        name = at.objectName() or at.accessibleName() or (getattr(at, "text", str)() if at is widget else "")
        if not isinstance(name, str) or name.startswith("qt_"):
            name = ""
        parts.append(type(at).__name__ + (f" “{' '.join(name.split())[:40]}”" if name else ""))
        at = None if at is root else at.parentWidget()
    kept = [part for number, part in enumerate(reversed(parts)) if part != "QWidget" or number in (0, len(parts) - 1)]
    return " > ".join(kept)


def _outside(widget: QWidget) -> Iterator[str]:
    """Cut by the widget it stands in; what a scrolling area can bring into sight is not."""
    above = widget.parentWidget()
    if above is None or widget.isWindow() or isinstance(above, _COMPOSED):
        return
    area = above.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
        if not (isinstance(area, QScrollArea) and area.widget() is widget):
            return
        barred = area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if barred and widget.height() > above.height():
            yield f"is {widget.height()} px tall in a scrolling area that stops at {above.height()} px"
        return
    room = above.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if not room.contains(widget.geometry()) and not widget.geometry().isEmpty():
        yield f"{_box(widget.geometry())} stands out of {type(above).__name__} of {above.width()} x {above.height()} px"


def _overlapping(above: QWidget) -> Iterator[str]:
    if isinstance(above, _COMPOSED):
        return
    beside = [
        child
        for child in above.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not (child.isWindow() or _is_overlay(child) or isinstance(child, QSplitterHandle))
    ]
    for one, other in combinations(beside, 2):
        shared = one.geometry() & other.geometry()
        if shared.width() > SLACK and shared.height() > SLACK:
            yield f"{path_of(one, one)} and {path_of(other, other)} lie over each other on {_box(shared)}"


def _sideways(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        yield f"has to be scrolled sideways by {widget.horizontalScrollBar().maximum()} px"


def _is_overlay(widget: QWidget) -> bool:
    """The focus ring lies over everything and is in nobody's way."""
    return type(widget).__name__ == "FocusRing"


def _box(rect: QRect) -> str:
    return f"{rect.width()} x {rect.height()} px at {rect.x()}, {rect.y()}"
