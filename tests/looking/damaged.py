# SPDX-License-Identifier: Apache-2.0
"""What the program shows of damage: the page of the checks, and the way out of a practice that is broken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dit_desktop.records.kinds import KINDS
from dit_desktop.store.salvage import Salvaged
from dit_desktop.store.seal import Finding, Head
from dit_desktop.store.verify import Report
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.pictures import View
from dit_desktop.ui.vault.salvage import ProgressPage, SalvagedPage, SalvagePage
from dit_desktop.ui.window import MainWindow

_NOT_WRITTEN = "This part of the file is not what was written."
_LOST = "Session note of C-017: it could not be read any more and is lost."
_FOUND = (
    Finding("damaged_vault", "page 17", _NOT_WRITTEN),
    Finding("damaged_vault", "page 18", _NOT_WRITTEN),
    Finding("damaged_vault", "record 61", "What is written here cannot be read."),
    Finding("tampered", "chain 212", "The chain of events does not continue here."),
)


def checks(window: MainWindow) -> Iterator[View]:
    """What the page of the checks says while one is made, and when something was found."""
    workspace, desk = window.workspace, window.desk
    assert workspace is not None
    assert desk is not None
    workspace.go(Target("checks"))
    desk.checkup.findings = _FOUND
    desk.checkup.changed.emit()
    desk.checkup.found.emit(_FOUND)
    yield View("checks-found", window)
    desk.checkup.findings = ()
    workspace.messages.close_message()


def rescue() -> Iterator[tuple[str, QWidget]]:
    """Before, during and after a salvage, with losses and without."""
    folder = Path("/home/isobel/DIT Desktop/practice-rescued")
    yield "rescue", SalvagePage(folder)
    progress = ProgressPage()
    progress.show_progress(3120, 8204)
    yield "rescue-reading", progress
    none = dict.fromkeys(sorted(KINDS), 0)
    report = Report("vault", "", 4, "0.1.0", none, Head(412, b""), datetime(2026, 11, 26, tzinfo=UTC), False, ())
    lost = (*_FOUND[:2], *(Finding("damaged_vault", f"record {number}", _LOST) for number in (612, 613)))
    some = Salvaged(report, none | {"SessionNote": 1210, "Client": 41}, none | {"SessionNote": 2}, lost)
    yield "rescue-lost", SalvagedPage(some, folder, beside=True)
    whole = Salvaged(report, none | {"SessionNote": 1212, "Client": 41}, none, _FOUND[:1])
    yield "rescue-whole", SalvagedPage(whole, folder, beside=False)
