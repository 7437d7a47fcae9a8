# SPDX-License-Identifier: Apache-2.0
"""What can be shown without a screen: pictures of the example practice in any look, and its goodbye letter."""

from __future__ import annotations

import time
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QEventLoop, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from dit_desktop.models.jobs import Jobs
from dit_desktop.records.client import Client
from dit_desktop.records.letter import Letter, LetterState
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.session import SessionNote
from dit_desktop.records.settings import Appearance
from dit_desktop.ui import papers, style
from dit_desktop.ui.about import About
from dit_desktop.ui.cover import Cover
from dit_desktop.ui.pages.page import Preview, Target
from dit_desktop.ui.vault.create import Create, ReadyPage
from dit_desktop.ui.vault.recovery import RecoveryPage
from dit_desktop.ui.vault.where import EXAMPLE_PASSPHRASE
from dit_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtCore import QMessageLogContext, QRect, QSize
    from PySide6.QtWidgets import QApplication

    from dit_desktop.documents.writing import Written
    from dit_desktop.models.desk import Desk
    from dit_desktop.ui.vault.unlock import UnlockPage
    from dit_desktop.ui.vault.where import Where

FINISHED = "C-009"  # the course of the example that came to its end
LOOKS = (Appearance.LIGHT, Appearance.DARK)
_PATIENCE = 120  # seconds for making the example and opening it
_SETTLED = 5  # seconds after which a window that still moves is taken as it is
_SAMPLE_CODE = "0000-0000-0000-0000-0000-0000-0000"
_SAMPLE_VAULT = "00000000-0000-4000-8000-000000000000"


class View(NamedTuple):
    """Something shown: its name, the window or dialog, and the part of it that is meant if not the whole."""

    name: str
    window: QWidget
    part: QWidget | None = None


class Shot(NamedTuple):
    """A view in a palette and a text size, ready to be taken."""

    view: View
    look: Appearance
    percent: int


class Camera:
    """Shows views in every look that is wanted and hands each on once its layout has settled."""

    def __init__(
        self,
        app: QApplication,
        keep: Callable[[Shot], None],
        looks: Sequence[Appearance] = LOOKS,
        percents: Sequence[int] = (100,),
    ) -> None:
        """Hand every shot to `keep`, which takes its picture or looks at it otherwise."""
        self._app, self._keep = app, keep
        self._looks, self._percents = looks, percents

    def take(self, views: Callable[[], Iterator[View]]) -> None:
        """Show the same views in every look; changing it is what costs time."""
        for percent in self._percents:
            for look in self._looks:
                style.apply(self._app, look, percent)
                for view in views():
                    settle(self._app, view.window)
                    self._keep(Shot(view, look, percent))


def settle(app: QApplication, window: QWidget) -> None:
    """Let work end, layouts settle and labels wrap until nothing in a window moves any more."""
    for jobs in window.findChildren(Jobs):
        at_work = jobs.parent()
        if not (isinstance(at_work, QWidget) and at_work.isVisible()):
            continue
        answers: list[object] = []
        jobs.run("", lambda _job: None, answers.append, answers.append)  # comes back after all that waits
        _until(app, partial(bool, answers))
    places: list[QRect] = []
    still, end = 0, time.monotonic() + _SETTLED
    while still < 4 and time.monotonic() < end:
        for _round in range(3):
            app.processEvents()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.002)
        before, places = places, [widget.geometry() for widget in window.findChildren(QWidget) if widget.isVisible()]
        still = still + 1 if places == before else 0


def take(app: QApplication, where: Where, folder: Path) -> int:
    """Write the letter and the pictures into a folder and say where they are; returns the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(say)
    names: list[str] = []
    taken: set[Path] = set()

    def keep(shot: Shot) -> None:
        if shot.view.name not in names:
            names.append(shot.view.name)
        path = folder / f"{names.index(shot.view.name) + 1:02}-{shot.view.name}-{shot.look.value}.png"
        shot.view.window.grab().save(str(path))
        taken.add(path)

    camera = Camera(app, keep)
    window = stand_before(app, where)
    if window is None:
        return 1
    camera.take(lambda: iter([View("unlock", window)]))
    desk = unlock(app, window)
    if desk is None:
        print(_refusal(window))  # noqa: T201 - for the terminal it was started from
        return 1
    finished = client_of(desk, FINISHED)
    written = _letter(desk, finished, folder)
    camera.take(lambda: _pages(window, desk, finished))
    camera.take(lambda: lying_over(window))
    camera.take(lambda: first_run(where, window.size()))
    window.close()
    print(f"Goodbye letter of {FINISHED}, {written.pages} pages: {written.path.absolute()}")  # noqa: T201
    print(f"{len(taken)} pictures of the window: {folder.absolute()}", flush=True)  # noqa: T201
    return 0


def say(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, except that a screen that is not there has no size to hint at."""
    if kind is not QtMsgType.QtDebugMsg and "propagateSizeHints" not in message:
        print(message)  # noqa: T201 - for the terminal it was started from


# --- opening ---


def stand_before(app: QApplication, where: Where) -> MainWindow | None:
    """The window in front of the example practice, which is made if it is not there; None if that takes too long."""
    window = MainWindow(app, where, replace_process=lambda _arguments: None)
    window.show()
    return window if _until(app, lambda: _unlock_page(window) is not None) else None


def unlock(app: QApplication, window: MainWindow) -> Desk | None:
    """Open the example practice; None if it does not open."""
    page = _unlock_page(window)
    if page is not None:
        page.requested.emit(EXAMPLE_PASSPHRASE, False, False)
        _until(app, lambda: window.workspace is not None or bool(_refusal(window)))
        window.idle.stop()  # nobody is there, and on a slow machine the pictures take longer than its patience
    return window.desk


def client_of(desk: Desk, code: str) -> Client:
    """Somebody of the example by their code."""
    return next(client for client in desk.find(Client) if client.code == code)


def _until(app: QApplication, condition: Callable[[], bool]) -> bool:
    """Let the program work until something is so; false if it takes too long."""
    end = time.monotonic() + _PATIENCE
    while not condition() and time.monotonic() < end:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        time.sleep(0.01)
    return condition()


def _unlock_page(window: MainWindow) -> UnlockPage | None:
    return window.door.unlock if window.door is not None else None


def _refusal(window: MainWindow) -> str:
    page = _unlock_page(window)
    return page.message() if page is not None else ""


def _letter(desk: Desk, client: Client, folder: Path) -> Written:
    """Export the final letter as the window's export does."""
    from dit_desktop.documents.writing import file_name, write_paper  # noqa: PLC0415 - ReportLab loads here

    final = [letter for letter in desk.find(Letter, client=client.id) if letter.state is LetterState.FINAL][-1]
    today = date.today()  # noqa: DTZ011 - the day on the letter is the therapist's own
    paper = papers.make(desk, "letter", final.id, example=True)
    return write_paper(folder / file_name(papers.PAPERS["letter"].kind, client.code, today), paper)


# --- views ---


def _pages(window: MainWindow, desk: Desk, client: Client) -> Iterator[View]:
    """Every page of the workspace, those of a client with the finished course."""
    workspace = window.workspace
    if workspace is None:
        return
    note = desk.find(SessionNote, client=client.id)[-1]
    letter = desk.find(Letter, client=client.id)[-1]
    of_a_record = {"note": note, "misfiled": note, "missed": next(iter(desk.find(MissedNote)), note)}
    for name in workspace.pages():
        if name == "export":
            workspace.page("letter").preview_requested.emit(Preview("letter", client.id, letter.id))
        else:
            shown = of_a_record.get(name)
            workspace.go(Target(name, shown.client, shown.id) if shown else Target(name, client.id))
        yield View(name, window)


def lying_over(window: MainWindow) -> Iterator[View]:
    """What lies over the pages: a dialog, and the cover."""
    about = About(window)
    about.open()
    yield View("about", about)
    about.close()
    window.covers.lay()
    yield View("hidden", window, window.findChild(Cover))
    window.covers.lift()


def first_run(where: Where, size: QSize) -> Iterator[View]:
    """The pages that only a new practice shows."""
    first = Create(where.folder)
    style.dress(first)
    first.resize(size)
    code = RecoveryPage(_SAMPLE_CODE, _SAMPLE_VAULT)
    for name, page in (
        ("welcome", first.welcome),
        ("passphrase", first.passphrase),
        ("recovery-code", code),
        ("ready", ReadyPage(where.folder)),
    ):
        first.go(page)
        first.show()
        yield View(name, first)
        if page is code:
            code.show_code(on=False)
            yield View("recovery-proof", first)
    first.close()
    first.deleteLater()
