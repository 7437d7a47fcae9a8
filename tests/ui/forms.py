# SPDX-License-Identifier: Apache-2.0
"""Forms in windows of their own, and what they have announced."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dit_desktop.records.fields import Record
from dit_desktop.ui.form import Form

SIGNED = datetime(2026, 5, 3, 18, tzinfo=UTC)


class Heard:
    """What a form has announced."""

    def __init__(self, form: Form) -> None:
        self.records: list[Any] = []
        self.typing = 0
        form.changed.connect(self.records.append)
        form.typing.connect(self._typing)

    def _typing(self) -> None:
        self.typing += 1


def opened(qtbot: QtBot, record: Record) -> tuple[Form, Heard]:
    """A form that shows a record, in front of everything else."""
    form = Form(type(record))
    qtbot.addWidget(form)
    heard = Heard(form)
    form.show_record(record)
    form.resize(800, 600)
    at_the_front(qtbot, form)
    return form, heard


def at_the_front(qtbot: QtBot, window: QWidget) -> None:
    """Show a window and wait until keys go there."""
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def widget(form: Form, name: str) -> Any:
    """The control of a field."""
    return form.sheet.controls[name].widget
