# SPDX-License-Identifier: Apache-2.0
"""The one window: closed at the door, open at the workspace, locked by going away."""

from __future__ import annotations

import contextlib
import importlib
import sys
import time
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from dit_desktop.i18n import _
from dit_desktop.paths import data_folder
from dit_desktop.ui import frame as frames
from dit_desktop.ui import style
from dit_desktop.ui.foot import Foot
from dit_desktop.ui.vault.door import Door
from dit_desktop.ui.vault.where import Where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction

    from dit_desktop.models.backups import Backups
    from dit_desktop.models.desk import Desk
    from dit_desktop.records.settings import Settings
    from dit_desktop.store.vault import Place, Vault
    from dit_desktop.ui.actions import Menus
    from dit_desktop.ui.held import Held
    from dit_desktop.ui.locking import Locking
    from dit_desktop.ui.preferences import Preferences
    from dit_desktop.ui.quitting import Quitting
    from dit_desktop.ui.workspace import Workspace

# Loaded after the first paint, one at a time, so that typing the passphrase never waits for all of them.
_LATER = (
    "dit_desktop.store.vault",
    "dit_desktop.models.desk",
    "dit_desktop.models.jobs",
    "dit_desktop.models.backups",
    "dit_desktop.ui.locking",
    "dit_desktop.ui.quitting",
    "dit_desktop.ui.registry",
    "dit_desktop.ui.workspace",
)
_QUIET = 3000  # milliseconds after which something may be said that is not about what was just asked for


class MainWindow(QMainWindow):
    """Holds the door or the workspace, and sees to it that leaving loses nothing."""

    furnished = Signal()  # all that the first page did not need is there

    def __init__(
        self,
        app: QApplication,
        where: Where,
        *,
        replace_process: Callable[[Sequence[str]], None],
        locked_at: str = "",
        frame: str = "",
        pause: int = 500,
    ) -> None:
        """Stand before a practice; `replace_process` starts the program anew with the arguments it is given."""
        super().__init__()
        self._app, self.where, self._replace = app, where, replace_process
        self.preferences: Preferences
        style.apply_named(app, *where.look())
        style.dress(self)
        self.desk: Desk | None = None
        self.workspace: Workspace | None = None
        self._locking: Locking | None = None
        self._quitting: Quitting | None = None
        self._menus: Menus | None = None
        self._furnished = False
        self._hidden = False
        self._title = ""
        self._foot = Foot(self)
        self.setWindowTitle(_("DIT Desktop"))
        frames.place(self, frame)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        door = Door(where, locked_at=locked_at, pause=pause)
        door.opened.connect(self._arrive)
        door.moved.connect(self._move)
        door.entrusted.connect(self._watch_over)
        door.example_requested.connect(self._look_around)
        door.own_requested.connect(lambda: self._replace(Where(data_folder()).arguments()))
        self.door: Door | None = door
        self._stack.addWidget(door)

    # --- after the first paint ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._furnished:
            self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the window come onto the screen; it is painted before anything queued now gets its turn."""
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.furnish)
        return False

    def furnish(self) -> None:
        """Make all that the first page does not need: actions, watchers, and the modules of an open practice."""
        if self._furnished:
            return
        self._furnished = True
        from dit_desktop.ui.actions import ACTIONS, Menus  # noqa: PLC0415 - after the first paint
        from dit_desktop.ui.capture import Capture  # noqa: PLC0415
        from dit_desktop.ui.clipboard import Copied  # noqa: PLC0415
        from dit_desktop.ui.cover import Covers  # noqa: PLC0415
        from dit_desktop.ui.idle import Idle  # noqa: PLC0415
        from dit_desktop.ui.mark import mark_icon  # noqa: PLC0415
        from dit_desktop.ui.mistakes import Noted  # noqa: PLC0415
        from dit_desktop.ui.preferences import Preferences  # noqa: PLC0415
        from dit_desktop.ui.remembered import remember_nothing  # noqa: PLC0415

        remember_nothing()
        self.noted = Noted(self)
        self.preferences = Preferences(self._app, self.where)
        self.preferences.changed.connect(self._follow_settings)
        self.covers = Covers(self._app)
        self.covers.lifted.connect(lambda: self._show_title(self._title))
        self.copied = Copied(self._app)
        self._capture = Capture(self._app)
        self._capture.set_kept_out(self.preferences.now.kept_out_of_captures)
        self.idle = Idle(self._app, self.preferences.now.lock_minutes)
        self.idle.expired.connect(self._pull_idle)
        self.idle.counted.connect(self._count)
        self._app.commitDataRequest.connect(self._pull_session)
        self.setWindowIcon(mark_icon())
        style.ring(self._app)
        self.menuBar().hide()
        self._menus = Menus(self)
        self._menus.add(ACTIONS)
        self._show_actions()
        self.furnished.emit()
        self._load(list(_LATER))

    def _load(self, names: list[str]) -> None:
        if names:
            importlib.import_module(names.pop(0))
            QTimer.singleShot(0, self, lambda: self._load(names))
            return
        from dit_desktop.store.ready import make_ready  # noqa: PLC0415 - after the first paint
        from dit_desktop.ui.system.listening import listen  # noqa: PLC0415

        make_ready()
        self._list_pages()
        listen(self, self.pull)
        _learn_classes(self)
        if self.door is not None:
            self.door.try_device()

    def _list_pages(self) -> None:
        """Put the pages into the menus, once their modules are there."""
        from dit_desktop.ui.registry import OPENING  # noqa: PLC0415 - after the first paint

        if self._menus is not None and OPENING[0].name not in self._menus.made:
            self._menus.add(OPENING)
            self._show_actions()

    # --- entering ---

    def _arrive(self, vault: Vault) -> None:
        """The vault is open; it is closed again unseen if something locked meanwhile."""
        if self.door is not None and self.door.is_shut:
            vault.close()
            self._leave_door()
            self.start_over()
        else:
            self._enter(vault)

    def _enter(self, vault: Vault) -> None:
        """The vault is open: the workspace takes the place of the door."""
        from dit_desktop.documents.packed import packed  # noqa: PLC0415 - after the first paint
        from dit_desktop.models.backups import Backups  # noqa: PLC0415
        from dit_desktop.models.desk import Desk  # noqa: PLC0415
        from dit_desktop.ui.locking import Locking  # noqa: PLC0415
        from dit_desktop.ui.quitting import Quitting  # noqa: PLC0415
        from dit_desktop.ui.workspace import Workspace  # noqa: PLC0415

        self.furnish()
        self._list_pages()
        self.preferences.enter()
        self._capture.set_kept_out(self.preferences.now.kept_out_of_captures)
        self.desk = Desk(vault, self)
        backups = self.desk.backups = Backups(vault, self.preferences.now, self.idle.quiet, self.desk, pack=packed)
        self.desk.checkup.quiet = self.idle.quiet
        self._follow(self.desk, backups)
        self._locking, self._quitting = Locking(self, self._app), Quitting(self, self._stack)
        self.workspace = Workspace(self.desk, settings=self.preferences.now)
        self._listen(self.workspace)
        backups.told.connect(self.workspace.tell)
        self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace)
        self._leave_door()
        self._say(self.desk.person())
        self.menuBar().show()
        self._foot.show()
        self._show_title("")
        self.workspace.return_to(self.desk.place())
        self._show_actions()
        self._show_status()
        self.idle.start()
        if not self.where.example:  # what is invented is backed up only when somebody asks
            backups.start()
        QTimer.singleShot(_QUIET, self.workspace, self.workspace.remind)
        self.noted.begin(self.desk, backups, self.workspace)

    def _listen(self, workspace: Workspace) -> None:
        workspace.title_changed.connect(self._show_title)
        workspace.lock_requested.connect(lambda: self.pull("key"))
        workspace.rescue_requested.connect(lambda: self.pull("rescue"))
        workspace.settings_changed.connect(self.preferences.take)
        workspace.actions_changed.connect(self._show_actions)
        workspace.reworded.connect(self._say)
        workspace.client_closed.connect(self.copied.clear)
        workspace.status_changed.connect(self._show_status)

    def _follow(self, desk: Desk, backups: Backups) -> None:
        desk.changed.connect(backups.touch)
        backups.changed.connect(self._show_status)
        backups.settings_changed.connect(self.preferences.take)

    def _move(self, where: Where) -> None:
        self.where = where
        self.preferences.move(where)

    def _leave_door(self) -> None:
        """Nobody stands before the practice any more."""
        door, self.door = self.door, None
        if door is not None:
            door.leave()
            self._stack.removeWidget(door)
            door.deleteLater()

    def _look_around(self) -> None:
        self._leave_door()
        self._replace(Where(data_folder("example"), example=True).arguments())

    def come_forward(self) -> None:
        """Be seen: somebody started the program again for the practice that stands here already."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        self._app.alert(self)  # where a window may not come forward by itself

    # --- leaving ---

    def save(self, place: Place | None = None) -> None:
        """Put everything that is typed on the disk, and the place; raises what keeps it from there.

        This is how the window leaves: on a full disk it takes the room that is kept for that.
        """
        from dit_desktop.store.errors import DiskFull  # noqa: PLC0415 - after the first paint

        if self.desk is None or self.workspace is None or self.desk.read_only:
            return
        self.desk.keep_place(place or self.workspace.place())
        self.workspace.flush()
        try:
            self.desk.settle()
        except DiskFull:
            if not self.desk.make_room():
                raise
            self.desk.settle()

    def pull(self, name: str) -> None:
        """Do what the table of triggers says that this one leads to."""
        from dit_desktop.ui.triggers import BY_NAME, Deed  # noqa: PLC0415 - after the first paint

        match BY_NAME[name].deed:
            case Deed.LOCK if self.door is not None:
                self.door.shut_out()
                if self.door.is_entrusted and not self.door.is_shut:  # else as soon as what is running has ended
                    self._go_from_door()
            case Deed.LOCK:
                self.lock(*(["--damaged"] if name == "rescue" else []))
            case Deed.SAVE:
                self._save_quietly()
            case Deed.END if name == "quit":  # a person is there and can be asked
                self.close()
            case _:
                self.leave()

    def _watch_over(self) -> None:
        """What stands at the door from now on may not be left alone either, and was not to be if it is shut."""
        self.furnish()
        if self.door is None or not self.door.is_shut:
            self.idle.start()
        else:
            self._go_from_door()

    def _go_from_door(self) -> None:
        """Nobody is there, and a code or a way in is: out of sight, closed, and asked for after unlocking."""
        from dit_desktop.ui.locking import hide_everything  # noqa: PLC0415 - after the first paint

        self.idle.stop()
        hide_everything(self, self._app)
        self._leave_door()
        self.close_practice()
        self.start_over()

    # The application lives longer than a window: what it tells is connected to methods, which hold no window.

    def _pull_idle(self) -> None:
        self.pull("idle")

    def _pull_session(self) -> None:
        self.pull("session")

    def lock(self, *more: str) -> None:
        """Close the practice and let a fresh process take over; asks nothing and waits for no dialog."""
        if self._locking is not None:
            self._locking.lock(*more)

    def start_over(self, *more: str) -> None:
        """Let a fresh process take over at the locked door, in the same place on the screen."""
        moment = time.strftime("%H:%M")
        self._replace([*self.where.arguments(), "--locked-at", moment, "--frame", frames.words(self), *more])

    @property
    def held(self) -> Held | None:
        """What stands over words that could not be saved at locking."""
        return self._locking.held if self._locking else None

    def show_inside(self, *, shown: bool) -> None:
        """Show what stands in the window, or for as long as it is to be hidden nothing of it, not even a name."""
        self._hidden = not shown
        self._show_title(self._title)
        for part in (self.menuBar(), self._stack, self.statusBar()):
            part.setVisible(shown)

    def close_practice(self) -> None:
        """Close the vault; what could still fail here must not keep anybody from locking."""
        from dit_desktop.store.errors import Refused  # noqa: PLC0415 - after the first paint
        from dit_desktop.ui.remembered import forget  # noqa: PLC0415

        self.copied.clear()
        forget()
        desk, self.desk = self.desk, None
        if desk is not None:
            with contextlib.suppress(OSError, Refused):
                desk.close()
            self.noted.end()

    def _save_quietly(self) -> None:
        """Save what can be saved, where nobody could answer any more."""
        from dit_desktop.store.errors import Refused  # noqa: PLC0415 - after the first paint

        with contextlib.suppress(Refused):
            self.save()

    def leave(self) -> None:
        """Save and end, for whoever asks from outside; what cannot be saved is as it was a moment before."""
        self._save_quietly()
        self._leave_door()
        if self._furnished:
            self.close_practice()
        self._app.exit(0)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._quitting is not None and not self._quitting.may_end():
            event.ignore()
            return
        self._leave_door()
        if self._furnished:
            self.close_practice()
        event.accept()
        self._app.quit()

    def tell_mistake(self, error: BaseException) -> None:
        """Say that the program made a mistake, by its type and place; its values could be somebody's words."""
        from dit_desktop.store.errors import unknown  # noqa: PLC0415 - rarely wanted

        told = unknown(error)
        sys.stderr.write(f"{told.what}\n")
        if self._furnished:
            self.noted.mistake(error, told, self.workspace)

    # --- actions ---

    def run(self, name: str) -> None:
        """Do what an action of the menus says."""
        item = self._menus.declared.get(name) if self._menus is not None else None
        if item is not None and item.anywhere is not None:
            item.anywhere(self)
        elif self.workspace is not None:
            self.workspace.run(name)

    def hide_screen(self) -> None:
        """Cover everything until Escape is pressed."""
        self.covers.lay()

    def show_about(self) -> None:
        """Say what program this is."""
        from dit_desktop.ui.about import About  # noqa: PLC0415 - rarely wanted

        About(self).open()

    @property
    def actions_by_name(self) -> dict[str, QAction]:
        """Every action of the menus."""
        return self._menus.made if self._menus is not None else {}

    def _show_actions(self) -> None:
        if self._menus is not None:
            for name, item in self._menus.declared.items():
                here = self.workspace is not None and self.workspace.enabled(name)
                self._menus.made[name].setEnabled(item.anywhere is not None or here)

    def _say(self, person: str) -> None:
        if self._menus is not None:
            self._menus.say(person)

    # --- what is shown around the pages ---

    def _show_title(self, words: str) -> None:
        """Name what is open, unless nobody is to see it."""
        self._title = words
        parts = [_("DIT Desktop")]
        if not self._hidden and not self.covers.laid:
            parts = [words, _("Example practice") if self.where.example else "", *parts]
        self.setWindowTitle(" – ".join(part for part in parts if part))

    def _count(self, left: int) -> None:
        self._foot.left = left
        self._show_status()

    def status(self) -> str:
        """What the line at the foot of the window says."""
        return self._foot.words

    def _show_status(self) -> None:
        if self.workspace is not None:
            backups = self.desk.backups if self.desk is not None else None
            minutes = self.preferences.now.lock_minutes
            self._foot.tell(self.workspace.status(), backups, minutes, example=self.where.example)

    # --- settings ---

    def _follow_settings(self, settings: Settings) -> None:
        self.idle.set_minutes(settings.lock_minutes)
        self._capture.set_kept_out(settings.kept_out_of_captures)
        if self.desk is not None and self.desk.backups is not None:
            self.desk.backups.set_settings(settings)
        if self.workspace is not None:
            self.workspace.show_settings(settings)
        self._show_status()

    def resize_text(self, step: int) -> None:
        """Make all text larger or smaller by so many per cent of its own size."""
        self.preferences.resize_text(step)


def _learn_classes(window: QMainWindow) -> None:
    """Let Python learn the classes of Qt that an open practice needs, or else it does while one opens."""
    window.findChildren(QObject)
    for name in dir(QtWidgets):
        if name.startswith("QStyleOption"):  # each comes to the style, and each brings enumerations of its own
            getattr(QtWidgets, name)
    for name in ("QDateTime", "QMetaMethod"):
        getattr(QtCore, name)
