# SPDX-License-Identifier: Apache-2.0
"""What can be shown without a screen: a picture of every page of the example practice, and its goodbye letter."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QtMsgType, qInstallMessageHandler

from dit_desktop.records.client import Client
from dit_desktop.records.letter import Letter, LetterState
from dit_desktop.records.session import SessionNote
from dit_desktop.records.settings import Appearance
from dit_desktop.ui import papers, style
from dit_desktop.ui.about import About
from dit_desktop.ui.pages.page import Preview, Target
from dit_desktop.ui.vault.create import Create, ReadyPage
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.vault.where import EXAMPLE_PASSPHRASE
from dit_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QMessageLogContext
    from PySide6.QtWidgets import QApplication, QWidget

    from dit_desktop.documents.writing import Written
    from dit_desktop.models.desk import Desk
    from dit_desktop.ui.vault.where import Where
    from dit_desktop.ui.workspace import Workspace

_FINISHED = "C-009"  # the course of the example that came to its end
_LOOKS = (Appearance.LIGHT, Appearance.DARK)
_PATIENCE = 120  # seconds for making the example and opening it
_SAMPLE_CODE = "0000-0000-0000-0000-0000-0000-0000"


def take(app: QApplication, where: Where, folder: Path) -> int:
    """Write the letter and the pictures into a folder and say where they are; returns the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(_say)
    window = MainWindow(app, where, replace_process=lambda _arguments: None)
    window.show()
    camera = _Camera(app, folder)
    if not camera.until(lambda: window.door.unlock is not None):
        return 1
    camera.of("unlock", window)
    camera.in_every_look(lambda: camera.of("unlock", window))
    _open(window)
    if not camera.until(lambda: window.workspace is not None or bool(_refusal(window))):
        return 1
    if window.workspace is None or window.desk is None:
        print(_refusal(window))  # noqa: T201 - for the terminal it was started from
        return 1
    finished = next(client for client in window.desk.find(Client) if client.code == _FINISHED)
    written = _letter(window.desk, finished, folder)
    workspace = window.workspace
    camera.in_every_look(lambda: _pages(camera, window, workspace, finished))
    camera.in_every_look(lambda: _first_run(camera, window, where))
    window.close()
    print(f"Goodbye letter of {_FINISHED}, {written.pages} pages: {written.path.absolute()}")  # noqa: T201
    print(f"{len(camera.taken)} pictures of the window: {folder.absolute()}", flush=True)  # noqa: T201
    return 0


def _say(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, except that a screen that is not there has no size to hint at."""
    if kind is not QtMsgType.QtDebugMsg and "propagateSizeHints" not in message:
        print(message)  # noqa: T201 - for the terminal it was started from


class _Camera:
    """Takes pictures and numbers them in the order of the pages."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app, self._folder = app, folder
        self.taken: set[Path] = set()
        self._names: list[str] = []
        self._look = Appearance.LIGHT

    def until(self, condition: Callable[[], bool]) -> bool:
        """Let the program work until something is so; false if it takes too long."""
        end = time.monotonic() + _PATIENCE
        while not condition() and time.monotonic() < end:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            time.sleep(0.01)
        return condition()

    def in_every_look(self, take: Callable[[], None]) -> None:
        """Take the same pictures in every palette; changing it is what costs time."""
        for self._look in _LOOKS:
            style.apply(self._app, self._look, 100)
            take()

    def of(self, name: str, widget: QWidget) -> None:
        """Take the picture of a page or dialog."""
        if name not in self._names:
            self._names.append(name)
        for _round in range(5):  # layouts settle, labels wrap
            self._app.processEvents()
        number = self._names.index(name) + 1
        path = self._folder / f"{number:02}-{name}-{self._look.value}.png"
        widget.grab().save(str(path))
        self.taken.add(path)


def _open(window: MainWindow) -> None:
    page = window.door.unlock
    if page is not None:
        page.requested.emit(EXAMPLE_PASSPHRASE, False, False)


def _refusal(window: MainWindow) -> str:
    return window.door.unlock.message() if window.door.unlock is not None and window.workspace is None else ""


def _letter(desk: Desk, client: Client, folder: Path) -> Written:
    """Export the final letter as the window's export does."""
    from dit_desktop.documents.writing import file_name, write_paper  # noqa: PLC0415 - ReportLab loads here

    final = [letter for letter in desk.find(Letter, client=client.id) if letter.state is LetterState.FINAL][-1]
    today = date.today()  # noqa: DTZ011 - the day on the letter is the therapist's own
    paper = papers.make(desk, "letter", final.id, example=True)
    return write_paper(folder / file_name(papers.PAPERS["letter"].kind, client.code, today), paper)


def _pages(camera: _Camera, window: MainWindow, workspace: Workspace, client: Client) -> None:
    """Every page of the workspace, those of a client with the finished course, then what lies over them."""
    notes = window.desk.find(SessionNote, client=client.id) if window.desk else []
    letters = window.desk.find(Letter, client=client.id) if window.desk else []
    for name in workspace.pages():
        if name == "export":
            workspace.page("letter").preview_requested.emit(Preview("letter", client.id, letters[-1].id))
        else:
            record = notes[-1].id if name == "note" else 0
            workspace.go(Target(name, client.id, record))
        camera.of(name, window)
    about = About(window)
    about.open()
    camera.of("about", about)
    about.close()
    window.covers.lay()
    camera.of("hidden", window)
    window.covers.lift()


def _first_run(camera: _Camera, window: MainWindow, where: Where) -> None:
    """The pages that only a new practice shows."""
    first = Create(where.folder)
    code = RecoveryPage(_SAMPLE_CODE)
    for name, page in (
        ("welcome", first.welcome),
        ("passphrase", first.passphrase),
        ("recovery-code", code),
        ("ready", ReadyPage(where.folder)),
    ):
        first.go(page)
        first.resize(window.size())
        first.show()
        camera.of(name, first)
        if page is code:
            code.show_code(on=False)
            camera.of("recovery-proof", first)
    first.close()
