# SPDX-License-Identifier: Apache-2.0
"""The open vault as windows see it: one door for changes, one announcement of them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QUndoStack

from dit_desktop.models.change import Change, Deed
from dit_desktop.models.checkup import Checkup
from dit_desktop.models.indexing import Indexing
from dit_desktop.models.pending import Save, Unmade
from dit_desktop.models.searching import Searching
from dit_desktop.records import body
from dit_desktop.records.client import Client
from dit_desktop.records.course import Appointment
from dit_desktop.records.fields import Record, fields, worded
from dit_desktop.records.practice import Currency, Person, Practice
from dit_desktop.store import reserve
from dit_desktop.store.errors import Missing, Refused, Signed
from dit_desktop.store.rows import Glance
from dit_desktop.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future
    from datetime import date

    from dit_desktop.models.backups import Backups
    from dit_desktop.store.vault import Place, Secret, Vault

R = TypeVar("R", bound=Record)
T = TypeVar("T")

VISIT: Final = 30 * 60  # seconds without a save after which a save belongs to a new visit
AGAIN: Final = 4000  # milliseconds after which a failed save is tried again


class Desk(QObject):
    """What pages read from and save to.

    A save is shown at once and written on a thread of its own; until it is there, what
    is read is what was saved last, so nobody sees an older state.  What cannot be
    written is kept, shown and tried again.
    """

    changed = Signal(str, int, object)  # kind, id, and who saved it, so that an editor does not reload itself
    waiting_changed = Signal(bool)  # whether anything is not yet on the disk
    refused = Signal(object)  # a Refused: a save that did not happen, and is tried again
    recovered = Signal()  # what had failed is now on the disk
    _written = Signal(object)

    def __init__(self, vault: Vault, parent: QObject | None = None) -> None:
        """Take over an open vault."""
        super().__init__(parent)
        self._vault = vault
        self._writer = Writer(vault)
        self.checkup = Checkup(vault, self)
        self.indexing = Indexing(vault, self._writer, self)
        self.changed.connect(self.indexing.rest)
        self.searching = Searching(self)
        self._saves: dict[int, Save] = {}  # the latest of each record that is not yet on the disk
        self._failed: dict[int, Save] = {}
        self._unmade: dict[tuple[object, ...], Unmade] = {}  # by kind, and what the record belongs to
        self._ailing = False  # something could not be written, and not everything is since
        self._visited: dict[int, float] = {}  # when a record was last saved in this visit
        self.whereabouts: Callable[[], Place | None] = lambda: None  # kept with every save, for the next unlocking
        self.undo = QUndoStack(self)
        self.backups: Backups | None = None  # looks after the backups of this vault, where somebody does
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._again.timeout.connect(self._try_again)
        self._written.connect(self._take, Qt.ConnectionType.QueuedConnection)  # never in the midst of a save
        if not vault.read_only:
            self._writer.run(lambda: reserve.keep(vault.folder))

    @property
    def vault(self) -> Vault:
        """The vault itself, for work on its keys and its file as a whole."""
        return self._vault

    # --- reading ---

    @property
    def read_only(self) -> bool:
        """Whether the vault lies where nothing can be written."""
        return self._vault.read_only

    def get(self, kind: type[R], record: int) -> R:
        """The record of this kind with this id, as it was last saved."""
        save = self._saves.get(record) or self._failed.get(record)
        found = save.record if save else self._vault.get(record)
        if not isinstance(found, kind):
            raise Missing
        return found

    def clinical(self, record: int) -> Record | None:
        """The record with this id if it is one that can be signed and that stands."""
        try:
            found = self.get(Record, record)
        except Missing:
            return None
        return found if type(found).clinical else None

    def client_of(self, record: int) -> int:
        """The client a record belongs to, or 0 if there is no such record."""
        try:
            found = self._vault.get(record)
        except Missing:
            return 0
        return found.client or (found.id if isinstance(found, Client) else 0)

    def find(self, kind: type[R], *, parent: int | None = None, client: int | None = None) -> list[R]:
        """Records of a kind, of a parent or a client if one is named, by day."""
        unwritten, unmade = self._unwritten(kind)
        found = self._vault.find(kind, parent=parent, client=client)
        shown = [unwritten.get(item.id, item) for item in found]
        return shown + [item for item in unmade if parent in (None, item.parent) and client in (None, item.client)]

    def find_under(self, kind: type[R], parents: Iterable[int]) -> dict[int, list[R]]:
        """The same for several parents in one question: the records of each, by the parent."""
        unwritten, unmade = self._unwritten(kind)
        under: dict[int, list[R]] = {parent: [] for parent in parents}
        for item in self._vault.find_under(kind, under):
            under[item.parent].append(unwritten.get(item.id, item))
        for item in unmade:
            if item.parent in under:
                under[item.parent].append(item)
        return under

    def glance(self, kind: type[Record], names: Sequence[str]) -> list[Glance]:
        """A few fields of every record of a kind, for a list; they are read from an index, and no record is."""
        unwritten, unmade = self._unwritten(kind)

        def glimpsed(record: Record) -> Glance:
            texts = (body.plain(getattr(record, name)) for name in names)
            return Glance(record.id, record.client, tuple("" if text is None else str(text) for text in texts))

        shown = self._vault.glance(kind, names)
        shown = [glimpsed(unwritten[item.id]) if item.id in unwritten else item for item in shown]
        return shown + [glimpsed(item) for item in unmade]

    def courses_ahead(self, day: date) -> set[int]:
        """The courses that have an appointment on a day or later, and those of which that is being saved."""
        unwritten, unmade = self._unwritten(Appointment)
        return self._vault.courses_ahead(day) | {item.parent for item in (*unwritten.values(), *unmade)}

    def ask(self, question: Callable[[Any], T]) -> T:
        """What is on the disk, asked by one of the questions of `asking`; what is being saved, `unwritten` knows."""
        return self._vault.ask(question)

    def unwritten(self, kind: type[R]) -> list[R]:
        """The records of a kind that are being saved, as they will be."""
        changed, unmade = self._unwritten(kind)
        return [*changed.values(), *unmade]

    def _unwritten(self, kind: type[R]) -> tuple[dict[int, R], list[R]]:
        """What is not yet on the disk of a kind: changed records by id, and new ones."""
        saves = [save.record for save in (*self._failed.values(), *self._saves.values())]
        changed = {record.id: record for record in saves if isinstance(record, kind)}
        return changed, [item.record for item in self._unmade.values() if isinstance(item.record, kind)]

    def revisions(self, record: R) -> list[R]:
        """What a record was before, oldest first."""
        return self._vault.revisions(record)

    def practice(self) -> Practice:
        """The practice's own record; a blank one, not kept yet, if there is none."""
        found = self.find(Practice)
        return found[0] if found else Practice()

    def person(self) -> str:
        """The practice's word for the people who come."""
        return str((self.practice().person or Person.CLIENT).value)

    def worded(self, text: str) -> str:
        """Words of the program with the practice's word for the people who come put in."""
        return worded(text, self.person())

    def currency(self) -> str:
        """The sign of the money in which the practice's fees are."""
        return (self.practice().currency or Currency.GBP).label

    def place(self) -> Place | None:
        """Where the therapist was when the vault was last open."""
        return self._vault.place()

    def check_secret(self, secret: Secret) -> None:
        """Refuse a passphrase or code that does not open this vault."""
        self._vault.check_secret(secret)

    # --- changing ---

    def add(self, record: R, origin: object = None) -> R:
        """Keep a new record; returns it with its id."""
        made = self._now(lambda: self._vault.add(record))
        self._visited[made.id] = time.monotonic()
        if self._can_go(made.parent):
            self._end_undo()
        self.changed.emit(type(made).__name__, made.id, origin)
        return made

    def save(self, record: R, origin: object = None) -> R:
        """Keep a changed record; one without an id is made, now or, still without an id, as soon as it can be."""
        if not record.id:
            return self._make(record, origin)
        before = self.get(type(record), record.id)
        if before.signed_at:
            raise Signed
        if before == record:
            return record
        visit = time.monotonic() - self._visited.get(record.id, -VISIT) >= VISIT
        top = self.undo.command(self.undo.index() - 1)
        # While something can be redone a change begins a step of its own, which takes the redoing away.
        if visit or self.undo.canRedo() or not isinstance(top, Change) or not top.extend(record):
            self.undo.push(Change(self.put, before, record))
        self._visited[record.id] = time.monotonic()
        self._submit(record, origin, visit=visit)
        return record

    def keep_aside(self, record: Record) -> None:
        """Keep what is no part of the record of a therapy, such as what stands open, as a step nobody undoes."""
        if record.id:
            self._submit(record, self, visit=False)
        else:
            self._make(record, self)

    def open_visit(self, record: int) -> None:
        """A form for this record was opened: its next save keeps what it was before."""
        self._visited.pop(record, None)

    def sign(self, record: R, origin: object = None) -> R:
        """Close a record for good, as it is handed over; what could be undone no longer can."""
        self.settle()
        signed = self._now(lambda: self._vault.sign(record))
        self._end_undo()
        self.changed.emit(type(record).__name__, record.id, origin)
        return signed

    def put_in_bin(self, record: Record) -> None:
        """Take an unsigned record out of sight."""
        self.settle()
        self._now(lambda: self._vault.put_in_bin(record.id))
        self.changed.emit(type(record).__name__, record.id, None)

    def take_from_bin(self, record: Record) -> None:
        """Put a record back where it was."""
        self._now(lambda: self._vault.take_from_bin(record.id))
        self.changed.emit(type(record).__name__, record.id, None)

    def note(self, event: str, record: int | None = None) -> None:
        """Add an event to the chain: what happened, never with contents."""
        self._now(lambda: self._vault.note(event, record))

    def amend(self, work: Callable[[Vault], T]) -> Future[T]:
        """Do something that no undo takes back, in the writer's turn, once everything is on the disk."""
        self.settle()
        self._end_undo()
        self._visited.clear()
        return self._writer.run(lambda: work(self._vault))

    def examine(self, work: Callable[[Vault], T]) -> T:
        """Do long work that only reads, on the thread that asks; it works on a copy and holds nobody up."""
        return work(self._vault)

    def announce(self, record: Record) -> None:
        """Say that a record was changed otherwise than by a save."""
        self.changed.emit(type(record).__name__, record.id, None)

    def alter(self, work: Callable[[Any], T]) -> T:
        """Change what is no record, wholly or not at all, in the writer's turn."""
        return self._now(lambda: self._vault.write(work))

    def keep_place(self, place: Place) -> None:
        """Note where the therapist is, in the writer's next turn."""
        if not self.read_only:
            self._writer.run(lambda: self._vault.keep_place(place))

    # --- waiting ---

    @property
    def waiting(self) -> bool:
        """Whether anything is not yet on the disk."""
        return bool(self._saves or self._failed or self._unmade)

    def settle(self) -> None:
        """Wait until everything that was saved is on the disk; raises what kept it from there."""
        self._try_again()
        for save in list(self._saves.values()):
            save.future.exception()
            self._take(save)
        for save in self._failed.values():
            save.future.result()
        for unmade in self._unmade.values():
            raise unmade.error

    def make_room(self) -> bool:
        """Give back the room that is kept for the last save; says whether there was any."""
        return reserve.give_back(self._vault.folder)

    def close(self) -> None:
        """Write what is left, close the file and wipe the key."""
        self._again.stop()
        if self.backups is not None:
            self.backups.stop()
        self.checkup.finish()
        self.indexing.finish()
        self.searching.finish()
        self._writer.finish()
        self._vault.close()

    def _can_go(self, record: int) -> bool:
        """Whether a step of undo began a record or put it away, and would take it from under what is added to it."""
        steps = (self.undo.command(at) for at in range(self.undo.count()))
        return any(record in step.began for step in steps if isinstance(step, Deed))

    def _end_undo(self) -> None:
        """Let nothing that was done so far be taken back any more."""
        self.undo.clear()

    def _now(self, work: Callable[[], T]) -> T:
        """Do something in the writer's turn and wait for it."""
        return self._writer.run(work).result()

    def put(self, record: Record) -> None:
        """Save a record without a step of undo of its own: what undo brings back, or a part of a larger step."""
        self._submit(record, self.undo, visit=False)

    def _make(self, record: R, origin: object) -> R:
        """Add a record that somebody began to type, or keep it until it can be added."""
        links = (getattr(record, item.name) for item in fields(type(record)) if item.key)
        key = (type(record), record.client, record.parent, *links)
        self._unmade.pop(key, None)
        try:
            made = self.add(record, origin)
        except Refused as error:
            self._unmade[key] = Unmade(record, origin, error)
            self._fail(error)
            return record
        self._recover()
        return made

    def _submit(self, record: Record, origin: object, *, visit: bool) -> None:
        earlier = self._failed.pop(record.id, None) or self._saves.get(record.id)
        place = self.whereabouts()

        def write() -> Record:
            # Whoever comes after a save that failed keeps what was before it.  The writer has one thread.
            save.visit |= earlier is not None and earlier.visit and earlier.future.exception() is not None
            return self._vault.save(record, visit=save.visit, place=place)

        save = self._saves[record.id] = Save(record, visit, origin)
        future = save.future = self._writer.run(write)
        self.waiting_changed.emit(True)
        future.add_done_callback(lambda _future: self._written.emit(save))
        self.changed.emit(type(record).__name__, record.id, origin)

    def _take(self, save: Save) -> None:
        """Note, on the window's thread, what became of a save."""
        if save.taken:
            return
        save.taken = True
        if self._saves.get(save.record.id) is not save:
            return  # a later save of the same record says what becomes of it
        del self._saves[save.record.id]
        error: Any = save.future.exception()
        if error is None:
            self._recover()
            return
        self._failed[save.record.id] = save
        if not isinstance(error, Refused):
            raise error
        self._fail(error)

    def _fail(self, error: Refused) -> None:
        self._ailing = True
        self._again.start()
        self.waiting_changed.emit(True)
        self.refused.emit(error)

    def _recover(self) -> None:
        self.waiting_changed.emit(self.waiting)
        if self._ailing and not self.waiting:
            self._ailing = False
            self._again.stop()
            self.recovered.emit()

    def _try_again(self) -> None:
        """Submit what failed once more; the cause may be gone."""
        for save in list(self._failed.values()):
            self._submit(save.record, save.origin, visit=save.visit)
        for unmade in list(self._unmade.values()):
            self._make(unmade.record, unmade.origin)
