# SPDX-License-Identifier: Apache-2.0
"""Everything the program can show of the example practice, one view after the other."""

from __future__ import annotations

import importlib
import pkgutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

import dit_desktop.ui
from dit_desktop.records.settings import Settings
from dit_desktop.store.settings import write_settings
from dit_desktop.ui import pictures
from dit_desktop.ui.cover import Cover
from dit_desktop.ui.message import MessageBar
from dit_desktop.ui.pages.page import Page
from dit_desktop.ui.pictures import View
from dit_desktop.ui.registry import PAGES
from dit_desktop.ui.vault.column import Column
from dit_desktop.ui.vault.where import Where
from dit_desktop.ui.window import MainWindow
from tests.looking import damaged
from tests.looking.beside import closed, executors, held, later, leaving, licences, messages, sheet, steps
from tests.looking.faults import SIZE
from tests.looking.pages import pages
from tests.practices import CHEAP


@contextmanager
def practice(app: QApplication, percent: int = 100) -> Iterator[MainWindow]:
    """The window on the example practice, opened at a text size."""
    with tempfile.TemporaryDirectory(prefix="dit-pictures-", ignore_cleanup_errors=True) as name:
        where = Where(Path(name) / "practice", told=True, example=True, cost=CHEAP)
        window = pictures.stand_before(app, where)
        assert window is not None
        write_settings(where.folder, Settings(text_size=percent))
        window.close()
        window.deleteLater()
        window = pictures.stand_before(app, where)
        assert window is not None
        assert pictures.unlock(app, window) is not None
        window.resize(SIZE)
        yield window
        window.close()
        window.deleteLater()


def everything(window: MainWindow) -> Iterator[View]:
    """All views: the pages, what lies over them, and those of a closed practice."""
    yield from pages(window)
    yield from steps(window)
    yield from executors(window)
    yield from messages(window)
    yield from damaged.checks(window)
    yield from pictures.lying_over(window)
    yield from licences(window)
    yield from later(window)
    yield from sheet(window)
    yield from held(window)
    yield from leaving(window)
    yield from pictures.first_run(window.where, SIZE)
    yield from closed(window.where)


# --- what has to be shown ---


def registered(pages: Sequence[type[Page]] = PAGES) -> set[type[QWidget]]:
    """Everything that has to be in a picture: the pages, the pages of a closed practice, dialogs, cover and bar."""
    package = dit_desktop.ui
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
    found: set[type[QWidget]] = {*pages, Cover, MessageBar}
    for kind in (Page, Column, QDialog):
        found |= {cls for cls in _below(kind) if cls.__module__.startswith("dit_desktop.") and _shown(cls)}
    return found


def _shown(cls: type[QWidget]) -> bool:
    """Whether it is ever made; a page without a name is what others are made of."""
    return not issubclass(cls, Page) or hasattr(cls, "name")


def _below(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    for cls in kind.__subclasses__():
        yield cls
        yield from _below(cls)


def kinds_in(view: View) -> set[type[QWidget]]:
    """What can be seen in a view."""
    widgets = (view.window, *view.window.findChildren(QWidget))
    return {type(widget) for widget in widgets if widget.isVisible()}
