# SPDX-License-Identifier: Apache-2.0
"""A moment begun from words that are marked in what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.shelving import begin
from dit_desktop.records.relationships import Narrative
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.prose import Prose

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.fields import Record


def moment_button() -> QPushButton:
    """The button for it, wherever something is written that may hold a moment."""
    button = QPushButton(icon("plus"), _("Moment"))
    button.setToolTip(_("Write down a moment that was told; what is marked here goes with it."))
    button.setAccessibleName(_("Write down a moment that was told"))
    return button


def marked(inside: QWidget) -> str:
    """The words that are marked in a form; nothing if none are."""
    passages = [prose.textCursor().selection().toPlainText() for prose in inside.findChildren(Prose)]
    lines = [line.selectedText() for line in inside.findChildren(QLineEdit)]
    return next((words for words in (*passages, *lines) if words), "")


def begin_moment(desk: Desk, record: Record, told_in: int | None, inside: QWidget) -> Target:
    """Keep a new moment in the course of a record, with what is marked in its form; the record stays as it is."""
    told = marked(inside)
    made = begin(desk, Narrative(client=record.client, parent=record.parent, told_in=told_in, happened=told))
    return Target("people", made.client, made.id, "heading")
