# SPDX-License-Identifier: Apache-2.0
"""An open practice: the sidebar, the pages, and the ways between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.clients import shown_name
from dit_desktop.records.client import Client
from dit_desktop.records.course import Course
from dit_desktop.records.settings import Settings
from dit_desktop.store.errors import Missing
from dit_desktop.store.vault import Place
from dit_desktop.ui.actions import ACTIONS
from dit_desktop.ui.contents import Contents
from dit_desktop.ui.form import Form
from dit_desktop.ui.hour_note import write_note
from dit_desktop.ui.message import MessageBar
from dit_desktop.ui.notices import Notices
from dit_desktop.ui.pages.backups import BackupsPage
from dit_desktop.ui.pages.checks import ChecksPage
from dit_desktop.ui.pages.clients import ClientsPage
from dit_desktop.ui.pages.erase import ErasePage
from dit_desktop.ui.pages.export import ExportPage
from dit_desktop.ui.pages.keys import KeysPage
from dit_desktop.ui.pages.misfiled import MisfiledPage
from dit_desktop.ui.pages.overview import OverviewPage
from dit_desktop.ui.pages.page import Page, Preview, Signs, Target
from dit_desktop.ui.pages.practice import PracticePage
from dit_desktop.ui.pages.settings import SettingsPage
from dit_desktop.ui.papers import PAPERS, asked_on
from dit_desktop.ui.registry import OPENING, PAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from dit_desktop.models.desk import Desk
    from dit_desktop.records.practice import ListName
    from dit_desktop.store.errors import Refused
    from dit_desktop.ui.palette import Palette

_HOME = "today"
_EVERY = {action.name: action for action in (*ACTIONS, *OPENING)}
G = TypeVar("G", bound=Page)


class Workspace(QWidget):
    """Holds the pages, each made when it is first wanted, and keeps them true."""

    title_changed = Signal(str)
    lock_requested = Signal()
    rescue_requested = Signal()  # lock, and lead on from damage
    client_closed = Signal()
    settings_changed = Signal(object)  # Settings
    run_requested = Signal(str)  # an action of the window
    actions_changed = Signal()
    status_changed = Signal()
    reworded = Signal(str)  # by which word the practice calls the people who come

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, settings: Settings | None = None) -> None:
        """Make the frame around an open vault; `settings` are this computer's."""
        super().__init__(parent)
        self.desk = desk
        self.client = 0
        self._words = self._chosen_words()
        self._palette: Palette | None = None
        self._settings = settings or Settings()
        self._before: Target | None = None  # where somebody was who asked for a paper
        self._towards: Target | None = None  # the page that is being opened, or was last
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self.messages = MessageBar()
        self.contents = Contents(desk.worded, example=self._settings.example)
        self.contents.turned.connect(self.run)
        self._notices = Notices(desk, self.messages, self.go, lambda: self.of(KeysPage))
        self._notices.told.connect(self.status_changed)
        self._lay_out()
        desk.whereabouts = self.place
        desk.changed.connect(self._refresh)
        desk.waiting_changed.connect(self._waiting_changed)
        desk.checkup.begin()
        desk.indexing.begin()

    # --- the frame ---

    def _lay_out(self) -> None:
        # Wrapped labels ask for the height they would need at their narrowest; no page is that narrow.
        self._stack.setMinimumSize(1, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.contents)
        whole.addLayout(column, 1)

    @staticmethod
    def pages() -> list[str]:
        """The names of every page there is."""
        return [page.name for page in PAGES]

    def page(self, name: str) -> Page:
        """A page by its name; made if it was not needed before."""
        if name not in self._pages:
            made = self._make(next(page for page in PAGES if page.name == name))
            made.go_requested.connect(self.go)
            made.told.connect(self._notices.tell)
            made.preview_requested.connect(self._preview)
            made.said.connect(self._notices.said)
            made.left.connect(self._start_over)
            made.grown.connect(self._follow)
            self._follow(made)
            self._pages[name] = made
            self._stack.addWidget(made)
        return self._pages[name]

    def _follow(self, part: QWidget) -> None:
        """Know when something is typed there, and when it is saved."""
        for form in part.findChildren(Form):
            form.typing.connect(self.status_changed)
            form.rested.connect(self.status_changed)

    def of(self, cls: type[G]) -> G:
        """A page by its class."""
        return cast("G", self.page(cls.name))

    def _make(self, cls: type[Page]) -> Page:
        if cls is ExportPage:
            return ExportPage(self.desk, example=self._settings.example)
        if cls is SettingsPage:
            made = SettingsPage(self.desk, settings=self._settings)
            made.settings_changed.connect(self._take_settings)
            return made
        if cls is BackupsPage:
            backups = BackupsPage(self.desk)
            backups.restore_requested.connect(self.lock_requested)
            return backups
        if cls is ChecksPage:
            checks = ChecksPage(self.desk)
            checks.rescue_requested.connect(self.rescue_requested)
            return checks
        if cls is PracticePage:
            return PracticePage(self.desk, duties=[page for page in PAGES if page.card])
        return cls(self.desk)

    def show_settings(self, settings: Settings) -> None:
        """Take what was set elsewhere."""
        self._settings = settings
        page = self._pages.get(SettingsPage.name)
        if isinstance(page, SettingsPage):
            page.show_settings(settings)

    def _take_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.settings_changed.emit(settings)

    # --- going somewhere ---

    @property
    def current(self) -> Page | None:
        """The page on the screen."""
        found = self._stack.currentWidget()
        return found if isinstance(found, Page) else None

    def go(self, target: Target) -> None:
        """Show a page; what was being typed on the one before is saved."""
        if self.current:
            self.current.flush()
        page = self.page(target.page)
        if page.inside and target.client != self.client:
            self._enter(target.client)
        self._towards = target
        page.open(target)  # before it is seen: Qt lays out and styles at once only what is in sight
        if self._towards is not target:
            return  # the page led on to another
        self._stack.setCurrentWidget(page)
        at = page.focusWidget()
        if at is not None:
            at.setFocus()
        self.contents.mark(page.under or target.page)
        self.actions_changed.emit()

    def _enter(self, client: int) -> None:
        if self.client:
            self._leave()
        self.client = client
        self._show_name()

    def _leave(self) -> None:
        """Let nothing of the client stand anywhere."""
        if self._palette is not None:
            self._palette.close_palette(back=False)
        for page in self._pages.values():
            page.flush()
            if page.inside or page.personal:
                page.clear()
        self.client = 0
        self.contents.show_client("")
        self.desk.undo.clear()
        self.title_changed.emit("")

    def _show_name(self) -> None:
        if self.client:
            name = shown_name(self.desk.get(Client, self.client), self.desk.practice())
            self.contents.show_client(name)
            self.title_changed.emit(name)

    def close_client(self) -> None:
        """Close the client: page, history and what could be undone are emptied."""
        self._leave()
        self.client_closed.emit()
        self.go(Target(_HOME))

    def _start_over(self, target: Target) -> None:
        """Let nothing stand of what was shown of a client, read them anew for the lists, and go on from there."""
        client = self.client
        self._leave()
        self.client_closed.emit()
        self._refresh(Client.__name__, client, self)
        self.go(target)

    def _preview(self, wanted: Preview) -> None:
        self._before = None
        self.go(Target(ExportPage.name, wanted.client))
        self.of(ExportPage).show_preview(wanted)
        self.contents.mark(PAPERS[wanted.paper].page)

    # --- actions ---

    def enabled(self, name: str) -> bool:
        """Whether an action can be done now."""
        action = _EVERY[name]
        return (bool(self.client) or not action.inside) and (action.can is None or action.can(self))

    def run(self, name: str) -> None:
        """Do what an action says, unless it needs a client and none is open."""
        action = _EVERY[name]
        if action.do is not None and (self.client or not action.inside):
            action.do(self)

    def act(self, name: str) -> None:
        """Do what an action says, here or in the window."""
        if _EVERY[name].do is None:
            self.run_requested.emit(name)
        else:
            self.run(name)

    def open_palette(self) -> None:
        """Show one line over the page that leads anywhere; asked again it goes."""
        from dit_desktop.ui.palette import Palette  # noqa: PLC0415 - when it is first wanted
        from dit_desktop.ui.ways import ways  # noqa: PLC0415

        if self._palette is not None:
            self._palette.close_palette()
            return
        self.flush()
        self._palette = Palette(ways(self, OPENING), self)
        self._palette.closed.connect(self._palette_closed)

    def _palette_closed(self) -> None:
        self._palette = None

    def new_client(self) -> None:
        """Begin somebody new."""
        self.go(Target(ClientsPage.name))
        self.of(ClientsPage).new_client()

    def find_client(self) -> None:
        """Put the cursor where a client is looked for."""
        self.go(Target(ClientsPage.name, field="find"))

    def write_note(self) -> None:
        """Begin the note of the hour."""
        write_note(self)

    def sign(self) -> None:
        """Close the note that is shown for good."""
        if isinstance(self.current, Signs):
            self.current.sign()

    def lock(self) -> None:
        """Ask for the practice to be locked."""
        self.lock_requested.emit()

    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self.desk.undo.canUndo()

    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return self.desk.undo.canRedo()

    def undo(self) -> None:
        """Take back the last change."""
        self._step(QUndoStack.undo)

    def redo(self) -> None:
        """Make again what was taken back."""
        self._step(QUndoStack.redo)

    def _step(self, step: Callable[[QUndoStack], None]) -> None:
        self.flush()  # what is being typed is the first thing to take back
        before = self._courses()
        step(self.desk.undo)
        if self._courses() != before:  # the page may be about a course that is no more
            self.go(Target(OverviewPage.name, self.client))

    def _courses(self) -> list[int]:
        return [course.id for course in self.desk.find(Course, parent=self.client)] if self.client else []

    def shown_record(self) -> int:
        """The clinical record that the page on the screen shows, or 0."""
        here = self.current.place() if self.current else Target(_HOME)
        found = self.desk.clinical(here.record) if here.record else None
        return here.record if found is not None and here.page not in {MisfiledPage.name, ErasePage.name} else 0

    def misfiled(self) -> None:
        """Put right that a record stands in the wrong place."""
        self.flush()
        if self.current and (record := self.shown_record()):
            self.go(Target(MisfiledPage.name, self.client, record, self.current.name))

    def erase_client(self) -> None:
        """Show what erasing the open client would take."""
        self.go(Target(ErasePage.name, self.client))

    def preview(self) -> None:
        """Look at the paper of this page, else at the first there is of this client."""
        page = self.current
        if page is None or isinstance(page, ExportPage):
            return
        page.flush()
        wanted = asked_on(self.desk, page.place())
        if wanted is not None:
            before = page.place()  # where the keys are still
            self._preview(wanted)
            self._before = before
        elif not any(paper.page == page.name for paper in PAPERS.values()):
            self.go(Target("letter", self.client))  # where the first will be written

    # --- keeping true ---

    def _refresh(self, kind: str, record: int, origin: object) -> None:
        for page in list(self._pages.values()):  # one may lead elsewhere, and that page be made
            page.refresh(kind, record, origin)
        if kind in {"Client", "Practice"}:
            self._show_name()
        if kind == "Practice":
            self._reword()
        self.actions_changed.emit()

    def _reword(self) -> None:
        """Make the pages anew if another word or name was chosen for the people who come: they say it as they stand."""
        if self._chosen_words() == self._words:
            return
        self._words = self._chosen_words()
        self.contents.reword()
        self.reworded.emit(self.desk.person())
        QTimer.singleShot(0, self, self._make_anew)  # one of them has just said that it changed

    def _chosen_words(self) -> tuple[str, ListName | None]:
        return self.desk.person(), self.desk.practice().list_name

    def _make_anew(self) -> None:
        self.flush()
        here, place = self.current, self.place()
        for name, page in list(self._pages.items()):
            if page is not here or name != SettingsPage.name:  # where it was chosen, the cursor stays
                self._stack.removeWidget(page)
                page.deleteLater()
                del self._pages[name]
        if here is not None and here.name not in self._pages:
            self.return_to(place)

    def tell(self, error: Refused) -> None:
        """Say over the page what happened, what is safe and what to do."""
        self._notices.tell(error)

    def remind(self) -> None:
        """Ask what is to be asked now and then; in an invented practice nothing is."""
        if not self._settings.example:
            self._notices.remind()

    def _waiting_changed(self, _waiting: bool) -> None:  # noqa: FBT001 - a slot
        self.status_changed.emit()

    def status(self) -> str:
        """Whether everything is saved, in words."""
        if self.desk.read_only:
            return _("Read only")
        forms = [form for page in self._pages.values() for form in page.findChildren(Form)]
        if self.desk.waiting or any(form.is_waiting() for form in forms):
            return _("Saving …")
        if any(form.is_troubled() for form in forms):
            return _("One entry cannot be read and is not saved yet")
        return _("All changes saved")

    # --- leaving and coming back ---

    def flush(self) -> None:
        """Hand everything that is being typed to the desk."""
        for page in self._pages.values():
            page.flush()

    def place(self) -> Place:
        """Where the therapist is, for the next unlocking."""
        here = self.current.place() if self.current else Target(_HOME)
        if isinstance(self.current, ExportPage) and self._before and self._before.client == self.client:
            here = self._before  # unlocking makes no paper anew, and leads back to what was being written
        return Place(here.page, here.record or here.client, here.field, here.cursor)

    def return_to(self, place: Place | None) -> None:
        """Go where the therapist was; to the list of clients if that is no longer there."""
        if place is None or place.page not in self.pages() or place.page == ExportPage.name:
            self.go(Target(_HOME))
            return
        client = self.desk.client_of(place.record)
        if self.page(place.page).inside and not client:
            self.go(Target(_HOME))
            return
        try:
            self.go(Target(place.page, client, place.record, place.field, place.cursor))
        except Missing:  # the record is not what this page shows
            self.go(Target(_HOME))
