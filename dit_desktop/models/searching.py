# SPDX-License-Identifier: Apache-2.0
"""What was found, as a list shows it; looking for it is done elsewhere than on the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.clients import Person, shown_day, shown_name
from dit_desktop.models.jobs import Job, Jobs
from dit_desktop.records.client import Client
from dit_desktop.records.kinds import KINDS
from dit_desktop.records.searched import PROCESS, UNSEARCHED, Sought, marks, shown_line, sought, texts_of
from dit_desktop.store import search
from dit_desktop.store.errors import Refused

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk
    from dit_desktop.store.search import Found, Hit, Wanted

LINE: Final = Qt.ItemDataRole.UserRole  # a Line
_NOWHERE: Final = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
# The kinds a person can choose from, by what they are called.
KINDS_OF_TEXT: Final = tuple(
    sorted(
        ((cls.title, name) for name, cls in KINDS.items() if name not in {*UNSEARCHED, PROCESS} and texts_of(cls)),
        key=lambda kind: kind[0].casefold(),
    )
)


class Line(NamedTuple):
    """One hit as it is shown: whose it is and what, a line of its words, and where in it the words stand."""

    head: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was asked, and what was found."""

    asked: Sought
    found: Found

    def words(self, typed: str) -> str:
        """How much was found, or that nothing was, in a sentence."""
        count = len(self.found.hits)
        if self.found.more:
            said = _("The latest {n} are shown, and there are more. Another word narrows it.").format(n=count)
        elif count:
            said = ngettext("{n} record found.", "{n} records found.", count).format(n=count)
        else:
            said = _("Nothing found for “{typed}”. Fewer letters find more.").format(typed=typed)
        return f"{said} {self._behind()}".strip()

    def _behind(self) -> str:
        left = self.found.behind
        words = ngettext(
            "{n} older record is still being made ready for the search.",
            "{n} older records are still being made ready for the search.",
            left,
        )
        return words.format(n=left) if left else ""


class Searching(QObject):
    """Looks for what was typed last; what was asked before is not answered any more."""

    answered = Signal(object)  # an Answer
    refused = Signal(object)  # a Refused

    def __init__(self, desk: Desk) -> None:
        """Look through this practice."""
        super().__init__(desk)
        self._desk = desk
        self._jobs: Jobs | None = None
        self._latest: Job | None = None

    def look(self, typed: str, wanted: Wanted) -> None:
        """Begin to look for it."""
        self.drop()
        if self._jobs is None:
            self._jobs = Jobs(self)
        asked = sought(typed)

        def work(job: Job) -> Answer:
            job.step(0, 0)
            return Answer(asked, self._desk.ask(lambda connection: search.search(connection, wanted, asked)))

        job: Job | None = None

        def done(answer: Answer) -> None:
            if job is self._latest:
                self.answered.emit(answer)

        job = self._latest = self._jobs.run("", work, done, self._failed)

    def drop(self) -> None:
        """Want no answer any more."""
        if self._latest is not None:
            self._latest.cancel()
        self._latest = None

    def finish(self) -> None:
        """Wait until nothing is being looked for."""
        self.drop()
        if self._jobs is not None:
            self._jobs.finish()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            raise error
        self.refused.emit(error)


class Results(QAbstractListModel):
    """The hits of an answer; the words of each are cut from its record when it comes into sight."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._desk = desk
        self._hits: tuple[Hit, ...] = ()
        self._asked = Sought(())
        self._lines: dict[int, Line] = {}
        self._names: dict[int, str] | None = None

    def show_answer(self, answer: Answer) -> None:
        """Show what was found."""
        self.beginResetModel()
        self._hits, self._asked, self._lines = answer.found.hits, answer.asked, {}
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing, and know nobody's name."""
        self.beginResetModel()
        self._hits, self._asked, self._lines, self._names = (), Sought(()), {}, None
        self.endResetModel()

    def forget_names(self) -> None:
        """Read everybody's name anew when it is wanted next."""
        self._names = None
        self._lines.clear()

    def hit(self, number: int) -> Hit:
        """The hit in a row."""
        return self._hits[number]

    @property
    def asked(self) -> Sought:
        """What was looked for."""
        return self._asked

    def names(self) -> dict[int, str]:
        """What stands for everybody on the screen."""
        if self._names is None:
            practice = self._desk.practice()
            people = (Person(item.id, *item.texts) for item in self._desk.glance(Client, ("code", "alias", "name")))
            self._names = {person.id: shown_name(person, practice) for person in people}
        return self._names

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many hits there are."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A hit in words, or as a Line."""
        if not index.isValid():
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            line = self._line(index.row())
            return f"{line.head}. {line.text}"
        return self._line(index.row()) if role == LINE else None

    def _line(self, number: int) -> Line:
        if number not in self._lines:
            self._lines[number] = self._made(self._hits[number])
        return self._lines[number]

    def _made(self, hit: Hit) -> Line:
        cls = KINDS[hit.kind]
        client = hit.id if cls is Client else hit.client
        whose = _("The practice")
        if client:
            whose = self.names().get(client) or self._desk.worded(_("{Client}"))
        parts = [whose, cls.title, shown_day(date.fromisoformat(hit.day))]
        if cls.clinical and not hit.signed:
            parts.append(_("draft"))
        text = shown_line(search.lines((hit,), self._asked)[0])
        if not text:
            label = hit.place(self._asked).label
            return Line(" · ".join(parts), _("In “{label}”, which no list shows.").format(label=label))
        return Line(" · ".join(parts), text, marks(text, self._asked))
