# SPDX-License-Identifier: Apache-2.0
"""What was written under the wrong person: a draft moves, and a signed record is marked and leaves every list."""

from __future__ import annotations

from pathlib import Path

import pytest

from dit_desktop.records.client import Client
from dit_desktop.records.course import Appointment, Course
from dit_desktop.records.fields import Record
from dit_desktop.records.sealed import EnteredInError, Statement
from dit_desktop.records.session import Addendum, SessionNote
from dit_desktop.store import exchange, export, misfiled, seal, verify
from dit_desktop.store.errors import Missing, Refused, Signed
from dit_desktop.store.export import Wanted
from dit_desktop.store.vault import Place, Secret, Vault
from tests.store.practices import PASSPHRASE, Practice

NEEDLE = "quillfeather"


def somebody(opened: Vault, code: str) -> Course:
    client = opened.add(Client(code=code))
    return opened.add(Course(client=client.id, parent=client.id))


def of(course: Course, **filled: object) -> SessionNote:
    return SessionNote(client=course.client, parent=course.id, **filled)  # type: ignore[arg-type]


def index(opened: Vault, record: Record) -> None:
    sql = "insert into words(rowid, text, scope) values(?, ?, '')"
    opened.write(lambda connection: connection.execute(sql, (record.id, NEEDLE)))


def found(opened: Vault) -> list[int]:
    sql = "select rowid from words where words match ? order by rowid"
    return opened.ask(lambda connection: [row[0] for row in connection.execute(sql, (NEEDLE,))])


def events(opened: Vault) -> list[tuple[str, int]]:
    sql = "select event, record_id from chain where event <> 'created' order by seq"
    return opened.ask(lambda connection: connection.execute(sql).fetchall())


@pytest.fixture
def wrong(opened: Vault) -> tuple[Course, SessionNote]:
    """A course with a signed note that belongs elsewhere, what was added to it, and a note that stays."""
    course = somebody(opened, "C-001")
    note = opened.sign(opened.add(of(course, material=NEEDLE)))
    for added in (
        Addendum(client=course.client, parent=note.id, written=NEEDLE),
        Statement(client=course.client, parent=note.id, written=NEEDLE),
    ):
        index(opened, opened.sign(opened.add(added)))
    index(opened, note)
    index(opened, opened.add(of(course, material=NEEDLE)))
    opened.keep_place(Place("note", note.id, "material", 3))
    return course, note


def leaving(opened: Vault, to: Path) -> set[int]:
    export.export(opened, to, Wanted(), lambda _code, _records: [])
    return {record.id for record in exchange.read_records(to)}


def test_what_was_entered_in_error_leaves_the_lists_the_search_and_the_exports_and_stays_sealed(
    practice: Practice, opened: Vault, wrong: tuple[Course, SessionNote], tmp_path: Path
) -> None:
    course, note = wrong
    assert len(opened.find(SessionNote, parent=course.id)) == 2
    assert (len(opened.find(Addendum, client=course.client)), len(opened.find(Statement))) == (1, 1)
    assert len(found(opened)) == 4
    assert note.id in leaving(opened, tmp_path / "before")
    before = {record.id for kind in (Addendum, Statement) for record in opened.find(kind)}
    mark = misfiled.mark(opened, note, "It was about somebody else.")
    assert (mark.record, mark.reason, mark.signed_at is not None) == (note.id, "It was about somebody else.", True)
    assert [item.id for item in opened.find(SessionNote, parent=course.id)] == [note.id + 3]
    assert (opened.find(Addendum, client=course.client), opened.find(Statement)) == ([], [])
    assert found(opened) == [note.id + 3]
    assert opened.place() is None
    assert leaving(opened, tmp_path / "after").isdisjoint({note.id, mark.id, *before})
    assert opened.get(note.id) == note, "it is sealed where it was"
    assert [(item.record, item.mark) for item in opened.ask(misfiled.marked)] == [(note, mark)]
    assert ("entered in error", note.id) in events(opened)
    with pytest.raises(Signed):
        opened.save(mark)
    opened.close()
    assert verify.report(practice.folder, Secret(PASSPHRASE)).findings == ()


def test_a_mark_that_is_marked_lets_the_record_stand_again(opened: Vault, wrong: tuple[Course, SessionNote]) -> None:
    course, note = wrong
    mark = misfiled.mark(opened, note, "It was about somebody else.")
    misfiled.put_back(opened, mark, "It was about them after all.")
    assert len(opened.find(SessionNote, parent=course.id)) == 2
    assert len(opened.find(Addendum)) == 1
    assert opened.ask(misfiled.marked) == []
    assert opened.get(mark.id) == mark
    assert [item.reason for item in opened.find(EnteredInError)] == ["It was about them after all."]
    assert events(opened)[-1] == ("put back", note.id)
    stale = opened.ask(lambda connection: {row[0] for row in connection.execute("select record_id from stale")})
    assert {note.id, note.id + 1, note.id + 2} <= stale, "the search will find them again"
    again = misfiled.mark(opened, note, "No, it was not.")
    assert [item.mark for item in opened.ask(misfiled.marked)] == [again]


def test_only_a_signed_record_is_marked_and_never_without_a_reason(
    opened: Vault, wrong: tuple[Course, SessionNote]
) -> None:
    course, note = wrong
    with pytest.raises(Refused, match="reason"):
        misfiled.mark(opened, note, " \n")
    draft = opened.add(of(course))
    with pytest.raises(Refused, match="signed"):
        misfiled.mark(opened, draft, "wrong")
    assert opened.find(EnteredInError) == []
    assert len(opened.find(SessionNote)) == 3


def test_a_draft_moves_with_what_it_was_and_lets_go_of_the_other_client(practice: Practice, opened: Vault) -> None:
    one, other = somebody(opened, "C-001"), somebody(opened, "C-002")
    appointment = opened.add(Appointment(client=one.client, parent=one.id))
    draft = opened.add(of(one, appointment=appointment.id, reminder="the other's focus", material="first"))
    draft = opened.save(
        of(one, appointment=appointment.id, reminder="the other's focus", material="then", id=draft.id), visit=True
    )
    opened.keep_place(Place("note", draft.id, "material", 3))
    moved = misfiled.move(opened, draft, other.client, other.id)
    assert (moved.client, moved.parent, moved.material) == (other.client, other.id, "then")
    assert (moved.appointment, moved.reminder) == (0, "")
    assert [(was.material, was.appointment, was.reminder) for was in opened.revisions(moved)] == [("first", 0, "")]
    assert opened.find(SessionNote, parent=one.id) == []
    assert opened.find(SessionNote, client=other.client) == [moved]
    assert events(opened) == [("moved to another client", draft.id)]
    assert opened.place() is None
    assert seal.SIGNED not in dict(events(opened))
    signed = opened.sign(moved)
    with pytest.raises(Signed):
        misfiled.move(opened, signed, one.client, one.id)
    opened.close()
    assert verify.report(practice.folder, Secret(PASSPHRASE)).findings == ()


def test_a_draft_on_which_something_hangs_or_for_nobody_stays(opened: Vault) -> None:
    one, other = somebody(opened, "C-001"), somebody(opened, "C-002")
    draft = opened.add(of(one))
    with pytest.raises(Missing):
        misfiled.move(opened, draft, 999, 0)
    opened.add(SessionNote(client=one.client, parent=draft.id))
    with pytest.raises(Refused, match="hangs"):
        misfiled.move(opened, draft, other.client, other.id)
    assert opened.get(draft.id) == draft
