# SPDX-License-Identifier: Apache-2.0
"""Everything the program can show of the example practice, one view after the other."""

from __future__ import annotations

import importlib
import pkgutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTabBar, QWidget

import dit_desktop.ui
from dit_desktop.documents.recovery import recovery_sheet
from dit_desktop.models.desk import Desk
from dit_desktop.models.keys import PARTS
from dit_desktop.models.sealing import mark_in_error, marked
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.session import SessionNote
from dit_desktop.records.settings import Settings
from dit_desktop.store.errors import CODES, DiskFull, Refused
from dit_desktop.store.settings import write_settings
from dit_desktop.store.standing import Standing
from dit_desktop.ui import pictures, style
from dit_desktop.ui.backing_up import Leaving
from dit_desktop.ui.cover import Cover
from dit_desktop.ui.fold import Fold
from dit_desktop.ui.held import Held
from dit_desktop.ui.lateness import Lateness
from dit_desktop.ui.licences import Licences
from dit_desktop.ui.message import Kind, MessageBar
from dit_desktop.ui.pages.attachments import AttachmentsPage
from dit_desktop.ui.pages.executors import ExecutorsPage
from dit_desktop.ui.pages.keys import KeysPage
from dit_desktop.ui.pages.page import Page, Target
from dit_desktop.ui.papers import offered
from dit_desktop.ui.pictures import View
from dit_desktop.ui.registry import PAGES
from dit_desktop.ui.tabs import Tabs
from dit_desktop.ui.vault.column import Column
from dit_desktop.ui.vault.create import Create, PassphrasePage, WaitPage
from dit_desktop.ui.vault.recovery import FULL_ACCESS, RecoveryPage
from dit_desktop.ui.vault.sheet import SheetDialog
from dit_desktop.ui.vault.steps import ProgressPage, ProvePage
from dit_desktop.ui.vault.unlock import UnlockPage
from dit_desktop.ui.vault.where import Where
from dit_desktop.ui.window import MainWindow
from dit_desktop.ui.workspace import Workspace
from tests.looking import damaged
from tests.looking.faults import SIZE
from tests.looking.restoring import restoring
from tests.practices import CHEAP

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


def steps(window: MainWindow) -> Iterator[View]:
    """Every step of a change of keys, and the list with everything that can be there."""
    workspace = window.workspace
    assert workspace is not None
    window.resize(SIZE)
    workspace.go(Target("keys"))
    page = workspace.current
    assert isinstance(page, KeysPage)
    for name, act in (
        ("passphrase", page.change_passphrase),
        ("device", page.remember_device),
        ("anew", page.encrypt_anew),
        ("prove", page.prove),
    ):
        act()
        yield View(f"keys-{name}", window)
    asked = page.step
    assert isinstance(asked, ProvePage)
    asked.next.click()
    yield View("keys-prove-refused", window)
    for name, step in _steps():
        page.show_step(step)
        yield View(f"keys-{name}", window)
    page.open(Target("keys"))
    now = datetime.now(UTC)
    page.list.show_standing(_much(now))
    page.list.message.show_message(Kind.OK, "From now on the new passphrase opens this practice.")
    yield View("keys-much", window)
    page.open(Target("keys"))


def _much(now: datetime) -> Standing:
    """All the keys there can be, and a proof that is due."""
    long_ago = now - timedelta(days=400)
    made = dict.fromkeys(("passphrase", "recovery", "keeper", "device"), long_ago)
    return Standing(made, now - timedelta(days=370), None, True, long_ago, now + timedelta(days=9))


def _steps() -> Iterator[tuple[str, QWidget]]:
    yield "new-passphrase", PassphrasePage("Choose a new passphrase", "Backups made before …", leaving=True)
    yield "full-access", RecoveryPage("0000-0000-0000-0000-0000-0000-0000", "00000000", FULL_ACCESS, leaving=True)
    yield "prove-whole", ProvePage(by_groups=False)
    progress = ProgressPage("Encrypting everything anew", "Until the last part you can stop.", PARTS)
    progress.bar.setValue(4)
    progress.part.setText(PARTS[4])
    yield "progress", progress


def executors(window: MainWindow) -> Iterator[View]:
    """The page of the executors while the code of their pack is shown, and once it is in force."""
    workspace = window.workspace
    assert workspace is not None
    workspace.go(Target("executors"))
    page = workspace.page("executors")
    assert isinstance(page, ExecutorsPage)
    tabs = page.findChild(Tabs)
    assert isinstance(tabs, Tabs)
    before = tabs.current
    tabs.go_to(1)
    page.code.make.click()
    yield View("executors-code-shown", window)
    page.code.done.click()
    yield View("executors-code-made", window)
    page.code.revoke.click()
    tabs.go_to(before)


def messages(window: MainWindow) -> Iterator[View]:
    """Every kind of message in the bar above a page."""
    workspace = window.workspace
    assert workspace is not None
    bar, error = workspace.messages, DiskFull()
    for kind in Kind:
        bar.show_message(kind, error.what, safe=error.safe, then=error.next, action=("Try again", bar.close_message))
        yield View(f"message-{kind.name.lower()}", window)
    bar.close_message()


def licences(window: MainWindow) -> Iterator[View]:
    """The licences that About leads to."""
    dialog = Licences(window)
    dialog.open()
    yield View("licences", dialog)
    dialog.close()


def later(window: MainWindow) -> Iterator[View]:
    """The question until when something is put off."""
    dialog = Lateness(window, "Heron · C-017, session 9: the note is a draft", date(2026, 12, 1))
    dialog.open()
    yield View("later", dialog)
    dialog.close()


def sheet(window: MainWindow) -> Iterator[View]:
    """A sheet with a code, looked at before it is printed."""
    dialog = SheetDialog(recovery_sheet("0000-" * 6 + "0000", "00000000", date(2026, 9, 3)), window)
    dialog.open()
    yield View("sheet", dialog)
    dialog.close()


def held(window: MainWindow) -> Iterator[View]:
    """The page that keeps words which could not be saved."""
    page = Held(window)
    page.hold(DiskFull())
    yield View("held", window, page)
    page.hide()
    page.deleteLater()


def leaving(window: MainWindow) -> Iterator[View]:
    """The page on which the day's backup is made before the program ends."""
    assert window.desk is not None
    assert window.desk.backups is not None
    page = Leaving(window.desk.backups)
    style.dress(page)
    page.resize(SIZE)
    page.show()
    yield View("leaving", page)
    page.close()
    page.deleteLater()
    while window.desk.backups.working:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def closed(where: Where) -> Iterator[View]:
    """The pages of a closed practice that its owner meets, with everything they may have to say."""
    for name, page in _doors(where):
        style.dress(page)
        page.resize(SIZE)
        page.show()
        yield View(name, page)
        page.close()
        page.deleteLater()


def _doors(where: Where) -> Iterator[tuple[str, QWidget]]:
    yield "unlock", UnlockPage()
    yield "unlock-locked", UnlockPage(locked_at="14:02")
    yield "unlock-example", UnlockPage(example=True)
    asked = UnlockPage()
    asked.ask_for(code=True)
    yield "unlock-code", asked
    for code, kind in {**CODES, Refused.code: Refused}.items():
        page = UnlockPage()
        page.refuse_opening(kind())
        yield f"unlock-{code.replace('_', '-')}", page
    yield from restoring(where.folder)
    yield from damaged.rescue()
    busy = UnlockPage()
    busy.set_busy("Opening …")
    yield "unlock-opening", busy
    wait = WaitPage()
    wait.say("Making your practice and its keys …")
    yield "wait", wait
    again = PassphrasePage("Choose a new passphrase", "Your code is right.")
    again.choice.first.line.setText("password1234")
    again.choice.submit()
    yield "passphrase-refused", again
    offered = Create(where.folder)
    offered.go(offered.passphrase)
    offered.passphrase.choice.use.click()
    yield "passphrase-offered", offered


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
