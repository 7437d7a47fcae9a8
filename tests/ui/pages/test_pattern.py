# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
"""The picture of how the pattern moves: told apart by shape, read in words, and the same as its table."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from dit_desktop.models.pattern import COLUMNS
from dit_desktop.records.session import FocusMoment, Recognised, Shown, Where
from dit_desktop.records.settings import Appearance
from dit_desktop.ui import style
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.pattern.marks import MomentMark, draw, mark_size
from dit_desktop.ui.pictures import client_of
from dit_desktop.ui.workspace import Workspace
from tests.ui.pages.walk import settle

FINISHED = "C-009"


@pytest.fixture
def page(workspace: Workspace) -> Any:
    workspace.go(Target("pattern", client_of(workspace.desk, FINISHED).id))
    settle()
    return workspace.current


def marks(page: Any) -> list[MomentMark]:
    return [mark for mark in page.findChildren(MomentMark) if mark.isVisible()]


def drawn(focus: FocusMoment, palette: QPalette) -> bytes:
    """A mark in black and white, so that nothing is told by colour."""
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    ground = palette.color(QPalette.ColorRole.Window)
    picture.fill(ground)
    painter = QPainter(picture)
    draw(painter, QRectF(0, 0, 40, 40), focus, palette)
    painter.end()
    return bytes(picture.pixelColor(x, y) != ground for y in range(picture.height()) for x in range(picture.width()))


def test_every_answer_has_a_shape_of_its_own(qapp: QApplication) -> None:
    said = [
        FocusMoment(shown=shown, where=where, recognised=known, different=different)
        for shown, where, known, different in product(
            (Shown.CLEARLY, Shown.FAINTLY, None),
            (*Where, None),
            (Recognised.BEFORE, Recognised.WHEN_SAID, Recognised.DISAGREED, None),
            ("", "She asked."),
        )
    ]
    shapes = [drawn(focus, qapp.palette()) for focus in [*said, FocusMoment(shown=Shown.NOT_SEEN)]]
    assert len(set(shapes)) == len(shapes)
    assert drawn(said[0], qapp.palette()) == drawn(said[0], qapp.palette())


def test_every_moment_is_a_named_mark_in_the_column_of_its_session(page: Any) -> None:
    moments = [page._table.row(number) for number in range(page._table.rowCount())]
    assert len(moments) > 10
    assert sorted(mark.accessibleName() for mark in marks(page)) == sorted(moment.words() for moment in moments)
    columns: dict[int, set[int]] = {}
    for mark in marks(page):
        columns.setdefault(mark.moment.column, set()).add(mark.geometry().center().x())
    assert all(len(xs) == 1 for xs in columns.values())
    order = [xs.pop() for _column, xs in sorted(columns.items())]
    assert order == sorted(order)
    boxes = [mark.geometry() for mark in marks(page)]
    assert [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.intersects(b)] == []


def test_in_a_narrow_window_the_sessions_go_on_below_and_none_is_lost(page: Any) -> None:
    strip = page._strip
    before = len(marks(page))
    tall = strip.minimumHeight()
    strip.resize(420, strip.height())
    assert strip._bands() > 1
    assert strip.minimumHeight() > tall
    boxes = [mark.geometry() for mark in marks(page)]
    assert len(boxes) == before
    assert all(box.left() >= 0 and box.right() <= 420 for box in boxes)


def test_the_picture_grows_with_the_text(page: Any, qapp: QApplication) -> None:
    before = marks(page)[0].size()
    style.apply(qapp, Appearance.LIGHT, 150)
    settle()
    sizes = {(mark.width(), mark.height()) for mark in marks(page)}
    assert sizes == {mark_size(page._strip).toTuple()}
    assert sizes != {before.toTuple()}


def test_a_mark_leads_to_its_note_and_so_does_its_row(page: Any, workspace: Workspace) -> None:
    mark = marks(page)[3]
    note = mark.moment.session.note
    mark.setFocus()
    QTest.keyClick(mark, Qt.Key.Key_Space)
    settle()
    assert (workspace.place().page, workspace.place().record) == ("note", note)
    workspace.go(Target("pattern", workspace.client))
    settle()
    page._rows.selectRow(5)
    assert page._about.text() == page._table.row(5).words()
    page._note.click()
    settle()
    assert workspace.place().record == page._table.row(5).session.note


def test_the_table_says_what_the_picture_shows(page: Any) -> None:
    model = page._rows.model()
    for number in range(model.rowCount()):
        moment = page._table.row(number)
        cells = [model.index(number, column).data() for column in range(model.columnCount())]
        assert cells == [column.shown(moment) for column in COLUMNS]
    ratings = [label.accessibleName() for label in page._strip.findChildren(QLabel)]
    assert any(name.startswith("Session 8, ") and name.endswith(": 4 of 10") for name in ratings)


def test_nothing_is_left_of_it_when_the_client_is_closed(page: Any, workspace: Workspace) -> None:
    assert marks(page)
    workspace.close_client()
    settle()
    assert page.findChildren(MomentMark) == []
    assert page._table.rowCount() == 0
    assert page._aims.text() == ""
