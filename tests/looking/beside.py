# SPDX-License-Identifier: Apache-2.0
"""What is shown beside the pages: steps, messages, dialogs, and a practice that is being left or is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from dit_desktop.documents.recovery import recovery_sheet
from dit_desktop.models.keys import PARTS
from dit_desktop.store.errors import CODES, DiskFull, Refused
from dit_desktop.store.standing import Standing
from dit_desktop.ui import style
from dit_desktop.ui.backing_up import Leaving
from dit_desktop.ui.held import Held
from dit_desktop.ui.lateness import Lateness
from dit_desktop.ui.licences import Licences
from dit_desktop.ui.message import Kind
from dit_desktop.ui.pages.executors import ExecutorsPage
from dit_desktop.ui.pages.keys import KeysPage
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.pictures import View
from dit_desktop.ui.tabs import Tabs
from dit_desktop.ui.vault.create import Create, PassphrasePage, WaitPage
from dit_desktop.ui.vault.recovery import FULL_ACCESS, RecoveryPage
from dit_desktop.ui.vault.sheet import SheetDialog
from dit_desktop.ui.vault.steps import ProgressPage, ProvePage
from dit_desktop.ui.vault.unlock import UnlockPage
from dit_desktop.ui.vault.where import Where
from dit_desktop.ui.window import MainWindow
from tests.looking import damaged
from tests.looking.faults import SIZE
from tests.looking.restoring import restoring


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
