# SPDX-License-Identifier: Apache-2.0
"""Run in a copy of the checkout in which every record has one more field: writes into each in the real window."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget

from dit_desktop.models.desk import Desk
from dit_desktop.records.agreement import Agreement, Consent, Wording
from dit_desktop.records.assessment import Assessment
from dit_desktop.records.client import Client, Enquiry
from dit_desktop.records.contact import Communication, Contact
from dit_desktop.records.course import Course
from dit_desktop.records.fields import Record
from dit_desktop.records.formulation import Formulation, Sharing
from dit_desktop.records.goal import Aim, GoalReview, Hope
from dit_desktop.records.letter import Letter, Reading
from dit_desktop.records.medication import Medication
from dit_desktop.records.missed import MissedNote
from dit_desktop.records.practice import Practice
from dit_desktop.records.process import ProcessNote
from dit_desktop.records.relationships import Narrative, Person, RelationshipQuestionnaire
from dit_desktop.records.review import ClosingSummary, MidReview
from dit_desktop.records.safety import Safety
from dit_desktop.records.searched import sought
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.records.suitability import Suitability
from dit_desktop.store import indexing, vault
from dit_desktop.store.export import Wanted, export
from dit_desktop.store.search import Wanted as Asked
from dit_desktop.store.search import search
from dit_desktop.ui.columns import Columns
from dit_desktop.ui.form import Form
from dit_desktop.ui.pages.page import Target
from dit_desktop.ui.workspace import Workspace
from tests.opened import client_with_course
from tests.practices import CHEAP, PASSPHRASE
from tests.ui.pages.walk import settle

Made = tuple[Record, str, int]  # a record of the kind, its page, and what the page is opened at


def _of_course(kind: type[Any], page: str, **filled: Any) -> Callable[[Desk, Course], Made]:
    def make(desk: Desk, course: Course) -> Made:
        made = desk.add(kind(client=course.client, parent=course.id, **filled))
        return made, page, made.id

    return make


def _of_client(kind: type[Any], page: str) -> Callable[[Desk, Course], Made]:
    def make(desk: Desk, course: Course) -> Made:
        made = desk.add(kind(client=course.client, parent=course.client))
        return made, page, made.id

    return make


def _beside(kind: type[Any], of: type[Any], page: str, link: str) -> Callable[[Desk, Course], Made]:
    """What stands beside a signed version."""

    def make(desk: Desk, course: Course) -> Made:
        signed = desk.sign(desk.add(of(client=course.client, parent=course.id)))
        return desk.add(kind(client=course.client, parent=course.id, **{link: signed.id})), page, signed.id

    return make


def _client(desk: Desk, course: Course) -> Made:
    return desk.get(Client, course.client), "details", course.client


def _course(_desk: Desk, course: Course) -> Made:
    return course, "details", course.id


def _practice(desk: Desk, _course: Course) -> Made:
    return desk.add(Practice()), "settings", 0


def _wording(desk: Desk, _course: Course) -> Made:
    made = desk.add(Wording())
    return made, "wordings", made.id


def _addendum(desk: Desk, course: Course) -> Made:
    note = desk.sign(desk.add(SessionNote(client=course.client, parent=course.id, appointment=0)))
    return desk.add(Addendum(client=course.client, parent=note.id)), "note", note.id


def _process(desk: Desk, course: Course) -> Made:
    mine: dict[str, Any] = {"client": course.client, "parent": course.id, "appointment": 10**6}
    desk.add(SessionNote(**mine))
    made = desk.add(ProcessNote(**mine))
    return made, "note", made.id


PLACES: dict[type[Record], Callable[[Desk, Course], Made]] = {
    Addendum: _addendum,
    Client: _client,
    Course: _course,
    Practice: _practice,
    ProcessNote: _process,
    Wording: _wording,
    Reading: _beside(Reading, Letter, "letter", "letter"),
    Sharing: _beside(Sharing, Formulation, "formulation", "formulation"),
    **{kind: _of_client(kind, "details") for kind in (Agreement, Communication, Consent, Contact, Enquiry, Medication)},
    Safety: _of_client(Safety, "safety"),
    **{kind: _of_course(kind, "assessment") for kind in (Assessment, RelationshipQuestionnaire, Suitability)},
    **{kind: _of_course(kind, "goals") for kind in (Aim, GoalReview, Hope)},
    **{kind: _of_course(kind, "people") for kind in (Narrative, Person)},
    ClosingSummary: _of_course(ClosingSummary, "closing"),
    Formulation: _of_course(Formulation, "formulation"),
    Letter: _of_course(Letter, "letter"),
    MidReview: _of_course(MidReview, "review"),
    MissedNote: _of_course(MissedNote, "missed"),
    SessionNote: _of_course(SessionNote, "note"),
}


def write(workspace: Workspace, kind: type[Record]) -> str:
    """Write into the new field of a kind in the window; returns what is amiss, or nothing."""
    course = client_with_course(workspace.desk)
    record, page, at = PLACES[kind](workspace.desk, course)
    workspace.go(Target(page, course.client, at))
    settle()
    assert workspace.current is not None
    for form in workspace.current.findChildren(Form):
        if form._cls is kind:  # noqa: SLF001 - a test looks behind what is shown
            turn_to(form)
    settle()
    name = f"Planted in {kind.__name__}"
    lines = [line for line in workspace.findChildren(QLineEdit) if line.accessibleName() == name]
    if len(lines) != 1:
        return f"{len(lines)} controls are called so"
    QTest.keyClicks(lines[0], f"words of {kind.__name__}")
    workspace.flush()
    workspace.desk.settle()
    settle()
    kept = getattr(workspace.desk.get(kind, record.id), "planted", None)
    if kept != f"words of {kind.__name__}":
        return f"kept {kept!r}"
    return "" if finds(workspace.desk, kind) else "not found"


def turn_to(widget: QWidget) -> None:
    """Turn to the tab on which something stands: what nobody sees is not filled in."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QStackedWidget):
            above.setCurrentWidget(widget)
        elif isinstance(above, Columns):
            above.look_beside()
        widget, above = above, above.parentWidget()


def finds(desk: Desk, kind: type[Record]) -> bool:
    """Whether the search finds what was written, in this kind of record."""
    typed, asked = f"words of {kind.__name__}", Asked(process=True)
    found = desk.ask(lambda connection: search(connection, asked, sought(typed)))
    return [hit.kind for hit in found.hits] == [kind.__name__]


def main(folder: Path) -> None:
    """Print for every kind what is amiss, and leave an export."""
    app = QApplication([])
    made, _code = vault.create(folder / "own", PASSPHRASE, state=folder / "state.json", cost=CHEAP)
    desk = Desk(made)
    workspace = Workspace(desk)
    workspace.resize(1280, 900)
    workspace.show()
    amiss = {kind.__name__: write(workspace, kind) for kind in PLACES}
    while made.write(indexing.step):
        pass
    amiss |= {
        kind.__name__: "not in the index" for kind in PLACES if not amiss[kind.__name__] and not finds(desk, kind)
    }
    print(json.dumps(amiss))  # noqa: T201 - it is read by a test
    export(made, folder / "out", Wanted(process_notes=True), lambda _code, _records: [])
    desk.close()
    app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
