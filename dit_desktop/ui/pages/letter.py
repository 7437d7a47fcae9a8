# SPDX-License-Identifier: Apache-2.0
"""The goodbye letter: its sections, what may be looked at while writing, and how it was received."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget, QWidget

from dit_desktop.i18n import _, ngettext
from dit_desktop.models.beside import letter_lines
from dit_desktop.models.case import Case, case_of, next_letter
from dit_desktop.models.last_look import known_of
from dit_desktop.records.last_look import Known, last_look, minutes_aloud
from dit_desktop.records.letter import Letter, LetterState, Reading, greeting, paragraphs, word_count
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Page, Preview, Target, plain, telling
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.style import space, typed
from dit_desktop.ui.versions import Versions

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk

_LEAST = 40  # ems of height; with less the page is scrolled as a whole


class LetterPage(Page):
    """Where the letter is written; nothing goes into it unless it is typed."""

    name: ClassVar[str] = "letter"
    title: ClassVar[str] = _("Letters and papers")
    icon: ClassVar[str] = "mail-open"
    keys: ClassVar[str] = "Ctrl+9"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._case: Case | None = None
        self._known = Known()
        self._head, self._state, self._length = plain("title"), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._none = self.no_course()
        typed(self._state, tone="muted")
        typed(self._length, tone="muted")
        self._versions = Versions(_("Versions of the letter"))
        self._versions.chosen.connect(self._choose)
        self._editor = Editor(desk, Letter)
        self._editor.refused.connect(self.told)
        self._editor.saved.connect(self._show_saved)
        self._reading = Editor(desk, Reading)
        self._reading.refused.connect(self.told)
        self._letter, self._beside = (
            Reader(_("The letter as it reads"), headed=False),
            Reader(_("What may be looked at"), headed=False),
        )
        self._look = Reader(_("A last look"), headed=False)
        self._side = QTabWidget(documentMode=True)
        self._share = QPushButton(icon("users"), _("Shared as a draft"))
        self._final = QPushButton(icon("signature"), _("This is the final letter"))
        self._new = QPushButton(icon("pen-line"), _("Go on in a new version"))
        self._paper = QPushButton(icon("printer"), _("Preview and export"))
        self._share.clicked.connect(lambda: self._keep(LetterState.SHARED))
        self._final.clicked.connect(lambda: self._keep(LetterState.FINAL))
        self._without = QPushButton(icon("x"), _("There is no letter"))
        self._without.clicked.connect(self._keep_none)
        self._new.clicked.connect(self._go_on)
        self._paper.clicked.connect(self.preview)
        self._lay_out()

    def _lay_out(self) -> None:
        self._side.addTab(self._beside, _("Beside it"))
        self._side.addTab(self._letter, _("The letter"))
        self._side.addTab(self._look, _("A last look"))
        self._side.addTab(self._reading, _("How it was read"))
        self._side.setAccessibleName(_("Beside the letter"))
        self._side.tabBar().setAccessibleName(_("Beside the letter"))
        self._columns = Columns((_("Write"), self._editor), (_("Look"), self._side), (4, 3))
        foot = Flow(gap=space(self))
        foot.addWidget(self._length)
        grows(self._length)
        for button in (self._paper, self._new, self._without, self._share, self._final):
            foot.addWidget(button)
        box = self.column(_LEAST)
        head = Flow(gap=space(self))
        head.addWidget(self._head)
        grows(self._head)
        head.addWidget(self._versions)
        box.addLayout(head)
        box.addWidget(self._state)
        box.addWidget(self._none)
        box.addWidget(self._columns, 1)
        box.addLayout(foot)

    def open(self, target: Target) -> None:
        """Show the latest version, or the one a target names."""
        self.client = target.client
        self._show(target.record)
        self._editor.focus(target.field or "opening", target.cursor)

    def _show(self, wanted: int = 0) -> None:
        case = self._case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        self._head.setText(_("Goodbye letter for {name}").format(name=case.name))
        letter = next((item for item in case.letters if item.id == wanted), case.letter)
        if letter is None and case.course:
            letter = Letter(
                client=self.client, parent=case.course.id, salutation=case.client.called, state=LetterState.DRAFT
            )
        self._columns.setVisible(letter is not None)
        self._none.setVisible(letter is None)
        if letter is None:
            self._state.clear()
            self._versions.show_versions([], 0)
        else:
            self._known = known_of(self.desk, case)
            self._editor.show_record(letter)
            self._show_versions(letter)
            self._show_reading(letter)
            self._beside.show_lines(letter_lines(self.desk, case))
            self._show_letter()
        self._show_buttons(letter)

    def _show_versions(self, letter: Letter) -> None:
        letters = self._case.letters if self._case else ()
        states = [item.state.label.lower() if item.state else _("draft") for item in letters]
        ids = [item.id for item in letters]
        self._versions.show_versions(states, ids.index(letter.id) if letter.id in ids else 0)
        self._state.setText(
            _("There is none, and why stands below.")
            if letter.state is LetterState.NOT_WRITTEN
            else _("Given, and kept as it was.")
            if letter.signed_at
            else _("A draft. On paper the sections run together without headings.")
        )

    def _show_reading(self, letter: Letter) -> None:
        given = letter.signed_at is not None and letter.state is not LetterState.NOT_WRITTEN
        self._side.setTabVisible(self._side.indexOf(self._reading), given)
        self._side.setTabVisible(self._side.indexOf(self._look), not given)
        if given and self._case:
            begun = Reading(client=letter.client, parent=letter.parent, letter=letter.id)
            self._reading.show_record(self._case.reading_of(letter) or begun)

    def _show_letter(self) -> None:
        letter = self._editor.record
        if letter is None:
            return
        self._letter.show_lines([("", text) for text in (greeting(letter), *paragraphs(letter)) if text])
        words = word_count(letter)
        minutes = minutes_aloud(letter)
        count = ngettext("{count} word", "{count} words", words).format(count=words)
        aloud = ngettext("about {count} minute read aloud", "about {count} minutes read aloud", minutes)
        usual = "" if letter.signed_at else _("400 to 700 words are usual")
        parts = [part for part in (count, aloud.format(count=minutes), usual) if part]
        self._length.setText(" · ".join(parts) if words else "")
        asked = last_look(letter, self._known)
        self._look.show_lines([(each.words, "\n".join(f"“{piece}”" for piece in each.raised_by)) for each in asked])

    def _show_buttons(self, letter: Letter | None) -> None:
        kept = letter is not None and bool(letter.id)
        open_one = kept and letter is not None and letter.signed_at is None and not self.desk.read_only
        self._share.setVisible(open_one)
        self._final.setVisible(open_one)
        without = letter is not None and letter.signed_at is None and not word_count(letter)
        self._without.setVisible(without and not self.desk.read_only)
        last = self._case.letter if self._case else None
        latest = last is not None and letter is not None and last.id == letter.id
        self._new.setVisible(bool(kept and latest and letter and letter.signed_at and not self.desk.read_only))
        self._paper.setVisible(kept)

    def _show_saved(self, letter: Letter) -> None:
        self._show_letter()
        self._show_buttons(letter)

    @telling
    def _keep(self, state: LetterState) -> None:
        """Keep this version as it was given."""
        self.flush()
        letter, case = self._editor.record, self._case
        if letter is None or case is None or not letter.id:
            return
        number = case.schedule.current.number if case.schedule and case.schedule.current else None
        today = date.today()  # noqa: DTZ011
        given = self.desk.sign(replace(letter, state=state), self._editor)
        self.desk.save(
            Reading(
                client=given.client,
                parent=given.parent,
                letter=given.id,
                shared_in=number,
                shared_on=today,
                given_on=today if state is LetterState.FINAL else None,
            )
        )
        self._show(given.id)
        self._columns.look_beside()
        self._side.setCurrentWidget(self._reading)

    @telling
    def _keep_none(self) -> None:
        """Keep it that no letter is written, and why; a letter can be begun all the same later."""
        self.flush()
        letter = self._editor.record
        if letter is None or word_count(letter):
            return
        if not letter.not_written_why.strip():
            self._editor.focus("not_written_why", 0)
            self.said.emit(_("A word why there is none comes first; then press the button again."))
            return
        self._show(self.desk.sign(replace(letter, state=LetterState.NOT_WRITTEN), self._editor).id)

    @telling
    def _go_on(self) -> None:
        self.flush()
        if self._case and self._case.course:
            made = next_letter(self.desk, self._case.letter, self._case.course, self._case.client.called)
            self._show(made.id)
            self._editor.focus("opening", 0)

    def preview(self) -> None:
        """Look at the letter as it will be on paper."""
        self.flush()
        if self._editor.record and self._editor.record.id:
            self.preview_requested.emit(Preview("letter", self.client, self._editor.record.id))

    def _choose(self, number: int) -> None:
        self.flush()
        if self._case:
            self._show(self._case.letters[number].id)

    def flush(self) -> None:
        """Save what is being typed."""
        self._editor.flush()
        self._reading.flush()

    def place(self) -> Target:
        """The version and the field the cursor is in."""
        record = self._editor.record.id if self._editor.record else 0
        return Target(self.name, self.client, record, *self._editor.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back; a first word makes a version of the blank form."""
        self._editor.refresh(record, origin)
        self._reading.refresh(record, origin)
        if self.client and self.isVisible() and kind == "Letter" and self._editor.record:
            self._case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011
            self._show_versions(self._editor.record)
            self._show_buttons(self._editor.record)

    def clear(self) -> None:
        """Forget the client."""
        for editor in (self._editor, self._reading):
            editor.clear()
        for reader in (self._letter, self._beside, self._look):
            reader.clear()
        self._versions.show_versions([], 0)
        for label in (self._head, self._state, self._length):
            label.clear()
        self.client, self._case, self._known = 0, None, Known()
