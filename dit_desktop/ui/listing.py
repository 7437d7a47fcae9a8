# SPDX-License-Identifier: Apache-2.0
"""A table on a page: whole rows are chosen, the last column takes the room that is left, Tab goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from dit_desktop.ui.style import em, space

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

_TALL = 9  # ems of the list; where there is less room, the page is scrolled


def quieten(view: QTableView, model: QAbstractItemModel, name: str) -> QHeaderView:
    """Let a view show a table under a name in whole rows without lines; returns the heads of its columns."""
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(space(view, 4.5))
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    return header


def listing(model: QAbstractItemModel, name: str) -> QTableView:
    """A view of a table under a name."""
    view = QTableView()
    header = quieten(view, model, name)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setResizeContentsPrecision(0)
    header.setSectionResizeMode(model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
    view.setMinimumHeight(em(view) * _TALL)
    return view
