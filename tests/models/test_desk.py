# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: SLF001 - a test looks behind what is shown
from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dit_desktop.models.change import Change
from dit_desktop.models.desk import VISIT, Desk
from dit_desktop.records.client import Client
from dit_desktop.records.letter import Letter
from dit_desktop.records.practice import Person, Practice
from dit_desktop.records.session import SessionNote
from dit_desktop.store.errors import Missing, Signed
from dit_desktop.store.vault import Place
from tests.opened import busy, client_with_course, note


def test_what_was_saved_last_is_read_while_the_writer_is_busy(desk: Desk) -> None:
    course = client_with_course(desk)
    made = note(desk, course, material="first")
    with busy(desk):
        desk.save(replace(made, material="second"))
        assert desk.waiting
        assert desk.get(SessionNote, made.id).material == "second"
        assert [item.material for item in desk.find(SessionNote, parent=course.id)] == ["second"]
    desk.settle()
    assert not desk.waiting
    assert desk.get(SessionNote, made.id).material == "second"


def test_what_is_being_saved_is_found_under_its_parent(desk: Desk) -> None:
    course, other = client_with_course(desk), client_with_course(desk)
    made, still = note(desk, course, material="first"), note(desk, other, material="still")
    with busy(desk):
        desk.save(replace(made, material="second"))
        under = desk.find_under(SessionNote, [course.id, other.id])
        assert {parent: [item.material for item in found] for parent, found in under.items()} == {
            course.id: ["second"],
            other.id: [still.material],
        }


def test_the_latest_of_many_saves_is_the_one_that_lies_on_the_disk(desk: Desk) -> None:
    made = note(desk, client_with_course(desk))
    with busy(desk):
        for number in range(50):
            desk.save(replace(made, material=str(number)))
    desk.settle()
    assert desk._vault.get(made.id).material == "49"  # type: ignore[attr-defined]


def test_a_save_says_when_it_begins_and_when_it_is_there(desk: Desk, qtbot: QtBot) -> None:
    made = note(desk, client_with_course(desk))
    told: list[bool] = []
    desk.waiting_changed.connect(told.append)
    desk.save(replace(made, material="typed"))
    qtbot.waitUntil(lambda: told == [True, False])


def test_a_change_is_announced_with_who_made_it(desk: Desk) -> None:
    told: list[tuple[str, int, object]] = []
    desk.changed.connect(lambda *what: told.append(what))
    editor = QObject()
    made = desk.add(Client(code="C-1"), editor)
    desk.save(replace(made, code="C-2"), editor)
    assert told == [("Client", made.id, editor)] * 2
    desk.undo.undo()
    assert told[-1][:2] == ("Client", made.id)
    assert told[-1][2] is not editor


def test_saving_what_is_already_so_is_no_change(desk: Desk) -> None:
    made = desk.add(Client(code="C-1"))
    told: list[object] = []
    desk.changed.connect(lambda *what: told.append(what))
    assert desk.save(made) is made
    assert told == []
    assert not desk.undo.canUndo()


def test_a_record_of_another_kind_is_not_there(desk: Desk) -> None:
    made = desk.add(Client(code="C-1"))
    with pytest.raises(Missing):
        desk.get(SessionNote, made.id)
    with pytest.raises(Missing):
        desk.get(Client, 999)


def test_every_record_knows_its_client(desk: Desk) -> None:
    course = client_with_course(desk)
    assert desk.client_of(course.id) == course.client
    assert desk.client_of(course.client) == course.client
    assert desk.client_of(999) == 0
    assert desk.client_of(desk.add(Practice()).id) == 0


def test_a_practice_that_says_nothing_says_client(desk: Desk) -> None:
    assert desk.practice() == Practice()
    assert desk.person() == "client"
    desk.save(Practice(person=Person.PATIENT))
    assert desk.person() == "patient"
    assert len(desk.find(Practice)) == 1


# --- visits and revisions ---


def test_all_saves_of_one_visit_leave_one_revision(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="before")
    desk.open_visit(made.id)
    for text in ("b", "be", "bef"):
        desk.save(replace(made, material=text))
        desk.settle()
    assert [item.material for item in desk.revisions(made)] == ["before"]
    desk.open_visit(made.id)
    desk.save(replace(made, material="another day"))
    desk.settle()
    assert [item.material for item in desk.revisions(made)] == ["before", "bef"]


def test_a_new_record_is_in_its_first_visit(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="a")
    desk.save(replace(made, material="ab"))
    desk.settle()
    assert desk.revisions(made) == []


def test_half_an_hour_without_a_save_begins_a_new_visit(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="a")
    desk._visited[made.id] -= VISIT
    desk.save(replace(made, material="b"))
    desk.settle()
    assert [item.material for item in desk.revisions(made)] == ["a"]


# --- undo ---


def test_undo_puts_back_what_a_visit_began_with(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="before")
    for text in ("b", "be", "bef"):
        desk.save(replace(made, material=text))
        desk.settle()
    assert desk.undo.undoText() == "Change to Session note"
    desk.undo.undo()
    assert desk.get(SessionNote, made.id).material == "before"
    assert not desk.undo.canUndo()
    desk.undo.redo()
    assert desk.get(SessionNote, made.id).material == "bef"
    desk.settle()
    assert desk._vault.get(made.id).material == "bef"  # type: ignore[attr-defined]


def test_each_visit_is_a_step_of_its_own(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="a")
    desk.save(replace(made, material="b"))
    desk.open_visit(made.id)
    desk.save(replace(made, material="c"))
    desk.undo.undo()
    assert desk.get(SessionNote, made.id).material == "b"
    desk.undo.undo()
    assert desk.get(SessionNote, made.id).material == "a"


def test_two_records_are_undone_in_their_order(desk: Desk) -> None:
    course = client_with_course(desk)
    one, two = note(desk, course, material="1"), note(desk, course, material="2")
    desk.save(replace(one, material="1 changed"))
    desk.save(replace(two, material="2 changed"))
    desk.save(replace(one, material="1 changed again"))
    for shown in (("1 changed", "2 changed"), ("1 changed", "2"), ("1", "2")):
        desk.undo.undo()
        assert (desk.get(SessionNote, one.id).material, desk.get(SessionNote, two.id).material) == shown
    for shown in (("1 changed", "2"), ("1 changed", "2 changed"), ("1 changed again", "2 changed")):
        desk.undo.redo()
        assert (desk.get(SessionNote, one.id).material, desk.get(SessionNote, two.id).material) == shown


def test_what_was_typed_after_undoing_is_not_lost_to_redo(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="a")
    desk.save(replace(made, material="b"))
    desk.open_visit(made.id)
    desk.save(replace(made, material="c"))
    desk.undo.undo()
    desk.save(replace(made, material="typed since"))
    assert not desk.undo.canRedo()
    desk.undo.undo()
    assert desk.get(SessionNote, made.id).material == "b"
    desk.undo.redo()
    assert desk.get(SessionNote, made.id).material == "typed since"


def test_a_step_takes_in_only_changes_to_its_own_record() -> None:
    one, two = SessionNote(id=1), SessionNote(id=2)
    put: list[object] = []
    step = Change(put.append, one, one)
    assert not step.extend(two)
    assert step.extend(replace(one, material="more"))
    step.redo()  # as it is pushed
    step.undo()
    step.redo()
    assert put == [one, replace(one, material="more")]


# --- signing ---


def test_signing_waits_for_what_is_being_written_and_clears_undo(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="a")
    with busy(desk):
        last = desk.save(replace(made, material="the last word"))
    signed = desk.sign(last)
    assert signed.material == "the last word"
    assert signed.signed_at is not None
    assert desk.get(SessionNote, made.id) == signed
    assert not desk.undo.canUndo()
    assert not desk.waiting


def test_what_is_signed_is_what_was_handed_over(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="a")
    assert desk.sign(replace(made, material="b")).material == "b"


def test_a_signed_record_is_refused_at_once_and_not_again_and_again(desk: Desk) -> None:
    made = note(desk, client_with_course(desk), material="a")
    signed = desk.sign(made)
    for late in (replace(made, material="b"), replace(signed, material="b")):
        with pytest.raises(Signed):
            desk.save(late)
    assert not desk.waiting
    assert desk.get(SessionNote, made.id) == signed
    desk.settle()


def test_undo_never_reaches_a_signed_record(desk: Desk) -> None:
    course = client_with_course(desk)
    one, two = note(desk, course), note(desk, course)
    desk.save(replace(one, material="words"))
    desk.save(replace(two, material="other words"))
    signed = desk.sign(desk.get(SessionNote, one.id))
    desk.undo.undo()
    desk.settle()
    assert desk.get(SessionNote, one.id) == signed


# --- the bin, the chain, the place ---


def test_a_record_goes_into_the_bin_and_comes_back(desk: Desk) -> None:
    course = client_with_course(desk)
    made = note(desk, course, material="a")
    with busy(desk):
        desk.save(replace(made, material="b"))
    desk.put_in_bin(made)
    assert desk.find(SessionNote, parent=course.id) == []
    desk.take_from_bin(made)
    assert [item.material for item in desk.find(SessionNote, parent=course.id)] == ["b"]


def test_an_event_goes_into_the_chain(desk: Desk) -> None:
    before = desk._vault.head().length
    desk.note("exported", None)
    assert desk._vault.head().length == before + 1


def test_the_place_is_kept(desk: Desk) -> None:
    place = Place("note", 7, "material", 12)
    desk.keep_place(place)
    desk.add(Client())  # takes its turn after
    assert desk.place() == place


# --- threads ---


def test_window_and_writer_never_wait_for_each_other(desk: Desk, qtbot: QtBot) -> None:
    made = note(desk, client_with_course(desk))
    ended = threading.Event()

    def look() -> None:
        for _round in range(200):
            desk._vault.get(made.id)
        ended.set()

    threading.Thread(target=look).start()
    for number in range(150):
        desk.save(replace(made, material=str(number)))
        desk.find(SessionNote, parent=made.parent)
        if number % 30 == 0:
            desk.settle()
            desk.add(Letter(client=made.client, parent=made.parent))
    desk.settle()
    qtbot.waitUntil(ended.is_set)
    assert desk.get(SessionNote, made.id).material == "149"
