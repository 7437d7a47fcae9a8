# SPDX-License-Identifier: Apache-2.0
"""The focus: its versions, what was said of each, and the page for the client."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QTabWidget, QWidget

from dit_desktop.i18n import _
from dit_desktop.models.case import Case, case_of, next_version
from dit_desktop.models.evidence import citing
from dit_desktop.records.formulation import Formulation, Sharing, together
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.editor import Editor
from dit_desktop.ui.flow import Flow, grows
from dit_desktop.ui.focus.comparison import Comparison
from dit_desktop.ui.focus.sight import FocusSight
from dit_desktop.ui.icons import icon
from dit_desktop.ui.pages.page import Page, Preview, Target, plain, telling
from dit_desktop.ui.reader import Reader
from dit_desktop.ui.style import space, typed
from dit_desktop.ui.versions import Versions

if TYPE_CHECKING:
    from dit_desktop.models.desk import Desk


_CARD, _WORDING = range(2)  # the first tabs
_LEAST = 40  # ems of height; with less the page is scrolled as a whole


class FormulationPage(Page):
    """Three texts kept apart, in versions that stay as they were shared."""

    name: ClassVar[str] = "formulation"
    title: ClassVar[str] = _("Formulation")
    icon: ClassVar[str] = "target"
    keys: ClassVar[str] = "Ctrl+6"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(desk, parent)
        self._case: Case | None = None
        self._head, self._state, self._none = plain("title"), QLabel(wordWrap=True), self.no_course()
        typed(self._state, tone="muted")
        self._versions = Versions(_("Versions of the formulation"))
        self._versions.chosen.connect(self._choose)
        self._editor = Editor(desk, Formulation)
        self._editor.refused.connect(self.told)
        self._editor.saved.connect(self._show_saved)
        self._response = Editor(desk, Sharing)
        self._response.refused.connect(self.told)
        self._together = Reader(_("Put together"))
        self._sight, self._comparison = FocusSight(desk), Comparison(desk.person())
        self._sight.evidence.wanted.connect(self.go_requested)
        self._share = QPushButton(icon("users"), _("This version was shared"))
        self._new = QPushButton(icon("pen-line"), _("Reword it in a new version"))
        self._moves = QPushButton(icon("chart-line"), _("How the pattern moves"))
        self._moves.clicked.connect(lambda: self.go_requested.emit(Target("pattern", self.client)))
        self._paper = QPushButton(icon("file-text"), _("Our focus as a page"))
        self._share.clicked.connect(self.share)
        self._new.clicked.connect(self.reword)
        self._paper.clicked.connect(self.preview)
        self._lay_out()

    def _lay_out(self) -> None:
        side = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        side.addWidget(self._together)
        side.addWidget(self._response)
        side.setStretchFactor(0, 0)
        side.setStretchFactor(1, 1)  # the sentence is short, and the answer is written
        self._columns = Columns((_("The focus"), self._editor), (_("Together, and their answer"), side))
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.setAccessibleName(self.title)
        self._tabs.tabBar().setAccessibleName(self.title)
        for widget, words in (
            (self._sight, _("Card")),
            (self._columns, _("Wording")),
            (self._comparison, _("Two versions")),
        ):
            self._tabs.addTab(widget, words)
        self._tabs.currentChanged.connect(self._turn)
        foot = Flow(gap=space(self))
        foot.addWidget(self._state)
        grows(self._state)
        for button in (self._moves, self._paper, self._new, self._share):
            foot.addWidget(button)
        box = self.column(_LEAST)
        head = Flow(gap=space(self))
        head.addWidget(self._head)
        grows(self._head)
        head.addWidget(self._versions)
        box.addLayout(head)
        box.addWidget(self._none)
        box.addWidget(self._tabs, 1)
        box.addLayout(foot)
        box.addStretch()  # while there are no tabs

    def open(self, target: Target) -> None:
        """Show the latest version, or the one a target names: its card, or what is to be written."""
        self.client = target.client
        self._show(target.record)
        version = self._editor.record
        if target.field or version is None or not version.id:
            self._tabs.setCurrentIndex(_WORDING)
            self._editor.focus(target.field or "self_view", target.cursor)
        else:
            self._tabs.setCurrentIndex(_CARD)
            self._tabs.tabBar().setFocus()

    def _turn(self, tab: int) -> None:
        """What was typed is on the card and among the versions when they are looked at."""
        if self.client and tab != _WORDING:
            self.flush()
            self._show_sights()

    def _show_sights(self) -> None:
        versions = self._case.formulations if self._case else ()
        self._sight.show_version(self._editor.record)
        self._comparison.show_versions(versions)

    def _show(self, wanted: int = 0) -> None:
        case = self._case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011 - the therapist's own day
        self._head.setText(_("Formulation of {name}").format(name=case.name))
        self._tabs.setVisible(case.course is not None)
        self._none.setVisible(case.course is None)
        versions = list(case.formulations)
        version = next((item for item in versions if item.id == wanted), versions[-1] if versions else None)
        if case.course and version is None:
            version = Formulation(client=self.client, parent=case.course.id)
        if version is None:
            self._state.clear()
            self._versions.show_versions([], 0)
        else:
            self._editor.show_record(version)
            states = [self._words(item) for item in versions]
            self._versions.show_versions(states, versions.index(version) if version in versions else 0)
            self._show_state(version)
            self._show_together()
            self._show_sights()
        self._show_buttons(version)

    def _words(self, version: Formulation) -> str:
        """A version's state: provisional until it is shared, then what was said of it."""
        sharing = self._case.sharing_of(version) if self._case else None
        if version.signed_at is None:
            return _("provisional")
        if sharing and sharing.agreed:
            return _("shared, agreed: {answer}").format(answer=sharing.agreed.label.lower())
        return _("shared")

    def _show_state(self, version: Formulation) -> None:
        shared = version.signed_at is not None
        self._state.setText(
            _("Shared, and kept as it was said.")
            if shared
            else _("Provisional. Sharing keeps this version as it was said.")
        )
        sharing = self._case.sharing_of(version) if self._case else None
        self._response.setVisible(shared)
        if shared:
            begun = Sharing(client=version.client, parent=version.parent, formulation=version.id)
            self._response.show_record(sharing or begun)

    def _show_together(self) -> None:
        version = self._editor.record
        text = together(version) if version else ""
        self._together.show_lines([("", text or _("Self, other, feelings and purpose will stand here in one line."))])

    def _show_buttons(self, version: Formulation | None) -> None:
        writable = version is not None and not self.desk.read_only
        latest = self._case and self._case.formulations and self._case.formulations[-1]
        self._share.setVisible(bool(writable and version and version.id and version.signed_at is None))
        self._new.setVisible(bool(writable and version and version.signed_at and latest and latest.id == version.id))
        self._paper.setVisible(bool(version and version.id))
        self._moves.setVisible(self._case is not None and self._case.course is not None)

    def _show_saved(self, version: Formulation) -> None:
        self._show_together()
        self._show_buttons(version)

    @telling
    def share(self) -> None:
        """Keep the version as it was said, and open a place for what they answered."""
        self.flush()
        version, case = self._editor.record, self._case
        if version is None or case is None or not version.id:
            return
        number = case.schedule.current.number if case.schedule and case.schedule.current else None
        signed = self.desk.sign(citing(self.desk, version), self._editor)
        self.desk.save(
            Sharing(
                client=signed.client,
                parent=signed.parent,
                formulation=signed.id,
                shared_in=number,
                shared_on=date.today(),  # noqa: DTZ011
            )
        )
        self._show(signed.id)
        self._tabs.setCurrentIndex(_WORDING)
        self._columns.look_beside()
        self._response.focus("response", 0)

    @telling
    def reword(self) -> None:
        """Begin a new version from the latest one."""
        self.flush()
        if self._case and self._case.course:
            latest = self._case.formulations[-1] if self._case.formulations else None
            made = next_version(self.desk, latest, self._case.course)
            self._show(made.id)
            self._tabs.setCurrentIndex(_WORDING)
            self._editor.focus("self_view", 0)

    def preview(self) -> None:
        """Look at the client's page of this version."""
        self.flush()
        if self._editor.record and self._editor.record.id:
            self.preview_requested.emit(Preview("focus", self.client, self._editor.record.id))

    def _choose(self, number: int) -> None:
        self.flush()
        if self._case:
            self._show(self._case.formulations[number].id)

    def flush(self) -> None:
        """Save what is being typed."""
        self._editor.flush()
        self._response.flush()

    def place(self) -> Target:
        """The version and the field the cursor is in."""
        record = self._editor.record.id if self._editor.record else 0
        if self._tabs.currentIndex() != _WORDING:
            return Target(self.name, self.client, record)
        return Target(self.name, self.client, record, *self._editor.form.place())

    def refresh(self, kind: str, record: int, origin: object) -> None:
        """Show what undo brought back; a first word makes a version of the blank form."""
        self._editor.refresh(record, origin)
        self._response.refresh(record, origin)
        if self.client and self.isVisible() and kind in {"Formulation", "Sharing"}:
            self._case = case_of(self.desk, self.client, date.today())  # noqa: DTZ011
            shown = self._editor.record.id if self._editor.record else record
            ids = [item.id for item in self._case.formulations]
            states = [self._words(item) for item in self._case.formulations]
            self._versions.show_versions(states, ids.index(shown) if shown in ids else len(ids) - 1)
            self._show_buttons(self._editor.record)
            self._show_sights()

    def clear(self) -> None:
        """Forget the client."""
        self._editor.clear()
        self._response.clear()
        self._together.clear()
        self._sight.show_version(None)
        self._comparison.clear()
        self._versions.show_versions([], 0)
        self._head.clear()
        self._state.clear()
        self.client, self._case = 0, None
