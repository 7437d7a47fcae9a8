# SPDX-License-Identifier: Apache-2.0
"""Words looked for in everything that was written, found while they are typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.searching import KINDS_OF_TEXT, Answer, Results
from dit_desktop.records.fields import worded
from dit_desktop.records.searched import LEAST
from dit_desktop.store.search import Wanted
from dit_desktop.ui.flow import Flow
from dit_desktop.ui.hits import Hits
from dit_desktop.ui.leading import target_of
from dit_desktop.ui.pages.page import Page, Target, plain, telling
from dit_desktop.ui.picker import Picker
from dit_desktop.ui.style import inset, space, typed
from dit_desktop.ui.tall import Tall

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_NAME: Final = 26  # characters
_TALL: Final = 24  # ems; where there is less room, the page is scrolled
_MONTH, _YEAR = timedelta(days=31), timedelta(days=366)
_SPANS: Final = (
    (_("Of any time"), None),
    (_("Of the last month"), _MONTH),
    (_("Of the last three months"), 3 * _MONTH),
    (_("Of the last year"), _YEAR),
)


class SearchPage(Page):
    """One line to type into, three lists that narrow it, and what was found."""

    name: ClassVar[str] = "search"
    title: ClassVar[str] = _("Search")
    icon: ClassVar[str] = "search"
    keys: ClassVar[str] = "Ctrl+Shift+F"
    inside: ClassVar[bool] = False
    personal: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page; nothing is looked for before two letters are typed."""
        super().__init__(desk, parent)
        self._results = Results(desk, self)
        self._clients: list[int] = [0]
        self.line = QLineEdit(placeholderText=_("Two letters are enough to begin with"))
        inset(self.line)
        self.line.setAccessibleName(_("Search in everything you have written"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self._open_first)
        self.line.installEventFilter(self)
        self.client_of = Picker(_("Whose"))
        self.kind = Picker(_("What"))
        self.span = Picker(_("When"))
        self.process = QCheckBox(_("Also in process notes"))
        self.kind.show_lines([_("Everything"), *(title for title, _name in KINDS_OF_TEXT)], 0)
        self.span.show_lines([words for words, _span in _SPANS], 0)
        # As wide as a name mostly is: in a large practice measuring them all would take its time.
        self.client_of.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.client_of.setMinimumContentsLength(_NAME)
        for picker in (self.client_of, self.kind, self.span):
            picker.chosen.connect(self._look)
        self.process.toggled.connect(self._look)
        self.hits = Hits(self._results, _("What was found"))
        self.hits.opened.connect(self.open_hit)
        self.hits.left.connect(self.line.setFocus)
        self.count = plain(tone="muted", wraps=True)
        desk.searching.answered.connect(self._show)
        desk.searching.refused.connect(self.told)
        self._lay_out()

    def _lay_out(self) -> None:
        heading = QLabel(self.title)
        typed(heading, "title")
        narrowing = QWidget()
        flow = Flow(narrowing, gap=space(self, 1.5))
        for widget in (self.client_of, self.kind, self.span, self.process):
            flow.addWidget(widget)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(*[space(self, 3)] * 4)
        box.setSpacing(space(self, 2))
        box.addWidget(heading)
        box.addWidget(self.line)
        box.addWidget(narrowing)
        box.addWidget(self.count)
        box.addWidget(self.hits, 1)
        self._room = QWidget()
        box.addWidget(self._room, 1)
        self.fill(Tall(inner, _TALL))

    # --- looking ---

    def open(self, _target: Target) -> None:
        """Go on with what was typed last, as long as no client was closed since."""
        names = self._results.names()
        chosen = self._clients[self.client_of.currentIndex()] if self.client_of.count() else 0
        people = sorted(names.items(), key=lambda item: item[1].casefold())
        self._clients = [0, *(number for number, _name in people)]
        at = self._clients.index(chosen) if chosen in self._clients else 0
        everybody = worded(_("Of every {client}, and of the practice"), self.desk.person())
        self.client_of.show_lines([everybody, *(name for _number, name in people)], at)
        self._look()
        self.line.selectAll()
        self.line.setFocus()

    def _look(self, *_changed: object) -> None:
        text = self.line.text()
        if sum(letter.isalnum() for letter in text) < LEAST:
            self.desk.searching.drop()
            self._results.clear()
            self._say(
                _(
                    "Looks through every record, signed or draft, the latest first. Words may stand in any order; "
                    "accents and capitals do not matter."
                )
            )
            return
        kind, span = self.kind.currentIndex(), _SPANS[self.span.currentIndex()][1]
        wanted = Wanted(
            client=self._clients[max(0, self.client_of.currentIndex())],
            kinds=(KINDS_OF_TEXT[kind - 1][1],) if kind > 0 else (),
            first=date.today() - span if span else None,  # noqa: DTZ011 - the therapist's own day
            process=self.process.isChecked(),
        )
        self.desk.searching.look(text, wanted)

    def _show(self, answer: Answer) -> None:
        if not self.isVisible():
            return
        self._results.show_answer(answer)
        if answer.found.hits:
            self.hits.setCurrentIndex(self._results.index(0))
        self._say(answer.words(self.line.text().strip()))

    def _say(self, words: str) -> None:
        """Say how much was found, aloud too."""
        some = self._results.rowCount() > 0
        self.hits.setVisible(some)
        self._room.setVisible(not some)
        if words != self.count.text():
            self.count.setText(words)
            self.count.setAccessibleName(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self.count, QAccessible.Event.Alert))

    # --- going there ---

    def _open_first(self) -> None:
        if self._results.rowCount():
            self.open_hit(max(0, self.hits.currentIndex().row()))

    @telling
    def open_hit(self, number: int) -> None:
        """Open a record where the first word stands."""
        self.go_requested.emit(target_of(self.desk, self._results.hit(number), self._results.asked))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The key downwards goes to the first hit, Escape empties the line."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
            return True
        if event.key() == Qt.Key.Key_Down and self._results.rowCount():
            self.hits.setFocus()
            return True
        return False

    def refresh(self, kind: str, _record: int, _origin: object) -> None:
        """Know everybody's name anew when one was changed."""
        if kind in {"Client", "Practice"}:
            self._results.forget_names()

    # --- leaving ---

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing of anybody where nobody looks; what was typed stays until a client is closed."""
        super().hideEvent(event)
        self._forget()  # nobody looks

    def _forget(self) -> None:
        self.desk.searching.drop()
        self._results.clear()
        self.count.clear()
        self.count.setAccessibleName("")

    def clear(self) -> None:
        """Forget what was typed too, and that it could be undone; a client was closed."""
        self._forget()
        self.line.setText("")
        self.count.clear()
        self._clients = [0]
        self.client_of.clear()
        self.process.setChecked(False)
