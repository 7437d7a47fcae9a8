# SPDX-License-Identifier: Apache-2.0
"""Every page of the example practice, with all its tabs, unfolded, and with what else there is to see on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QWidget

from dit_desktop.models.desk import Desk
from dit_desktop.models.sealing import mark_in_error, marked
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.session import SessionNote
from dit_desktop.ui import pictures
from dit_desktop.ui.fold import Fold
from dit_desktop.ui.pages.attachments import AttachmentsPage
from dit_desktop.ui.pages.page import Page, Target
from dit_desktop.ui.papers import offered
from dit_desktop.ui.pictures import View
from dit_desktop.ui.registry import PAGES
from dit_desktop.ui.tabs import Tabs
from dit_desktop.ui.window import MainWindow
from dit_desktop.ui.workspace import Workspace
from tests.looking.faults import SIZE

FINISHED, RUNNING, ASKING = "C-009", "C-017", "E-024"  # a course that ended, one that runs, somebody without one
_OF_A_CLIENT = {
    "overview": (FINISHED, RUNNING, ASKING),
    "details": (RUNNING, ASKING),
    "assessment": (FINISHED, RUNNING),
    "safety": (FINISHED, RUNNING),
    "people": (FINISHED, ASKING),
    "goals": (FINISHED, ASKING),
    "review": (FINISHED,),
    "closing": (FINISHED, RUNNING),
    "formulation": (FINISHED, RUNNING, ASKING),
    "sessions": (FINISHED, RUNNING),
    "letter": (FINISHED, RUNNING),
    "attachments": (RUNNING, FINISHED),
}


def pages(window: MainWindow) -> Iterator[View]:
    """Every page, each with all its tabs, and unfolded."""
    workspace, desk = window.workspace, window.desk
    assert workspace is not None
    assert desk is not None
    for name, go in [(name, go) for page in PAGES for name, go in _ways(page, window, desk)]:
        window.resize(SIZE)  # a page that made the window grow is told of once
        go()
        page = workspace.current
        assert page is not None
        yield from _turned(name, window, page, set())
        folded = [fold for fold in page.findChildren(Fold) if fold.isVisible() and not fold.is_open()]
        if folded:
            for fold in folded:
                fold.set_open(True)
            yield View(f"{name}-unfolded", window)
            for fold in folded:
                fold.set_open(False)


def _ways(page: type[Page], window: MainWindow, desk: Desk) -> Iterator[tuple[str, Callable[[], None]]]:
    """The names of a page's pictures, and how to come there."""
    workspace = window.workspace
    assert workspace is not None
    ids = {code: pictures.client_of(desk, code).id for code in (FINISHED, RUNNING, ASKING)}

    def to(target: Target) -> Callable[[], None]:
        return partial(workspace.go, target)

    match page.name:
        case "note" | "misfiled":
            (signed, draft), name = _notes(desk, ids), page.name
            yield f"{name}-signed", to(Target(name, signed.client, signed.id))
            yield f"{name}-draft", to(Target(name, draft.client, draft.id))
        case "diary":
            yield from _diary(workspace)
        case "missed":
            missed = desk.find(MissedNote, client=ids[RUNNING])[0]
            yield "missed", to(Target("missed", missed.client, missed.id))
        case "export":
            for wanted in offered(desk, ids[FINISHED]):
                yield f"export-{wanted.paper}", partial(workspace.page("letter").preview_requested.emit, wanted)
        case name if name in _ALSO:
            word, act = _ALSO[name]
            yield f"{name}{word}", to(Target(name))
            yield name, partial(act, window)
        case name if name in _OF_A_CLIENT:
            yield from _of_a_client(name, ids, workspace)
        case name:
            yield name, to(Target(name, ids[FINISHED] if page.inside else 0))


def _of_a_client(name: str, ids: dict[str, int], workspace: Workspace) -> Iterator[tuple[str, Callable[[], None]]]:
    """A page of several clients, and what else there is to see of the last of them."""
    for code in _OF_A_CLIENT[name]:
        yield f"{name}-{code}", partial(workspace.go, Target(name, ids[code]))
    for word, act in _AND_THEN.get(name, ()):
        yield f"{name}-{word}", partial(act, workspace)


def _with_a_backup(window: MainWindow) -> None:
    """The page of backups once there is one."""
    workspace, desk = window.workspace, window.desk
    assert workspace is not None
    assert desk is not None
    assert desk.backups is not None
    if desk.backups.last() is None:
        desk.backups.back_up()
        while desk.backups.working:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    workspace.go(Target("backups"))


def _diary(workspace: Workspace) -> Iterator[tuple[str, Callable[[], None]]]:
    """The diary with somebody and with nobody in the hour that is looked at, a day of it, and leave being entered."""
    diary = workspace.page("diary")
    next(item for item in diary.findChildren(QPushButton) if item.text() == "Week").click()
    day = date.today()  # noqa: DTZ011 - the day on which the example is opened
    yield "diary", partial(workspace.go, Target("diary"))
    yield "diary-booked", partial(workspace.go, Target("diary", field=f"{day}T10:00"))
    yield "diary-free", partial(workspace.go, Target("diary", field=f"{day}T12:00"))
    for words in ("Day", "Leave or break …"):
        press = next(item for item in diary.findChildren(QPushButton) if item.text() == words)
        yield f"diary-{_slug(words)}", press.click


def _notes(desk: Desk, ids: dict[str, int]) -> tuple[SessionNote, SessionNote]:
    """A note that is signed and one that is not."""
    drafts = (note for note in desk.find(SessionNote, client=ids[RUNNING]) if not note.signed_at)
    return desk.find(SessionNote, client=ids[FINISHED])[-1], next(drafts)


def _mark_one(window: MainWindow) -> None:
    """Mark a note as entered in error, unless one is, and go to the list of them."""
    desk = window.desk
    assert desk is not None
    assert window.workspace is not None
    if not marked(desk):
        note = next(note for note in desk.find(SessionNote) if note.signed_at)
        mark_in_error(desk, note, "It was written under the wrong code.")
    window.workspace.go(Target("errors"))


def _check_log(window: MainWindow) -> None:
    assert window.workspace is not None
    window.workspace.go(Target("log"))
    window.workspace.page("log").check()  # type: ignore[attr-defined]


def _ask_to_lend(workspace: Workspace) -> None:
    page = workspace.page("attachments")
    assert isinstance(page, AttachmentsPage)
    page.ask_to_lend()


def _look_at_one(workspace: Workspace) -> None:
    """Look at the file that is attached, once it can be seen."""
    page = workspace.page("attachments")
    assert isinstance(page, AttachmentsPage)
    page.look()
    while not page.view.is_shown():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _make_a_mistake(window: MainWindow) -> None:
    """Go to the report of a mistake of the program."""
    assert window.workspace is not None
    try:
        window.workspace.page("no such page")
    except StopIteration as error:
        window.tell_mistake(error)
    window.workspace.messages.close_message()
    window.workspace.go(Target("reports"))


# What else is looked at on a page of a client, the last that was shown.
_AND_THEN: dict[str, Sequence[tuple[str, Callable[[Workspace], None]]]] = {
    "attachments": (("asked", _ask_to_lend), ("looked-at", _look_at_one)),
}
# Pages that are looked at twice: what is added to the name of the first look, and what leads to the second.
_ALSO: dict[str, tuple[str, Callable[[MainWindow], None]]] = {
    "backups": ("-none", _with_a_backup),
    "errors": ("-none", _mark_one),
    "log": ("-unchecked", _check_log),
    "reports": ("-none", _make_a_mistake),
}


def _turned(name: str, window: QWidget, page: QWidget, done: set[QWidget]) -> Iterator[View]:
    """A page as it is, then with each of its tabs in front."""
    yield View(name, window)
    for groups in page.findChildren(Tabs):
        if groups in done or not groups.isVisible():
            continue
        done.add(groups)
        shown = groups.current
        for button in groups.buttons():
            if not button.isChecked():
                button.click()
                yield from _turned(f"{name}-{_slug(button.text())}", window, page, done)
        groups.go_to(shown)
    for bar in page.findChildren(QTabBar):
        if bar in done or not bar.isVisible():
            continue
        done.add(bar)
        first = bar.currentIndex()
        for number in range(bar.count()):
            if number != first and bar.isTabVisible(number):
                bar.setCurrentIndex(number)
                yield from _turned(f"{name}-{_slug(bar.tabText(number))}", window, page, done)
        bar.setCurrentIndex(first)


def _slug(words: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in words.lower()).split())
